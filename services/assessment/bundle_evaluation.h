#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Returns what every model that judges accounts says of a bundle, in the order
// of models. What one model reads of another's verdict is computed here under
// the same policy: feeds of audits, the phase, the band, an overdue audit.
// The same bundle, in any order of its lists, and policy give the same bytes.
//
// An observation that its model refuses is left out, and flagged
// OBSERVATION_REFUSED; a model that refuses its records says nothing, with the
// status reason EVIDENCE_REFUSED. INVALID_ARGUMENT when the bundle has no day.
absl::StatusOr<std::vector<v1::Verdict>> EvaluateBundle(
    const v1::EvidenceBundle& bundle, const ModelPolicy& policy);

// Says of what is missing since a service did not answer that it is
// UNAVAILABLE: it is not merely unknown.
void MarkUnseen(
    const google::protobuf::RepeatedPtrField<v1::UnseenSource>& sources,
    std::vector<v1::Verdict>& verdicts);

}  // namespace kam::assessment
