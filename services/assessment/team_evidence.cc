#include "services/assessment/team_evidence.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "services/assessment/completeness_evidence.h"
#include "services/assessment/contact_evidence.h"
#include "services/assessment/fact_words.h"
#include "services/assessment/owner_answers.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {
namespace {

using team::v1::AssignedMember;
using team::v1::TeamFacts;

bool IsManager(const AssignedMember& one) {
  return one.assignment().role() ==
         team::v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER;
}

void AddAssignment(const AssignedMember& one, v1::AssignmentFact* fact) {
  const team::v1::Assignment& assignment = one.assignment();
  SetSource(kTeamService, assignment.name(), fact);
  fact->set_member(assignment.member());
  fact->set_key_account_manager(IsManager(one));
  fact->set_term(SameWord<v1::AssignmentTerm>(assignment.kind()));
  fact->set_function(WordOf(one.position().function()));
  if (assignment.has_dedication_bps()) {
    fact->set_dedication_bps(assignment.dedication_bps());
  }
  fact->set_at_or_near_customer(assignment.work_location() ==
                                team::v1::WORK_LOCATION_AT_OR_NEAR_CUSTOMER);
  SetSpan(assignment, fact);
}

void AddLead(const AssignedMember& lead, v1::LeadFact* fact) {
  SetSource(kTeamService, lead.assignment().member(), fact);
  fact->set_member(lead.assignment().member());
  fact->set_grade(lead.position().grade());
  fact->set_background(
      SameWord<v1::MemberBackground>(lead.position().background()));
  fact->set_reports_to_grade(lead.manager_grade());
  for (const team::v1::Authority& one : lead.authorities()) {
    v1::AuthorityFact* authority = fact->add_authorities();
    SetSource(kTeamService, one.name(), authority);
    for (const int scope : one.scopes()) {
      authority->add_scopes(SameWord<v1::AuthorityScope>(
          static_cast<team::v1::AuthorityScope>(scope)));
    }
    SetSpan(one, authority);
  }
}

v1::ActivityKind KindOf(team::v1::ActivityKind kind) {
  switch (kind) {
    case team::v1::ACTIVITY_KIND_COORDINATE_TEAM:
      return v1::ACTIVITY_KIND_COORDINATING_TEAM;
    case team::v1::ACTIVITY_KIND_ACCOUNT_PLAN:
      return v1::ACTIVITY_KIND_ACCOUNT_PLANNING;
    case team::v1::ACTIVITY_KIND_MEET_DECISION_MAKERS:
      return v1::ACTIVITY_KIND_MEETING_DECISION_MAKERS;
    case team::v1::ACTIVITY_KIND_RESEARCH_CUSTOMER_BUSINESS:
      return v1::ACTIVITY_KIND_CUSTOMER_RESEARCH;
    case team::v1::ACTIVITY_KIND_JOINT_PLANNING:
      return v1::ACTIVITY_KIND_JOINT_PLANNING;
    case team::v1::ACTIVITY_KIND_PROFITABILITY_REVIEW:
      return v1::ACTIVITY_KIND_PROFITABILITY_REVIEW;
    case team::v1::ACTIVITY_KIND_CARE_REVIEW:
    case team::v1::ACTIVITY_KIND_CARE_VISIT:
      return v1::ACTIVITY_KIND_CARE_REVIEW;
    case team::v1::ACTIVITY_KIND_BRIEF_SPECIALISTS:
      return v1::ACTIVITY_KIND_SPECIALISTS;
    case team::v1::ACTIVITY_KIND_SENIOR_FEEDBACK:
      return v1::ACTIVITY_KIND_MANAGEMENT_FEEDBACK;
    case team::v1::ACTIVITY_KIND_TECHNICAL_PROJECT_REVIEW:
      return v1::ACTIVITY_KIND_PROJECT_REVIEW;
    case team::v1::ACTIVITY_KIND_TEAM_MEETING:
      return v1::ACTIVITY_KIND_TEAM_MEETING;
    case team::v1::ACTIVITY_KIND_SALES:
      return v1::ACTIVITY_KIND_SALES;
    default:
      return v1::ACTIVITY_KIND_OTHER;
  }
}

void AddActivity(const team::v1::Activity& one, v1::MemberActivity* fact) {
  SetSource(kTeamService, one.name(), fact);
  fact->set_kind(KindOf(one.kind()));
  *fact->mutable_done_on() = one.performed_on();
}

// What each member is called and did; a member may be assigned twice.
void AddTitles(const TeamFacts& facts, v1::TitleFacts* titles) {
  std::map<std::string, v1::MemberTitle*> members;
  for (const AssignedMember& one : facts.members()) {
    v1::MemberTitle*& title = members[one.assignment().member()];
    if (title == nullptr) {
      title = titles->add_members();
      title->set_member(one.assignment().member());
      title->set_title(one.position().title());
    }
    if (IsManager(one)) title->set_key_account_manager(true);
  }
  for (const team::v1::Activity& one : facts.activities()) {
    const auto member = members.find(one.member());
    if (member != members.end()) {
      AddActivity(one, member->second->add_activities());
    }
  }
}

void AddSponsors(const TeamFacts& facts,
                 const account::v1::AccountFacts* account,
                 v1::EvidenceBundle* bundle) {
  v1::PitfallFacts* pitfalls = bundle->mutable_pitfalls();
  pitfalls->set_executive_sponsor(facts.executive_sponsor());
  for (const team::v1::SponsorOnDay& one : facts.sponsors()) {
    const team::v1::Sponsorship& sponsorship = one.sponsorship();
    v1::SponsorshipFact* fact = bundle->mutable_phases()->add_sponsorships();
    SetSource(kTeamService, sponsorship.name(), fact);
    fact->set_member(sponsorship.member());
    SetSpan(sponsorship, fact);
    if (one.executive()) pitfalls->add_sponsors(sponsorship.member());

    v1::ActiveSponsorFact* active = bundle->mutable_readiness()->add_sponsors();
    SetSource(kTeamService, sponsorship.name(), active);
    active->set_member(sponsorship.member());
    active->set_grade(one.member().position().grade());
    SetSpan(sponsorship, active);
    if (account == nullptr) continue;
    for (const account::v1::Interaction& met : account->interactions()) {
      const auto& there = met.members();
      if (std::find(there.begin(), there.end(), sponsorship.member()) !=
          there.end()) {
        *active->add_active_on() = met.happened_on();
      }
    }
  }
}

TriState AreSkillsCovered(const team::v1::SkillCoverage& coverage) {
  if (coverage.value() == team::v1::COVERAGE_VALUE_COVERED) return kPresent;
  return coverage.ceiling() == team::v1::COVERAGE_VALUE_GAPS ? kAbsent
                                                             : kUnknown;
}

TriState AreAligned(team::v1::AlignmentValue value) {
  if (value == team::v1::ALIGNMENT_VALUE_ALIGNED) return kPresent;
  return value == team::v1::ALIGNMENT_VALUE_MISALIGNED ? kAbsent : kUnknown;
}

void AddReadiness(const TeamFacts& facts, v1::ReadinessFacts* readiness) {
  std::set<int> roles;
  std::set<int> disciplines;
  for (const AssignedMember& one : facts.members()) {
    roles.insert(one.assignment().role());
    const team::v1::BusinessFunction function = one.position().function();
    if (!IsManager(one) && function != 0) disciplines.insert(function);
  }
  // Whoever is assigned is known to the service; without anybody nothing is.
  const bool is_known = facts.members_size() > 0;
  if (is_known) {
    readiness->set_disciplines(static_cast<int>(disciplines.size()));
  }
  for (const team::v1::RoleRequirement& one : facts.role_requirements()) {
    v1::RequiredRoleFact* role = readiness->add_required_roles();
    role->set_role(WordOf(one.role()));
    role->set_filled(roles.contains(one.role()) ? kPresent
                                                : NotListed(is_known));
  }
  readiness->set_area_skills_covered(AreSkillsCovered(facts.skill_coverage()));
  readiness->set_willing_to_change(facts.willing_to_change());
  readiness->set_departments_aligned(AreAligned(facts.alignment().value()));
}

}  // namespace

