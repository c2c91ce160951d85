#include "services/kamctl/audit_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::Audit;
using assessment::v1::AuditAnswer;

constexpr char kAuditExample[] = R"json({
  "heldOn": {"year": 2013, "month": 11, "day": 15},
  "channel": "AUDIT_CHANNEL_FACE_TO_FACE",
  "interviewer": "{program}/members/274",
  "interviewerGrade": "GRADE_SENIOR_EXECUTIVE",
  "questions": ["p3", "p4", "p8", "p9", "f3", "f8"],
  "respondents": [{
    "contact": "{account}/contacts/933",
    "level": "DECISION_LEVEL_INSTIGATOR",
    "answers": [
      {"question": "p3", "text": "Deliveries come late in winter"},
      {"question": "p4", "text": "The invoices of May",
       "issues": [{"text": "The invoices of May are still wrong"}]},
      {"question": "p8", "mark": "7"},
      {"question": "p9", "position": "AUDIT_POSITION_PARTNER"},
      {"question": "f3", "text": "Half the stock in two years"},
      {"question": "f8", "skipped": true}
    ]
  }],
  "thanked": true
}
)json";

std::string AnswerText(const AuditAnswer& answer) {
  switch (answer.answer_case()) {
    case AuditAnswer::kText:
      return answer.text();
    case AuditAnswer::kMark:
      return absl::StrCat(answer.mark(), " out of ten");
    case AuditAnswer::kPosition:
      return Word(answer.position());
    case AuditAnswer::kSkipped:
    case AuditAnswer::ANSWER_NOT_SET:
      break;
  }
  return "no answer";
}

// What an answer was coded as, beside its words.
std::string CodesOf(const AuditAnswer& answer) {
  std::vector<std::string> codes;
  if (answer.comparison() != assessment::v1::AUDIT_COMPARISON_UNSPECIFIED) {
    codes.push_back(Word(answer.comparison()));
  }
  if (answer.specification_failure())
    codes.emplace_back("specification failure");
  for (const auto& issue : answer.issues()) {
    codes.push_back(absl::StrCat("issue", issue.text().empty() ? "" : ": ",
                                 issue.text(),
                                 issue.already_logged() ? " (known)" : ""));
  }
  return absl::StrJoin(codes, "; ");
}

template <typename Respondents>
void PrintAnswers(const Respondents& respondents, std::ostream& out) {
  Table table({{"who"}, {"level"}, {"question"}, {"answer"}, {"coded"}});
  for (const auto& respondent : respondents) {
    for (const AuditAnswer& answer : respondent.answers()) {
      table.AddRow({LastId(respondent.contact()), Word(respondent.level()),
                    answer.question(), AnswerText(answer), CodesOf(answer)});
    }
  }
  out << (table.empty() ? "  nothing yet\n" : Indented(table));
}

void PrintFindings(const Audit& audit, std::ostream& out) {
  Heading("WHAT IT OFFERS", out);
  Table table({{"id"}, {"what"}, {"from"}, {"text"}, {"state"}, {"record"}});
  for (const assessment::v1::AuditFinding& one : audit.findings()) {
    table.AddRow({one.id(), Word(one.kind()), one.question(), one.text(),
                  Word(one.state()), one.record()});
  }
  out << (table.empty() ? "  nothing\n" : Indented(table));
}

}  // namespace

void PrintQuestions(const assessment::v1::ListAuditQuestionsResponse& menu,
                    std::ostream& out) {
  auto part = assessment::v1::AUDIT_PART_UNSPECIFIED;
  for (const assessment::v1::AuditQuestion& one : menu.questions()) {
    if (one.part() != part) {
      if (part != assessment::v1::AUDIT_PART_UNSPECIFIED) out << '\n';
      part = one.part();
      out << Word(part) << '\n';
    }
    out << "  " << one.key() << (one.needed() ? "* " : "  ") << one.text()
        << '\n';
    if (!one.purpose().empty()) out << "       " << one.purpose() << '\n';
  }
  out << "\nChoose from it: an audit counts once the questions with * and "
         "another of each\npart were put, and the other two answered.\n";
}

void PrintAudit(const Audit& audit, std::ostream& out) {
  out << "Audit " << LastId(audit.name()) << ", " << Word(audit.state());
  if (audit.state() != assessment::v1::AUDIT_STATE_DRAFT) {
    out << (audit.valid() ? "" : "; it asked too little to count");
  }
  out << '\n';
  Line("audit", audit.name(), out);
  Line("planned for", PeopleDate(audit.planned_on()), out);
  Line("held on", PeopleDate(audit.held_on()), out);
  Line("asked", Word(audit.channel()), out);
  std::string leader = LastId(audit.interviewer());
  if (const std::string grade = Word(audit.interviewer_grade());
      !grade.empty()) {
    absl::StrAppend(&leader, ", ", grade);
  }
  Line("led by", leader, out);
  Line("thanked", audit.thanked() ? "yes" : "no", out);
  Line("questions", absl::StrJoin(audit.questions(), ", "), out);
  Line("note", audit.note(), out);
  Heading("WHAT WAS SAID", out);
  PrintAnswers(audit.respondents(), out);
  for (const assessment::v1::AuditAmendment& one : audit.amendments()) {
    Heading(absl::StrCat("ADDED ON ", PeopleDate(one.amended_on()), " BY ",
                         LastId(one.author()), ": ", one.reason()),
            out);
    PrintAnswers(one.respondents(), out);
  }
  PrintFindings(audit, out);
}

std::string AuditExample(const std::string& account) {
  return absl::StrReplaceAll(
      kAuditExample,
      {{"{account}", account},
       {"{program}", account.substr(0, account.find("/accounts/"))}});
}

}  // namespace kam::kamctl
