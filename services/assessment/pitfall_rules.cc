#include "services/assessment/pitfall_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "common/base/date.h"
#include "common/base/money.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/threshold.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr TriState Not(TriState state) {
  return Stated(state) == kUnknown ? kUnknown : Known(state == kAbsent);
}

bool IsWithin(const google::type::Date& date, absl::CivilDay as_of, int days) {
  const auto day = DayFromProto(date);
  return day.ok() && InLastDays(*day, as_of, days);
}

// Of the five kinds of relationship work (S3-05), those that interactions
// show, and those that members' activities show.
bool IsRelationshipWork(v1::InteractionType type) {
  return type == v1::INTERACTION_TYPE_PROJECT_REVIEW ||
         type == v1::INTERACTION_TYPE_CARE_VISIT ||
         type == v1::INTERACTION_TYPE_SPECIALIST_BRIEFING;
}
bool IsRelationshipWork(v1::ActivityKind kind) {
  return kind == v1::ACTIVITY_KIND_MEETING_DECISION_MAKERS ||
         kind == v1::ACTIVITY_KIND_PROJECT_REVIEW ||
         kind == v1::ACTIVITY_KIND_CARE_REVIEW ||
         kind == v1::ACTIVITY_KIND_TEAM_MEETING ||
         kind == v1::ACTIVITY_KIND_SPECIALISTS;
}

}  // namespace

PitfallRules::PitfallRules(const v1::PitfallFacts& facts,
                           const v1::PitfallPolicy& policy,
                           const v1::ContactCoveragePolicy& contacts,
                           absl::CivilDay as_of)
    : facts_(&facts), policy_(&policy), contacts_(&contacts), as_of_(as_of) {}

bool PitfallRules::IsListComplete(v1::RecordList list) const {
  return IsComplete(facts_->completeness(), list, as_of_) ||
         IsComplete(facts_->contacts().completeness(), list, as_of_);
}

TriState PitfallRules::IsRevenueSteady() const {
  if (!facts_->has_revenue() || !facts_->has_prior_revenue()) return kUnknown;
  const auto now = AmountFromProto(facts_->revenue());
  const auto prior = AmountFromProto(facts_->prior_revenue());
  if (!now.ok() || !prior.ok()) return kUnknown;
  if (*prior <= Amount::Zero()) return kAbsent;
  const absl::int128 moved = now->ten_thousandths() - prior->ten_thousandths();
  return Known(!IsAbove(moved < 0 ? -moved : moved, prior->ten_thousandths(),
                        policy_->steady_revenue_bps()));
}

TriState PitfallRules::HasTalkedBeyondOrders() const {
  const auto& interactions = facts_->contacts().interactions();
  const bool has_talked = std::any_of(
      interactions.begin(), interactions.end(),
      [&](const v1::InteractionFact& one) {
        return one.two_way() && one.type() != v1::INTERACTION_TYPE_ORDER &&
               IsWithin(one.held_on(), as_of_, policy_->silence_days());
      });
  return has_talked ? kPresent
                    : NotListed(IsListComplete(v1::RECORD_LIST_INTERACTIONS));
}

TriState PitfallRules::WasReviewed() const {
  const v1::PlanStandingFact& plan = facts_->plan();
  if (Stated(plan.exists()) == kAbsent) return kAbsent;
  if (plan.has_last_reviewed_on()) {
    return Known(
        IsWithin(plan.last_reviewed_on(), as_of_, policy_->unreviewed_days()));
  }
  return Stated(plan.exists()) == kPresent ? kAbsent : kUnknown;
}

TriState PitfallRules::TakenForGranted() const {
  return AllOf({IsKey(), IsRevenueSteady(),
                AnyOf({Not(HasTalkedBeyondOrders()), Not(WasReviewed())})});
}

TriState PitfallRules::HasStrongPair() const {
  const ContactNetwork network(facts_->contacts(), *contacts_, as_of_);
  const bool has_pair =
      std::any_of(network.pairs().begin(), network.pairs().end(),
                  [](const MetPair& pair) { return pair.is_strong; });
  return has_pair ? kPresent
                  : NotListed(IsListComplete(v1::RECORD_LIST_INTERACTIONS));
}

TriState PitfallRules::NeglectedKeyAccount() const {
  const v1::PlanStandingFact& plan = facts_->plan();
  const TriState has_valid_plan =
      Stated(plan.exists()) == kAbsent ? kAbsent : Stated(plan.valid());
  return AllOf(
      {IsKey(), AnyOf({Not(has_valid_plan), Stated(facts_->audit_overdue()),
                       Not(HasStrongPair())})});
}

