#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/money.h"
#include "kam/account/v1/selection.pb.h"
#include "services/account/account_policy.h"

namespace kam::account {

// A selection root with a buying member, and the revenue of all its members.
struct ParetoRoot {
  std::string account;
  Amount revenue;
  // Ordered by name; empty when the root stands for itself alone.
  std::vector<std::string> members;
};

// Returns the 80/20 selection over `roots`, whatever their order (4.f.2). Roots
// of equal revenue are never told apart: a group that straddles the cut is tied
// as a whole. OUT_OF_RANGE when a sum leaves the range of money.
absl::StatusOr<v1::ParetoSelection> SelectPareto(std::vector<ParetoRoot> roots,
                                                 const SelectionValues& values,
                                                 absl::string_view currency);

}  // namespace kam::account
