#pragma once

#include "absl/status/status.h"
#include "kam/gateway/v1/key_account_view.pb.h"

namespace kam::gateway {

// Returns how a section came out whose service answered `answer`: OK, or which
// kind of failure, with code and reason.
v1::SectionStatus StatusOf(const absl::Status& answer);

// Returns the status of a section that was not asked for.
v1::SectionStatus NotRequested();

}  // namespace kam::gateway
