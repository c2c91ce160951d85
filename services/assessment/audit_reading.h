#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/audit_model.pb.h"

namespace kam::assessment {

// The questions that every programme asks: nine on the past and present, eight
// on the future. The order of names is the order of numbers.
inline constexpr std::array<absl::string_view, 17> kAuditQuestions = {
    "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9",
    "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"};
enum AuditQuestion : size_t {
  kShortfalls = 2,   // p3
  kUnresolved = 3,   // p4
  kComparison = 4,   // p5
  kMark = 7,         // p8
  kPosition = 8,     // p9
  kFirstFuture = 9,  // f1
};

// Respondents by what they say that we are.
struct PositionCount {
  int partner = 0;
  int supplier = 0;
  int unsure = 0;

  void Add(v1::AuditPosition position);
  // PARTNER when more say so than anything else; SUPPLIER when somebody says
  // so and no fewer than say partner; unspecified when nobody said anything;
  // else UNSURE (4.e, A-26).
  v1::AuditPosition Position() const;
};

// What one audit says. Points into the evidence.
struct Audit {
  const v1::AuditFact* fact = nullptr;
  absl::CivilDay held_on;
  // It asked enough to count.
  bool valid = false;
  // By number of question: put to anybody, and answered by anybody.
  std::array<bool, kAuditQuestions.size()> asked{};
  std::array<bool, kAuditQuestions.size()> answered{};
  // Marks, ascending.
  std::vector<int> marks;
  PositionCount positions;
  // Somebody compares us so in p5.
  bool is_first_choice = false;
  bool is_same_as_others = false;
  // An answer to p3 names a failure to meet specifications.
  bool has_specification_failure = false;
  // Issues raised in p3 and p4 that our log did not have.
  int surprises = 0;

  bool AnsweredIssues() const {
    return answered[kShortfalls] || answered[kUnresolved];
  }
};

// Returns the audits held on or before `as_of`, the latest first. Notes in
// `violations` what is wrong with any of them: an unknown question, an answer
// of the wrong kind, a mark that is no whole number from 0 to 10, what occurs
// twice, valid audits of one day without an order.
std::vector<Audit> ReadAudits(
    const google::protobuf::RepeatedPtrField<v1::AuditFact>& audits,
    absl::string_view list, absl::CivilDay as_of, Violations& violations);

// Returns the latest valid one of audits in the order of ReadAudits, null when
// there is none.
const Audit* LatestValid(const std::vector<Audit>& audits);

// Returns the median mark, of two in the middle the lower; nothing without.
std::optional<int> MedianMark(const Audit& audit);

// The value of the phases' dimension PERCEPTION that an audit gives;
// empty when none. `is_consistent` is false when answers contradict each other.
struct AuditPerception {
  std::string value;
  bool is_consistent = true;
};
AuditPerception PerceptionOf(const Audit& audit);

// Returns the number of a question of kAuditQuestions, nothing of another.
std::optional<size_t> QuestionNumber(absl::string_view question);

// Whether `key` is one of a programme's own questions: a key that cannot be
// taken for one of the seventeen or for one that they lack, such as p10.
bool IsOwnQuestion(absl::string_view key);

// Notes what is wrong with respondents and their answers: an unknown question,
// an answer of the wrong kind, a mark that is no whole number from 0 to 10, a
// code where it does not belong, what occurs twice. `owner` returns the path of
// what they are `respondents` of; it is asked only when something is wrong.
void CheckRespondents(
    const google::protobuf::RepeatedPtrField<v1::AuditRespondent>& respondents,
    absl::FunctionRef<std::string()> owner, Violations& violations);

}  // namespace kam::assessment
