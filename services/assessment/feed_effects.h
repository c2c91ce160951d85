#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/resource/name.h"

namespace kam::assessment {

// What changes of records call for.
struct FeedEffects {
  // Names of accounts whose own records changed.
  std::set<std::string> accounts;
  // Names of members whose records changed.
  std::set<std::string> members;
  // Names of programmes whose own records changed.
  std::set<std::string> programs;
};

// Adds what a change of the record `name` calls for. Records that only count
// what other records already show, such as imports, call for nothing.
void AddEffect(absl::string_view name, FeedEffects* effects);

}  // namespace kam::assessment
