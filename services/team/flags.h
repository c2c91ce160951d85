#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/type/date.pb.h"
#include "kam/type/v1/type.pb.h"

namespace kam::team {

using Flags = google::protobuf::RepeatedPtrField<kam::type::v1::Flag>;

// Adds a flag with the requirement behind it, such as "S3-13".
void AddFlag(absl::string_view code, kam::type::v1::Severity severity,
             absl::string_view detail, absl::string_view requirement_id,
             Flags* flags);

// Puts flags in the order of code and detail.
void SortFlags(Flags* flags);

// Returns a date as "2013-11-30"; empty when it is no day.
std::string FormatDate(const google::type::Date& date);

}  // namespace kam::team
