#include "services/assessment/observation.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::observation_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;

constexpr absl::CivilDay kToday(2013, 12, 1);

v1::Observation AnObservation(const std::string& more) {
  return ParseProto<v1::Observation>(
      R"pb(name: "programs/p/accounts/a/observations/one"
           model: MODEL_PHASES
           dimension: "APPROACH"
           observed_on { year: 2013 month: 12 day: 1 }
           source_class: SOURCE_CLASS_CUSTOMER)pb"
      " " +
      more);
}

absl::Status Validate(const v1::Observation& observation) {
  Violations violations;
  ValidateObservation(observation, kToday, violations);
  return violations.ToStatus();
}

TEST(Observation, OfAnyKindOfValueIsValid) {
  EXPECT_THAT(Validate(AnObservation("key: 'MUTUAL_PLANS'")), IsOk());
  EXPECT_THAT(Validate(AnObservation("state: TRI_STATE_UNKNOWN")), IsOk());
  EXPECT_THAT(Validate(AnObservation("rating: 0")), IsOk());
}

TEST(Observation, HasAValue) {
  EXPECT_THAT(Validate(AnObservation("")),
              StatusIs(absl::StatusCode::kInvalidArgument, "MISSING_FIELD"));
  EXPECT_THAT(Validate(AnObservation("state: TRI_STATE_UNSPECIFIED")),
              HasReason("MISSING_FIELD"));
}

TEST(Observation, KeysAreWords) {
  EXPECT_THAT(Validate(AnObservation("key: 'mutual plans'")),
              HasReason("INVALID_KEY"));
  EXPECT_THAT(Validate(AnObservation("key: ''")), HasReason("INVALID_KEY"));
  v1::Observation observation = AnObservation("rating: 1");
  observation.set_dimension("1st");
  EXPECT_THAT(Validate(observation), HasReason("INVALID_KEY"));
}

TEST(Observation, OfTheFutureIsRefused) {
  v1::Observation observation = AnObservation("rating: 1");
  observation.mutable_observed_on()->set_day(2);
  EXPECT_THAT(Validate(observation), HasReason("DATE_IN_FUTURE"));
}

TEST(Observation, DerivedOnesAreNotPosted) {
  v1::Observation observation = AnObservation("rating: 1");
  observation.set_source_class(v1::SOURCE_CLASS_DERIVED);
  EXPECT_THAT(Validate(observation), HasReason("DERIVED_NOT_POSTED"));
}

TEST(Observation, PeopleAreOfTheProgrammeAndTheAccount) {
  EXPECT_THAT(
      Validate(AnObservation("rating: 1 observer: 'programs/p/members/ann' "
                             "contact: 'programs/p/accounts/a/contacts/joe'")),
      IsOk());
  EXPECT_THAT(
      Validate(AnObservation("rating: 1 observer: 'programs/q/members/ann'")),
      HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(AnObservation(
                  "rating: 1 contact: 'programs/p/accounts/b/contacts/joe'")),
              HasReason("INVALID_REFERENCE"));
}

}  // namespace
}  // namespace kam::assessment::observation_test
