#include "common/resource/page_token.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/digest.h"
#include "common/status/errors.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::resource {
namespace {

constexpr uint32_t kVersion = 1;
constexpr size_t kChecksumBytes = 8;

std::string SerializeDeterministically(
    const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializePartialToCodedStream(&coded);
  }
  return bytes;
}

std::string Checksum(absl::string_view payload) {
  return Sha256(payload).substr(0, kChecksumBytes);
}

// Reads `token` into `page`. Returns false unless it is, to the letter, what
// EncodePageToken makes.
bool Read(absl::string_view token, kam::storage::v1::PageToken& page) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) ||
      absl::WebSafeBase64Escape(bytes) != token ||
      bytes.size() < kChecksumBytes) {
    return false;
  }
  const absl::string_view all = bytes;
  const absl::string_view payload = all.substr(kChecksumBytes);
  return all.substr(0, kChecksumBytes) == Checksum(payload) &&
         page.ParseFromArray(payload.data(),
                             static_cast<int>(payload.size())) &&
         page.version() == kVersion && page.revision() >= 0;
}

void ClearField(const char* name, google::protobuf::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName(name);
  if (field != nullptr) message.GetReflection()->ClearField(&message, field);
}

}  // namespace

std::string EncodePageToken(const Page& page, absl::string_view epoch,
                            uint64_t request_hash) {
  kam::storage::v1::PageToken token;
  token.set_version(kVersion);
  token.set_epoch(std::string(epoch));
  token.set_revision(page.revision);
  token.set_request_hash(request_hash);
  token.set_last_key(page.last_key);
  const std::string payload = SerializeDeterministically(token);
  return absl::WebSafeBase64Escape(absl::StrCat(Checksum(payload), payload));
}

absl::StatusOr<Page> DecodePageToken(absl::string_view token,
                                     absl::string_view epoch,
                                     uint64_t request_hash) {
  kam::storage::v1::PageToken read;
  if (!Read(token, read)) {
    return InvalidArgument(
        "INVALID_PAGE_TOKEN",
        "page_token is not one that a list returned; list from the first page");
  }
  if (read.request_hash() != request_hash) {
    return InvalidArgument(
        "PAGE_TOKEN_MISMATCH",
        "page_token was made for another request; keep all fields but "
        "page_size and page_token as they were, or list from the first page");
  }
  if (read.epoch() != epoch) {
    return OutOfRange(
        "PAGE_TOKEN_OF_ANOTHER_STORE",
        "page_token was made before the store was replaced; list from the "
        "first page");
  }
  return Page{.revision = read.revision(), .last_key = read.last_key()};
}

uint64_t RequestHash(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  ClearField("page_size", *copy);
  ClearField("page_token", *copy);
  return StableHash64(absl::StrCat(request.GetDescriptor()->full_name(), "\n",
                                   SerializeDeterministically(*copy)));
}

absl::StatusOr<int> PageSize(int32_t requested) {
  if (requested < 0) {
    return InvalidArgument(
        "INVALID_PAGE_SIZE",
        absl::StrCat("page_size must not be negative, and is ", requested));
  }
  if (requested == 0) return kDefaultPageSize;
  return std::min<int>(requested, kMaxPageSize);
}

}  // namespace kam::resource
