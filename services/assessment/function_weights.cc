#include "services/assessment/function_weights.h"

#include <bitset>

namespace kam::assessment {

static_assert(v1::ContactFunction_ARRAYSIZE == 8,
              "kWhole must be divisible by every number of functions");

bool FunctionWeights::Add(const v1::InteractionFact& interaction) {
  std::bitset<v1::ContactFunction_ARRAYSIZE> functions;
  for (const v1::InteractionContact& contact : interaction.contacts()) {
    if (contact.function() != v1::CONTACT_FUNCTION_UNSPECIFIED &&
        v1::ContactFunction_IsValid(contact.function())) {
      functions.set(static_cast<size_t>(contact.function()));
    }
  }
  if (functions.none()) return false;
  ++interactions_;
  const int64_t weight = kWhole / static_cast<int64_t>(functions.count());
  for (size_t i = 0; i < functions.size(); ++i) {
    if (functions.test(i)) weights_[i] += weight;
  }
  return true;
}

}  // namespace kam::assessment
