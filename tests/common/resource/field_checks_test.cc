#include "common/resource/field_checks.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::resource::field_checks_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;

google::type::Date Day(int day) {
  return ParseProto<google::type::Date>("year: 2013 month: 6 day: " +
                                        std::to_string(day));
}

template <typename Check>
absl::Status After(Check check) {
  Violations violations;
  check(violations);
  return violations.ToStatus();
}

TEST(FieldChecks, TextMustHoldMoreThanBlanks) {
  auto check = [](const std::string& text) {
    return After([&](Violations& violations) {
      CheckNotBlank("x.name", text, violations);
    });
  };
  EXPECT_THAT(check(" a "), IsOk());
  EXPECT_THAT(check(""), HasReason("MISSING_FIELD"));
  EXPECT_THAT(check(" \t\n"), HasReason("MISSING_FIELD"));
}

TEST(FieldChecks, RangesHoldTheirEnds) {
  auto check = [](int64_t value) {
    return After([&](Violations& violations) {
      CheckRange("x.count", value, 0, 3, violations);
    });
  };
  EXPECT_THAT(check(0), IsOk());
  EXPECT_THAT(check(3), IsOk());
  EXPECT_THAT(check(-1), HasReason("VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(check(4), HasReason("VALUE_OUT_OF_RANGE"));
}

TEST(FieldChecks, SpansEndWhereTheyBeginOrLater) {
  auto check = [](const google::type::Date& from,
                  const google::type::Date& to) {
    return After([&](Violations& violations) {
      CheckSpan("x.ends_on", from, to, violations);
    });
  };
  EXPECT_THAT(check(Day(1), Day(1)), IsOk());
  EXPECT_THAT(check(Day(2), Day(1)), HasReason("DATES_REVERSED"));
  EXPECT_THAT(check(Day(2), google::type::Date()), IsOk());
  EXPECT_THAT(check(google::type::Date(), Day(1)), IsOk());
}

TEST(FieldChecks, DaysToComeAreRefused) {
  auto check = [](const google::type::Date& day) {
    return After([&](Violations& violations) {
      CheckNotFuture("x.on", day, absl::CivilDay(2013, 6, 2), violations);
    });
  };
  EXPECT_THAT(check(Day(2)), IsOk());
  EXPECT_THAT(check(Day(3)), HasReason("DATE_IN_FUTURE"));
  EXPECT_THAT(check(google::type::Date()), IsOk());
}

}  // namespace
}  // namespace kam::resource::field_checks_test
