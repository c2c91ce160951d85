#include "services/team/member.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::member_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;

v1::Member AMember(const std::string& more) {
  return ParseProto<v1::Member>(R"pb(name: "programs/p/members/ann"
                                     display_name: "Ann")pb"
                                " " +
                                more);
}

absl::Status Validate(const v1::Member& member) {
  Violations violations;
  ValidateMember(member, violations);
  return violations.ToStatus();
}

constexpr char kTwoPositions[] = R"pb(
  positions { title: "Sales person" }
  positions {
    starts_on { year: 2013 month: 3 day: 1 }
    title: "Account director"
    reports_to: "programs/p/members/bob"
  }
)pb";

TEST(Member, WithOnePositionAfterAnotherIsValid) {
  EXPECT_THAT(Validate(AMember(kTwoPositions)), IsOk());
}

TEST(Member, MayHaveNoPosition) { EXPECT_THAT(Validate(AMember("")), IsOk()); }

TEST(Member, PositionsMustFollowEachOther) {
  EXPECT_THAT(Validate(AMember(R"pb(
                positions { starts_on { year: 2013 month: 3 day: 1 } }
                positions { starts_on { year: 2013 month: 3 day: 1 } }
              )pb")),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PERIOD"));
}

TEST(Member, OnlyTheEarliestPositionMayHaveNoFirstDay) {
  EXPECT_THAT(Validate(AMember(R"pb(
                positions { starts_on { year: 2013 month: 3 day: 1 } }
                positions { title: "Director" }
              )pb")),
              HasReason("INVALID_PERIOD"));
}

TEST(Member, CannotReportToItselfOrToAnotherProgramme) {
  EXPECT_THAT(Validate(AMember(R"pb(positions {
                                      reports_to: "programs/p/members/ann"
                                    })pb")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(AMember(R"pb(positions {
                                      reports_to: "programs/q/members/bob"
                                    })pb")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(AMember(R"pb(positions { reports_to: "bob" })pb")),
              HasReason("INVALID_REFERENCE"));
}

TEST(Member, PaySharesSumToAWhole) {
  EXPECT_THAT(
      Validate(AMember(
          R"pb(positions {
                 pay { salary_bps: 5000 commission_bps: 4000 bonus_bps: 1000 }
               })pb")),
      IsOk());
  EXPECT_THAT(
      Validate(AMember(R"pb(positions {
                              pay { salary_bps: 5000 commission_bps: 4999 }
                            })pb")),
      HasReason("INVALID_SHARES"));
  EXPECT_THAT(Validate(AMember(
                  R"pb(positions {
                         pay { salary_bps: 11000 commission_bps: -1000 }
                       })pb")),
              HasReason("INVALID_SHARES"));
}

TEST(Member, LeavesAfterTheLastPositionBegan) {
  EXPECT_THAT(Validate(AMember(std::string(kTwoPositions) + R"pb(
                left_on { year: 2013 month: 3 day: 1 }
              )pb")),
              HasReason("INVALID_PERIOD"));
}

TEST(Member, S3_18_EachDayHasThePositionOfThatDay) {
  const v1::Member member = AMember(std::string(kTwoPositions) + R"pb(
    left_on { year: 2014 month: 1 day: 1 }
  )pb");
  EXPECT_EQ(PositionOn(member, absl::CivilDay(2013, 2, 28))->title(),
            "Sales person");
  EXPECT_EQ(PositionOn(member, absl::CivilDay(2013, 3, 1))->title(),
            "Account director");
  EXPECT_EQ(PositionOn(member, absl::CivilDay(2013, 12, 31))->title(),
            "Account director");
  EXPECT_EQ(PositionOn(member, absl::CivilDay(2014, 1, 1)), nullptr);
}

TEST(Member, S3_18_PositionsThatHadBegunStay) {
  const v1::Member before = AMember(R"pb(
    positions { title: "Seller" }
    positions {
      starts_on { year: 2013 month: 3 day: 1 }
      title: "Manager"
    })pb");
  const absl::CivilDay day(2013, 2, 28);
  v1::Member after = before;
  after.mutable_positions(0)->set_business_education("MBA");
  EXPECT_THAT(CheckHistory(&before, after, day), IsOk());
  // What has not begun may be dropped; the day it begins, no longer.
  after.mutable_positions()->RemoveLast();
  EXPECT_THAT(CheckHistory(&before, after, day), IsOk());
  EXPECT_THAT(CheckHistory(&before, after, day + 1),
              HasReason("POSITION_HISTORY"));
  after.mutable_positions(0)->set_grade(type::v1::GRADE_STAFF);
  EXPECT_THAT(CheckHistory(&before, after, day), HasReason("POSITION_HISTORY"));
  EXPECT_THAT(CheckHistory(nullptr, after, day), IsOk());
}

TEST(Member, HasNoPositionBeforeTheFirst) {
  const v1::Member member =
      AMember(R"pb(positions { starts_on { year: 2013 month: 3 day: 1 } })pb");
  EXPECT_EQ(PositionOn(member, absl::CivilDay(2013, 2, 28)), nullptr);
  EXPECT_EQ(PositionOn(AMember(""), absl::CivilDay(2013, 3, 1)), nullptr);
}

}  // namespace
}  // namespace kam::team::member_test
