#include "services/planning/positioning.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/digest.h"
#include "common/base/tokens.h"

namespace kam::planning {

std::vector<std::string> PositioningWords(const v1::Positioning& positioning) {
  return Tokens(
      absl::StrCat(positioning.position(), " ", positioning.perception()));
}

std::string PositioningDigest(const v1::Positioning& positioning) {
  const std::vector<std::string> words = PositioningWords(positioning);
  return words.empty() ? "" : Sha256(absl::StrJoin(words, " "));
}

}  // namespace kam::planning
