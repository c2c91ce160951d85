#include "services/kamctl/view_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/kamctl/display_names.h"
#include "services/kamctl/page.h"
#include "services/kamctl/plan_text.h"
#include "services/kamctl/standing_text.h"
#include "services/kamctl/table.h"
#include "services/kamctl/team_text.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using gateway::v1::SectionStatus;

// Writes the heading of a section; returns whether the section is there.
bool Heading(const char* title, const SectionStatus& status,
             std::ostream& out) {
  out << '\n' << title;
  if (status.state() == SectionStatus::STATE_OK) {
    out << " (revision " << status.store().revision() << ")\n";
    return true;
  }
  out << ": not shown, " << Word(status.state());
  if (!status.reason().empty()) out << ", " << status.reason();
  out << '\n';
  return false;
}

void PrintProfit(const account::v1::ProfitabilityVerdict& verdict,
                 std::ostream& out) {
  Line("revenue",
       absl::StrCat(PeopleAmount(verdict.revenue()), " from ",
                    PeopleDate(verdict.window_start()),
                    " up to but not including ",
                    PeopleDate(verdict.window_end())),
       out);
  if (verdict.has_profit()) {
    std::string profit = PeopleAmount(verdict.profit());
    if (verdict.has_margin_bps()) {
      absl::StrAppend(&profit, ", ", PeopleShare(verdict.margin_bps()),
                      " of the revenue");
    }
    Line("profit", profit, out);
  }
  Line("profitability", Word(verdict.value()), out);
  Line("what to do",
       Words<account::v1::ProfitabilityVerdict::Action>(verdict.actions()),
       out);
}

void PrintContacts(const gateway::v1::AccountSection& section,
                   std::ostream& out) {
  Table contacts({{"contact"}, {"role"}, {"function"}, {"decision level"}});
  for (const account::v1::Contact& contact : section.contacts()) {
    contacts.AddRow({contact.display_name(),
                     contact.roles().empty()
                         ? contact.title()
                         : contact.roles(contact.roles_size() - 1).role(),
                     Word(contact.function()), Word(contact.decision_level())});
  }
  if (!contacts.empty()) out << Indented(contacts);
}

void PrintAccount(const gateway::v1::AccountSection& section,
                  std::ostream& out) {
  if (!Heading("ACCOUNT", section.status(), out)) return;
  Line("sector", section.account().sector(), out);
  Line("region", section.account().region(), out);
  Line("class", Word(section.classification().account_class()), out);
  if (section.has_designation()) {
    const account::v1::Designation& designation = section.designation();
    Line("designation",
         absl::StrCat(Word(designation.state()), " since ",
                      PeopleDate(designation.on()), ", ", designation.reason()),
         out);
  }
  if (section.has_top_ranked()) {
    Line("among the top ranks by revenue", section.top_ranked() ? "yes" : "no",
         out);
  }
  if (section.has_profitability()) PrintProfit(section.profitability(), out);
  Line("cannot be told", absl::StrJoin(section.unavailable_reasons(), ", "),
       out);
  Line("interactions", PeopleCount(section.interaction_count()), out);
  Line("open issues", PeopleCount(section.open_issues_size()), out);
  Line("agreements in force", PeopleCount(section.agreements_size()), out);
  PrintContacts(section, out);
}

void PrintMembers(const gateway::v1::TeamSection& section, std::ostream& out) {
  Table members({{"member"}, {"title"}, {"role"}, {"lead"}, {"since"}});
  for (const team::v1::AssignedMember& member : section.members()) {
    members.AddRow({member.resolved()
                        ? member.display_name()
                        : LastId(member.assignment().member()) + " (unknown)",
                    member.position().title(), Word(member.assignment().role()),
                    member.assignment().lead() ? "yes" : "",
                    PeopleDate(member.assignment().starts_on())});
  }
  out << (members.empty() ? "  nobody is assigned\n" : Indented(members));
}

