#include "services/planning/planning_facts.h"

#include <algorithm>
#include <utility>

#include "common/base/date.h"
#include "common/base/ratio.h"
#include "services/planning/commitment.h"
#include "services/planning/contribution.h"
#include "services/planning/coverage.h"
#include "services/planning/development_objective.h"
#include "services/planning/friction.h"
#include "services/planning/initiative.h"
#include "services/planning/opportunity.h"
#include "services/planning/pitfalls.h"
#include "services/planning/plan.h"
#include "services/planning/plan_actions.h"
#include "services/planning/plan_check.h"
#include "services/planning/record_checks.h"
#include "services/planning/requirement.h"
#include "services/planning/stop_start.h"

namespace kam::planning {
namespace {

bool IsOpenAction(const v1::Action& action) { return IsOpen(action); }

// Open actions with a due day, earliest first, then by id.
std::vector<std::pair<absl::CivilDay, const v1::Action*>> DueActions(
    const v1::Plan& plan) {
  std::vector<std::pair<absl::CivilDay, const v1::Action*>> due;
  for (const v1::Action& action : plan.actions()) {
    const auto day = DayFromProto(action.due_on());
    if (IsOpen(action) && day.ok()) due.emplace_back(*day, &action);
  }
  std::sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return a.second->id() < b.second->id();
  });
  return due;
}

void TellPlan(const v1::Plan& plan, absl::CivilDay day,
              v1::PlanningFacts& facts) {
  *facts.mutable_active_plan() = plan;
  if (const auto reviewed = LastReviewed(plan, day)) {
    *facts.mutable_last_reviewed_on() = ToProto(*reviewed);
  }
  facts.set_open_actions(static_cast<int>(std::count_if(
      plan.actions().begin(), plan.actions().end(), IsOpenAction)));
  for (const auto& [due, action] : DueActions(plan)) {
    if (due < day) {
      facts.add_overdue_action_ids(action->id());
    } else if (!facts.has_next_due_action()) {
      *facts.mutable_next_due_action() = *action;
    }
  }
}

// Copies the records as they stood on the day.
void TellRecords(const AccountPlanning& records, absl::CivilDay day,
                 v1::PlanningFacts& facts) {
  for (const auto& one : records.initiatives)
    *facts.add_initiatives() = InitiativeOn(one, day);
  for (const auto& one : records.contributions)
    *facts.add_contributions() = ContributionOn(one, day);
  for (const auto& one : records.objectives)
    *facts.add_development_objectives() = one;
  for (const auto& one : records.opportunities) {
    if (IsBy(one.opened_on(), day))
      *facts.add_opportunities() = OpportunityOn(one, day);
  }
  for (const auto& one : records.commitments) {
    if (IsBy(one.promised_on(), day))
      *facts.add_commitments() = CommitmentOn(one, day);
  }
  for (const auto& one : records.requirements) {
    if (IsBy(one.recorded_on(), day))
      *facts.add_requirements() = RequirementOn(one, day);
  }
  for (const auto& one : records.completenesses) {
    if (IsBy(one.declared_on(), day)) *facts.add_list_completenesses() = one;
  }
}

// The share of the active initiatives that carry a tag (S2-17).
std::optional<int64_t> TaggedShare(const v1::PlanningFacts& facts) {
  int active = 0;
  int tagged = 0;
  for (const v1::Initiative& initiative : facts.initiatives()) {
    if (initiative.state() != v1::INITIATIVE_STATE_ACTIVE) continue;
    ++active;
    if (!initiative.tags().empty()) ++tagged;
  }
  return BasisPoints(tagged, active);
}

void TellResults(const AccountPlanning& records, absl::CivilDay day,
                 const PlanningValues& values, v1::PlanningFacts& facts) {
  FrictionTally tally(day, values);
  for (const v1::Commitment& one : records.commitments) tally.Add(one);
  *facts.mutable_friction() = tally.Result();
  *facts.mutable_stop_start() =
      FindStopStart(records.opportunities, day, values);
  *facts.mutable_objective_alignment() = AlignObjectives(records.objectives);
  for (v1::Coverage& coverage : FindCoverage(facts, day)) {
    *facts.add_coverage() = std::move(coverage);
  }
  if (const auto share = TaggedShare(facts)) {
    facts.set_tagged_initiatives_bps(static_cast<int32_t>(*share));
  }
}

void TellPositioning(
    const std::optional<std::vector<std::string>>& same_positioning,
    v1::PlanningFacts& facts) {
  if (!facts.has_active_plan() || !same_positioning.has_value()) {
    facts.set_positioning_shared(kam::type::v1::TRI_STATE_UNKNOWN);
    return;
  }
  facts.mutable_same_positioning()->Assign(same_positioning->begin(),
                                           same_positioning->end());
  facts.set_positioning_shared(same_positioning->empty()
                                   ? kam::type::v1::TRI_STATE_ABSENT
                                   : kam::type::v1::TRI_STATE_PRESENT);
}

