#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/model.pb.h"
#include "kam/assessment/v1/observation.pb.h"

namespace kam::assessment {

// Adds an observation without value to `evidence` and returns it; its name is
// `id` after that of an account. `day` is written "2024-06-30".
v1::Observation& AddObservation(v1::Evidence& evidence, v1::Model model,
                                absl::string_view id,
                                absl::string_view dimension,
                                absl::string_view day,
                                v1::SourceClass source_class);

// The same with a value that is a key.
v1::Observation& AddKey(v1::Evidence& evidence, v1::Model model,
                        absl::string_view id, absl::string_view dimension,
                        absl::string_view key, absl::string_view day,
                        v1::SourceClass source_class);

}  // namespace kam::assessment
