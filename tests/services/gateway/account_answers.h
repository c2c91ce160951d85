#pragma once

#include "services/gateway/account_view.h"
#include "tests/testing/parse_proto.h"

// What four services answer about an account of which each knows something.
namespace kam::gateway::account_view_test {

inline account::v1::AccountFacts Account() {
  return kam::testing::ParseProto<account::v1::AccountFacts>(R"pb(
    store { epoch: "e1" revision: 11 }
    as_of { year: 2013 month: 11 day: 30 }
    account {
      name: "programs/p/accounts/a"
      display_name: "Bikes"
      designations { state: STATE_NOMINATED }
      designations { state: STATE_DESIGNATED reason: "Largest" }
    }
    key_account: true
    contacts { name: "programs/p/accounts/a/contacts/joe" }
    classification { account_class: ACCOUNT_CLASS_KEY_ACCOUNT }
    profitability { value: VALUE_LOSS }
    top_ranked: true
    interaction_count: 70
  )pb");
}

inline team::v1::TeamFacts Team() {
  return kam::testing::ParseProto<team::v1::TeamFacts>(R"pb(
    store { epoch: "e2" revision: 22 }
    members {
      assignment { member: "programs/p/members/ann" }
      display_name: "Ann"
      resolved: true
    }
    ever_assigned: true
    accounts_of_lead: 3
    team_form: TEAM_FORM_ALONE
    sponsors {
      sponsorship { member: "programs/p/members/cid" }
      member { member: "programs/p/members/cid" resolved: true }
      executive: true
    }
    executive_sponsor: TRI_STATE_PRESENT
    skill_coverage {
      status: VERDICT_STATUS_PROVISIONAL
      value: COVERAGE_VALUE_GAPS
      ceiling: COVERAGE_VALUE_GAPS
      covered_areas: 1
      covered_areas_ceiling: 2
      areas { key: "product_awareness" state: AREA_STATE_COVERED }
      areas {
        key: "customer_objectives"
        state: AREA_STATE_THIN
        covered_by { display_name: "Ann" level: 2 }
      }
      areas { key: "competitive_activity" state: AREA_STATE_GAP }
      areas { key: "sales_order_processing" state: AREA_STATE_UNKNOWN }
      unknown: SKILL_SALES_ORDER_PROCESSING
      missing_roles: ASSIGNMENT_ROLE_DEVELOPMENT
      flags { code: "ROLE_MISSING" }
    }
  )pb");
}

inline planning::v1::PlanningFacts Planning() {
  return kam::testing::ParseProto<planning::v1::PlanningFacts>(R"pb(
    store { epoch: "e3" revision: 33 }
    active_plan {
      name: "programs/p/accounts/a/plans/one"
      actions { id: "late" text: "Call" }
      actions { id: "next" text: "Visit" }
    }
    draft_plans: 1
    open_actions: 2
    overdue_action_ids: "late"
    next_due_action { id: "next" text: "Visit" }
    plan_check {
      plan: "programs/p/accounts/a/plans/one"
      validity: PLAN_VALIDITY_NOT_VALID
      checks { check: PLAN_CHECK_THREATS outcome: CHECK_OUTCOME_FAILED }
      flags { code: "LONE_HERO" }
    }
    initiatives { display_name: "Done" state: INITIATIVE_STATE_COMPLETED }
    initiatives { display_name: "Now" state: INITIATIVE_STATE_ACTIVE }
    initiatives { display_name: "Given up" state: INITIATIVE_STATE_STOPPED }
    initiatives { display_name: "Soon" state: INITIATIVE_STATE_PROPOSED }
    commitments { display_name: "Some day" state: COMMITMENT_STATE_PROPOSED }
    commitments {
      display_name: "December"
      state: COMMITMENT_STATE_ACCEPTED
      due_on { year: 2013 month: 12 day: 1 }
    }
    commitments { display_name: "Kept" state: COMMITMENT_STATE_DELIVERED }
    commitments { display_name: "Taken back" state: COMMITMENT_STATE_WITHDRAWN }
    commitments { display_name: "Refused" state: COMMITMENT_STATE_BLOCKED }
    commitments {
      display_name: "November"
      state: COMMITMENT_STATE_PROPOSED
      due_on { year: 2013 month: 11 day: 30 }
    }
    commitments_incomplete: true
  )pb");
}

inline assessment::v1::AssessmentFacts Assessment() {
  return kam::testing::ParseProto<assessment::v1::AssessmentFacts>(R"pb(
    store { epoch: "e4" revision: 44 }
    observations { dimension: "APPROACH" key: "MUTUAL_PLANS" }
    audits {
      name: "programs/p/accounts/a/audits/2"
      held_on { year: 2013 month: 11 day: 1 }
      channel: AUDIT_CHANNEL_FACE_TO_FACE
      interviewer: "programs/p/members/cid"
      respondents { contact: "programs/p/accounts/a/contacts/b" }
      valid: true
    }
    audits { name: "programs/p/accounts/a/audits/1" }
    standing {
      assessment: "programs/p/accounts/a/assessments/1"
      verdicts {
        model: MODEL_PHASES
        value: "2"
        bounds { low: "2" high: "4" }
      }
      flags { code: "LOPSIDED" severity: SEVERITY_WARN }
    }
  )pb");
}

inline AccountAnswers AllAnswers() {
  return AccountAnswers{Account(), Team(), Planning(), Assessment()};
}

}  // namespace kam::gateway::account_view_test
