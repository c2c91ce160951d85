#include "common/status/errors.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/text.h"

namespace kam {
namespace {

constexpr char kDomain[] = "kam";
constexpr char kInvalidFields[] = "INVALID_FIELDS";

// gRPC drops a call whose trailer is over 8 KiB; the details travel in it in
// base64, and the message twice.
constexpr size_t kMessageBytes = 512;
constexpr size_t kKeyBytes = 64;
constexpr size_t kMetadataBytes = 256;
constexpr size_t kMetadataEntries = 8;
constexpr size_t kPathBytes = 128;
constexpr size_t kDescriptionBytes = 256;
constexpr size_t kViolationsBytes = 3 * 1024;

// Returns the beginning of `text`, escaped when it is not UTF-8, which a
// message of protobuf could not carry.
std::string Carried(absl::string_view text, size_t max_bytes) {
  const absl::string_view cut = Shorten(text, max_bytes);
  if (IsValidUtf8(cut)) return std::string(cut);
  return std::string(Shorten(absl::CHexEscape(cut), max_bytes));
}

template <typename Detail>
std::optional<Detail> GetDetail(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  if (!payload.has_value()) return std::nullopt;
  Detail detail;
  if (!detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

void SetDetail(const google::protobuf::Message& detail, const char* url,
               absl::Status& status) {
  status.SetPayload(url, absl::Cord(detail.SerializeAsString()));
}

absl::Status ErrorOn(absl::StatusCode code, absl::string_view reason,
                     absl::string_view name, absl::string_view predicate) {
  return MakeError(code, reason, absl::StrCat(name, " ", predicate),
                   {{"resource", std::string(name)}});
}

}  // namespace

absl::Status MakeError(absl::StatusCode code, absl::string_view reason,
                       absl::string_view message, const Metadata& metadata) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(kDomain);
  const size_t entries = std::min(metadata.size(), kMetadataEntries);
  for (size_t i = 0; i < entries; ++i) {
    const auto& [key, value] = metadata[i];
    (*info.mutable_metadata())[Carried(key, kKeyBytes)] =
        Carried(value, kMetadataBytes);
  }
  absl::Status status(code, Carried(message, kMessageBytes));
  SetDetail(info, kErrorInfoUrl, status);
  return status;
}

absl::Status WithReason(const absl::Status& status, absl::string_view reason) {
  if (status.ok() || GetErrorInfo(status).has_value()) return status;
  absl::Status result = MakeError(status.code(), reason, status.message());
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (url != kErrorInfoUrl) result.SetPayload(url, payload);
  });
  return result;
}

absl::Status WithRetryDelay(absl::Status status, absl::Duration delay) {
  if (status.ok()) return status;
  google::rpc::RetryInfo info;
  const int64_t nanos = absl::ToInt64Nanoseconds(delay);
  constexpr int64_t kNanosPerSecond = 1'000'000'000;
  info.mutable_retry_delay()->set_seconds(nanos / kNanosPerSecond);
  info.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(nanos % kNanosPerSecond));
  SetDetail(info, kRetryInfoUrl, status);
  return status;
}

std::optional<google::rpc::ErrorInfo> GetErrorInfo(const absl::Status& status) {
  return GetDetail<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
}

std::optional<google::rpc::BadRequest> GetBadRequest(
    const absl::Status& status) {
  return GetDetail<google::rpc::BadRequest>(status, kBadRequestUrl);
}

std::string Reason(const absl::Status& status) {
  const auto info = GetErrorInfo(status);
  return info.has_value() ? info->reason() : "";
}

absl::Status InvalidArgument(absl::string_view reason,
                             absl::string_view message) {
  return MakeError(absl::StatusCode::kInvalidArgument, reason, message);
}

absl::Status NotFound(absl::string_view name) {
  return ErrorOn(absl::StatusCode::kNotFound, "NOT_FOUND", name,
                 "does not exist");
}

absl::Status AlreadyExists(absl::string_view name) {
  return ErrorOn(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS", name,
                 "exists already");
}

absl::Status FailedPrecondition(absl::string_view reason,
                                absl::string_view message) {
  return MakeError(absl::StatusCode::kFailedPrecondition, reason, message);
}

absl::Status EtagMismatch(absl::string_view name) {
  return ErrorOn(absl::StatusCode::kAborted, "ETAG_MISMATCH", name,
                 "has changed since it was read; read it again and retry");
}

absl::Status Aborted(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kAborted, reason, message);
}

absl::Status OutOfRange(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kOutOfRange, reason, message);
}

absl::Status ResourceExhausted(absl::string_view reason,
                               absl::string_view message) {
  return MakeError(absl::StatusCode::kResourceExhausted, reason, message);
}

absl::Status Unavailable(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kUnavailable, reason, message);
}

absl::Status Unauthenticated(absl::string_view reason,
                             absl::string_view message) {
  return MakeError(absl::StatusCode::kUnauthenticated, reason, message);
}

absl::Status PermissionDenied(absl::string_view reason,
                              absl::string_view message) {
  return MakeError(absl::StatusCode::kPermissionDenied, reason, message);
}

absl::Status Internal(absl::string_view reason, absl::string_view message) {
  return MakeError(absl::StatusCode::kInternal, reason, message);
}

void Violations::Add(absl::string_view field, absl::string_view description,
                     absl::string_view reason) {
  if (total_ == 0) {
    reason_ = std::string(reason);
  } else if (reason_ != reason) {
    reason_.clear();
  }
  ++total_;
  std::string path = Carried(field, kPathBytes);
  std::string clause = Carried(description, kDescriptionBytes);
  const size_t bytes = path.size() + clause.size();
  if (total_ > 1 && kept_bytes_ + bytes > kViolationsBytes) {
    kept_bytes_ = kViolationsBytes;  // Keeps a prefix, no gaps.
    return;
  }
  kept_bytes_ += bytes;
  auto& violation = *kept_.add_field_violations();
  violation.set_field(std::move(path));
  violation.set_description(std::move(clause));
}

absl::Status Violations::ToStatus() const {
  if (empty()) return absl::OkStatus();
  const auto& first = kept_.field_violations(0);
  std::string message = absl::StrCat(first.field(), " ", first.description());
  if (total_ > 1) {
    message = absl::StrCat(total_, " fields are invalid; the first: ", message);
  }
  absl::Status status =
      InvalidArgument(reason_.empty() ? kInvalidFields : reason_, message);
  google::rpc::BadRequest details = kept_;
  const size_t left_out = total_ - kept_.field_violations_size();
  if (left_out > 0) {
    auto& last = *details.add_field_violations();
    last.set_field("*");
    last.set_description(absl::StrCat("and ", left_out, " more"));
  }
  SetDetail(details, kBadRequestUrl, status);
  return status;
}

}  // namespace kam
