#pragma once

#include <cstdint>
#include <random>

#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/model.pb.h"

namespace kam::assessment {

// The day on which random evidence is assessed; its dates lie around it.
inline constexpr absl::CivilDay kRandomDay(2024, 6, 30);

using RandomNumbers = std::mt19937_64;

// Returns `random() % bound`: the same in every process and library.
uint64_t Below(RandomNumbers& random, uint64_t bound);

// Sets the fields of `message` at random, at any depth: dates of the last two
// years, small numbers, names of a small set, lists of up to `most` elements.
// Much of it is sound, not all.
void FillAtRandom(google::protobuf::Message& message, RandomNumbers& random,
                  uint64_t most = 4);

// Returns facts of `model` filled so, and for models that read them
// observations of the phases. Most of it can be evaluated.
v1::Evidence RandomEvidence(v1::Model model, RandomNumbers& random);

// Puts every list at any depth into another order.
void ShuffleLists(google::protobuf::Message& message, RandomNumbers& random);

}  // namespace kam::assessment
