#include "services/assessment/windows.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::windows_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::HasReason;
using kam::testing::ParseProto;
using ::testing::HasSubstr;

constexpr absl::CivilDay kDay(2024, 3, 31);

google::type::Date Date(const char* text) {
  return ParseProto<google::type::Date>(text);
}

TEST(Windows, MonthsIncludeBothEndsAndClamp) {
  EXPECT_TRUE(InLastMonths(absl::CivilDay(2024, 2, 29), kDay, 1));
  EXPECT_FALSE(InLastMonths(absl::CivilDay(2024, 2, 28), kDay, 1));
  EXPECT_TRUE(InLastMonths(kDay, kDay, 1));
  EXPECT_FALSE(InLastMonths(kDay + 1, kDay, 1));
}

TEST(Windows, DaysIncludeBothEnds) {
  EXPECT_TRUE(InLastDays(kDay - 90, kDay, 90));
  EXPECT_FALSE(InLastDays(kDay - 91, kDay, 90));
  EXPECT_TRUE(InLastDays(kDay, kDay, 0));
  EXPECT_FALSE(InLastDays(kDay + 1, kDay, 90));
}

constexpr FieldPath kElement{"plans", 3, ""};

TEST(Windows, ASpanHoldsOnItsFirstAndLastDay) {
  Violations violations;
  const DaySpan span =
      SpanOf(Date("year: 2024 month: 3 day: 1"),
             Date("year: 2024 month: 3 day: 31"), kElement, violations);
  EXPECT_TRUE(violations.empty());
  EXPECT_FALSE(span.Holds(absl::CivilDay(2024, 2, 29)));
  EXPECT_TRUE(span.Holds(absl::CivilDay(2024, 3, 1)));
  EXPECT_TRUE(span.Holds(absl::CivilDay(2024, 3, 31)));
  EXPECT_FALSE(span.Holds(absl::CivilDay(2024, 4, 1)));
  EXPECT_TRUE(SpanOf({}, {}, kElement, violations).Holds(kDay));
}

TEST(Windows, ASpanThatEndsBeforeItBeginsIsRefused) {
  Violations violations;
  SpanOf(Date("year: 2024 month: 3 day: 2"), Date("year: 2024 month: 3 day: 1"),
         kElement, violations);
  EXPECT_THAT(violations.ToStatus(), HasReason("DATES_REVERSED"));
  EXPECT_THAT(violations.ToStatus(), HasMessage(HasSubstr("plans[3].ends_on")));
}

TEST(Windows, ARequiredDayMustBeADay) {
  Violations missing;
  EXPECT_FALSE(RequiredDay({}, "on", missing).has_value());
  EXPECT_THAT(missing.ToStatus(), HasReason("MISSING_FIELD"));
  Violations invalid;
  EXPECT_FALSE(RequiredDay(Date("year: 2023 month: 2 day: 29"), "on", invalid)
                   .has_value());
  EXPECT_THAT(invalid.ToStatus(), HasReason("INVALID_DATE"));
  // Of an element of a list the whole path is named.
  for (const char* day : {"", "year: 2023 month: 2 day: 29"}) {
    Violations violations;
    EXPECT_FALSE(RequiredDay(Date(day), FieldPath{"plans", 3, "on"}, violations)
                     .has_value());
    EXPECT_THAT(violations.ToStatus(), HasMessage(HasSubstr("plans[3].on")));
  }
  Violations optional;
  EXPECT_FALSE(OptionalDay({}, FieldPath{"plans", 3, "on"}, optional));
  EXPECT_TRUE(optional.empty());
}

TEST(Windows, AListIsCompleteUpToTheDayDeclared) {
  google::protobuf::RepeatedPtrField<v1::Completeness> declared;
  *declared.Add() = ParseProto<v1::Completeness>(R"pb(
    list: RECORD_LIST_PLANS
    complete_through { year: 2024 month: 3 day: 31 })pb");
  EXPECT_TRUE(IsComplete(declared, v1::RECORD_LIST_PLANS, kDay));
  EXPECT_FALSE(IsComplete(declared, v1::RECORD_LIST_PLANS, kDay + 1));
  EXPECT_FALSE(IsComplete(declared, v1::RECORD_LIST_ISSUES, kDay));
}

}  // namespace
}  // namespace kam::assessment::windows_test
