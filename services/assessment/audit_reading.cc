#include "services/assessment/audit_reading.h"

#include <algorithm>
#include <bitset>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "services/assessment/canonical_bytes.h"
#include "services/assessment/stable_key.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kHighestMark = 10;

bool IsAnswered(const v1::AuditAnswer& answer) {
  return answer.answer_case() != v1::AuditAnswer::kSkipped;
}

// Where an answer stands; put into words only when something is wrong.
struct AnswerPath {
  absl::FunctionRef<std::string()> owner;
  int respondent = 0;
  int answer = 0;

  std::string Field(absl::string_view field) const {
    return absl::StrCat(owner(), ".respondents[", respondent, "].answers[",
                        answer, "].", field);
  }
};

// Checks one answer and where its codes belong.
class AnswerCheck {
 public:
  AnswerCheck(const v1::AuditAnswer& answer, const AnswerPath& path,
              Violations& violations)
      : answer_(answer),
        path_(path),
        number_(QuestionNumber(answer.question())),
        violations_(violations) {}

  void Run() {
    if (!number_.has_value() && !IsOwnQuestion(answer_.question())) {
      Add("question",
          absl::StrCat("must be a question of audits, not ",
                       Quoted(answer_.question())),
          "UNKNOWN_QUESTION");
      return;
    }
    CheckKind();
    CheckCodes();
  }

 private:
  void Add(absl::string_view field, absl::string_view description,
           absl::string_view reason) {
    violations_.Add(path_.Field(field), description, reason);
  }
  bool Is(size_t question) const { return number_ == question; }

  void CheckKind() {
    constexpr char kReason[] = "INVALID_ANSWER";
    switch (answer_.answer_case()) {
      case v1::AuditAnswer::kText:
        if (Is(kMark)) {
          Add("mark", "must be a whole number from 0 to 10", kReason);
        } else if (Is(kPosition)) {
          Add("position", "must be SUPPLIER, PARTNER or UNSURE", kReason);
        } else if (absl::StripAsciiWhitespace(answer_.text()).empty()) {
          Add("text", "must not be blank", kReason);
        }
        return;
      case v1::AuditAnswer::kMark:
        if (number_.has_value() && !Is(kMark)) {
          Add("mark", "must be left to p8", kReason);
        } else if (answer_.mark() < 0 || answer_.mark() > kHighestMark) {
          Add("mark",
              absl::StrCat("must be a whole number from 0 to 10, not ",
                           answer_.mark()),
              kReason);
        }
        return;
      case v1::AuditAnswer::kPosition:
        if (number_.has_value() && !Is(kPosition)) {
          Add("position", "must be left to p9", kReason);
        } else if (answer_.position() < v1::AUDIT_POSITION_SUPPLIER ||
                   answer_.position() > v1::AUDIT_POSITION_UNSURE) {
          Add("position", "must be SUPPLIER, PARTNER or UNSURE", kReason);
        }
        return;
      case v1::AuditAnswer::kSkipped:
        if (!answer_.skipped()) Add("skipped", "must be true", kReason);
        return;
      case v1::AuditAnswer::ANSWER_NOT_SET:
        Add("answer", "must be one of text, mark, position, skipped",
            "MISSING_FIELD");
    }
  }

  void CheckCodes() {
    constexpr char kReason[] = "MISPLACED_CODE";
    if (answer_.comparison() != v1::AUDIT_COMPARISON_UNSPECIFIED &&
        !(Is(kComparison) && IsAnswered(answer_))) {
      Add("comparison", "must be left to an answer to p5", kReason);
    }
    if (answer_.specification_failure() &&
        !(Is(kShortfalls) && IsAnswered(answer_))) {
      Add("specification_failure", "must be left to an answer to p3", kReason);
    }
    if (!answer_.issues().empty() &&
        !((Is(kShortfalls) || Is(kUnresolved)) && IsAnswered(answer_))) {
      Add("issues", "must be left to an answer to p3 or p4", kReason);
    }
  }

