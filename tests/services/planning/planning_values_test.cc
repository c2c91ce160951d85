#include "gtest/gtest.h"
#include "services/planning/planning_policy.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::planning_values_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;

TEST(PlanningPolicy, WhatIsNotSetIsTheDefault) {
  const auto values = ResolvePolicy(
      ParseProto<v1::PlanningPolicy>("version: 3 stop_start_gap_days: 60"));
  ASSERT_THAT(values.status(), IsOk());
  EXPECT_EQ(values->version, 3);
  EXPECT_EQ(values->stop_start_gap_days, 60);
  EXPECT_EQ(values->plan_review_max_days, 90);
}

TEST(PlanningPolicy, AValueOutOfItsRangeIsRefused) {
  EXPECT_THAT(ResolvePolicy(ParseProto<v1::PlanningPolicy>(
                                "blocking_friction_bps: 10001"))
                  .status(),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_POLICY"));
  EXPECT_THAT(ResolvePolicy(
                  ParseProto<v1::PlanningPolicy>("friction_window_months: -1"))
                  .status(),
              HasReason("INVALID_POLICY"));
}

TEST(PlanningPolicy, TheVersionGrowsWithTheValues) {
  auto policy = ParseProto<v1::PlanningPolicy>(
      "name: 'programs/p/planningPolicies/current' version: 9");
  ASSERT_THAT(AdmitPolicy(nullptr, policy), IsOk());
  EXPECT_EQ(policy.version(), 1);
  v1::PlanningPolicy same = policy;
  same.set_etag("other");
  ASSERT_THAT(AdmitPolicy(&policy, same), IsOk());
  EXPECT_EQ(same.version(), 1);
  v1::PlanningPolicy other = policy;
  other.set_positioning_min_words(20);
  ASSERT_THAT(AdmitPolicy(&policy, other), IsOk());
  EXPECT_EQ(other.version(), 2);
}

TEST(PlanningPolicy, AProgrammeHasOne) {
  auto policy = ParseProto<v1::PlanningPolicy>(
      "name: 'programs/p/planningPolicies/mine'");
  EXPECT_THAT(AdmitPolicy(nullptr, policy), HasReason("INVALID_ID"));
}

}  // namespace
}  // namespace kam::planning::planning_values_test
