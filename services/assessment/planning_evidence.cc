#include "services/assessment/planning_evidence.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/assessment/completeness_evidence.h"
#include "services/assessment/contact_evidence.h"
#include "services/assessment/fact_words.h"
#include "services/assessment/owner_answers.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

using account::v1::AccountFacts;
using planning::v1::PlanningFacts;

v1::InitiativeStanding StandingOf(planning::v1::InitiativeState state) {
  switch (state) {
    case planning::v1::INITIATIVE_STATE_ACTIVE:
      return v1::INITIATIVE_STANDING_ACTIVE;
    case planning::v1::INITIATIVE_STATE_COMPLETED:
      return v1::INITIATIVE_STANDING_COMPLETED;
    case planning::v1::INITIATIVE_STATE_STOPPED:
      return v1::INITIATIVE_STANDING_CANCELLED;
    default:
      return v1::INITIATIVE_STANDING_PLANNED;
  }
}

// Adds an initiative that has begun; no model reads the others.
void AddInitiative(const planning::v1::Initiative& one, absl::CivilDay as_of,
                   v1::PhaseFacts* phases) {
  if (!one.has_started_on()) return;
  v1::InitiativeFact* fact = phases->add_initiatives();
  SetSource(kPlanningService, one.name(), fact);
  fact->set_initiator(SameWord<v1::InitiativeSide>(one.initiator()));
  fact->set_offering(SameWord<v1::InitiativeOffering>(one.offering()));
  for (const int function : one.functions()) {
    fact->add_functions(
        WordOf(static_cast<planning::v1::InitiativeFunction>(function)));
  }
  fact->set_joint_business_plan(one.joint_business_plan());
  if (one.funding().has_supplier_bps()) {
    fact->set_supplier_share_bps(one.funding().supplier_bps());
  }
  if (one.funding().has_customer_bps()) {
    fact->set_customer_share_bps(one.funding().customer_bps());
  }
  fact->set_committed_by_supplier(IsBy(one.supplier_committed_on(), as_of));
  fact->set_committed_by_customer(IsBy(one.customer_committed_on(), as_of));
  fact->set_standing(StandingOf(one.state()));
  *fact->mutable_starts_on() = one.started_on();
  // An active one goes on until it is ended, whatever was meant.
  if (one.has_ended_on()) *fact->mutable_ends_on() = one.ended_on();
}

void AddPlan(const planning::v1::Plan& plan, v1::EvidenceBundle* bundle) {
  v1::PlanFact* fact = bundle->mutable_phases()->add_plans();
  SetSource(kPlanningService, plan.name(), fact);
  fact->set_kind(SameWord<v1::PlanKind>(plan.kind()));
  fact->set_customer_co_author(std::any_of(
      plan.co_authors().begin(), plan.co_authors().end(),
      [](const planning::v1::Person& one) { return one.has_contact(); }));
  if (plan.horizon_months() > 0) {
    fact->set_horizon_months(plan.horizon_months());
  }
  *fact->mutable_starts_on() = plan.activated_on();
  for (const planning::v1::Action& one : plan.actions()) {
    if (one.state() != planning::v1::ACTION_STATE_OPEN) continue;
    v1::PlanActionFact* action =
        bundle->mutable_partnership_indicators()->add_actions();
    SetSource(kPlanningService,
              absl::StrCat(plan.name(), "/actions/", one.id()), action);
    action->set_customer_owned(one.owner().has_contact());
    *action->mutable_starts_on() = plan.activated_on();
  }
}

// Whether an open action is about the account's profit: it addresses the
// account itself or one of its targets.
TriState IsLossAddressed(const planning::v1::Plan& plan,
                         const std::string& account) {
  const std::string targets = absl::StrCat(account, "/targets/");
  for (const planning::v1::Action& one : plan.actions()) {
    if (one.state() != planning::v1::ACTION_STATE_OPEN) continue;
    for (const std::string& name : one.addresses()) {
      if (name == account || absl::StartsWith(name, targets)) return kPresent;
    }
  }
  return kAbsent;
}

TriState IsValid(planning::v1::PlanValidity validity) {
  if (validity == planning::v1::PLAN_VALIDITY_VALID) return kPresent;
  return validity == planning::v1::PLAN_VALIDITY_NOT_VALID ? kAbsent : kUnknown;
}

// How the plan stands; without one it is absent only when plans are complete.
v1::PlanStandingFact PlanStanding(const PlanningFacts& facts,
                                  bool is_complete) {
  v1::PlanStandingFact standing;
  if (!facts.has_active_plan()) {
    const TriState none = NotListed(is_complete);
    standing.set_exists(none);
    standing.set_valid(none);
    standing.set_loss_addressed(none);
    return standing;
  }
  standing.set_exists(kPresent);
  standing.set_valid(IsValid(facts.plan_check().validity()));
  if (facts.has_last_reviewed_on()) {
    *standing.mutable_last_reviewed_on() = facts.last_reviewed_on();
  }
  standing.set_loss_addressed(
      IsLossAddressed(facts.active_plan(), facts.account()));
  return standing;
}

