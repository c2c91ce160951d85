#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "kam/assessment/v1/audit_model.pb.h"

namespace kam::assessment {

// Writes audits for tests: each of them complete enough to count, completed,
// face to face, led by a senior executive, with thanks.
class AuditBuilder {
 public:
  // An audit of "2024-06-30", say, whose record is `name`; `c0` answered p1 and
  // f1, and was asked p8 and p9, which he skipped.
  AuditBuilder(absl::string_view day, absl::string_view name);

  // Another respondent, who gives `mark`.
  AuditBuilder& Mark(int mark);
  // Another respondent, who says what we are.
  AuditBuilder& Position(
      v1::AuditPosition position,
      v1::DecisionLevel level = v1::DECISION_LEVEL_UNSPECIFIED);
  // Another respondent, who compares us so in p5.
  AuditBuilder& Comparison(v1::AuditComparison comparison);
  // Another respondent answers `question` in words.
  v1::AuditAnswer& Answer(absl::string_view question, absl::string_view text);

  v1::AuditFact& fact() { return fact_; }

 private:
  v1::AuditRespondent& AddRespondent();

  v1::AuditFact fact_;
};

// Returns facts of these audits alone.
v1::AuditFacts FactsOf(const std::vector<v1::AuditFact>& audits);

}  // namespace kam::assessment
