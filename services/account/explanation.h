#pragma once

#include "absl/strings/string_view.h"
#include "kam/account/v1/explanation.pb.h"
#include "kam/type/v1/type.pb.h"

namespace kam::account {

// Returns why a result is what it is.
v1::Explanation Explain(absl::string_view requirement_id,
                        absl::string_view sentence);

// Returns a flag.
kam::type::v1::Flag MakeFlag(absl::string_view code,
                             kam::type::v1::Severity severity,
                             absl::string_view requirement_id,
                             absl::string_view detail);

}  // namespace kam::account