TriState IsPositioningSpecific(const PlanningFacts& facts) {
  static constexpr char kGeneric[] = "GENERIC_POSITIONING";
  auto raises = [](const auto& flags) {
    return std::any_of(
        flags.begin(), flags.end(),
        [](const type::v1::Flag& flag) { return flag.code() == kGeneric; });
  };
  if (raises(facts.flags()) || raises(facts.plan_check().flags())) {
    return kAbsent;
  }
  if (facts.active_plan().positioning().position().empty()) return kUnknown;
  return Stated(facts.positioning_shared()) == kAbsent ? kPresent : kUnknown;
}

// Whether the plan answers every question on the customer's business.
TriState IsBusinessUnderstood(const PlanningFacts& facts) {
  for (const planning::v1::Coverage& one : facts.coverage()) {
    if (one.requirement_id() != "S3-06") continue;
    if (!one.absent().empty()) return kAbsent;
    return one.unknown().empty() ? kPresent : kUnknown;
  }
  return kUnknown;
}

// What a contribution serves, as far as its level in the hierarchy goes.
struct Service {
  v1::ContributionPurpose purpose = v1::CONTRIBUTION_PURPOSE_UNSPECIFIED;
  // Nobody has said that the objective is strategic.
  bool is_doubtful = false;
};

Service ServiceOf(const planning::v1::Contribution& contribution,
                  const AccountFacts& account) {
  for (const account::v1::Issue& one : account.issues()) {
    if (one.name() == contribution.issue() &&
        one.kind() == account::v1::Issue::KIND_CUSTOMER_BUSINESS) {
      return {v1::CONTRIBUTION_PURPOSE_BUSINESS_ISSUE};
    }
  }
  for (const account::v1::Objective& one : account.objectives()) {
    if (one.name() == contribution.objective() && one.strategic() != kAbsent) {
      return {v1::CONTRIBUTION_PURPOSE_STRATEGIC_OBJECTIVE,
              one.strategic() != kPresent};
    }
  }
  return {};
}

void AddContributions(const PlanningFacts& facts, const AccountFacts& account,
                      v1::HierarchyFacts* level) {
  for (const planning::v1::Contribution& one : facts.contributions()) {
    const Service service = ServiceOf(one, account);
    if (service.purpose == v1::CONTRIBUTION_PURPOSE_UNSPECIFIED ||
        !one.has_delivered_on()) {
      continue;
    }
    v1::ContributionFact* fact = level->add_contributions();
    SetSource(kPlanningService, one.name(), fact);
    fact->set_purpose(service.purpose);
    fact->set_contributes_to(one.has_issue() ? one.issue() : one.objective());
    *fact->mutable_delivered_on() = one.delivered_on();
    // What is not confirmed is unknown to the rung; so is what may not count.
    if (service.is_doubtful || !one.has_confirmed_on()) continue;
    fact->set_confirmed_by(one.confirmed_by());
    *fact->mutable_confirmed_on() = one.confirmed_on();
  }
}

}  // namespace

void AddPlanningEvidence(const PlanningFacts& facts,
                         const AccountFacts* account, absl::CivilDay as_of,
                         v1::EvidenceBundle* bundle) {
  CompletenessList own;
  AddCompleteness(facts, &own);
  const bool plans_complete = IsComplete(own, v1::RECORD_LIST_PLANS, as_of);
  bundle->mutable_completeness()->MergeFrom(own);
  AddObjectiveLevels(facts, bundle->mutable_contacts());
  for (const planning::v1::Initiative& one : facts.initiatives()) {
    AddInitiative(one, as_of, bundle->mutable_phases());
  }
  if (facts.has_active_plan()) AddPlan(facts.active_plan(), bundle);
  if (account != nullptr) {
    AddContributions(facts, *account, bundle->mutable_buy_sell_level());
  }
  v1::PitfallFacts* pitfalls = bundle->mutable_pitfalls();
  *pitfalls->mutable_plan() = PlanStanding(facts, plans_complete);
  AddOwnerAnswer(
      kPlanningService,
      {&facts.flags(), &facts.plan_check().flags(), &facts.friction().flags()},
      pitfalls);
  v1::ReadinessFacts* readiness = bundle->mutable_readiness();
  readiness->set_plan_valid(pitfalls->plan().valid());
  readiness->set_specific_positioning(IsPositioningSpecific(facts));
  bundle->mutable_checklists()->set_business_understood(
      IsBusinessUnderstood(facts));
}

}  // namespace kam::assessment
