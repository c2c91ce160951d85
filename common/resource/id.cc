#include "common/resource/id.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "common/status/errors.h"

namespace kam::resource {
namespace {

constexpr size_t kMaxIdBytes = 63;

bool IsIdCharacter(char c) {
  return absl::ascii_islower(static_cast<unsigned char>(c)) ||
         absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
}

}  // namespace

bool IsId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && id.front() != '-' &&
         id.back() != '-' && std::all_of(id.begin(), id.end(), IsIdCharacter);
}

absl::Status CheckId(absl::string_view id) {
  if (IsId(id)) return absl::OkStatus();
  return InvalidArgument(
      "INVALID_ID",
      absl::StrCat("the id ", Quoted(id),
                   " must be 1 to 63 of a-z, 0-9 and dashes, and neither begin "
                   "nor end with a dash"));
}

}  // namespace kam::resource
