#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"

namespace kam::assessment {

// Notes a service that did not answer, once. Returns the error when what was
// asked for is wrong, or not there: that is no service's silence.
absl::Status NoteUnseen(const absl::Status& status, const char* service,
                        std::vector<v1::UnseenSource>* unseen);

// Takes an answer, or notes who did not give one, as NoteUnseen.
template <typename Facts>
absl::Status TakeAnswer(absl::StatusOr<Facts>& answer, const char* service,
                        std::optional<Facts>* facts,
                        std::vector<v1::UnseenSource>* unseen) {
  if (!answer.ok()) return NoteUnseen(answer.status(), service, unseen);
  *facts = *std::move(answer);
  return absl::OkStatus();
}

}  // namespace kam::assessment
