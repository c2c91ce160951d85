#include "services/kamctl/view_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
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
  std::vector<std::string> actions;
  for (int action : verdict.actions()) {
    actions.push_back(
        Word(static_cast<account::v1::ProfitabilityVerdict::Action>(action)));
  }
  Line("profitability", Word(verdict.value()), out);
  Line("what to do", absl::StrJoin(actions, ", "), out);
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

void PrintTeam(const gateway::v1::TeamSection& section, std::ostream& out) {
  if (!Heading("TEAM", section.status(), out)) return;
  Table members({{"member"}, {"title"}, {"role"}, {"lead"}, {"since"}});
  for (const team::v1::AssignedMember& member : section.members()) {
    members.AddRow({member.resolved()
                        ? member.display_name()
                        : LastId(member.assignment().member()) + " (unknown)",
                    member.position().title(), Word(member.assignment().role()),
                    member.assignment().lead() ? "yes" : "",
                    PeopleDate(member.assignment().starts_on())});
  }
  if (members.empty()) {
    out << "  nobody is assigned\n";
    return;
  }
  out << Indented(members);
  if (section.accounts_of_lead() > 0) {
    Line("accounts that the lead leads",
         PeopleCount(section.accounts_of_lead()), out);
  }
}

void PrintPlanning(const gateway::v1::PlanningSection& section,
                   std::ostream& out) {
  if (!Heading("PLANNING", section.status(), out)) return;
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
  Line("last reviewed on", PeopleDate(section.last_reviewed_on()), out);
  Line("open actions", PeopleCount(section.open_actions()), out);
  Line("overdue", PeopleCount(section.overdue_actions_size()), out);
  if (section.has_next_due_action()) {
    Line("next due",
         absl::StrCat(PeopleDate(section.next_due_action().due_on()), " ",
                      section.next_due_action().text()),
         out);
  }
}

void PrintAssessment(const gateway::v1::AssessmentSection& section,
                     std::ostream& out) {
  if (!Heading("ASSESSMENT", section.status(), out)) return;
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

void PrintView(const gateway::v1::KeyAccountView& view, std::ostream& out) {
  const gateway::v1::AccountSection& section = view.account();
  out << section.account().display_name() << " (" << LastId(view.name())
      << "), "
      << (section.key_account() ? "a key account" : "not a key account")
      << ", as of " << PeopleDate(view.as_of()) << '\n';
  PrintAccount(section, out);
  PrintTeam(view.team(), out);
  PrintPlanning(view.planning(), out);
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
               {"lead"},
               {"team", Side::kRight},
               {"plan"},
               {"open", Side::kRight},
               {"overdue", Side::kRight},
               {"observations", Side::kRight}});
  for (const gateway::v1::KeyAccountSummary& one : list.key_accounts()) {
    table.AddRow(
        {LastId(one.account()), one.display_name(),
         Word(one.designation().state()), one.team().lead_display_name(),
         absl::StrCat(one.team().members()), LastId(one.plan().active_plan()),
         absl::StrCat(one.plan().open_actions()),
         absl::StrCat(one.plan().overdue_actions()),
         absl::StrCat(one.evidence().observations())});
  }
  out << "as of " << PeopleDate(list.as_of()) << '\n'
      << table.ToStringOr("no key accounts");
  PrintMissing("team", list.team_status(), out);
  PrintMissing("plan", list.planning_status(), out);
  PrintMissing("observations", list.assessment_status(), out);
}

}  // namespace kam::kamctl
