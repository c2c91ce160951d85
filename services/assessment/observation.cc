#include "services/assessment/observation.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "common/base/text.h"
#include "common/resource/field_behavior.h"
#include "common/resource/field_checks.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/status/status_macros.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/nested_violations.h"

namespace kam::assessment {
namespace {

constexpr size_t kLongestKey = 64;

// The services that keep records.
constexpr absl::string_view kServices[] = {"account", "team", "planning",
                                           "assessment"};

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

void ValidateSource(const v1::Observation& observation,
                    Violations& violations) {
  if (!observation.has_source()) return;
  const std::string& service = observation.source().service();
  const auto is = [&](absl::string_view known) { return service == known; };
  if (std::none_of(std::begin(kServices), std::end(kServices), is)) {
    violations.Add("observation.source.service",
                   absl::StrCat("must be account, team, planning or "
                                "assessment, not ",
                                Quoted(service)),
                   "INVALID_REFERENCE");
  }
  const auto program = resource::ProgramName::Of(observation.name());
  if (program.ok() && !absl::StartsWith(observation.source().name(),
                                        program->ToString() + "/")) {
    violations.Add("observation.source.name",
                   absl::StrCat("must be the name of a record under ",
                                program->ToString()),
                   "INVALID_REFERENCE");
  }
}

// What people said, without what the server adds.
v1::Observation Said(v1::Observation observation) {
  resource::ClearOutputOnly(observation);
  observation.clear_etag();
  return observation;
}

}  // namespace

absl::Status CheckReadable(const v1::Observation& observation,
                           const ModelPolicy& policy,
                           const v1::IndicatorTemplate& indicators) {
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   DayFromProto(observation.observed_on()));
  v1::Evidence evidence;
  *evidence.add_observations()->mutable_observation() = observation;
  if (observation.model() == v1::MODEL_PARTNERSHIP_INDICATORS) {
    *evidence.mutable_partnership_indicators()->mutable_template_() =
        indicators;
  }
  Violations violations;
  AddNested(Evaluate(observation.model(), evidence, policy, day).status(),
            "evidence.observations[0].observation", "observation", violations);
  return violations.ToStatus();
}

absl::Status CheckNotEdited(const v1::Observation& before,
                            const v1::Observation& after) {
  if (google::protobuf::util::MessageDifferencer::Equals(Said(before),
                                                         Said(after))) {
    return absl::OkStatus();
  }
  return FailedPrecondition(
      "OBSERVATION_NOT_EDITED",
      absl::StrCat("The observation ", before.name(),
                   " stays as it was recorded; retract it and record "
                   "another."));
}

void ValidateObservation(const v1::Observation& observation,
                         absl::CivilDay latest_day, Violations& violations) {
  ValidateValue(observation, violations);
  ValidatePeople(observation, violations);
  ValidateSource(observation, violations);
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
