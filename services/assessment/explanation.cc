#include "services/assessment/explanation.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "services/assessment/fact_words.h"

namespace kam::assessment {
namespace {

constexpr char kBinding[] = "BINDING";

std::string ValueOf(const std::string& value) {
  return value.empty() ? "not known" : value;
}

std::string DayOf(const google::type::Date& date) {
  const auto day = DayFromProto(date);
  return day.ok() ? FormatDay(*day) : "";
}

std::string SummaryLine(const v1::Verdict& verdict) {
  std::string line =
      absl::StrCat(WordOf(verdict.model()), ": ", ValueOf(verdict.value()));
  const v1::Bounds& bounds = verdict.bounds();
  if (verdict.has_bounds() && bounds.low() != bounds.high()) {
    absl::StrAppend(&line, " (between ", bounds.low(), " and ", bounds.high(),
                    ")");
  }
  absl::StrAppend(&line, ", ", WordOf(verdict.status()));
  if (!verdict.status_reason().empty()) {
    absl::StrAppend(&line, ", ", verdict.status_reason());
  }
  return absl::StrCat(line, ".");
}

std::string SourcesIn(const v1::Finding& finding) {
  std::vector<std::string> names(finding.observations().begin(),
                                 finding.observations().end());
  for (const v1::SourceReference& one : finding.sources()) {
    names.push_back(absl::StrCat(one.service(), " ", one.name()));
  }
  return absl::StrJoin(names, "; ");
}

std::string FindingLine(const v1::Finding& finding) {
  std::string line =
      absl::StrCat(finding.key(), " is ", ValueOf(finding.chosen()));
  const std::string said = WordOf(finding.source_class());
  if (!said.empty()) absl::StrAppend(&line, ", ", said);
  const std::string day = DayOf(finding.observed_on());
  if (!day.empty()) absl::StrAppend(&line, " of ", day);
  if (!finding.effect().empty()) {
    absl::StrAppend(&line, " [", finding.rule(), ": ", finding.effect(), "]");
  }
  absl::StrAppend(&line, ".");
  if (!finding.detail().empty()) absl::StrAppend(&line, " ", finding.detail());
  const std::string sources = SourcesIn(finding);
  if (!sources.empty()) absl::StrAppend(&line, " From ", sources, ".");
  for (const v1::Disagreement& one : finding.disagreements()) {
    absl::StrAppend(&line, " ", WordOf(one.source_class()), " says ",
                    one.value(), " on ", DayOf(one.observed_on()), ".");
  }
  return line;
}

std::string MissingLine(const v1::MissingEvidence& missing) {
  return absl::StrCat(missing.dimension(), ": ", WordOf(missing.why()), "; ",
                      missing.owner_service(), " would know.");
}

std::string ChangeLine(const v1::Change& change) {
  std::vector<std::string> steps;
  for (const v1::ChangeStep& one : change.steps()) {
    steps.push_back(absl::StrCat(one.dimension(), " from ", ValueOf(one.from()),
                                 " to ", one.to_at_least()));
  }
  return absl::StrCat(absl::StrJoin(steps, ", "), " would make it ",
                      change.result(), ".");
}

template <typename Record>
std::string BeforeLine(const Record& record, const v1::Verdict& verdict) {
  for (const v1::VerdictSummary& one : record.previous_verdicts()) {
    if (one.model() != verdict.model()) continue;
    if (one.value() == verdict.value() && one.status() == verdict.status()) {
      return "";
    }
    return absl::StrCat("It was ", ValueOf(one.value()), ", ",
                        WordOf(one.status()), ", in ", record.previous(), ".");
  }
  return "";
}

v1::VerdictExplanation Explain(const v1::Verdict& verdict) {
  v1::VerdictExplanation explanation;
  *explanation.mutable_verdict() = verdict;
  explanation.set_summary(SummaryLine(verdict));
  for (const bool binding : {true, false}) {
    for (const v1::Finding& one : verdict.findings()) {
      if ((one.effect() == kBinding) == binding) {
        explanation.add_because(FindingLine(one));
      }
    }
  }
  for (const v1::MissingEvidence& one : verdict.missing()) {
    explanation.add_not_known(MissingLine(one));
  }
  std::vector<const v1::VerdictFlag*> flags;
  for (const v1::VerdictFlag& one : verdict.flags()) flags.push_back(&one);
  std::stable_sort(flags.begin(), flags.end(),
                   [](const v1::VerdictFlag* a, const v1::VerdictFlag* b) {
                     return a->severity() > b->severity();
                   });
  for (const v1::VerdictFlag* one : flags) {
    explanation.add_warnings(absl::StrCat(WordOf(one->severity()), " ",
                                          one->code(), ": ", one->detail()));
  }
  for (const v1::Change& one : verdict.what_would_change()) {
    explanation.add_would_change(ChangeLine(one));
  }
  return explanation;
}

}  // namespace

v1::VerdictExplanation ExplainVerdict(const v1::Assessment& assessment,
                                      const v1::Verdict& verdict) {
  v1::VerdictExplanation explanation = Explain(verdict);
  explanation.set_before(BeforeLine(assessment, verdict));
  return explanation;
}

v1::VerdictExplanation ExplainVerdict(const v1::ProgramDiagnosis& diagnosis,
                                      const v1::Verdict& verdict) {
  v1::VerdictExplanation explanation = Explain(verdict);
  explanation.set_before(BeforeLine(diagnosis, verdict));
  return explanation;
}

}  // namespace kam::assessment