  const v1::AuditAnswer& answer_;
  const AnswerPath& path_;
  std::optional<size_t> number_;
  Violations& violations_;
};

// Takes an answer to question `number`.
void Take(const v1::AuditAnswer& answer, size_t number, Audit& audit) {
  audit.asked[number] = true;
  if (!IsAnswered(answer)) return;
  audit.answered[number] = true;
  if (number == kMark) audit.marks.push_back(static_cast<int>(answer.mark()));
  if (number == kPosition) audit.positions.Add(answer.position());
  audit.is_first_choice =
      audit.is_first_choice ||
      answer.comparison() == v1::AUDIT_COMPARISON_FIRST_CHOICE ||
      answer.comparison() == v1::AUDIT_COMPARISON_ONLY;
  audit.is_same_as_others =
      audit.is_same_as_others ||
      answer.comparison() == v1::AUDIT_COMPARISON_SAME_AS_OTHERS;
  audit.has_specification_failure =
      audit.has_specification_failure || answer.specification_failure();
  audit.surprises += static_cast<int>(std::count_if(
      answer.issues().begin(), answer.issues().end(),
      [](const v1::RaisedIssue& issue) { return !issue.already_logged(); }));
}

bool HasPutEnough(const Audit& audit) {
  const auto first = audit.answered.begin();
  const bool past =
      std::any_of(first, first + kMark, [](bool is) { return is; });
  const bool future = std::any_of(first + kFirstFuture, audit.answered.end(),
                                  [](bool is) { return is; });
  const v1::AuditState state = audit.fact->state();
  return audit.asked[kMark] && audit.asked[kPosition] && past && future &&
         (state == v1::AUDIT_STATE_COMPLETED ||
          state == v1::AUDIT_STATE_AMENDED);
}

Audit ReadAudit(const v1::AuditFact& fact, absl::CivilDay held_on) {
  Audit audit;
  audit.fact = &fact;
  audit.held_on = held_on;
  for (const v1::AuditRespondent& respondent : fact.respondents()) {
    for (const v1::AuditAnswer& answer : respondent.answers()) {
      const auto number = QuestionNumber(answer.question());
      if (number.has_value()) Take(answer, *number, audit);
    }
  }
  std::sort(audit.marks.begin(), audit.marks.end());
  audit.valid = HasPutEnough(audit);
  return audit;
}

// Whether `a` is later than `b`. Audits that nothing orders differ in their
// bytes, if they differ at all.
bool IsLater(const Audit& a, const Audit& b) {
  if (a.held_on != b.held_on) return a.held_on > b.held_on;
  if (a.fact->completion_sequence() != b.fact->completion_sequence()) {
    return a.fact->completion_sequence() > b.fact->completion_sequence();
  }
  return CanonicalBytes(*a.fact) < CanonicalBytes(*b.fact);
}

}  // namespace

bool IsOwnQuestion(absl::string_view key) {
  if (!IsStableKey(key)) return false;
  const bool is_numbered = (key.front() == 'p' || key.front() == 'f') &&
                           std::all_of(key.begin() + 1, key.end(), [](char c) {
                             return absl::ascii_isdigit(c);
                           });
  return !is_numbered;
}

void CheckRespondents(
    const google::protobuf::RepeatedPtrField<v1::AuditRespondent>& respondents,
    absl::FunctionRef<std::string()> owner, Violations& violations) {
  std::set<absl::string_view> contacts;
  for (int i = 0; i < respondents.size(); ++i) {
    const v1::AuditRespondent& respondent = respondents[i];
    const bool is_named = !respondent.contact().empty();
    if (!is_named || !contacts.insert(respondent.contact()).second) {
      violations.Add(absl::StrCat(owner(), ".respondents[", i, "].contact"),
                     is_named ? "must not occur twice" : "must be given",
                     is_named ? "DUPLICATE_RESPONDENT" : "MISSING_FIELD");
    }
    std::bitset<kAuditQuestions.size()> numbered;
    std::set<absl::string_view> own;
    for (int k = 0; k < respondent.answers_size(); ++k) {
      const v1::AuditAnswer& answer = respondent.answers(k);
      const AnswerPath path{.owner = owner, .respondent = i, .answer = k};
      AnswerCheck(answer, path, violations).Run();
      const auto number = QuestionNumber(answer.question());
      const bool is_new = number.has_value()
                              ? !numbered.test(*number)
                              : own.insert(answer.question()).second;
      if (number.has_value()) numbered.set(*number);
      if (!is_new) {
        violations.Add(path.Field("question"), "must not occur twice",
                       "DUPLICATE_ANSWER");
      }
    }
  }
}

