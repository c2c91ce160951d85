#include "tests/services/assessment/domain/audit_builder.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::assessment {

AuditBuilder::AuditBuilder(absl::string_view day, absl::string_view name) {
  fact_.mutable_source()->set_service("assessment");
  fact_.mutable_source()->set_name(std::string(name));
  *fact_.mutable_held_on() = ToProto(*ParseDay(day));
  fact_.set_state(v1::AUDIT_STATE_COMPLETED);
  fact_.set_channel(v1::AUDIT_CHANNEL_FACE_TO_FACE);
  fact_.set_interviewer_grade(type::v1::GRADE_SENIOR_EXECUTIVE);
  fact_.set_thanked(true);
  v1::AuditRespondent& respondent = AddRespondent();
  for (const char* question : {"p1", "f1"}) {
    v1::AuditAnswer& answer = *respondent.add_answers();
    answer.set_question(question);
    answer.set_text("as agreed");
  }
  for (const char* question : {"p8", "p9"}) {
    v1::AuditAnswer& answer = *respondent.add_answers();
    answer.set_question(question);
    answer.set_skipped(true);
  }
}

v1::AuditRespondent& AuditBuilder::AddRespondent() {
  const int number = fact_.respondents_size();
  v1::AuditRespondent& respondent = *fact_.add_respondents();
  respondent.set_contact(absl::StrCat("c", number));
  return respondent;
}

AuditBuilder& AuditBuilder::Mark(int mark) {
  v1::AuditAnswer& answer = *AddRespondent().add_answers();
  answer.set_question("p8");
  answer.set_mark(mark);
  return *this;
}

AuditBuilder& AuditBuilder::Position(v1::AuditPosition position,
                                     v1::DecisionLevel level) {
  v1::AuditRespondent& respondent = AddRespondent();
  respondent.set_level(level);
  v1::AuditAnswer& answer = *respondent.add_answers();
  answer.set_question("p9");
  answer.set_position(position);
  return *this;
}

AuditBuilder& AuditBuilder::Comparison(v1::AuditComparison comparison) {
  Answer("p5", "well").set_comparison(comparison);
  return *this;
}

v1::AuditAnswer& AuditBuilder::Answer(absl::string_view question,
                                      absl::string_view text) {
  v1::AuditAnswer& answer = *AddRespondent().add_answers();
  answer.set_question(std::string(question));
  answer.set_text(std::string(text));
  return answer;
}

v1::AuditFacts FactsOf(const std::vector<v1::AuditFact>& audits) {
  v1::AuditFacts facts;
  for (const v1::AuditFact& audit : audits) *facts.add_audits() = audit;
  return facts;
}

}  // namespace kam::assessment
