#include "services/assessment/readiness_items.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/grade.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/threshold.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kReadiness[] = "evidence.readiness.";
constexpr int kMostRating = 5;

// Whether a sponsor of the grade was active of late.
TriState ActiveSponsor(const v1::ReadinessFacts& facts,
                       const v1::ReadinessPolicy& policy, absl::CivilDay as_of,
                       Violations& violations) {
  const std::string list = absl::StrCat(kReadiness, "sponsors");
  const auto dated = ReadSpans(facts.sponsors(), list, violations);
  const TriState without_activity = NotListed(
      IsComplete(facts.completeness(), v1::RECORD_LIST_INTERACTIONS, as_of));
  TriState sponsored = NotListed(
      IsComplete(facts.completeness(), v1::RECORD_LIST_SPONSORSHIPS, as_of));
  for (size_t i = 0; i < dated.size(); ++i) {
    const v1::ActiveSponsorFact& sponsor = *dated[i].record;
    const std::string path = ElementPath(list, static_cast<int>(i));
    TriState active = without_activity;
    for (int k = 0; k < sponsor.active_on_size(); ++k) {
      const auto day =
          RequiredDay(sponsor.active_on(k),
                      absl::StrCat(path, ".active_on[", k, "]"), violations);
      if (day.has_value() &&
          InLastDays(*day, as_of, policy.sponsor_active_days())) {
        active = kPresent;
      }
    }
    sponsored = AnyOf(
        {sponsored,
         AllOf({Known(dated[i].span.Holds(as_of)),
                Reaches(sponsor.grade(), policy.sponsor_grade()), active})});
  }
  return sponsored;
}

TriState RolesFilled(const v1::ReadinessFacts& facts) {
  if (facts.required_roles().empty()) return kUnknown;
  TriState filled = kPresent;
  for (const v1::RequiredRoleFact& role : facts.required_roles()) {
    filled = AllOf({filled, role.filled()});
  }
  return filled;
}

TriState ProfitabilityKnown(v1::ProfitabilityStanding standing) {
  if (standing == v1::PROFITABILITY_STANDING_UNSPECIFIED) return kUnknown;
  return Known(standing == v1::PROFITABILITY_STANDING_PER_ACCOUNT);
}

int RequiredGradeFor(const v1::ReadinessPolicy& policy, int target) {
  const auto rule = std::find_if(
      policy.kam_grades().begin(), policy.kam_grades().end(),
      [&](const v1::RequiredGrade& one) { return one.target() == target; });
  return rule->grade();
}

void CheckNumbers(const v1::ReadinessFacts& facts, Violations& violations) {
  auto check = [&](const char* field, int value, bool is_good,
                   const char* range) {
    if (is_good) return;
    violations.Add(absl::StrCat(kReadiness, field),
                   absl::StrCat("must be ", range, ", not ", value),
                   "OUT_OF_RANGE");
  };
  const int rating = facts.willingness_to_partner();
  check("willingness_to_partner", rating, rating >= 0 && rating <= kMostRating,
        "from 0 to 5");
  check("disciplines", facts.disciplines(), facts.disciplines() >= 0,
        "at least 0");
  check("partnerships", facts.partnerships(), facts.partnerships() >= 0,
        "at least 0");
  check("key_accounts", facts.key_accounts(), facts.key_accounts() >= 0,
        "at least 0");
}

}  // namespace

ReadinessStates ReadinessStates::Completed(bool to_advantage) const {
  ReadinessStates completed = *this;
  for (TriState& state : completed.items) {
    if (state == kUnknown) state = Known(to_advantage);
  }
  if (!willingness.has_value()) {
    completed.willingness = to_advantage ? kMostRating : 0;
  }
  if (called_supplier == kUnknown) {
    completed.called_supplier = Known(!to_advantage);
  }
  return completed;
}

