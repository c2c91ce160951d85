#include "services/team/team_panels.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "services/team/assignment.h"
#include "services/team/completeness.h"
#include "services/team/flags.h"
#include "services/team/team_work.h"

namespace kam::team {
namespace {

using kam::type::v1::TRI_STATE_ABSENT;
using kam::type::v1::TRI_STATE_PRESENT;
using kam::type::v1::TRI_STATE_UNKNOWN;
using kam::type::v1::TriState;

// What holds is PRESENT; what does not is ABSENT only when nothing is missing.
TriState Decide(bool holds, bool complete) {
  if (holds) return TRI_STATE_PRESENT;
  return complete ? TRI_STATE_ABSENT : TRI_STATE_UNKNOWN;
}

void AddItem(absl::string_view key, TriState state, absl::string_view sentence,
             v1::Panel& panel) {
  v1::PanelItem* item = panel.add_items();
  item->set_key(std::string(key));
  item->set_state(state);
  item->set_sentence(std::string(sentence));
  if (state == TRI_STATE_PRESENT) {
    panel.set_present(panel.present() + 1);
  } else if (state == TRI_STATE_ABSENT) {
    panel.set_absent(panel.absent() + 1);
  } else {
    panel.set_unknown(panel.unknown() + 1);
  }
}

bool Complete(const AccountEvidence& evidence,
              v1::ListCompleteness::List list) {
  return IsComplete(evidence.list_completenesses, list, evidence.day);
}

// Whether a meeting of the window had at least `attendees` people.
bool HasMeeting(const AccountEvidence& evidence, int attendees) {
  const absl::CivilDay oldest =
      evidence.day - evidence.values.meeting_max_age_days;
  for (const v1::Meeting& meeting : evidence.meetings) {
    const auto held = DayFromProto(meeting.held_on());
    if (held.ok() && *held >= oldest && *held <= evidence.day &&
        meeting.attendees_size() >= attendees) {
      return true;
    }
  }
  return false;
}

void AddSkillBase(const v1::SkillCoverage& coverage, v1::Panel& panel) {
  TriState state = TRI_STATE_UNKNOWN;
  if (coverage.value() == v1::COVERAGE_VALUE_COVERED) {
    state = TRI_STATE_PRESENT;
  } else if (coverage.ceiling() == v1::COVERAGE_VALUE_GAPS) {
    state = TRI_STATE_ABSENT;
  }
  AddItem("skill_base", state,
          absl::StrCat(coverage.covered_areas(), " of ", coverage.areas_size(),
                       " areas are covered, ", coverage.unknown_size(),
                       " are unknown."),
          panel);
}

void AddHealth(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  constexpr int kTogether = 2;
  v1::Panel& panel = *facts.add_panels();
  panel.set_requirement_id("S3-10");
  const bool together = HasMeeting(evidence, kTogether);
  AddItem(
      "working_relationships",
      Decide(together, Complete(evidence, v1::ListCompleteness::LIST_MEETINGS)),
      together ? "Members of the team met about the account."
               : "No meeting of several members about the account is on record "
                 "for the window.",
      panel);
  AddSkillBase(facts.skill_coverage(), panel);
  const int days = evidence.values.work_window_days;
  const int now =
      CountBetween(evidence.activities, evidence.day - days, evidence.day);
  const int before =
      CountBetween(evidence.activities, evidence.day - days - days - 1,
                   evidence.day - days - 1);
  AddItem("productivity_drive",
          Decide(now > 0 && now >= before,
                 Complete(evidence, v1::ListCompleteness::LIST_ACTIVITIES)),
          absl::StrCat(now, " activities in the window, ", before,
                       " in the one before."),
          panel);
}

void AddAims(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  v1::Panel& panel = *facts.add_panels();
  panel.set_requirement_id("S3-09");
  const absl::CivilDay oldest =
      evidence.day - evidence.values.rating_max_age_days;
  std::set<int> served;
  for (const v1::Training& training : evidence.trainings) {
    const auto completed = DayFromProto(training.completed_on());
    if (!completed.ok() || *completed < oldest || *completed > evidence.day) {
      continue;
    }
    served.insert(training.aims().begin(), training.aims().end());
  }
  const bool complete =
      Complete(evidence, v1::ListCompleteness::LIST_TRAININGS);
  struct Aim {
    v1::ProgrammeAim aim;
    const char* key;
  };
  for (const Aim& aim :
       {Aim{v1::PROGRAMME_AIM_DEVELOP_ACCOUNTS, "develop_accounts"},
        Aim{v1::PROGRAMME_AIM_CUSTOMER_SATISFACTION, "customer_satisfaction"},
        Aim{v1::PROGRAMME_AIM_TEAM_PRODUCTIVITY, "team_productivity"},
        Aim{v1::PROGRAMME_AIM_INDIVIDUAL_ACHIEVEMENT,
            "individual_achievement"}}) {
    const bool holds = served.count(aim.aim) > 0;
    AddItem(aim.key, Decide(holds, complete),
            holds ? "A training of the team served it."
                  : "No training of the team that served it is on record.",
            panel);
  }
}

void AddBuddies(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  std::set<std::string> paired;
  for (const v1::BuddyPair& pair : facts.buddy_pairs()) {
    paired.insert(pair.member());
    paired.insert(pair.buddy());
  }
  v1::Panel& panel = *facts.add_panels();
  panel.set_requirement_id("S4-13");
  const bool complete =
      Complete(evidence, v1::ListCompleteness::LIST_BUDDY_PAIRS);
  std::set<std::string> seen;
  for (const v1::AssignedMember& worker : facts.members()) {
    const std::string& lead = worker.assignment().member();
    if (!IsLead(worker.assignment()) || !seen.insert(lead).second) continue;
    const TriState state = Decide(paired.count(lead) > 0, complete);
    AddItem("buddy", state,
            state == TRI_STATE_PRESENT
                ? absl::StrCat(lead, " has a buddy.")
                : absl::StrCat("No buddy of ", lead, " is on record."),
            panel);
    if (state == TRI_STATE_ABSENT) {
      AddFlag("BUDDY_MISSING", kam::type::v1::SEVERITY_INFO,
              absl::StrCat(lead, " has no buddy."), "S4-13",
              facts.mutable_flags());
    }
  }
}

void AddAccountMeeting(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  v1::Panel& panel = *facts.add_panels();
  panel.set_requirement_id("S4-16");
  const TriState state =
      Decide(HasMeeting(evidence, 1),
             Complete(evidence, v1::ListCompleteness::LIST_MEETINGS));
  const std::string window =
      absl::StrCat(evidence.values.meeting_max_age_days, " days");
  AddItem("account_meeting", state,
          state == TRI_STATE_PRESENT
              ? absl::StrCat("There was a meeting within ", window, ".")
              : absl::StrCat("No meeting within ", window, " is on record."),
          panel);
  if (state == TRI_STATE_ABSENT) {
    AddFlag("NO_ACCOUNT_MEETING", kam::type::v1::SEVERITY_INFO,
            absl::StrCat("There was no meeting about the account within ",
                         window, "."),
            "S4-16", facts.mutable_flags());
  }
}

}  // namespace

void AddPanels(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  AddHealth(evidence, facts);
  AddAims(evidence, facts);
  AddBuddies(evidence, facts);
  AddAccountMeeting(evidence, facts);
  SortFlags(facts.mutable_flags());
}

}  // namespace kam::team