// What the team lacks; of a team without members there is nothing to say.
void PrintGaps(const gateway::v1::TeamGaps& gaps, std::ostream& out) {
  std::string skills =
      absl::StrCat(Word(gaps.value()), ", ", gaps.covered_areas(), " of ",
                   gaps.areas(), " areas covered");
  if (gaps.covered_areas_ceiling() > gaps.covered_areas()) {
    absl::StrAppend(&skills, ", perhaps ", gaps.covered_areas_ceiling());
  }
  Line("skills", skills, out);
  Table areas({{"area"}, {"state"}, {"who comes closest"}});
  for (const team::v1::AreaCoverage& area : gaps.gaps()) {
    areas.AddRow({Word(area.skill()), Word(area.state()), Coverers(area)});
  }
  if (!areas.empty()) out << Indented(areas);
  Line("nothing is known of", Words<team::v1::Skill>(gaps.unknown_areas()),
       out);
  Line("roles that nobody has",
       Words<team::v1::AssignmentRole>(gaps.missing_roles()), out);
  FlagLines(gaps.flags(), out);
}

void PrintTeam(const gateway::v1::TeamSection& section, std::ostream& out) {
  if (!Heading("TEAM", section.status(), out)) return;
  Line("form", Word(section.team_form()), out);
  PrintMembers(section, out);
  if (section.accounts_of_lead() > 0) {
    Line("accounts that the lead leads",
         PeopleCount(section.accounts_of_lead()), out);
  }
  Line("sponsors", Sponsors(section.sponsors()), out);
  Line("executive sponsor", Word(section.executive_sponsor()), out);
  if (!section.members().empty()) PrintGaps(section.gaps(), out);
}

// The checks that came out as `outcome`: "strengths, threats".
std::string ChecksThat(planning::v1::CheckOutcome outcome,
                       const planning::v1::PlanCheckResult& check) {
  std::vector<std::string> checks;
  for (const planning::v1::PlanCheckLine& line : check.checks()) {
    if (line.outcome() == outcome) checks.push_back(Word(line.check()));
  }
  return absl::StrJoin(checks, ", ");
}

void PrintActions(const gateway::v1::PlanningSection& section,
                  DisplayNames& names, std::ostream& out) {
  Line("open actions", PeopleCount(section.open_actions()), out);
  Table actions({{"due"}, {""}, {"who"}, {"what"}});
  const auto add = [&](const planning::v1::Action& action, const char* when) {
    actions.AddRow({PeopleDate(action.due_on()), when,
                    names.OfPerson(action.owner()), action.text()});
  };
  for (const planning::v1::Action& action : section.overdue_actions()) {
    add(action, "overdue");
  }
  if (section.has_next_due_action()) add(section.next_due_action(), "next");
  if (!actions.empty()) out << Indented(actions);
}

void PrintPlan(const gateway::v1::PlanningSection& section, DisplayNames& names,
               std::ostream& out) {
  if (!section.has_plan()) {
    out << "  no plan is in force";
    if (section.draft_plans() > 0) {
      out << "; drafts: " << section.draft_plans();
    }
    out << '\n';
    return;
  }
  Line("plan",
       absl::StrCat(section.plan().title(), " (", LastId(section.plan().name()),
                    ")"),
       out);
  Line("check", PlanCheckSummary(section.plan_check()), out);
  Line("fails",
       ChecksThat(planning::v1::CHECK_OUTCOME_FAILED, section.plan_check()),
       out);
  Line("cannot be told",
       ChecksThat(planning::v1::CHECK_OUTCOME_UNKNOWN, section.plan_check()),
       out);
  Line("last reviewed on", PeopleDate(section.last_reviewed_on()), out);
  PrintActions(section, names, out);
}

void PrintInitiatives(const gateway::v1::PlanningSection& section,
                      std::ostream& out) {
  Table initiatives(
      {{"initiative"}, {"state"}, {"begun by"}, {"from"}, {"to"}});
  for (const planning::v1::Initiative& one : section.initiatives()) {
    initiatives.AddRow({one.display_name(), Word(one.state()),
                        Word(one.initiator()), PeopleDate(one.started_on()),
                        PeopleDate(one.ends_on())});
  }
  if (!initiatives.empty()) out << Indented(initiatives);
  if (section.ended_initiatives() > 0) {
    Line("initiatives that ended", PeopleCount(section.ended_initiatives()),
         out);
  }
}

