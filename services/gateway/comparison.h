#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "kam/assessment/v1/assessing.pb.h"
#include "kam/gateway/v1/comparison.pb.h"
#include "kam/gateway/v1/key_account_view.pb.h"

namespace kam::gateway {

// How the assessments of two views differ, as the assessment service answered;
// absent when it was not asked.
using ShiftsAnswer =
    std::optional<absl::StatusOr<assessment::v1::CompareAssessmentsResponse>>;

// Returns the question how the assessments of two views of a programme's
// accounts differ; nothing unless both name one.
std::optional<assessment::v1::CompareAssessmentsRequest> ShiftsBetween(
    const v1::KeyAccountView& from, const v1::KeyAccountView& to);

// Returns what two views say side by side: the same things in the same order
// whatever the accounts. A section that did not come out says how, for each of
// the two, and what only one of them tells is not said to differ.
v1::CompareKeyAccountsResponse CompareViews(const v1::KeyAccountView& from,
                                            const v1::KeyAccountView& to,
                                            ShiftsAnswer shifts);

}  // namespace kam::gateway
