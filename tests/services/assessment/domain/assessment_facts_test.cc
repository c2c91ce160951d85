#include "services/assessment/assessment_facts.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::assessment_facts_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;

constexpr absl::CivilDay kDay(2013, 11, 30);

std::vector<v1::Observation> Observations() {
  std::vector<v1::Observation> observations;
  for (const char* text :
       {R"pb(name: "b"
             observed_on { year: 2013 month: 11 day: 1 })pb",
        R"pb(name: "tomorrow"
             observed_on { year: 2013 month: 12 day: 1 })pb",
        R"pb(name: "a"
             observed_on { year: 2013 month: 11 day: 1 })pb",
        R"pb(name: "withdrawn"
             observed_on { year: 2013 month: 11 day: 1 }
             retracted: true)pb",
        R"pb(name: "today"
             observed_on { year: 2013 month: 11 day: 30 })pb"}) {
    observations.push_back(ParseProto<v1::Observation>(text));
  }
  return observations;
}

TEST(AssessmentFacts, HoldWhatCountsOnTheDayNewestFirst) {
  const v1::AssessmentFacts facts =
      AssembleAssessmentFacts({.observations = Observations()}, kDay);
  std::vector<std::string> names;
  for (const auto& observation : facts.observations()) {
    names.push_back(observation.name());
  }
  EXPECT_THAT(names, ::testing::ElementsAre("today", "a", "b"));
}

TEST(AssessmentFacts, LeaveOutTheOldestBeyondAMebibyte) {
  std::vector<v1::Observation> observations = Observations();
  observations[0].set_note(std::string(700'000, 'b'));
  observations[4].set_note(std::string(300'000, 't'));
  const v1::AssessmentFacts whole =
      AssembleAssessmentFacts({.observations = observations}, kDay);
  EXPECT_EQ(whole.observations_size(), 3);
  EXPECT_FALSE(whole.observations_truncated());
  observations[4].set_note(std::string(400'000, 't'));
  const v1::AssessmentFacts cut =
      AssembleAssessmentFacts({.observations = observations}, kDay);
  ASSERT_EQ(cut.observations_size(), 2);
  EXPECT_EQ(cut.observations(1).name(), "a");
  EXPECT_TRUE(cut.observations_truncated());
}

TEST(AssessmentFacts, SummaryTellsHowManyAndTheLatestDay) {
  EXPECT_THAT(SummarizeObservations(Observations(), kDay), EqualsProto(R"pb(
                observations: 3
                last_observed_on { year: 2013 month: 11 day: 30 }
              )pb"));
  EXPECT_THAT(SummarizeObservations({}, kDay), EqualsProto(""));
}

}  // namespace
}  // namespace kam::assessment::assessment_facts_test
