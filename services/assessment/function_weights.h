#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "kam/assessment/v1/contact_model.pb.h"
#include "kam/assessment/v1/record_facts.pb.h"

namespace kam::assessment {

// How interactions spread over the customer's functions: one with contacts of
// several counts once a distinct function, its weight split equally (4.h.4).
// Not thread-safe while it is filled.
class FunctionWeights {
 public:
  // Weight of an interaction: the seven functions divide it without remainder.
  static constexpr int64_t kWhole = 420;

  // Counts an interaction; returns false, and counts nothing, when no function
  // of its contacts is known.
  bool Add(const v1::InteractionFact& interaction);

  // Number of interactions counted.
  int interactions() const { return interactions_; }

  // What a function has of total().
  int64_t Of(v1::ContactFunction function) const {
    return weights_[static_cast<size_t>(function)];
  }
  int64_t total() const { return kWhole * interactions_; }

 private:
  std::array<int64_t, v1::ContactFunction_ARRAYSIZE> weights_{};
  int interactions_ = 0;
};

}  // namespace kam::assessment
