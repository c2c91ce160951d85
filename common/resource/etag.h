#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace kam::resource {

// Returns the etag of a resource last changed by commit `revision` of the
// store with `epoch`: opaque, in double quotes; others for other arguments.
std::string MakeEtag(absl::string_view epoch, int64_t revision);

}  // namespace kam::resource
