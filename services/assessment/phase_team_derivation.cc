#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/phase_derivation.h"
#include "services/assessment/phase_scale.h"

namespace kam::assessment {
namespace {

using Assignments = std::vector<const v1::AssignmentFact*>;

constexpr int kFullTime = 10'000;
constexpr char kAssignments[] = "evidence.phases.assignments";
constexpr char kAuthorities[] = "evidence.phases.lead.authorities";
constexpr char kSponsorships[] = "evidence.phases.sponsorships";

// Number of distinct known disciplines of those who are no key account manager
// and whose term is one of `terms`.
int CountDisciplines(const Assignments& assignments,
                     std::initializer_list<v1::AssignmentTerm> terms) {
  std::set<absl::string_view> disciplines;
  for (const v1::AssignmentFact* one : assignments) {
    const bool counts =
        !one->key_account_manager() && !one->function().empty() &&
        std::find(terms.begin(), terms.end(), one->term()) != terms.end();
    if (counts) disciplines.insert(one->function());
  }
  return static_cast<int>(disciplines.size());
}

// Whether the permanent team and the key account managers work for the account
// alone, or most of a large team does.
bool IsDedicated(const Assignments& assignments,
                 const v1::PhasePolicy& policy) {
  std::set<absl::string_view> members;
  int core = 0;
  int full = 0;
  bool has_manager = false;
  for (const v1::AssignmentFact* one : assignments) {
    has_manager = has_manager || one->key_account_manager();
    if (!one->key_account_manager() &&
        one->term() != v1::ASSIGNMENT_TERM_PERMANENT) {
      continue;
    }
    ++core;
    if (one->has_dedication_bps() && one->dedication_bps() >= kFullTime) ++full;
    members.insert(one->member());
  }
  if (!has_manager) return false;
  if (full == core) return true;
  return policy.dedicated_denominator() * full >=
             policy.dedicated_numerator() * core &&
         static_cast<int>(members.size()) >= policy.dedicated_headcount();
}

const char* TeamForm(const Assignments& assignments,
                     const v1::PhasePolicy& policy) {
  Assignments others;
  for (const v1::AssignmentFact* one : assignments) {
    if (!one->key_account_manager()) others.push_back(one);
  }
  if (others.empty()) return "ALONE";
  const int needed = policy.team_disciplines();
  if (CountDisciplines(others, {v1::ASSIGNMENT_TERM_PERMANENT}) >= needed) {
    return IsDedicated(assignments, policy) ? "DEDICATED_PERMANENT_MULTI"
                                            : "PERMANENT_MULTI";
  }
  const bool has_ad_hoc = std::any_of(
      others.begin(), others.end(), [](const v1::AssignmentFact* one) {
        return one->term() == v1::ASSIGNMENT_TERM_AD_HOC;
      });
  if (has_ad_hoc &&
      CountDisciplines(others, {v1::ASSIGNMENT_TERM_PERMANENT,
                                v1::ASSIGNMENT_TERM_AD_HOC}) >= needed) {
    return "AD_HOC_MULTI";
  }
  return "ALONE_WITH_SUPPORT";
}

const char* CoLocation(const Assignments& assignments) {
  return std::any_of(assignments.begin(), assignments.end(),
                     [](const v1::AssignmentFact* one) {
                       return one->term() == v1::ASSIGNMENT_TERM_PERMANENT &&
                              one->at_or_near_customer();
                     })
             ? "AT_OR_NEAR_CUSTOMER"
             : "NONE";
}

void DeriveTeam(const v1::PhaseFacts& facts, const v1::PhasePolicy& policy,
                absl::CivilDay as_of, ObservationSet& observations,
                Violations& violations) {
  const Assignments active =
      InForce(facts.assignments(), kAssignments, as_of, violations);
  for (int i = 0; i < facts.assignments_size(); ++i) {
    const v1::AssignmentFact& one = facts.assignments(i);
    CheckShare(one.has_dedication_bps(), one.dedication_bps(),
               {kAssignments, i, "dedication_bps"}, violations);
  }
  if (active.empty()) return;
  observations.AddDerived(kTeamForm,
                          PhaseValue(kTeamForm, TeamForm(active, policy)),
                          SourcesOf(active));
  observations.AddDerived(kCoLocation,
                          PhaseValue(kCoLocation, CoLocation(active)),
                          SourcesOf(active));
}

// What a set of scopes amounts to.
const char* Authority(const std::set<int>& scopes) {
  auto has = [&](v1::AuthorityScope scope) { return scopes.contains(scope); };
  if (has(v1::AUTHORITY_SCOPE_PROFIT) && has(v1::AUTHORITY_SCOPE_GROWTH)) {
    return "PROFIT_AND_GROWTH";
  }
  if (has(v1::AUTHORITY_SCOPE_TEAM) && has(v1::AUTHORITY_SCOPE_PLAN)) {
    return "LEADS_TEAM_AND_PLAN";
  }
  if (has(v1::AUTHORITY_SCOPE_PRICE) || has(v1::AUTHORITY_SCOPE_TERMS) ||
      has(v1::AUTHORITY_SCOPE_TENDERS)) {
    return "LIMITED";
  }
  return "REFERS_UP";
}

const char* Seniority(type::v1::Grade grade) {
  switch (grade) {
    case type::v1::GRADE_STAFF:
      return "SALES_PERSON";
    case type::v1::GRADE_MANAGER:
      return "ACCOUNT_MANAGER";
    case type::v1::GRADE_SENIOR_MANAGER:
    case type::v1::GRADE_DIRECTOR:
      return "TEAM_LEADER";
    case type::v1::GRADE_SENIOR_EXECUTIVE:
      return "VERY_SENIOR";
    default:
      return nullptr;
  }
}

const char* Background(v1::MemberBackground background) {
  switch (background) {
    case v1::MEMBER_BACKGROUND_SALES_TRAINED:
      return "SALES_TRAINED";
    case v1::MEMBER_BACKGROUND_COMMERCIAL_MANAGER:
      return "COMMERCIAL_MANAGER";
    default:
      return nullptr;
  }
}

void DeriveLead(const v1::PhaseFacts& facts, absl::CivilDay as_of,
                ObservationSet& observations, Violations& violations) {
  if (!facts.has_lead()) return;
  const v1::LeadFact& lead = facts.lead();
  const Sources sources = SourcesOf<v1::LeadFact>({&lead});
  if (const char* value = Seniority(lead.grade()); value != nullptr) {
    observations.AddDerived(kKamSeniority, PhaseValue(kKamSeniority, value),
                            sources);
  }
  if (const char* value = Background(lead.background()); value != nullptr) {
    observations.AddDerived(kKamBackground, PhaseValue(kKamBackground, value),
                            sources);
  }
  const auto authorities =
      InForce(lead.authorities(), kAuthorities, as_of, violations);
  if (authorities.empty()) return;
  std::set<int> scopes;
  for (const v1::AuthorityFact* one : authorities) {
    scopes.insert(one->scopes().begin(), one->scopes().end());
  }
  observations.AddDerived(kKamAuthority,
                          PhaseValue(kKamAuthority, Authority(scopes)),
                          SourcesOf(authorities));
}

// The meetings of our seniors with the customer's in the window.
class SeniorMeetings {
 public:
  SeniorMeetings(const v1::ContactCoverageFacts& facts,
                 const v1::PhasePolicy& policy) {
    for (const v1::TeamMemberFact& member : facts.members()) {
      if (member.grade() >= policy.own_senior_grade()) {
        members_.insert(member.member());
      }
    }
    for (const v1::ContactFact& contact : facts.contacts()) {
      if (contact.seniority() >= policy.contact_senior_grade()) {
        contacts_.insert(contact.contact());
      }
    }
  }

