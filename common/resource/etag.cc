#include "common/resource/etag.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/digest.h"

namespace kam::resource {

std::string MakeEtag(absl::string_view epoch, int64_t revision) {
  // The revision whole, so that no two of a store ever meet.
  constexpr size_t kEpochBytes = 4;
  std::string bytes = Sha256(epoch).substr(0, kEpochBytes);
  const auto bits = static_cast<uint64_t>(revision);
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(bits >> shift & 0xFF);
  }
  return absl::StrCat("\"", absl::WebSafeBase64Escape(bytes), "\"");
}

}  // namespace kam::resource