void TellPitfalls(absl::CivilDay day, const PlanningValues& values,
                  v1::PlanningFacts& facts) {
  std::vector<kam::type::v1::Flag> flags;
  auto take = [&](const auto& more) {
    flags.insert(flags.end(), more.begin(), more.end());
  };
  if (facts.has_active_plan()) {
    take(FindPlanPitfalls(
        facts.active_plan(),
        {facts.same_positioning().begin(), facts.same_positioning().end()}, day,
        values));
  } else {
    flags.push_back(NoPlan());
  }
  take(facts.friction().flags());
  take(FindUnacknowledged(
      {facts.requirements().begin(), facts.requirements().end()}));
  if (facts.stop_start().stop_start()) {
    flags.push_back(MakeFlag("STOP_START", kam::type::v1::SEVERITY_WARN,
                             "S3-15",
                             "The account is developed by fits and starts."));
  }
  std::sort(flags.begin(), flags.end(),
            [](const auto& a, const auto& b) { return a.code() < b.code(); });
  facts.mutable_flags()->Assign(flags.begin(), flags.end());
}

}  // namespace

v1::PlanningFacts AssemblePlanningFacts(
    const AccountPlanning& records, absl::CivilDay day,
    const PlanningValues& values,
    const std::optional<std::vector<std::string>>& same_positioning) {
  v1::PlanningFacts facts;
  facts.set_policy_version(values.version);
  facts.set_draft_plans(static_cast<int32_t>(std::count_if(
      records.plans.begin(), records.plans.end(), [](const v1::Plan& plan) {
        return plan.state() == v1::PLAN_STATE_DRAFT;
      })));
  if (const v1::Plan* plan = PlanInForce(records.plans, day)) {
    TellPlan(*plan, day, facts);
    *facts.mutable_plan_check() = CheckPlan(*plan, nullptr, day, values);
    facts.mutable_plan_check()->set_plan(plan->name());
  }
  TellRecords(records, day, facts);
  TellResults(records, day, values, facts);
  TellPositioning(same_positioning, facts);
  TellPitfalls(day, values, facts);
  CutToSize(kMostFactsBytes, facts);
  return facts;
}

v1::AccountPlanSummary SummarizePlanning(const AccountPlanning& records,
                                         absl::CivilDay day,
                                         const PlanningValues& values) {
  v1::AccountPlanSummary summary;
  v1::PlanningFacts facts;
  if (const v1::Plan* plan = PlanInForce(records.plans, day)) {
    TellPlan(*plan, day, facts);
    const v1::PlanCheckResult check = CheckPlan(*plan, nullptr, day, values);
    summary.set_active_plan(plan->name());
    *summary.mutable_last_reviewed_on() = facts.last_reviewed_on();
    summary.set_open_actions(facts.open_actions());
    summary.set_overdue_actions(facts.overdue_action_ids_size());
    if (facts.has_next_due_action())
      *summary.mutable_next_due_on() = facts.next_due_action().due_on();
    summary.set_validity(check.validity());
    summary.set_quality_bps(check.quality_bps());
  }
  TellRecords(records, day, facts);
  for (const v1::Initiative& one : facts.initiatives()) {
    if (one.state() == v1::INITIATIVE_STATE_ACTIVE)
      summary.set_active_initiatives(summary.active_initiatives() + 1);
  }
  for (const v1::Commitment& one : facts.commitments()) {
    if (IsOpen(one)) {
      summary.set_open_commitments(summary.open_commitments() + 1);
      if (IsBy(one.due_on(), day - 1))
        summary.set_overdue_commitments(summary.overdue_commitments() + 1);
    }
    if (one.state() == v1::COMMITMENT_STATE_BLOCKED)
      summary.set_blocked_commitments(summary.blocked_commitments() + 1);
  }
  for (const v1::Opportunity& one : facts.opportunities()) {
    if (IsOpen(one.stage()))
      summary.set_open_opportunities(summary.open_opportunities() + 1);
  }
  return summary;
}

void CutToSize(size_t max_bytes, v1::PlanningFacts& facts) {
  size_t bytes = facts.ByteSizeLong();
  if (bytes <= max_bytes) return;
  std::vector<v1::Commitment> kept(facts.commitments().begin(),
                                   facts.commitments().end());
  auto promised = [](const v1::Commitment& one) {
    return DayFromProto(one.promised_on()).value_or(absl::CivilDay::min());
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const v1::Commitment& a, const v1::Commitment& b) {
                     return promised(a) < promised(b);
                   });
  auto first = kept.begin();
  for (; first != kept.end() && bytes > max_bytes; ++first) {
    bytes -= std::min(bytes, first->ByteSizeLong());
  }
  facts.set_commitments_incomplete(true);
  facts.mutable_commitments()->Assign(first, kept.end());
}

}  // namespace kam::planning
