#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/message.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/model.pb.h"

namespace kam::assessment {

// The day on which random evidence is assessed; its dates lie around it.
inline constexpr absl::CivilDay kRandomDay(2024, 6, 30);

// Numbers that are the same in every process and library. Not thread-safe.
class RandomNumbers {
 public:
  explicit RandomNumbers(uint64_t seed) : generator_(seed) {}

  // Takes the numbers from `bytes`, one a byte, and then zeros: what a fuzzer
  // changes in its input changes one choice. The bytes must outlive it.
  explicit RandomNumbers(absl::string_view bytes) : bytes_(bytes) {}

  uint64_t operator()() {
    if (!bytes_.has_value()) return generator_();
    if (bytes_->empty()) return 0;
    const auto byte = static_cast<unsigned char>(bytes_->front());
    bytes_->remove_prefix(1);
    return byte;
  }

 private:
  std::mt19937_64 generator_;
  std::optional<absl::string_view> bytes_;
};

// Returns a number below `bound`.
uint64_t Below(RandomNumbers& random, uint64_t bound);

// Sets the fields of `message` at random, at any depth: dates of the last two
// years, small numbers, names of a small set, lists of up to `most` elements.
// Much of it is sound, not all.
void FillAtRandom(google::protobuf::Message& message, RandomNumbers& random,
                  uint64_t most = 4);

// Names the observation that is the `number`th: mostly `observation<number>`,
// else it is another version of the one before, seldom of the same revision.
void NameObservation(int number, RandomNumbers& random,
                     v1::ObservationVersion& version);

// Returns facts of `model` filled so, lists of up to `most` elements, and for
// models that read them observations of the phases. Most of it can be
// evaluated.
v1::Evidence RandomEvidence(v1::Model model, RandomNumbers& random,
                            uint64_t most = 4);

// Puts every list at any depth into another order.
void ShuffleLists(google::protobuf::Message& message, RandomNumbers& random);

}  // namespace kam::assessment
