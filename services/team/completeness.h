#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/list_completeness.pb.h"

namespace kam::team {

// Whether a statement says that `list` holds all there is up to `day`.
bool IsComplete(const std::vector<v1::ListCompleteness>& statements,
                v1::ListCompleteness::List list, absl::CivilDay day);

}  // namespace kam::team
