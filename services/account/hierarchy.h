#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "kam/account/v1/account.pb.h"

namespace kam::account {

// Returns the hierarchy edges of the account of a name; none when there is no
// such account.
using EdgeLookup = std::function<absl::StatusOr<std::vector<v1::HierarchyEdge>>(
    const std::string& account)>;

// Whether `account`, as it is about to be stored, would stand above itself on
// some day, along edges of one kind. FAILED_PRECONDITION: HIERARCHY_CYCLE with
// the way round, or HIERARCHY_TOO_DEEP beyond 1,000 steps; errors of `lookup`
// as they are.
absl::Status CheckHierarchy(const v1::Account& account,
                            const EdgeLookup& lookup);

}  // namespace kam::account
