#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/assessment_content.h"
#include "services/assessment/bundle_evaluation.h"
#include "services/assessment/evidence_bundle.h"
#include "services/assessment/tri_state.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment {
namespace {

using kam::testing::IsOk;
using kam::testing::ParseProto;

constexpr absl::CivilDay kToday(2013, 12, 1);
constexpr char kAccount[] = "programs/p/accounts/a";

// One account of which every service knows something.
BundleParts Parts() {
  BundleParts parts;
  parts.account = kAccount;
  parts.as_of = kToday;
  parts.account_facts = ParseProto<account::v1::AccountFacts>(R"pb(
    store { epoch: "x" revision: 7 }
    account {
      name: "programs/p/accounts/a"
      designations {
        state: STATE_NOMINATED
        on { year: 2013 month: 1 day: 1 }
      }
      designations {
        state: STATE_DESIGNATED
        on { year: 2013 month: 2 day: 1 }
      }
      criteria_ratings {
        criterion: CRITERION_WILLINGNESS_TO_PARTNER
        rating: 4
        rated_on { year: 2013 month: 2 day: 1 }
      }
    }
    key_account: true
    contacts {
      name: "programs/p/accounts/a/contacts/joe"
      decision_level: DECISION_LEVEL_INSTIGATOR
      function: CONTACT_FUNCTION_TECHNICAL
      seniority: GRADE_DIRECTOR
      support: SUPPORT_MENTOR
    }
    contacts {
      name: "programs/p/accounts/a/contacts/sue"
      decision_level: DECISION_LEVEL_UNKNOWN
    }
    interactions {
      name: "programs/p/accounts/a/interactions/1"
      happened_on { year: 2013 month: 11 day: 1 }
      type: TYPE_JOINT_PLANNING
      two_way: true
      members: "programs/p/members/ann"
      members: "programs/p/members/max"
      participants {
        contact: "programs/p/accounts/a/contacts/joe"
        decision_level: DECISION_LEVEL_INSTIGATOR
        function: CONTACT_FUNCTION_TECHNICAL
      }
    }
    interactions {
      name: "programs/p/accounts/a/interactions/2"
      happened_on { year: 2013 month: 11 day: 9 }
      type: TYPE_CORRESPONDENCE
      two_way: true
      members: "programs/p/members/ann"
      participants { contact: "programs/p/accounts/a/contacts/joe" }
    }
    objectives {
      name: "programs/p/accounts/a/objectives/grow"
      strategic: TRI_STATE_PRESENT
      horizon: HORIZON_LONG
      recorded_on { year: 2013 month: 3 day: 1 }
    }
    objectives {
      name: "programs/p/accounts/a/objectives/cheap"
      strategic: TRI_STATE_ABSENT
      horizon: HORIZON_SHORT
      recorded_on { year: 2013 month: 3 day: 1 }
    }
    targets {
      name: "programs/p/accounts/a/targets/profit"
      measure: MEASURE_PROFIT_AMOUNT
      starts_on { year: 2013 month: 1 day: 1 }
      objective: "programs/p/accounts/a/objectives/grow"
    }
    disclosures {
      name: "programs/p/accounts/a/disclosures/1"
      direction: DIRECTION_RECEIVED
      sensitivity: SENSITIVITY_CONFIDENTIAL
      disclosed_on { year: 2013 month: 6 day: 1 }
    }
    list_completenesses {
      list: LIST_INTERACTIONS
      complete_through { year: 2013 month: 12 day: 31 }
    }
    list_completenesses {
      list: LIST_AGREEMENTS
      complete_through { year: 2013 month: 12 day: 31 }
    }
    profitability {
      value: VALUE_LOSS
      cost_complete: true
      loss_quarters: 2
      revenue { currency_code: "USD" units: 100 }
      profit { currency_code: "USD" units: -10 }
      flags { code: "NO_PROFIT_TARGET" severity: SEVERITY_VIOLATION }
      flags { code: "CONCENTRATION" severity: SEVERITY_WARN }
    }
  )pb");
  parts.team_facts = ParseProto<team::v1::TeamFacts>(R"pb(
    store { epoch: "y" revision: 3 }
    account: "programs/p/accounts/a"
    members {
      assignment {
        name: "programs/p/accounts/a/assignments/1"
        member: "programs/p/members/ann"
        role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER
        lead: true
        dedication_bps: 10000
        starts_on { year: 2013 month: 1 day: 1 }
      }
      position {
        title: "Key account manager"
        grade: GRADE_SENIOR_EXECUTIVE
        function: BUSINESS_FUNCTION_SALES
        pay { salary_bps: 4000 commission_bps: 6000 }
      }
      manager_grade: GRADE_SENIOR_EXECUTIVE
    }
    members {
      assignment {
        name: "programs/p/accounts/a/assignments/2"
        member: "programs/p/members/bob"
        role: ASSIGNMENT_ROLE_SUPPORT
        kind: ASSIGNMENT_KIND_PERMANENT
        starts_on { year: 2013 month: 1 day: 1 }
      }
      position { function: BUSINESS_FUNCTION_TECHNICAL }
    }
    members {
      assignment {
        name: "programs/p/accounts/a/assignments/3"
        member: "programs/p/members/cid"
        role: ASSIGNMENT_ROLE_DEVELOPMENT
        kind: ASSIGNMENT_KIND_PERMANENT
        starts_on { year: 2013 month: 1 day: 1 }
      }
      position { function: BUSINESS_FUNCTION_FINANCE }
    }
    sponsors {
      sponsorship {
        name: "programs/p/accounts/a/sponsorships/max"
        member: "programs/p/members/max"
        starts_on { year: 2013 month: 1 day: 1 }
      }
      member { position { grade: GRADE_DIRECTOR } }
      executive: true
    }
    executive_sponsor: TRI_STATE_PRESENT
    activities {
      name: "programs/p/accounts/a/activities/1"
      member: "programs/p/members/ann"
      kind: ACTIVITY_KIND_CARE_VISIT
      performed_on { year: 2013 month: 10 day: 1 }
    }
    flags { code: "BUDDY_MISSING" severity: SEVERITY_INFO }
    flags { code: "NO_ACCOUNT_MEETING" severity: SEVERITY_INFO }
  )pb");
  parts.planning_facts = ParseProto<planning::v1::PlanningFacts>(R"pb(
    store { epoch: "z" revision: 5 }
    account: "programs/p/accounts/a"
    initiatives {
      name: "programs/p/accounts/a/initiatives/1"
      state: INITIATIVE_STATE_ACTIVE
      initiator: INITIATOR_JOINT
      functions: INITIATIVE_FUNCTION_LOGISTICS
      functions: INITIATIVE_FUNCTION_FINANCE
      supplier_committed_on { year: 2013 month: 2 day: 1 }
      customer_committed_on { year: 2014 month: 2 day: 1 }
      started_on { year: 2013 month: 2 day: 1 }
    }
    initiatives {
      name: "programs/p/accounts/a/initiatives/2"
      state: INITIATIVE_STATE_PROPOSED
    }
    contributions {
      name: "programs/p/accounts/a/contributions/1"
      objective: "programs/p/accounts/a/objectives/grow"
      delivered_on { year: 2013 month: 9 day: 1 }
      confirmed_by: "programs/p/accounts/a/contacts/joe"
      confirmed_on { year: 2013 month: 9 day: 2 }
    }
    contributions {
      name: "programs/p/accounts/a/contributions/2"
      objective: "programs/p/accounts/a/objectives/cheap"
      delivered_on { year: 2013 month: 9 day: 1 }
    }
    coverage {
      requirement_id: "S3-06"
      present: "REQUIREMENTS"
      absent: "OTHER_OPPORTUNITIES"
    }
    flags { code: "NO_PLAN" severity: SEVERITY_VIOLATION }
  )pb");
  parts.program = ProgramSlice{"Key accounts", 12};
  for (const char* id : {"1", "2"}) {
    v1::ObservationVersion& one = parts.observations.emplace_back();
    *one.mutable_observation() = ParseProto<v1::Observation>(R"pb(
      model: MODEL_PHASES
      dimension: "APPROACH"
      key: "MUTUAL_PLANS"
      source_class: SOURCE_CLASS_SUPPLIER
      observed_on { year: 2013 month: 11 day: 1 }
    )pb");
    one.mutable_observation()->set_name(std::string(kAccount) +
                                        "/observations/" + id);
  }
  return parts;
}

std::vector<v1::Verdict> Evaluated(const v1::EvidenceBundle& bundle) {
  auto verdicts = EvaluateBundle(bundle, ModelPolicy::Default());
  EXPECT_THAT(verdicts, IsOk());
  return *std::move(verdicts);
}

std::string ChosenIn(const v1::Verdict& verdict, const std::string& key) {
  for (const v1::Finding& one : verdict.findings()) {
    if (one.key() == key) return one.chosen();
  }
  return "";
}

template <typename T, typename Order>
void Shuffle(google::protobuf::RepeatedPtrField<T>* list, Order& order) {
  std::shuffle(list->pointer_begin(), list->pointer_end(), order);
}

TEST(Bundle, EveryServicesRecordsReachTheModels) {
  const v1::EvidenceBundle bundle = AssembleBundle(Parts());
  const std::vector<v1::Verdict> verdicts = Evaluated(bundle);
  ASSERT_EQ(verdicts.size(), 10u);
  for (const v1::Verdict& one : verdicts) {
    EXPECT_NE(one.status_reason(), "EVIDENCE_REFUSED")
        << v1::Model_Name(one.model());
  }
  const v1::Verdict& phases = *FindVerdict(verdicts, v1::MODEL_PHASES);
  EXPECT_EQ(ChosenIn(phases, "APPROACH"), "MUTUAL_PLANS");
  EXPECT_EQ(ChosenIn(phases, "KAM_SENIORITY"), "VERY_SENIOR");
  EXPECT_EQ(ChosenIn(phases, "TEAM_FORM"), "PERMANENT_MULTI");
  EXPECT_EQ(ChosenIn(phases, "INITIATOR"), "JOINT");
  EXPECT_EQ(ChosenIn(phases, "INFORMATION"), "CONFIDENTIAL");
  EXPECT_EQ(ChosenIn(phases, "MEASURES"), "ACCOUNT_PROFIT_AND_MUTUAL");
  EXPECT_EQ(ChosenIn(phases, "PROFITABILITY_KNOWLEDGE"), "PER_ACCOUNT");
  EXPECT_EQ(ChosenIn(phases, "SENIOR_INVOLVEMENT"), "OCCASIONAL");
  EXPECT_EQ(phases.phases().relationship_title(),
            v1::RELATIONSHIP_TITLE_UNDETERMINED);
  EXPECT_EQ(bundle.readiness().willingness_to_partner(), 4);
  EXPECT_EQ(bundle.customer_audit().designated_on().month(), 2);
  // The one that has not begun is no initiative yet.
  EXPECT_EQ(bundle.phases().initiatives_size(), 1);
  EXPECT_TRUE(bundle.phases().initiatives(0).committed_by_supplier());
  EXPECT_FALSE(bundle.phases().initiatives(0).committed_by_customer());
  // What serves no strategic objective is no contribution of that rung.
  EXPECT_EQ(bundle.buy_sell_level().contributions_size(), 1);
  // CONCENTRATION is no pitfall.
  EXPECT_EQ(bundle.pitfalls().answers(0).flags_size(), 1);
  EXPECT_EQ(bundle.pitfalls().losses().quarters(), 2);
  EXPECT_EQ(bundle.pay().commission(), 6000);
  EXPECT_EQ(bundle.sources_size(), 4);
}

TEST(Bundle, ChecklistsAreToldByEveryService) {
  const v1::EvidenceBundle bundle = AssembleBundle(Parts());
  const std::vector<v1::Verdict> verdicts = Evaluated(bundle);
  const v1::Verdict& lists = *FindVerdict(verdicts, v1::MODEL_CHECKLISTS);
  for (const char* key : {"customer_relations", "profitability", "team_working",
                          "customer_care"}) {
    EXPECT_EQ(ChosenIn(lists, key), "PRESENT") << key;
  }
  EXPECT_EQ(ChosenIn(lists, "whole_business"), "ABSENT");
  // What stands in the bundle once is not there again.
  EXPECT_EQ(bundle.checklists().targets_size(), 0);
  v1::EvidenceBundle other = bundle;
  other.mutable_checklists()->set_business_understood(kPresent);
  EXPECT_NE(DigestOf(other), DigestOf(bundle));
}

TEST(Bundle, TheOrderOfFactsIsIrrelevant) {
  const v1::EvidenceBundle bundle = AssembleBundle(Parts());
  const std::vector<v1::Verdict> expected = Evaluated(bundle);
  std::mt19937 order(20131201);
  for (int i = 0; i < 20; ++i) {
    BundleParts parts = Parts();
    Shuffle(parts.account_facts->mutable_contacts(), order);
    Shuffle(parts.account_facts->mutable_interactions(), order);
    Shuffle(parts.account_facts->mutable_objectives(), order);
    Shuffle(parts.account_facts->mutable_list_completenesses(), order);
    Shuffle(parts.planning_facts->mutable_initiatives(), order);
    Shuffle(parts.planning_facts->mutable_contributions(), order);
    Shuffle(parts.team_facts->mutable_flags(), order);
    std::shuffle(parts.observations.begin(), parts.observations.end(), order);
    const v1::EvidenceBundle other = AssembleBundle(std::move(parts));
    EXPECT_EQ(DigestOf(other), DigestOf(bundle));
    const std::vector<v1::Verdict> verdicts = Evaluated(other);
    ASSERT_EQ(verdicts.size(), expected.size());
    for (size_t k = 0; k < verdicts.size(); ++k) {
      EXPECT_EQ(verdicts[k].SerializeAsString(),
                expected[k].SerializeAsString())
          << v1::Model_Name(verdicts[k].model());
    }
  }
}

TEST(Bundle, WhatAnUnseenServiceWouldSayIsUnavailable) {
  BundleParts parts = Parts();
  parts.team_facts.reset();
  v1::UnseenSource& unseen = parts.unseen.emplace_back();
  unseen.set_service("team");
  unseen.set_code("UNAVAILABLE");
  const std::vector<v1::Verdict> verdicts =
      Evaluated(AssembleBundle(std::move(parts)));
  const v1::Verdict& phases = *FindVerdict(verdicts, v1::MODEL_PHASES);
  EXPECT_EQ(ChosenIn(phases, "INITIATOR"), "JOINT");
  for (const v1::MissingEvidence& one : phases.missing()) {
    EXPECT_EQ(one.why() == v1::MISSING_REASON_UNAVAILABLE,
              one.owner_service() == "team")
        << one.dimension();
  }
}

TEST(Bundle, AnObservationWithoutMeaningIsLeftOutAndFlagged) {
  BundleParts parts = Parts();
  parts.observations[0].mutable_observation()->set_dimension("WEATHER");
  const std::vector<v1::Verdict> verdicts =
      Evaluated(AssembleBundle(std::move(parts)));
  const v1::Verdict& phases = *FindVerdict(verdicts, v1::MODEL_PHASES);
  EXPECT_EQ(ChosenIn(phases, "APPROACH"), "MUTUAL_PLANS");
  const auto flag = std::find_if(
      phases.flags().begin(), phases.flags().end(),
      [](const auto& one) { return one.code() == "OBSERVATION_REFUSED"; });
  ASSERT_NE(flag, phases.flags().end());
  EXPECT_EQ(flag->evidence(0), "programs/p/accounts/a/observations/1");
}

TEST(Bundle, WhatIsSaidDoesNotMoveWithTheDay) {
  BundleParts later = Parts();
  later.as_of = kToday + 1;
  later.account_facts->mutable_store()->set_revision(8);
  const std::vector<v1::Verdict> one = Evaluated(AssembleBundle(Parts()));
  const std::vector<v1::Verdict> other =
      Evaluated(AssembleBundle(std::move(later)));
  for (size_t i = 0; i < one.size(); ++i) {
    EXPECT_NE(one[i].SerializeAsString(), other[i].SerializeAsString());
    EXPECT_EQ(ContentOf(one[i]), ContentOf(other[i]))
        << v1::Model_Name(one[i].model());
  }
}

TEST(Bundle, WhatWasSaidBeforeIsTheLastThatDiffers) {
  StoredBefore before;
  v1::Verdict* phases = before.assessment.add_verdicts();
  phases->set_model(v1::MODEL_PHASES);
  phases->set_value("3");
  phases->mutable_phases()->set_demonstrated(3);
  v1::Finding* finding = phases->add_findings();
  finding->set_dimension("APPROACH");
  finding->set_chosen("PROJECT_LED");
  before.earlier.set_demonstrated(2);
  v1::Verdict now;
  now.set_model(v1::MODEL_PHASES);
  now.set_value("3");
  EXPECT_EQ(EarlierOf(before, {now}).demonstrated(), 2);
  now.set_value("4");
  const v1::EarlierVerdicts earlier = EarlierOf(before, {now});
  EXPECT_EQ(earlier.demonstrated(), 3);
  EXPECT_EQ(earlier.phase_values(0).value(), "PROJECT_LED");
}

}  // namespace
}  // namespace kam::assessment
