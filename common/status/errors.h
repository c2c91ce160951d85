#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"

namespace kam {

// Facts of an error for programs, such as {"resource", "programs/p"}.
using Metadata = std::vector<std::pair<std::string, std::string>>;

// Payload keys of the details that a status carries, so that the boundary to
// gRPC can hand them on as they are.
inline constexpr char kErrorInfoUrl[] =
    "type.googleapis.com/google.rpc.ErrorInfo";
inline constexpr char kBadRequestUrl[] =
    "type.googleapis.com/google.rpc.BadRequest";
inline constexpr char kRetryInfoUrl[] =
    "type.googleapis.com/google.rpc.RetryInfo";

// Returns an error with a google.rpc.ErrorInfo of `reason` (UPPER_SNAKE) in
// the domain "kam". The message is one sentence: what happened and what to do;
// it and the metadata are cut where they would not fit a gRPC trailer.
absl::Status MakeError(absl::StatusCode code, absl::string_view reason,
                       absl::string_view message,
                       const Metadata& metadata = {});

// Returns `status` with `reason` when it is an error that has none, else as it
// is. For errors of common/base, which carry a message only.
absl::Status WithReason(const absl::Status& status, absl::string_view reason);

// Returns `status` with a google.rpc.RetryInfo: when to try again.
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);

// Returns the ErrorInfo that `status` carries, if any.
std::optional<google::rpc::ErrorInfo> GetErrorInfo(const absl::Status& status);

// Returns the BadRequest that `status` carries, if any.
std::optional<google::rpc::BadRequest> GetBadRequest(
    const absl::Status& status);

// Returns the reason that `status` carries, or "".
std::string Reason(const absl::Status& status);

// The builders below say which code they return; the reason is given or fixed.

absl::Status InvalidArgument(absl::string_view reason,
                             absl::string_view message);

// NOT_FOUND: the resource `name` does not exist.
absl::Status NotFound(absl::string_view name);

// ALREADY_EXISTS: the resource `name` exists.
absl::Status AlreadyExists(absl::string_view name);

absl::Status FailedPrecondition(absl::string_view reason,
                                absl::string_view message);

// ABORTED, ETAG_MISMATCH: the resource `name` has changed since it was read.
absl::Status EtagMismatch(absl::string_view name);

absl::Status Aborted(absl::string_view reason, absl::string_view message);

absl::Status OutOfRange(absl::string_view reason, absl::string_view message);

absl::Status ResourceExhausted(absl::string_view reason,
                               absl::string_view message);

absl::Status Unavailable(absl::string_view reason, absl::string_view message);

absl::Status Unauthenticated(absl::string_view reason,
                             absl::string_view message);

absl::Status PermissionDenied(absl::string_view reason,
                              absl::string_view message);

absl::Status Internal(absl::string_view reason, absl::string_view message);

// Gathers what is wrong with a request, field by field, so that the caller
// learns of all of it at once. Not thread safe.
class Violations {
 public:
  // Notes that the field at path `field` is wrong: `description` is a clause
  // that follows the field's name, such as "must not be empty". `reason`, when
  // every violation has the same, becomes the error's.
  void Add(absl::string_view field, absl::string_view description,
           absl::string_view reason = "");

  bool empty() const { return total_ == 0; }

  // Returns how many there are.
  size_t size() const { return total_; }

  // Returns OK when there are none, else INVALID_ARGUMENT with a BadRequest of
  // all of them (of those that fit a gRPC trailer, and a last one that counts
  // the rest), reason INVALID_FIELDS or the one they share.
  absl::Status ToStatus() const;

 private:
  google::rpc::BadRequest kept_;
  size_t kept_bytes_ = 0;
  size_t total_ = 0;
  std::string reason_;
};

}  // namespace kam
