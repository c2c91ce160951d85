#include "services/gateway/section_status.h"

#include "common/status/errors.h"

namespace kam::gateway {
namespace {

v1::SectionStatus::State StateOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return v1::SectionStatus::STATE_OK;
    case absl::StatusCode::kUnavailable:
      return v1::SectionStatus::STATE_UNAVAILABLE;
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return v1::SectionStatus::STATE_TIMED_OUT;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return v1::SectionStatus::STATE_REFUSED;
    default:
      return v1::SectionStatus::STATE_FAILED;
  }
}

}  // namespace

v1::SectionStatus StatusOf(const absl::Status& answer) {
  v1::SectionStatus status;
  status.set_state(StateOf(answer.code()));
  // The numbers of absl's codes are those of google.rpc.Code.
  status.set_code(static_cast<int>(answer.code()));
  status.set_reason(Reason(answer));
  return status;
}

v1::SectionStatus NotRequested() {
  v1::SectionStatus status;
  status.set_state(v1::SectionStatus::STATE_NOT_REQUESTED);
  return status;
}

}  // namespace kam::gateway
