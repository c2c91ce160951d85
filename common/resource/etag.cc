#include "common/resource/etag.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/digest.h"

namespace kam::resource {
namespace {

constexpr size_t kEpochBytes = 4;

// The part of an etag that a store's epoch gives. Every record read has an
// etag, and nearly all of them are of one store: the last one is remembered.
const std::string& EpochPart(absl::string_view epoch) {
  thread_local std::string last_epoch;
  thread_local std::string part;
  if (part.empty() || last_epoch != epoch) {
    last_epoch = std::string(epoch);
    part = Sha256(epoch).substr(0, kEpochBytes);
  }
  return part;
}

}  // namespace

std::string MakeEtag(absl::string_view epoch, int64_t revision) {
  // The revision whole, so that no two of a store ever meet.
  std::string bytes = EpochPart(epoch);
  const auto bits = static_cast<uint64_t>(revision);
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(bits >> shift & 0xFF);
  }
  return absl::StrCat("\"", absl::WebSafeBase64Escape(bytes), "\"");
}

}  // namespace kam::resource
