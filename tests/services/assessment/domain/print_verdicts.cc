// Prints a line for each verdict on random evidence: the model and the bytes.
// The order of lists depends on the first argument, the lines must not.

#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/escaping.h"
#include "common/base/digest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/random_evidence.h"

namespace kam::assessment {
namespace {

constexpr int kCasesOfAModel = 200;

void PrintVerdicts(uint64_t order) {
  RandomNumbers shuffling(order);
  for (const v1::Model model : EvaluatedModels()) {
    RandomNumbers random(static_cast<uint64_t>(model));
    for (int i = 0; i < kCasesOfAModel; ++i) {
      v1::Evidence evidence = RandomEvidence(model, random);
      ShuffleLists(evidence, shuffling);
      const auto verdict =
          Evaluate(model, evidence, ModelPolicy::Default(), kRandomDay);
      std::cout << v1::Model_Name(model) << ' '
                << (verdict.ok() ? absl::BytesToHexString(
                                       Sha256(verdict->SerializeAsString()))
                                 : "refused")
                << '\n';
    }
  }
}

}  // namespace
}  // namespace kam::assessment

int main(int argc, char** argv) {
  kam::assessment::PrintVerdicts(argc > 1 ? std::strtoull(argv[1], nullptr, 10)
                                          : 0);
  return 0;
}
