// What holds of every model, over generated cases.

#include <string>

#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/random_evidence.h"

namespace kam::assessment::evaluation_properties_test {
namespace {

constexpr int kCases = 20'000;
// Lists of two elements have an order; longer ones cost more.
constexpr uint64_t kLongest = 2;

class EveryModel : public ::testing::TestWithParam<v1::Model> {};

TEST_P(EveryModel, SaysTheSameInAnyOrderOfLists) {
  RandomNumbers random(static_cast<uint64_t>(GetParam()) + 100);
  int evaluated = 0;
  for (int n = 0; n < kCases; ++n) {
    v1::Evidence evidence = RandomEvidence(GetParam(), random, kLongest);
    const auto first =
        Evaluate(GetParam(), evidence, ModelPolicy::Default(), kRandomDay);
    ShuffleLists(evidence, random);
    const auto second =
        Evaluate(GetParam(), evidence, ModelPolicy::Default(), kRandomDay);
    ASSERT_EQ(first.ok(), second.ok());
    if (!first.ok()) continue;
    ++evaluated;
    ASSERT_EQ(first->SerializeAsString(), second->SerializeAsString());
  }
  EXPECT_GT(evaluated, kCases / 2);
}

INSTANTIATE_TEST_SUITE_P(Models, EveryModel,
                         ::testing::ValuesIn(EvaluatedModels()),
                         [](const auto& tested) {
                           return v1::Model_Name(tested.param);
                         });

}  // namespace
}  // namespace kam::assessment::evaluation_properties_test
