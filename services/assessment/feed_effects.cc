#include "services/assessment/feed_effects.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace kam::assessment {
namespace {

// Collections whose records follow from others, or are made here.
constexpr absl::string_view kWithoutEffect[] = {"imports", "assessments",
                                                "diagnoses"};

bool HasEffect(absl::string_view collection) {
  return std::find(std::begin(kWithoutEffect), std::end(kWithoutEffect),
                   collection) == std::end(kWithoutEffect);
}

}  // namespace

void AddEffect(absl::string_view name, FeedEffects* effects) {
  // programs, id, collection, id, ...
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() < 2) return;
  const std::string program = absl::StrCat(parts[0], "/", parts[1]);
  if (parts.size() < 4) {
    effects->programs.insert(program);
    return;
  }
  if (!HasEffect(parts[2]) || !HasEffect(parts[parts.size() - 2])) return;
  const std::string below = absl::StrCat(program, "/", parts[2], "/", parts[3]);
  if (parts[2] == "accounts") {
    effects->accounts.insert(below);
  } else if (parts[2] == "members") {
    effects->members.insert(below);
  } else {
    effects->programs.insert(program);
  }
}

}  // namespace kam::assessment
