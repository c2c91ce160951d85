#include "common/rpc/resume_token.h"

#include "absl/strings/escaping.h"
#include "common/base/digest.h"
#include "common/status/errors.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::rpc {
namespace {

constexpr uint32_t kVersion = 1;

}  // namespace

std::string EncodeResumeToken(int64_t revision, absl::string_view epoch,
                              absl::string_view filter) {
  storage::v1::ResumeToken token;
  token.set_version(kVersion);
  token.set_epoch(std::string(epoch));
  token.set_revision(revision);
  token.set_filter_hash(StableHash64(filter));
  return absl::WebSafeBase64Escape(token.SerializeAsString());
}

absl::StatusOr<int64_t> DecodeResumeToken(absl::string_view token,
                                          absl::string_view epoch,
                                          absl::string_view filter) {
  std::string bytes;
  storage::v1::ResumeToken parsed;
  if (!absl::WebSafeBase64Unescape(token, &bytes) ||
      !parsed.ParseFromString(bytes) || parsed.version() != kVersion ||
      parsed.revision() < 0) {
    return InvalidArgument("INVALID_RESUME_TOKEN",
                           "resume_token is not one that this service gave.");
  }
  if (parsed.epoch() != std::string(epoch)) {
    return OutOfRange("RESUME_TOKEN_OF_ANOTHER_STORE",
                      "resume_token is of another or a restored store; start "
                      "again without one.");
  }
  if (parsed.filter_hash() != StableHash64(filter)) {
    return OutOfRange("RESUME_TOKEN_OF_ANOTHER_FILTER",
                      "resume_token was given for another parent; start again "
                      "without one.");
  }
  return parsed.revision();
}

}  // namespace kam::rpc
