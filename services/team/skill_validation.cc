#include "services/team/skill_validation.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/resource/field_checks.h"
#include "services/team/references.h"
#include "services/team/skill_catalogue.h"
#include "services/team/skill_level.h"

namespace kam::team {

using resource::CheckNotBlank;
using resource::CheckNotFuture;
using resource::CheckRange;
using resource::CheckSpan;

void Validate(const v1::SkillRating& rating, absl::CivilDay latest,
              Violations& violations) {
  CheckRange("skill_rating.level", rating.level(), kNoSkill, kSpecialist,
             violations);
  CheckNotFuture("skill_rating.rated_on", rating.rated_on(), latest,
                 violations);
  CheckNotBlank("skill_rating.rater", rating.rater(), violations);
  CheckPerson(rating.name(), "skill_rating.rater", rating.rater(), violations);
  if (IsInflatedSelfRating(rating)) {
    violations.Add("skill_rating.level",
                   "must be 0 or 1 when members rate themselves; let somebody "
                   "else rate",
                   "SELF_RATING");
  }
}

void Validate(const v1::Training& training, absl::CivilDay latest,
              Violations& violations) {
  CheckNotBlank("training.display_name", training.display_name(), violations);
  CheckNotFuture("training.completed_on", training.completed_on(), latest,
                 violations);
}

void Validate(const v1::SpecialistAppointment& appointment, absl::CivilDay,
              Violations& violations) {
  CheckSpan("specialist_appointment.ends_on", appointment.starts_on(),
            appointment.ends_on(), violations);
  CheckMember(appointment.name(), "specialist_appointment.member",
              appointment.member(), violations);
  CheckPerson(appointment.name(), "specialist_appointment.appointed_by",
              appointment.appointed_by(), violations);
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
      violations.Add(path + ".skill", "must not stand twice");
    }
  }
}

}  // namespace kam::team
