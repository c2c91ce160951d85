#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/account/v1/designation.pb.h"
#include "services/account/account_policy.h"

namespace kam::account {

// Steps of an account's designation, oldest first.
using DesignationHistory = google::protobuf::RepeatedPtrField<v1::Designation>;

// Returns the step that holds on `day`: the latest on or before it, the later
// in the history when several are of one day. Null when there is none.
const v1::Designation* DesignationOn(const DesignationHistory& history,
                                     absl::CivilDay day);

// Whether the account is a key account on `day`: the step that holds is
// DESIGNATED or UNDER_REVIEW.
bool IsKeyAccount(const DesignationHistory& history, absl::CivilDay day);

// Returns the step that `request` asks for, to be appended to `history`.
// `today` is the day in the programme's zone.
// INVALID_ARGUMENT names every field that is missing or wrong in itself;
// FAILED_PRECONDITION: WRONG_STATE for a move that the present state does not
// allow, APPROVER_GRADE_TOO_LOW, DESIGNATION_OUT_OF_ORDER for a day before the
// last step's.
absl::StatusOr<v1::Designation> NextDesignation(
    const DesignationHistory& history,
    const v1::DesignateKeyAccountRequest& request, absl::CivilDay today,
    const SelectionValues& values);

// Returns what a step means, in words.
v1::Explanation ExplainDesignation(const v1::Designation& step);

}  // namespace kam::account