  bool Join(const v1::InteractionFact& interaction) const {
    return std::any_of(interaction.members().begin(),
                       interaction.members().end(),
                       [&](const std::string& member) {
                         return members_.contains(member);
                       }) &&
           std::any_of(interaction.contacts().begin(),
                       interaction.contacts().end(),
                       [&](const v1::InteractionContact& contact) {
                         return contacts_.contains(contact.contact());
                       });
  }

 private:
  std::set<absl::string_view> members_;
  std::set<absl::string_view> contacts_;
};

void DeriveSeniorInvolvement(const v1::PhaseFacts& facts,
                             const v1::PhasePolicy& policy,
                             absl::CivilDay as_of, ObservationSet& observations,
                             Violations& violations) {
  const SeniorMeetings seniors(facts.contacts(), policy);
  std::vector<const v1::InteractionFact*> met;
  for (const v1::InteractionFact& one : facts.contacts().interactions()) {
    const auto day = DayFromProto(one.held_on());
    if (day.ok() && InLastMonths(*day, as_of, policy.window_months()) &&
        seniors.Join(one)) {
      met.push_back(&one);
    }
  }
  const auto sponsors =
      InForce(facts.sponsorships(), kSponsorships, as_of, violations);
  const bool is_complete =
      IsComplete(facts.completeness(), v1::RECORD_LIST_INTERACTIONS, as_of) ||
      IsComplete(facts.contacts().completeness(), v1::RECORD_LIST_INTERACTIONS,
                 as_of);
  if (met.empty() && !is_complete) return;

  Sources sources = SourcesOf(met);
  const char* value = met.empty() ? "NONE" : "OCCASIONAL";
  if (static_cast<int>(met.size()) >= policy.regular_senior_meetings() &&
      !sponsors.empty()) {
    value = facts.lead().reports_to_grade() == type::v1::GRADE_SENIOR_EXECUTIVE
                ? "KAM_REPORTS_TO_TOP"
                : "REGULAR";
    const Sources of_sponsors = SourcesOf(sponsors);
    sources.insert(sources.end(), of_sponsors.begin(), of_sponsors.end());
  }
  observations.AddDerived(kSeniorInvolvement,
                          PhaseValue(kSeniorInvolvement, value), sources);
}

}  // namespace

void DeriveTeamValues(const v1::PhaseFacts& facts,
                      const v1::PhasePolicy& policy, absl::CivilDay as_of,
                      ObservationSet& observations, Violations& violations) {
  DeriveTeam(facts, policy, as_of, observations, violations);
  DeriveLead(facts, as_of, observations, violations);
  DeriveSeniorInvolvement(facts, policy, as_of, observations, violations);
}

}  // namespace kam::assessment