TriState PitfallRules::HasMetSponsor() const {
  // Where it is not known who sponsors, he may have been there.
  const bool is_complete = Stated(facts_->executive_sponsor()) != kUnknown &&
                           IsListComplete(v1::RECORD_LIST_INTERACTIONS);
  const std::set<absl::string_view> sponsors(facts_->sponsors().begin(),
                                             facts_->sponsors().end());
  const auto& interactions = facts_->contacts().interactions();
  const bool has_met = std::any_of(
      interactions.begin(), interactions.end(),
      [&](const v1::InteractionFact& one) {
        return IsWithin(one.held_on(), as_of_, policy_->sponsor_days()) &&
               std::any_of(one.members().begin(), one.members().end(),
                           [&](const std::string& member) {
                             return sponsors.contains(member);
                           });
      });
  return has_met ? kPresent : NotListed(is_complete);
}

TriState PitfallRules::NoExecutiveSponsor() const {
  return Not(AllOf({Stated(facts_->executive_sponsor()), HasMetSponsor()}));
}

TriState PitfallRules::PersonalityReliance() const {
  int talks = 0;
  int social = 0;
  for (const v1::InteractionFact& one : facts_->contacts().interactions()) {
    if (!one.two_way() ||
        !IsWithin(one.held_on(), as_of_, policy_->reliance_days())) {
      continue;
    }
    ++talks;
    if (one.type() == v1::INTERACTION_TYPE_SOCIAL) ++social;
  }
  std::map<absl::string_view, int> held;
  int strong = 0;
  int most = 0;
  const ContactNetwork network(facts_->contacts(), *contacts_, as_of_);
  for (const MetPair& pair : network.pairs()) {
    if (!pair.is_strong) continue;
    ++strong;
    most = std::max(most, ++held[pair.member]);
  }
  // Shares are of something.
  if ((talks > 0 && IsAtLeast(social, talks, policy_->social_bps())) ||
      (strong > 0 && IsAtLeast(most, strong, policy_->one_member_bps()))) {
    return kPresent;
  }
  return talks > 0 ? kAbsent
                   : NotListed(IsListComplete(v1::RECORD_LIST_INTERACTIONS));
}

TriState PitfallRules::SalesProductivityBias() const {
  int commercial = 0;
  int relationship = 0;
  for (const v1::InteractionFact& one : facts_->contacts().interactions()) {
    if (!IsWithin(one.held_on(), as_of_, policy_->bias_days())) continue;
    if (IsRelationshipWork(one.type())) {
      ++relationship;
    } else if (IsCommercial(one.type())) {
      ++commercial;
    }
  }
  for (const v1::MemberActivity& one : facts_->activities()) {
    if (!IsWithin(one.done_on(), as_of_, policy_->bias_days())) continue;
    if (IsRelationshipWork(one.kind())) ++relationship;
    if (one.kind() == v1::ACTIVITY_KIND_SALES) ++commercial;
  }
  const bool is_complete = IsListComplete(v1::RECORD_LIST_INTERACTIONS) &&
                           IsListComplete(v1::RECORD_LIST_ACTIVITIES);
  const TriState has_worked =
      relationship > 0 ? kPresent : NotListed(is_complete);
  const TriState has_sold = commercial >= policy_->bias_activities()
                                ? kPresent
                                : NotListed(is_complete);
  return AllOf({Not(has_worked), has_sold});
}

TriState PitfallRules::PhaseCreep() const {
  if (!facts_->has_demonstrated()) return kUnknown;
  if (!facts_->has_previous_demonstrated() ||
      facts_->demonstrated() <= facts_->previous_demonstrated()) {
    return kAbsent;
  }
  const bool is_ready =
      std::any_of(facts_->readiness().begin(), facts_->readiness().end(),
                  [&](const v1::ReadinessOnFile& one) {
                    const auto day = DayFromProto(one.assessed_on());
                    return one.verdict() == v1::READINESS_VERDICT_READY &&
                           one.target() >= facts_->demonstrated() && day.ok() &&
                           *day <= as_of_;
                  });
  return Known(!is_ready);
}

TriState PitfallRules::UnprofitableKeptSilently() const {
  const v1::LossFact& losses = facts_->losses();
  const TriState has_lasted =
      losses.has_quarters()
          ? Known(losses.quarters() >= policy_->loss_quarters())
          : kUnknown;
  const TriState is_addressed = Stated(facts_->plan().exists()) == kAbsent
                                    ? kAbsent
                                    : Stated(facts_->plan().loss_addressed());
  return AllOf({Stated(losses.loss()), has_lasted, Not(is_addressed),
                Not(Stated(losses.exception_live()))});
}

}  // namespace kam::assessment
