#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/type/date.pb.h"
#include "services/kamctl/connection.h"

namespace kam::kamctl {

// Returns today in the zone of the programme under which `name` stands. Of the
// services the account service alone knows the zone: what is asked of another
// has to say the day. INVALID_ARGUMENT for a malformed name; the account
// service's errors.
absl::StatusOr<google::type::Date> TodayIn(absl::string_view name,
                                           Connection& connection);

}  // namespace kam::kamctl
