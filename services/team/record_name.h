#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace kam::team {

// Returns the name of what the record `name` stands under: all but its last
// collection and id. Empty when there is none.
std::string ParentOf(absl::string_view name);

}  // namespace kam::team
