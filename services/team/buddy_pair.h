#pragma once

#include <vector>

#include "absl/status/status.h"
#include "kam/team/v1/buddy_pair.pb.h"

namespace kam::team {

// Whether none of `others` joins the same two members, in whichever order, on a
// day of `pair`. FAILED_PRECONDITION, BUDDY_PAIR_EXISTS, with the other pair's
// name. A pair of the same name is passed over.
absl::Status CheckOnlyPair(const v1::BuddyPair& pair,
                           const std::vector<v1::BuddyPair>& others);

}  // namespace kam::team
