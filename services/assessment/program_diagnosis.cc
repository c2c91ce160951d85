#include "services/assessment/program_diagnosis.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "common/status/status_macros.h"
#include "services/assessment/bundle_evaluation.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/evidence_bundle.h"

namespace kam::assessment {
namespace {

// What team and planning tell without knowing the programme's key accounts and
// when it was launched.
constexpr absl::string_view kToldWithoutAccount[] = {
    "R7", "R8", "R9", "ALIGNMENT", "INTERNAL_BLOCKING"};

const google::protobuf::RepeatedPtrField<v1::RowStanding>& RowsOf(
    const v1::Verdict& verdict) {
  return verdict.program_diagnosis().rows();
}

bool SaysTheSame(const v1::ProgramDiagnosis& one, const std::string& name,
                 const v1::Verdict& now) {
  const v1::Verdict* before =
      FindVerdict(one.verdicts(), v1::MODEL_PROGRAM_DIAGNOSIS);
  if (before == nullptr || one.program_display_name() != name) return false;
  return std::equal(RowsOf(*before).begin(), RowsOf(*before).end(),
                    RowsOf(now).begin(), RowsOf(now).end(),
                    [](const v1::RowStanding& a, const v1::RowStanding& b) {
                      return a.row() == b.row() && a.value() == b.value();
                    });
}

// Whether a diagnosis says something else, of a day before.
bool IsBefore(const v1::ProgramDiagnosis& one, const std::string& name,
              const v1::Verdict& now, absl::CivilDay as_of) {
  const auto day = DayFromProto(one.as_of());
  return !one.retrospective() && day.ok() && *day < as_of &&
         !SaysTheSame(one, name, now);
}

void TellBefore(const v1::ProgramDiagnosis& before, v1::DiagnosisFacts* facts) {
  facts->mutable_titles()->set_previous_program_name(
      before.program_display_name());
  v1::PreviousDiagnosis& previous = *facts->mutable_previous();
  *previous.mutable_diagnosed_on() = before.as_of();
  const v1::Verdict* verdict =
      FindVerdict(before.verdicts(), v1::MODEL_PROGRAM_DIAGNOSIS);
  if (verdict != nullptr) *previous.mutable_rows() = RowsOf(*verdict);
}

v1::Evidence About(const ProgramCase& judged) {
  v1::Evidence evidence;
  evidence.set_subject(judged.program);
  return evidence;
}

absl::StatusOr<v1::Verdict> Diagnose(const ProgramCase& judged,
                                     const ModelPolicy& policy) {
  v1::Evidence evidence = About(judged);
  *evidence.mutable_program_diagnosis() = judged.evidence.program_diagnosis();
  return Evaluate(v1::MODEL_PROGRAM_DIAGNOSIS, evidence, policy, judged.as_of);
}

// Without the account service nobody knows of which accounts to ask.
void MarkWithoutAccount(const ProgramCase& judged,
                        std::vector<v1::Verdict>& verdicts) {
  if (std::none_of(judged.unseen.begin(), judged.unseen.end(),
                   [](const v1::UnseenSource& one) {
                     return one.service() == "account";
                   })) {
    return;
  }
  for (v1::Verdict& verdict : verdicts) {
    for (v1::MissingEvidence& missing : *verdict.mutable_missing()) {
      if (std::find(std::begin(kToldWithoutAccount),
                    std::end(kToldWithoutAccount),
                    missing.dimension()) == std::end(kToldWithoutAccount)) {
        missing.set_why(v1::MISSING_REASON_UNAVAILABLE);
      }
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<v1::Verdict>> JudgeProgram(FindDiagnosis find,
                                                      const ModelPolicy& policy,
                                                      ProgramCase* judged) {
  v1::DiagnosisFacts* facts = judged->evidence.mutable_program_diagnosis();
  ASSIGN_OR_RETURN(v1::Verdict diagnosis, Diagnose(*judged, policy));
  ASSIGN_OR_RETURN(const std::optional<v1::ProgramDiagnosis> before,
                   find([&](const v1::ProgramDiagnosis& one) {
                     return IsBefore(one, facts->titles().program_name(),
                                     diagnosis, judged->as_of);
                   }));
  if (before.has_value()) {
    TellBefore(*before, facts);
    ASSIGN_OR_RETURN(diagnosis, Diagnose(*judged, policy));
  }
  v1::Evidence evidence = About(*judged);
  *evidence.mutable_program_flags() = judged->evidence.program_flags();
  ASSIGN_OR_RETURN(
      v1::Verdict flags,
      Evaluate(v1::MODEL_PROGRAM_FLAGS, evidence, policy, judged->as_of));
  std::vector<v1::Verdict> verdicts = {std::move(diagnosis), std::move(flags)};
  MarkUnseen(judged->unseen, verdicts);
  MarkWithoutAccount(*judged, verdicts);
  return verdicts;
}

}  // namespace kam::assessment
