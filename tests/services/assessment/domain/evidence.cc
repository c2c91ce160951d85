#include "tests/services/assessment/domain/evidence.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::assessment {

v1::Observation& AddObservation(v1::Evidence& evidence, v1::Model model,
                                absl::string_view id,
                                absl::string_view dimension,
                                absl::string_view day,
                                v1::SourceClass source_class) {
  v1::Observation& observation =
      *evidence.add_observations()->mutable_observation();
  observation.set_name(absl::StrCat("programs/p/accounts/a/observations/", id));
  observation.set_model(model);
  observation.set_dimension(std::string(dimension));
  *observation.mutable_observed_on() = ToProto(*ParseDay(day));
  observation.set_source_class(source_class);
  return observation;
}

v1::Observation& AddKey(v1::Evidence& evidence, v1::Model model,
                        absl::string_view id, absl::string_view dimension,
                        absl::string_view key, absl::string_view day,
                        v1::SourceClass source_class) {
  v1::Observation& observation =
      AddObservation(evidence, model, id, dimension, day, source_class);
  observation.set_key(std::string(key));
  return observation;
}

}  // namespace kam::assessment
