#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"

namespace kam::assessment {

// Notes in `violations` what `status`, the answer of a check of some part of a
// record, says is wrong with fields under `from`: as fields under `to`. OK
// notes nothing.
void AddNested(const absl::Status& status, absl::string_view from,
               absl::string_view to, Violations& violations);

}  // namespace kam::assessment
