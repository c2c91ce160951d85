#include "services/assessment/observation.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "common/resource/field_checks.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"

namespace kam::assessment {
namespace {

constexpr size_t kLongestKey = 64;

// Keys are words of one line: `APPROACH`, `told_partner`.
bool IsKey(absl::string_view text) {
  return !text.empty() && text.size() <= kLongestKey &&
         absl::ascii_isalpha(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isalnum(c) || c == '_'; });
}

void ValidateValue(const v1::Observation& observation, Violations& violations) {
  switch (observation.value_case()) {
    case v1::Observation::kKey:
      if (!IsKey(observation.key())) {
        violations.Add("observation.key",
                       "must be 1 to 64 letters, digits and underscores, a "
                       "letter first",
                       "INVALID_KEY");
      }
      break;
    case v1::Observation::kState:
      if (observation.state() == type::v1::TRI_STATE_UNSPECIFIED) {
        violations.Add("observation.state", "must be stated", "MISSING_FIELD");
      }
      break;
    case v1::Observation::kRating:
      break;
    case v1::Observation::VALUE_NOT_SET:
      violations.Add("observation.value", "must be one of key, state, rating",
                     "MISSING_FIELD");
  }
}

void ValidatePeople(const v1::Observation& observation,
                    Violations& violations) {
  const auto program = resource::ProgramName::Of(observation.name());
  const size_t collection = observation.name().rfind("/observations/");
  if (!program.ok() || collection == std::string::npos) return;
  if (!observation.observer().empty()) {
    resource::CheckReference(observation.observer(), resource::kMemberPattern,
                             program->ToString(), "observation.observer",
                             violations);
  }
  if (!observation.contact().empty()) {
    resource::CheckReference(observation.contact(), resource::kContactPattern,
                             observation.name().substr(0, collection),
                             "observation.contact", violations);
  }
}

}  // namespace

void ValidateObservation(const v1::Observation& observation,
                         absl::CivilDay latest_day, Violations& violations) {
  ValidateValue(observation, violations);
  ValidatePeople(observation, violations);
  if (!observation.dimension().empty() && !IsKey(observation.dimension())) {
    violations.Add("observation.dimension",
                   "must be 1 to 64 letters, digits and underscores, a letter "
                   "first",
                   "INVALID_KEY");
  }
  if (observation.source_class() == v1::SOURCE_CLASS_DERIVED) {
    violations.Add("observation.source_class",
                   "must not be DERIVED, which the services alone compute",
                   "DERIVED_NOT_POSTED");
  }
  resource::CheckNotFuture("observation.observed_on", observation.observed_on(),
                           latest_day, violations);
}

}  // namespace kam::assessment
