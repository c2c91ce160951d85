#include "services/assessment/unseen.h"

#include <algorithm>

#include "common/status/errors.h"

namespace kam::assessment {

absl::Status NoteUnseen(const absl::Status& status, const char* service,
                        std::vector<v1::UnseenSource>* unseen) {
  if (status.code() == absl::StatusCode::kNotFound ||
      status.code() == absl::StatusCode::kInvalidArgument ||
      status.code() == absl::StatusCode::kOutOfRange) {
    return status;
  }
  const bool is_noted = std::any_of(
      unseen->begin(), unseen->end(),
      [&](const v1::UnseenSource& one) { return one.service() == service; });
  if (is_noted) return absl::OkStatus();
  v1::UnseenSource& one = unseen->emplace_back();
  one.set_service(service);
  one.set_code(absl::StatusCodeToString(status.code()));
  one.set_reason(Reason(status));
  return absl::OkStatus();
}

}  // namespace kam::assessment