void PrintCommitments(const gateway::v1::PlanningSection& section,
                      std::ostream& out) {
  Table commitments({{"due"}, {"promised"}, {"kept by"}, {"state"}});
  for (const auto* list :
       {&section.open_commitments(), &section.blocked_commitments()}) {
    for (const planning::v1::Commitment& one : *list) {
      commitments.AddRow({PeopleDate(one.due_on()), one.display_name(),
                          LastId(one.department()), Word(one.state())});
    }
  }
  if (!commitments.empty()) out << Indented(commitments);
  if (section.commitments_incomplete()) {
    out << "  the oldest commitments are not shown\n";
  }
}

void PrintPlanning(const gateway::v1::PlanningSection& section,
                   DisplayNames& names, std::ostream& out) {
  if (!Heading("PLANNING", section.status(), out)) return;
  PrintPlan(section, names, out);
  PrintInitiatives(section, out);
  PrintCommitments(section, out);
}

void PrintAssessment(const gateway::v1::AssessmentSection& section,
                     std::ostream& out) {
  if (!Heading("ASSESSMENT", section.status(), out)) return;
  PrintStanding(section, out);
  if (section.observations().empty()) {
    out << "  nothing was observed\n";
    return;
  }
  Table observations({{"on"}, {"what"}, {"value"}});
  for (const assessment::v1::Observation& one : section.observations()) {
    std::string value;
    switch (one.value_case()) {
      case assessment::v1::Observation::kKey:
        value = one.key();
        break;
      case assessment::v1::Observation::kState:
        value = Word(one.state());
        break;
      case assessment::v1::Observation::kRating:
        value = absl::StrCat(one.rating());
        break;
      case assessment::v1::Observation::VALUE_NOT_SET:
        break;
    }
    observations.AddRow(
        {PeopleDate(one.observed_on()), one.dimension(), value});
  }
  out << Indented(observations);
}

// Whether any part of the answer is missing, and which.
void PrintMissing(const char* what, const SectionStatus& status,
                  std::ostream& out) {
  if (status.state() == SectionStatus::STATE_OK ||
      status.state() == SectionStatus::STATE_NOT_REQUESTED) {
    return;
  }
  out << what << ": not shown, " << Word(status.state()) << '\n';
}

}  // namespace

void PrintView(const gateway::v1::KeyAccountView& view, DisplayNames& names,
               std::ostream& out) {
  const gateway::v1::AccountSection& section = view.account();
  out << section.account().display_name() << " (" << LastId(view.name())
      << "), "
      << (section.key_account() ? "a key account" : "not a key account")
      << ", as of " << PeopleDate(view.as_of()) << '\n';
  PrintAccount(section, out);
  PrintTeam(view.team(), out);
  PrintPlanning(view.planning(), names, out);
  PrintAssessment(view.assessment(), out);
  if (!view.unresolved_references().empty()) {
    out << "\nnames that point nowhere: "
        << absl::StrJoin(view.unresolved_references(), ", ") << '\n';
  }
}

void PrintKeyAccounts(const gateway::v1::ListKeyAccountsResponse& list,
                      std::ostream& out) {
  Table table({{"account"},
               {"name"},
               {"state"},
               {"phase"},
               {"profit"},
               {"severity"},
               {"lead"},
               {"team", Side::kRight},
               {"plan"},
               {"open", Side::kRight},
               {"overdue", Side::kRight},
               {"observations", Side::kRight}});
  for (const gateway::v1::KeyAccountSummary& one : list.key_accounts()) {
    table.AddRow(
        {LastId(one.account()), one.display_name(),
         Word(one.designation().state()), PhaseWords(one.evidence().standing()),
         Word(one.profitability()), Word(one.evidence().standing().severity()),
         one.team().lead_display_name(), absl::StrCat(one.team().members()),
         LastId(one.plan().active_plan()),
         absl::StrCat(one.plan().open_actions()),
         absl::StrCat(one.plan().overdue_actions()),
         absl::StrCat(one.evidence().observations())});
  }
  out << "as of " << PeopleDate(list.as_of()) << '\n'
      << table.ToStringOr("no key accounts");
  PrintMissing("team", list.team_status(), out);
  PrintMissing("plan", list.planning_status(), out);
  PrintMissing("phase, severity and observations", list.assessment_status(),
               out);
}

}  // namespace kam::kamctl
