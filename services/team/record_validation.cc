#include "services/team/record_validation.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/resource/field_checks.h"
#include "common/resource/record_checks.h"
#include "services/team/skill_catalogue.h"
#include "services/team/skill_level.h"
#include "services/team/team_policy.h"

namespace kam::team {

using resource::CheckNotBlank;
using resource::CheckRange;
using resource::RecordChecks;

void Validate(const v1::Activity& activity, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(activity.name(), latest, violations);
  checks.Member("activity.member", activity.member());
  checks.NotFuture("activity.performed_on", activity.performed_on());
}

void Validate(const v1::Sponsorship& sponsorship, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(sponsorship.name(), latest, violations);
  checks.Member("sponsorship.member", sponsorship.member());
  checks.NotBefore("sponsorship.ends_on", sponsorship.ends_on(),
                   sponsorship.starts_on());
}

void Validate(const v1::BuddyPair& pair, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(pair.name(), latest, violations);
  checks.Member("buddy_pair.member", pair.member());
  checks.Member("buddy_pair.buddy", pair.buddy());
  checks.NotBefore("buddy_pair.ends_on", pair.ends_on(), pair.starts_on());
  if (!pair.member().empty() && pair.member() == pair.buddy()) {
    violations.Add("buddy_pair.buddy", "must be another member",
                   "BUDDY_OF_ONESELF");
  }
}

void Validate(const v1::BuddyMeeting& meeting, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(meeting.name(), latest, violations);
  checks.NotFuture("buddy_meeting.held_on", meeting.held_on());
  checks.Accounts("buddy_meeting.accounts", meeting.accounts());
}

void Validate(const v1::Meeting& meeting, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(meeting.name(), latest, violations);
  checks.NotFuture("meeting.held_on", meeting.held_on());
  checks.Members("meeting.attendees", meeting.attendees());
}

void Validate(const v1::JointTeam& team, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(team.name(), latest, violations);
  checks.NotBlank("joint_team.display_name", team.display_name());
  checks.Members("joint_team.members", team.members());
  checks.Contacts("joint_team.contacts", team.contacts());
  checks.NotBefore("joint_team.ends_on", team.ends_on(), team.starts_on());
}

void Validate(const v1::Department& department, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(department.name(), latest, violations);
  checks.NotBlank("department.display_name", department.display_name());
  checks.Member("department.head", department.head());
}

void Validate(const v1::AlignmentStatement& statement, absl::CivilDay latest,
              Violations& violations) {
  constexpr int kBestService = 5;
  RecordChecks checks(statement.name(), latest, violations);
  checks.Account("alignment_statement.account", statement.account());
  checks.NotFuture("alignment_statement.stated_on", statement.stated_on());
  checks.MemberOrWords("alignment_statement.stated_by", statement.stated_by());
  if (statement.has_service_rating()) {
    CheckRange("alignment_statement.service_rating", statement.service_rating(),
               0, kBestService, violations);
  }
}

void Validate(const v1::Authority& authority, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(authority.name(), latest, violations);
  checks.Account("authority.account", authority.account());
  checks.MemberOrWords("authority.granted_by", authority.granted_by());
  checks.NotBefore("authority.ends_on", authority.ends_on(),
                   authority.starts_on());
  checks.EachOnce("authority.scopes", authority.scopes());
}

void Validate(const v1::WillingnessStatement& statement, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(statement.name(), latest, violations);
  checks.Account("willingness_statement.account", statement.account());
  checks.Member("willingness_statement.executive", statement.executive());
  checks.NotFuture("willingness_statement.signed_on", statement.signed_on());
  for (int i = 0; i < statement.processes_size(); ++i) {
    CheckNotBlank(absl::StrCat("willingness_statement.processes[", i, "]"),
                  statement.processes(i), violations);
  }
}

void Validate(const v1::ListCompleteness& completeness, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(completeness.name(), latest, violations);
  checks.NotBlank("list_completeness.declared_by", completeness.declared_by());
  checks.NotFuture("list_completeness.declared_on", completeness.declared_on());
  checks.NotBefore("list_completeness.declared_on", completeness.declared_on(),
                   completeness.complete_through());
}

void Validate(const v1::TeamPolicy& policy, absl::CivilDay,
              Violations& violations) {
  if (!absl::EndsWith(policy.name(), absl::StrCat("/", kPolicyId))) {
    violations.Add("team_policy.name",
                   "must end with the id `current`: a programme has one policy",
                   "INVALID_ID");
  }
  ValidatePolicy(policy, violations);
}

void Validate(const v1::SkillRating& rating, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(rating.name(), latest, violations);
  CheckRange("skill_rating.level", rating.level(), kNoSkill, kSpecialist,
             violations);
  checks.NotFuture("skill_rating.rated_on", rating.rated_on());
  checks.NotBlank("skill_rating.rater", rating.rater());
  checks.MemberOrWords("skill_rating.rater", rating.rater());
  if (IsInflatedSelfRating(rating)) {
    violations.Add("skill_rating.level",
                   "must be 0 or 1 when members rate themselves; let somebody "
                   "else rate",
                   "SELF_RATING");
  }
}

void Validate(const v1::Training& training, absl::CivilDay latest,
              Violations& violations) {
  RecordChecks checks(training.name(), latest, violations);
  checks.NotBlank("training.display_name", training.display_name());
  checks.NotFuture("training.completed_on", training.completed_on());
}

void Validate(const v1::SpecialistAppointment& appointment,
              absl::CivilDay latest, Violations& violations) {
  RecordChecks checks(appointment.name(), latest, violations);
  checks.NotBefore("specialist_appointment.ends_on", appointment.ends_on(),
                   appointment.starts_on());
  checks.Member("specialist_appointment.member", appointment.member());
  checks.MemberOrWords("specialist_appointment.appointed_by",
                       appointment.appointed_by());
  if (appointment.member().empty() == appointment.external_name().empty()) {
    violations.Add("specialist_appointment.member",
                   "must be set, or external_name, but not both");
  }
  if (!appointment.has_external_level()) return;
  CheckRange("specialist_appointment.external_level",
             appointment.external_level(), kNoSkill, kSpecialist, violations);
  if (!appointment.member().empty()) {
    violations.Add("specialist_appointment.external_level",
                   "must be absent for a member, whose ratings tell");
  }
}

void Validate(const v1::RoleRequirement& requirement, absl::CivilDay,
              Violations& violations) {
  std::set<int> seen;
  for (int i = 0; i < requirement.required_skills_size(); ++i) {
    const v1::RequiredSkill& required = requirement.required_skills(i);
    const std::string path =
        absl::StrCat("role_requirement.required_skills[", i, "]");
    CheckRange(path + ".level", required.level(), kNoSkill + 1, kSpecialist,
               violations);
    if (!seen.insert(required.skill()).second) {
      violations.Add(path + ".skill", "must not stand twice", "DUPLICATE");
    }
  }
}

}  // namespace kam::team
