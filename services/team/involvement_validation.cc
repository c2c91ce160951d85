#include "services/team/involvement_validation.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/field_checks.h"
#include "services/team/references.h"

namespace kam::team {
namespace {

using resource::CheckNotBlank;
using resource::CheckNotFuture;
using resource::CheckSpan;

std::set<std::string> Both(const v1::BuddyPair& pair) {
  return {pair.member(), pair.buddy()};
}

// Whether one ends before the other begins.
bool EndsBefore(const v1::BuddyPair& one, const v1::BuddyPair& other) {
  const auto end = DayFromProto(one.ends_on());
  const auto start = DayFromProto(other.starts_on());
  return end.ok() && start.ok() && *end < *start;
}

}  // namespace

void Validate(const v1::Activity& activity, absl::CivilDay latest,
              Violations& violations) {
  CheckMember(activity.name(), "activity.member", activity.member(),
              violations);
  CheckNotFuture("activity.performed_on", activity.performed_on(), latest,
                 violations);
}

void Validate(const v1::Sponsorship& sponsorship, absl::CivilDay,
              Violations& violations) {
  CheckMember(sponsorship.name(), "sponsorship.member", sponsorship.member(),
              violations);
  CheckSpan("sponsorship.ends_on", sponsorship.starts_on(),
            sponsorship.ends_on(), violations);
}

void Validate(const v1::BuddyPair& pair, absl::CivilDay,
              Violations& violations) {
  CheckMember(pair.name(), "buddy_pair.member", pair.member(), violations);
  CheckMember(pair.name(), "buddy_pair.buddy", pair.buddy(), violations);
  CheckSpan("buddy_pair.ends_on", pair.starts_on(), pair.ends_on(), violations);
  if (!pair.member().empty() && pair.member() == pair.buddy()) {
    violations.Add("buddy_pair.buddy", "must be another member",
                   "BUDDY_OF_ONESELF");
  }
}

void Validate(const v1::BuddyMeeting& meeting, absl::CivilDay latest,
              Violations& violations) {
  CheckNotFuture("buddy_meeting.held_on", meeting.held_on(), latest,
                 violations);
  for (int i = 0; i < meeting.accounts_size(); ++i) {
    CheckAccount(meeting.name(),
                 absl::StrCat("buddy_meeting.accounts[", i, "]"),
                 meeting.accounts(i), violations);
  }
}

void Validate(const v1::Meeting& meeting, absl::CivilDay latest,
              Violations& violations) {
  CheckNotFuture("meeting.held_on", meeting.held_on(), latest, violations);
  CheckMembers(meeting.name(), "meeting.attendees", meeting.attendees(),
               violations);
}

void Validate(const v1::JointTeam& team, absl::CivilDay,
              Violations& violations) {
  CheckNotBlank("joint_team.display_name", team.display_name(), violations);
  CheckMembers(team.name(), "joint_team.members", team.members(), violations);
  CheckContacts(team.name(), "joint_team.contacts", team.contacts(),
                violations);
  CheckSpan("joint_team.ends_on", team.starts_on(), team.ends_on(), violations);
}

absl::Status CheckOnlyPair(const v1::BuddyPair& pair,
                           const std::vector<v1::BuddyPair>& others) {
  for (const v1::BuddyPair& other : others) {
    if (other.name() == pair.name() || Both(other) != Both(pair) ||
        EndsBefore(other, pair) || EndsBefore(pair, other)) {
      continue;
    }
    return MakeError(absl::StatusCode::kFailedPrecondition, "BUDDY_PAIR_EXISTS",
                     absl::StrCat("The two are a pair already: ", other.name(),
                                  "; change or end that one."),
                     {{"buddy_pair", other.name()}});
  }
  return absl::OkStatus();
}

}  // namespace kam::team
