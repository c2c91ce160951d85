#include "services/kamctl/plan_text.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using google::protobuf::RepeatedPtrField;
using planning::v1::Plan;

void Item(const std::string& text, const std::string& more, std::ostream& out) {
  out << "  - " << text;
  if (!more.empty()) out << " (" << more << ")";
  out << '\n';
}

void PrintHead(const Plan& plan, DisplayNames& names, std::ostream& out) {
  out << (plan.title().empty() ? "Plan" : plan.title()) << '\n';
  Line(
      "plan",
      absl::StrCat(plan.name(), ", version ", plan.version(), ", ",
                   Word(plan.state()), plan.has_activated_on() ? " since " : "",
                   PeopleDate(plan.activated_on())),
      out);
  Line("kind", Word(plan.kind()), out);
  if (plan.horizon_months() > 0) {
    Line("looks ahead", absl::StrCat(plan.horizon_months(), " months"), out);
  }
  Line("from", PeopleDate(plan.starts_on()), out);
  std::vector<std::string> authors;
  for (const auto& author : plan.co_authors()) {
    authors.push_back(names.OfPerson(author));
  }
  Line("written by", absl::StrJoin(authors, ", "), out);
  std::vector<std::string> readers;
  for (const std::string& reader : plan.shared_with()) {
    readers.push_back(names.OrId(reader));
  }
  Line("shared with", absl::StrJoin(readers, ", "), out);
}

void PrintPosition(const Plan& plan, DisplayNames& names, std::ostream& out) {
  Heading("WHERE WE STAND", out);
  const planning::v1::Positioning& positioning = plan.positioning();
  Line("position", positioning.position(), out);
  Line("how we want to be seen", positioning.perception(), out);
  Line("what sets us apart",
       Words<planning::v1::Differentiator>(positioning.differentiators()), out);
  if (plan.has_value_perception()) {
    const planning::v1::ValuePerception& value = plan.value_perception();
    Line("what the customer values",
         absl::StrCat(value.text(), " (", names.OrId(value.owner()), ", ",
                      PeopleDate(value.noted_on()), ")"),
         out);
  }
  Line("the customer's customer", plan.end_customer_focus(), out);
  Line("profit target", LastId(plan.profit_target()), out);
  Line("levers", absl::StrJoin(plan.levers(), ", "), out);
}

void PrintQuestions(const Plan& plan, DisplayNames& names, std::ostream& out) {
  Heading("THE THREE QUESTIONS", out);
  for (int number = 1; number <= 3; ++number) {
    const auto question = static_cast<planning::v1::KamQuestion>(number);
    std::string answer = "no answer yet";
    for (const planning::v1::KamAnswer& one : plan.answers()) {
      if (one.question() != question) continue;
      answer = absl::StrCat(one.text(), " (", names.OrId(one.owner()), ", ",
                            PeopleDate(one.answered_on()), ")");
    }
    Line(Word(question), answer, out);
  }
}

void PrintSwot(const std::string& title,
               const RepeatedPtrField<planning::v1::SwotItem>& items,
               std::ostream& out) {
  Heading(title, out);
  if (items.empty()) out << "  none named\n";
  for (const planning::v1::SwotItem& item : items) Item(item.text(), "", out);
}

void PrintAims(const Plan& plan, std::ostream& out) {
  Heading("WHAT WE KNOW OF THE BUSINESS", out);
  if (plan.intelligence().empty()) out << "  nothing recorded\n";
  for (const planning::v1::IntelligenceAnswer& answer : plan.intelligence()) {
    Line(Word(answer.question()), answer.text(), out);
  }
  Heading("WHAT WE INTEND", out);
  if (plan.intentions().empty()) out << "  nothing yet\n";
  for (const planning::v1::Intention& intention : plan.intentions()) {
    Item(intention.text(),
         absl::StrCat(intention.id(), ", ", Word(intention.category())), out);
  }
  Heading("WHAT MUST GO RIGHT", out);
  if (plan.critical_success_factors().empty()) out << "  nothing named\n";
  for (const auto& factor : plan.critical_success_factors()) {
    Item(factor.text(), factor.id(), out);
  }
}