std::optional<size_t> QuestionNumber(absl::string_view question) {
  if (question.size() != 2) return {};
  const bool is_future = question[0] == 'f';
  const size_t first = is_future ? size_t{kFirstFuture} : 0;
  const size_t end = is_future ? kAuditQuestions.size() : size_t{kFirstFuture};
  const size_t number = first + static_cast<size_t>(question[1] - '1');
  if (question[1] < '1' || number >= end ||
      kAuditQuestions[number] != question) {
    return {};
  }
  return number;
}

void PositionCount::Add(v1::AuditPosition position) {
  if (position == v1::AUDIT_POSITION_PARTNER) ++partner;
  if (position == v1::AUDIT_POSITION_SUPPLIER) ++supplier;
  if (position == v1::AUDIT_POSITION_UNSURE) ++unsure;
}

v1::AuditPosition PositionCount::Position() const {
  if (partner > supplier + unsure) return v1::AUDIT_POSITION_PARTNER;
  if (supplier > 0 && supplier >= partner) return v1::AUDIT_POSITION_SUPPLIER;
  return partner + supplier + unsure > 0 ? v1::AUDIT_POSITION_UNSURE
                                         : v1::AUDIT_POSITION_UNSPECIFIED;
}

std::vector<Audit> ReadAudits(
    const google::protobuf::RepeatedPtrField<v1::AuditFact>& audits,
    absl::string_view list, absl::CivilDay as_of, Violations& violations) {
  std::vector<Audit> read;
  std::set<std::pair<absl::CivilDay, int64_t>> places;
  for (int i = 0; i < audits.size(); ++i) {
    const FieldPath path{list, i, ""};
    CheckRespondents(
        audits[i].respondents(), [&] { return path.ToString(); }, violations);
    const auto held_on =
        RequiredDay(audits[i].held_on(), {list, i, "held_on"}, violations);
    if (!held_on.has_value() || *held_on > as_of) continue;
    read.push_back(ReadAudit(audits[i], *held_on));
    if (read.back().valid &&
        !places.emplace(*held_on, audits[i].completion_sequence()).second) {
      violations.Add(FieldPath{list, i, "completion_sequence"}.ToString(),
                     "must differ between valid audits of one day",
                     "DUPLICATE_AUDIT");
    }
  }
  std::sort(read.begin(), read.end(), IsLater);
  return read;
}

const Audit* LatestValid(const std::vector<Audit>& audits) {
  for (const Audit& audit : audits) {
    if (audit.valid) return &audit;
  }
  return nullptr;
}

std::optional<int> MedianMark(const Audit& audit) {
  if (audit.marks.empty()) return {};
  return audit.marks[(audit.marks.size() - 1) / 2];
}

AuditPerception PerceptionOf(const Audit& audit) {
  const bool is_partner =
      audit.positions.Position() == v1::AUDIT_POSITION_PARTNER;
  if (audit.is_same_as_others && (is_partner || audit.is_first_choice)) {
    return {.value = "", .is_consistent = false};
  }
  if (is_partner) return {.value = "PARTNER"};
  if (audit.is_first_choice) return {.value = "PREFERRED_OR_KEY"};
  if (audit.is_same_as_others) return {.value = "ONE_OF_SIMILAR"};
  return {};
}

}  // namespace kam::assessment
