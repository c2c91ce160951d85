#include "services/team/workload.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::workload_test {
namespace {

using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

v1::Assignment Assign(const std::string& name, int dedication,
                      const std::string& from, const std::string& to = "") {
  v1::Assignment assignment;
  assignment.set_name(name);
  assignment.set_dedication_bps(dedication);
  *assignment.mutable_starts_on() = ParseProto<google::type::Date>(from);
  if (!to.empty()) {
    *assignment.mutable_ends_on() = ParseProto<google::type::Date>(to);
  }
  return assignment;
}

constexpr char kJanuary[] = "year: 2013 month: 1 day: 1";
constexpr char kMarch[] = "year: 2013 month: 3 day: 1";
constexpr char kMayEnd[] = "year: 2013 month: 5 day: 31";
constexpr char kJune[] = "year: 2013 month: 6 day: 1";
constexpr char kDecember[] = "year: 2013 month: 12 day: 31";

TEST(Workload, OfAWholeIsNotTooMuch) {
  EXPECT_FALSE(
      FindOverload(Assign("new", 6000, kJanuary), {Assign("a", 4000, kJanuary)})
          .has_value());
  EXPECT_TRUE(
      FindOverload(Assign("new", 6001, kJanuary), {Assign("a", 4000, kJanuary)})
          .has_value());
}

TEST(Workload, OverloadNamesTheDaysAndTheAssignments) {
  const auto overload = FindOverload(
      Assign("new", 5000, kJanuary, kDecember),
      {Assign("a", 3000, kJanuary), Assign("b", 3000, kMarch, kMayEnd),
       Assign("c", 1000, kJune)});
  ASSERT_TRUE(overload.has_value());
  EXPECT_EQ(overload->first, absl::CivilDay(2013, 3, 1));
  EXPECT_EQ(overload->last, absl::CivilDay(2013, 5, 31));
  EXPECT_EQ(overload->dedication_bps, 11000);
  EXPECT_THAT(overload->assignments, ElementsAre("a", "b"));
}

TEST(Workload, OverloadMayLastForEverOrAsLongAsTheAssignment) {
  EXPECT_FALSE(
      FindOverload(Assign("new", 8000, kJune), {Assign("a", 3000, kJanuary)})
          ->last.has_value());
  EXPECT_EQ(FindOverload(Assign("new", 8000, kJune, kDecember),
                         {Assign("a", 3000, kJanuary)})
                ->last,
            absl::CivilDay(2013, 12, 31));
}

TEST(Workload, AssignmentsThatDoNotMeetDoNotClash) {
  EXPECT_FALSE(FindOverload(Assign("new", 10000, kJune),
                            {Assign("a", 10000, kJanuary, kMayEnd)})
                   .has_value());
  EXPECT_TRUE(FindOverload(Assign("new", 10000, kMayEnd),
                           {Assign("a", 10000, kJanuary, kMayEnd)})
                  .has_value());
}

TEST(Workload, PassesOverItselfTheUnknownAndOthersClashes) {
  v1::Assignment unknown = Assign("b", 0, kJanuary);
  unknown.clear_dedication_bps();
  EXPECT_FALSE(FindOverload(Assign("new", 6000, kJanuary),
                            {Assign("new", 6000, kJanuary), unknown})
                   .has_value());
  EXPECT_FALSE(FindOverload(Assign("new", 5000, kJune),
                            {Assign("a", 9000, kJanuary, kMayEnd),
                             Assign("b", 9000, kJanuary, kMayEnd)})
                   .has_value());
}

TEST(Workload, RefusalSaysWhichDaysClash) {
  const v1::Assignment candidate = Assign("new", 8000, kJune, kDecember);
  const absl::Status refusal = RefuseOverload(
      candidate, *FindOverload(candidate, {Assign("a", 3000, kJanuary)}));
  EXPECT_THAT(refusal, StatusIs(absl::StatusCode::kFailedPrecondition,
                                "DEDICATION_EXCEEDED"));
  EXPECT_THAT(std::string(refusal.message()),
              HasSubstr("from 2013-06-01 to 2013-12-31"));
  EXPECT_THAT(std::string(refusal.message()), HasSubstr("11000"));
}

}  // namespace
}  // namespace kam::team::workload_test