// "open", or "done 2014-01-31".
std::string StateOf(const planning::v1::Action& action) {
  if (action.state() == planning::v1::ACTION_STATE_UNSPECIFIED) return "open";
  return absl::StrCat(Word(action.state()), action.has_closed_on() ? " " : "",
                      PeopleDate(action.closed_on()));
}

void PrintActions(const Plan& plan, DisplayNames& names, std::ostream& out) {
  Heading("WHO DOES WHAT BY WHEN", out);
  Table table({{"due"}, {"who"}, {"what"}, {"for"}, {"state"}, {"id"}});
  for (const planning::v1::Action& action : plan.actions()) {
    std::vector<std::string> serves(action.intention_ids().begin(),
                                    action.intention_ids().end());
    serves.insert(serves.end(), action.success_factor_ids().begin(),
                  action.success_factor_ids().end());
    table.AddRow({PeopleDate(action.due_on()), names.OfPerson(action.owner()),
                  action.text(), absl::StrJoin(serves, ", "), StateOf(action),
                  action.id()});
  }
  out << (table.empty() ? "  nothing yet\n" : Indented(table));
}

void PrintReviews(const Plan& plan, DisplayNames& names, std::ostream& out) {
  Heading("REVIEWS", out);
  if (plan.reviews().empty()) out << "  none held\n";
  for (const planning::v1::Review& review : plan.reviews()) {
    Item(absl::StrCat(PeopleDate(review.held_on()), " ",
                      names.OrId(review.reviewer())),
         review.note(), out);
  }
}

}  // namespace

void PrintPlan(const Plan& plan, DisplayNames& names, std::ostream& out) {
  PrintHead(plan, names, out);
  PrintPosition(plan, names, out);
  PrintQuestions(plan, names, out);
  PrintSwot("STRENGTHS", plan.swot().strengths(), out);
  PrintSwot("WEAKNESSES", plan.swot().weaknesses(), out);
  PrintSwot("OPPORTUNITIES", plan.swot().opportunities(), out);
  PrintSwot("THREATS", plan.swot().threats(), out);
  PrintAims(plan, out);
  PrintActions(plan, names, out);
  PrintReviews(plan, names, out);
}

std::string PlanCheckSummary(const planning::v1::PlanCheckResult& result) {
  std::string summary =
      absl::StrCat(Word(result.validity()), ", ", result.satisfied(), " of ",
                   result.checks_size(), " checks satisfied, quality ",
                   PeopleShare(result.quality_bps()));
  if (result.quality_ceiling_bps() != result.quality_bps()) {
    absl::StrAppend(&summary, " and at most ",
                    PeopleShare(result.quality_ceiling_bps()));
  }
  return summary;
}

void PrintPlanCheck(const planning::v1::PlanCheckResult& result,
                    DisplayNames& names, std::ostream& out) {
  out << LastId(result.plan()) << " as of " << PeopleDate(result.as_of())
      << ": " << PlanCheckSummary(result) << '\n';
  for (const planning::v1::PlanCheckLine& line : result.checks()) {
    if (line.outcome() == planning::v1::CHECK_OUTCOME_SATISFIED) continue;
    out << "  " << Word(line.outcome()) << ": " << Word(line.check()) << '\n';
    for (const planning::v1::CheckFailure& failure : line.failures()) {
      // An item of the plan, or a member.
      const std::string item = absl::StrContains(failure.item(), '/')
                                   ? names.OrId(failure.item())
                                   : failure.item();
      out << "    " << item << (item.empty() ? "" : ": ") << failure.detail()
          << '\n';
    }
  }
  FlagLines(result.flags(), out);
}

void PrintDueActions(const planning::v1::ListDueActionsResponse& due,
                     DisplayNames& names, std::ostream& out) {
  Table table({{"due"}, {"who"}, {"what"}, {"account"}, {"plan"}, {"id"}});
  for (const planning::v1::DueAction& one : due.due_actions()) {
    table.AddRow({PeopleDate(one.action().due_on()),
                  names.OfPerson(one.action().owner()), one.action().text(),
                  LastId(one.account()), LastId(one.plan()),
                  one.action().id()});
  }
  out << table.ToStringOr("nothing is due");
}

}  // namespace kam::kamctl
