#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// What the judgement of a programme starts from.
struct ProgramCase {
  std::string program;
  absl::CivilDay as_of;
  v1::DiagnosisEvidence evidence;
  // Services that did not answer.
  google::protobuf::RepeatedPtrField<v1::UnseenSource> unseen;
};

// Returns the newest diagnosis of the programme that `take` accepts, or
// nothing.
using FindDiagnosis =
    absl::FunctionRef<absl::StatusOr<std::optional<v1::ProgramDiagnosis>>(
        absl::FunctionRef<bool(const v1::ProgramDiagnosis&)> take)>;

// Returns what the models that judge programmes say, in the order of models.
// The diagnosis before, of which it learns here, is the newest that was
// made of an earlier day and says something else: another name of the
// programme, or another value of a row. It becomes part of the evidence. Errors
// of Evaluate and of `find`.
absl::StatusOr<std::vector<v1::Verdict>> JudgeProgram(FindDiagnosis find,
                                                      const ModelPolicy& policy,
                                                      ProgramCase* judged);

}  // namespace kam::assessment