ReadinessStates ReadReadinessStates(const v1::ReadinessFacts& facts,
                                    const v1::ReadinessPolicy& policy,
                                    int target, absl::CivilDay as_of,
                                    Violations& violations) {
  CheckNumbers(facts, violations);
  ReadinessStates states;
  states.items.fill(kUnknown);
  auto set = [&](v1::ReadinessItem item, TriState state) {
    states.items[static_cast<size_t>(item)] = Stated(state);
  };
  set(v1::READINESS_ITEM_EXECUTIVE_SPONSOR,
      ActiveSponsor(facts, policy, as_of, violations));
  set(v1::READINESS_ITEM_KAM_GRADE,
      Reaches(facts.kam_grade(), RequiredGradeFor(policy, target)));
  set(v1::READINESS_ITEM_REQUIRED_ROLES, RolesFilled(facts));
  set(v1::READINESS_ITEM_DISCIPLINES,
      facts.has_disciplines()
          ? Known(facts.disciplines() >= policy.disciplines())
          : kUnknown);
  set(v1::READINESS_ITEM_HEADCOUNT_FUNDED, facts.headcount_funded());
  set(v1::READINESS_ITEM_AREA_SKILLS, facts.area_skills_covered());
  set(v1::READINESS_ITEM_PROFITABILITY_KNOWN,
      ProfitabilityKnown(facts.profitability()));
  set(v1::READINESS_ITEM_PLAN_VALID, facts.plan_valid());
  set(v1::READINESS_ITEM_JOINT_DATA_SYSTEMS, facts.joint_data_systems());
  set(v1::READINESS_ITEM_WILLING_TO_CHANGE, facts.willing_to_change());
  set(v1::READINESS_ITEM_DEPARTMENTS_ALIGNED, facts.departments_aligned());
  set(v1::READINESS_ITEM_PAY_BEYOND_SELLING, facts.pay_beyond_selling());
  set(v1::READINESS_ITEM_SPECIFIC_POSITIONING, facts.specific_positioning());
  if (facts.has_willingness_to_partner()) {
    states.willingness = facts.willingness_to_partner();
  }
  states.called_supplier = Stated(facts.called_supplier());
  return states;
}

v1::PillarResult JudgePillar(const ReadinessStates& states,
                             const v1::ReadinessPolicy& policy, int target,
                             v1::ReadinessPillar pillar) {
  v1::PillarResult result;
  result.set_pillar(pillar);
  for (const v1::ReadinessItemRule& rule : policy.items()) {
    if (rule.pillar() != pillar || rule.from_target() > target) continue;
    v1::ItemStanding& item = *result.add_items();
    item.set_item(rule.item());
    item.set_state(states.Of(rule.item()));
    if (item.state() == kPresent) result.set_present(result.present() + 1);
    if (item.state() == kUnknown) result.set_unknown(result.unknown() + 1);
  }
  auto passes = [&](int present) {
    return policy.pass_denominator() * present >=
           policy.pass_numerator() * result.items_size();
  };
  result.set_standing(passes(result.present()) ? v1::PILLAR_STANDING_PASS
                      : passes(result.present() + result.unknown())
                          ? v1::PILLAR_STANDING_OPEN
                          : v1::PILLAR_STANDING_FAIL);
  return result;
}

std::vector<std::string> FindBlockers(const ReadinessStates& states,
                                      const v1::ReadinessPolicy& policy,
                                      int target) {
  std::vector<std::string> blockers;
  const bool is_rated_unwilling =
      states.willingness.has_value() &&
      *states.willingness <= policy.unwilling_rating();
  if (is_rated_unwilling ||
      (target == kLastPhase && states.called_supplier == kPresent)) {
    blockers.push_back("CUSTOMER_UNWILLING");
  }
  if (states.Of(v1::READINESS_ITEM_EXECUTIVE_SPONSOR) == kAbsent) {
    blockers.push_back("NO_EXECUTIVE_SPONSOR");
  }
  if (states.Of(v1::READINESS_ITEM_WILLING_TO_CHANGE) != kPresent) {
    blockers.push_back("UNWILLING_TO_CHANGE");
  }
  return blockers;
}

ItemOrigin OriginOf(v1::ReadinessItem item) {
  constexpr ItemOrigin kOrigins[] = {
      {"", ""},
      {"team", "S2-22"},        // EXECUTIVE_SPONSOR
      {"team", "M12"},          // KAM_GRADE
      {"team", "S3-01"},        // REQUIRED_ROLES
      {"team", "M03"},          // DISCIPLINES
      {"assessment", "S0-18"},  // HEADCOUNT_FUNDED
      {"team", "S3-12"},        // AREA_SKILLS
      {"account", "M15"},       // PROFITABILITY_KNOWN
      {"planning", "S4-17"},    // PLAN_VALID
      {"assessment", "M23"},    // JOINT_DATA_SYSTEMS
      {"team", "S0-20"},        // WILLING_TO_CHANGE
      {"team", "S1-08"},        // DEPARTMENTS_ALIGNED
      {"assessment", "R8"},     // PAY_BEYOND_SELLING
      {"planning", "S0-17"},    // SPECIFIC_POSITIONING
  };
  static_assert(std::size(kOrigins) == v1::ReadinessItem_ARRAYSIZE);
  return kOrigins[static_cast<size_t>(item)];
}

std::string ItemLabel(v1::ReadinessItem item) {
  return std::string(
      absl::StripPrefix(v1::ReadinessItem_Name(item), "READINESS_ITEM_"));
}

}  // namespace kam::assessment
