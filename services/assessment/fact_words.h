#pragma once

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "common/resource/enum_word.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/type/date.pb.h"
#include "kam/assessment/v1/observation.pb.h"

// What turning a service's records into evidence has in common.
namespace kam::assessment {

// The services that keep records.
inline constexpr char kAccountService[] = "account";
inline constexpr char kTeamService[] = "team";
inline constexpr char kPlanningService[] = "planning";

using resource::WordOf;

// Returns the value of `To` with a word, or 0 when it has none: services name
// the same things by the same words.
template <typename To>
To FromWord(absl::string_view word) {
  const auto* type = google::protobuf::GetEnumDescriptor<To>();
  constexpr absl::string_view kZero = "UNSPECIFIED";
  const std::string& zero = type->value(0)->name();
  const auto* value = type->FindValueByName(
      zero.substr(0, zero.size() - kZero.size()) + std::string(word));
  return static_cast<To>(value == nullptr ? 0 : value->number());
}

template <typename To, typename From>
To SameWord(From from) {
  return FromWord<To>(WordOf(from));
}

// Sets which record a fact comes from.
template <typename Fact>
void SetSource(absl::string_view service, const std::string& name, Fact* fact) {
  fact->mutable_source()->set_service(std::string(service));
  fact->mutable_source()->set_name(name);
}

// Copies the days on which a record is in force.
template <typename Record, typename Fact>
void SetSpan(const Record& record, Fact* fact) {
  *fact->mutable_starts_on() = record.starts_on();
  if (record.has_ends_on()) *fact->mutable_ends_on() = record.ends_on();
}

// Whether `date` names a day on or before `day`.
inline bool IsBy(const google::type::Date& date, absl::CivilDay day) {
  const auto named = DayFromProto(date);
  return named.ok() && *named <= day;
}

}  // namespace kam::assessment