const AssignedMember* LeadOf(const TeamFacts& facts) {
  const auto& members = facts.members();
  if (!members.empty() && members[0].assignment().lead()) return &members[0];
  const auto found = std::find_if(members.begin(), members.end(), IsManager);
  return found == members.end() ? nullptr : &*found;
}

v1::PayFact PayOf(const team::v1::Pay& pay) {
  v1::PayFact fact;
  fact.set_salary(pay.salary_bps());
  fact.set_commission(pay.commission_bps());
  fact.set_bonus(pay.bonus_bps());
  for (const int basis : pay.bonus_bases()) {
    const auto same =
        SameWord<v1::PayBasis>(static_cast<team::v1::BonusBasis>(basis));
    fact.add_bases(same == v1::PAY_BASIS_UNSPECIFIED ? v1::PAY_BASIS_OTHER
                                                     : same);
  }
  return fact;
}

void AddTeamEvidence(const TeamFacts& facts,
                     const account::v1::AccountFacts* account,
                     v1::EvidenceBundle* bundle) {
  AddCompleteness(facts, bundle->mutable_completeness());
  AddOwnSide(facts, bundle->mutable_contacts());
  v1::PhaseFacts* phases = bundle->mutable_phases();
  for (const AssignedMember& one : facts.members()) {
    AddAssignment(one, phases->add_assignments());
  }
  AddTitles(facts, phases->mutable_titles());
  AddSponsors(facts, account, bundle);
  AddReadiness(facts, bundle->mutable_readiness());
  if (const AssignedMember* lead = LeadOf(facts); lead != nullptr) {
    AddLead(*lead, phases->mutable_lead());
    bundle->mutable_readiness()->set_kam_grade(lead->position().grade());
    if (lead->position().has_pay()) {
      *bundle->mutable_pay() = PayOf(lead->position().pay());
      SetSource(kTeamService, lead->assignment().member(),
                bundle->mutable_pay());
    }
  }
  v1::PitfallFacts* pitfalls = bundle->mutable_pitfalls();
  for (const team::v1::Activity& one : facts.activities()) {
    AddActivity(one, pitfalls->add_activities());
  }
  AddOwnerAnswer(kTeamService,
                 {&facts.flags(), &facts.skill_coverage().flags()}, pitfalls);
}

}  // namespace kam::assessment
