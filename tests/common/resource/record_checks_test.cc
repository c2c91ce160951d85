#include "common/resource/record_checks.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/repeated_field.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::resource::record_checks_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;

constexpr char kRecord[] = "programs/p/accounts/a/meetings/m";
constexpr absl::CivilDay kLatest(2013, 12, 1);

// What `check` notes of the record.
template <typename Check>
absl::Status After(Check check) {
  Violations violations;
  RecordChecks checks(kRecord, kLatest, violations);
  check(checks);
  return violations.ToStatus();
}

RecordChecks::Names NamesOf(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

google::type::Date Day(int day) {
  return ParseProto<google::type::Date>(
      absl::StrCat("year: 2013 month: 12 day: ", day));
}

TEST(RecordChecks, ARecordStandsUnderAllButItsLastCollectionAndId) {
  EXPECT_EQ(ParentOf(kRecord), "programs/p/accounts/a");
  EXPECT_EQ(ParentOf("programs/p/members/m"), "programs/p");
  EXPECT_EQ(ParentOf("programs/p"), "");
  EXPECT_EQ(ParentOf("p"), "");
  EXPECT_EQ(ParentOf(""), "");
}

TEST(RecordChecks, ReferencesAreOfTheRecordsProgramme) {
  const auto member = [](const std::string& name) {
    return After([&](RecordChecks& checks) { checks.Member("x", name); });
  };
  EXPECT_THAT(member("programs/p/members/ann"), IsOk());
  EXPECT_THAT(member(""), IsOk());
  EXPECT_THAT(member("programs/q/members/ann"), HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(member("programs/p/departments/it"),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(member("Ann"), HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(After([](RecordChecks& checks) {
                checks.Department("x", "programs/p/departments/it");
                checks.Account("x", "programs/p/accounts/b");
                checks.InProgram("x", "programs/p/accounts/b/issues/i");
              }),
              IsOk());
  EXPECT_THAT(After([](RecordChecks& checks) {
                checks.InProgram("x", "programs/q/accounts/b/issues/i");
              }),
              HasReason("INVALID_REFERENCE"));
}

TEST(RecordChecks, ContactsAreOfTheAccountOfTheRecord) {
  const auto contact = [](const std::string& name) {
    return After([&](RecordChecks& checks) { checks.Contact("x", name); });
  };
  EXPECT_THAT(contact("programs/p/accounts/a/contacts/joe"), IsOk());
  EXPECT_THAT(contact(""), IsOk());
  EXPECT_THAT(contact("programs/p/accounts/b/contacts/joe"),
              HasReason("INVALID_REFERENCE"));
}

TEST(RecordChecks, WordsThatBeginLikeANameMustBeAMembers) {
  const auto said = [](const std::string& text) {
    return After(
        [&](RecordChecks& checks) { checks.MemberOrWords("x", text); });
  };
  EXPECT_THAT(said("the customer's engineer"), IsOk());
  EXPECT_THAT(said("programs/p/members/ann"), IsOk());
  EXPECT_THAT(said("programs/p/accounts/a"), HasReason("INVALID_REFERENCE"));
}

TEST(RecordChecks, NoNameOfAListStandsTwice) {
  const auto members = [](const std::vector<std::string>& names) {
    return After(
        [&](RecordChecks& checks) { checks.Members("x", NamesOf(names)); });
  };
  EXPECT_THAT(members({"programs/p/members/ann", "programs/p/members/bob"}),
              IsOk());
  EXPECT_THAT(members({"programs/p/members/ann", "programs/p/members/ann"}),
              HasReason("DUPLICATE"));
  EXPECT_THAT(members({"programs/p/accounts/a"}),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(After([](RecordChecks& checks) {
                checks.Contacts("x",
                                NamesOf({"programs/p/accounts/b/contacts/j"}));
              }),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(After([](RecordChecks& checks) {
                checks.Accounts("x", NamesOf({"programs/p/accounts/b",
                                              "programs/p/accounts/b"}));
              }),
              HasReason("DUPLICATE"));
}

TEST(RecordChecks, NoValueOfAListStandsTwice) {
  const auto values = [](const std::vector<int>& numbers) {
    return After([&](RecordChecks& checks) {
      checks.EachOnce("x", google::protobuf::RepeatedField<int>(numbers.begin(),
                                                                numbers.end()));
    });
  };
  EXPECT_THAT(values({1, 2, 3}), IsOk());
  EXPECT_THAT(values({1, 2, 1}), HasReason("DUPLICATE"));
}

TEST(RecordChecks, DaysAreNeitherOfTheFutureNorReversed) {
  const auto on = [](int day) {
    return After(
        [&](RecordChecks& checks) { checks.NotFuture("x", Day(day)); });
  };
  EXPECT_THAT(on(1), IsOk());
  EXPECT_THAT(on(2), HasReason("DATE_IN_FUTURE"));
  const auto ends = [](int day) {
    return After(
        [&](RecordChecks& checks) { checks.NotBefore("x", Day(day), Day(5)); });
  };
  EXPECT_THAT(ends(5), IsOk());
  EXPECT_THAT(ends(4), HasReason("DATES_REVERSED"));
}

TEST(RecordChecks, TextThatIsThereHoldsMoreThanBlanks) {
  const auto text = [](const std::string& words) {
    return After([&](RecordChecks& checks) { checks.NotBlank("x", words); });
  };
  EXPECT_THAT(text("a"), IsOk());
  EXPECT_THAT(text(""), IsOk());
  EXPECT_THAT(text(" \t"), HasReason("MISSING_FIELD"));
}

}  // namespace
}  // namespace kam::resource::record_checks_test
