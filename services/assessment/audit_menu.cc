#include "services/assessment/audit_menu.h"

#include <string>

#include "services/assessment/audit_reading.h"

namespace kam::assessment {
namespace {

// Of each of the seventeen the words, and what its answers lead to.
struct MenuLine {
  const char* text;
  const char* purpose;
};
constexpr std::array<MenuLine, kAuditQuestions.size()> kMenu = {{
    {"Where do we meet your expectations?", "Shows what we must not give up."},
    {"Where do we exceed your expectations?", "Shows what sets us apart."},
    {"Where do we fall short of your expectations?",
     "Issues are offered to the account's log; a failure to meet "
     "specifications tells against the first level of the hierarchy."},
    {"Which issues between us are still unresolved?",
     "Issues are offered to the account's log; one that the log does not have "
     "is a nasty surprise."},
    {"How do we compare to your other suppliers?",
     "Tells how the customer sees us: the first choice, the only one, or the "
     "same as others."},
    {"How do you measure us?", "Shows by which figures we are judged."},
    {"How would you sum us up in one sentence?",
     "Gives the customer's own words for what we are."},
    {"How many marks out of ten do you give us?",
     "The median of the marks is the account's."},
    {"Are we a supplier to you, or a partner?",
     "Tells how the customer sees us, and the first partnership indicator."},
    {"How is your business changing?", "Offered to the account as a pressure."},
    {"Which pressures will you have to face?",
     "Offered to the account as a pressure."},
    {"What are your main objectives?",
     "Offered to the account as an objective."},
    {"How will you achieve them?", "Offered to the account as an objective."},
    {"How could we help you?", "Offered to planning as an opportunity."},
    {"Where could we add more value?",
     "Offered to planning as an opportunity."},
    {"What could we do for you that we do not do today?",
     "Offered to planning as an opportunity."},
    {"Where would you be happy to see us have more of your business?",
     "Offered to planning as an opportunity."},
}};

v1::AuditAnswerKind KindOf(size_t number) {
  if (number == kMark) return v1::AUDIT_ANSWER_KIND_MARK;
  return number == kPosition ? v1::AUDIT_ANSWER_KIND_POSITION
                             : v1::AUDIT_ANSWER_KIND_TEXT;
}

}  // namespace

std::vector<v1::AuditQuestion> AuditMenu(const v1::Template* in_force) {
  std::vector<v1::AuditQuestion> menu;
  for (size_t i = 0; i < kAuditQuestions.size(); ++i) {
    v1::AuditQuestion question;
    question.set_key(std::string(kAuditQuestions[i]));
    question.set_text(kMenu[i].text);
    question.set_purpose(kMenu[i].purpose);
    question.set_part(i < kFirstFuture ? v1::AUDIT_PART_PAST_AND_PRESENT
                                       : v1::AUDIT_PART_FUTURE);
    question.set_answer_kind(KindOf(i));
    question.set_needed(i == kMark || i == kPosition);
    menu.push_back(std::move(question));
  }
  if (in_force == nullptr) return menu;
  for (const v1::AuditQuestion& own : in_force->questions()) {
    menu.push_back(own);
    menu.back().set_part(v1::AUDIT_PART_OWN);
  }
  return menu;
}

}  // namespace kam::assessment
