#include "common/resource/reference.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"

namespace kam::resource::reference_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::IsOk;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::Status Check(const char* reference, const char* pattern,
                   const char* parent) {
  Violations violations;
  CheckReference(reference, pattern, parent, "field", violations);
  return violations.ToStatus();
}

TEST(CheckReference, TakesNamesOfThePatternUnderTheParent) {
  EXPECT_THAT(Check("programs/p/members/m", kMemberPattern, "programs/p"),
              IsOk());
  EXPECT_THAT(Check("programs/p/accounts/a/contacts/c", kContactPattern,
                    "programs/p/accounts/a"),
              IsOk());
  EXPECT_THAT(
      Check("programs/p/accounts/a/contacts/c", kContactPattern, "programs/p"),
      IsOk());
}

TEST(CheckReference, RefusesOtherForms) {
  for (const char* reference :
       {"", "programs/p", "programs/p/members", "programs/p/members/",
        "programs/p/members/M", "programs/p/accounts/m",
        "programs/p/members/m/x/y", "/programs/p/members/m",
        "programs//members/m", "programs/{program}/members/{member}"}) {
    EXPECT_THAT(Check(reference, kMemberPattern, "programs/p"),
                StatusIs(kInvalid, "INVALID_REFERENCE"))
        << reference;
  }
}

TEST(CheckReference, RefusesOtherParents) {
  EXPECT_THAT(Check("programs/q/members/m", kMemberPattern, "programs/p"),
              StatusIs(kInvalid, "INVALID_REFERENCE"));
  EXPECT_THAT(Check("programs/pp/members/m", kMemberPattern, "programs/p"),
              StatusIs(kInvalid, "INVALID_REFERENCE"));
  EXPECT_THAT(Check("programs/p/accounts/b/contacts/c", kContactPattern,
                    "programs/p/accounts/a"),
              StatusIs(kInvalid, "INVALID_REFERENCE"));
}

google::protobuf::RepeatedPtrField<std::string> NamesOf(int count) {
  google::protobuf::RepeatedPtrField<std::string> names;
  for (int i = 0; i < count; ++i) {
    names.Add(absl::StrCat("programs/p/accounts/a", i));
  }
  return names;
}

TEST(ParseAccounts, KeepsTheOrder) {
  EXPECT_THAT(ParseAccounts({"p"}, NamesOf(2)),
              IsOkAndHolds(
                  ElementsAre(AccountName{"p", "a0"}, AccountName{"p", "a1"})));
  EXPECT_THAT(ParseAccounts({"p"}, NamesOf(0)), IsOkAndHolds(IsEmpty()));
}

TEST(ParseAccounts, RefusesForeignAndMalformedOnes) {
  auto names = NamesOf(1);
  names.Add("programs/q/accounts/a");
  EXPECT_THAT(ParseAccounts({"p"}, names),
              StatusIs(kInvalid, "INVALID_REFERENCE"));
  names = NamesOf(1);
  names.Add("programs/p");
  EXPECT_THAT(ParseAccounts({"p"}, names),
              StatusIs(kInvalid, "INVALID_REFERENCE"));
}

TEST(ParseAccounts, Takes1000AndNotOneMore) {
  EXPECT_THAT(ParseAccounts({"p"}, NamesOf(1000)), IsOk());
  EXPECT_THAT(ParseAccounts({"p"}, NamesOf(1001)),
              StatusIs(kInvalid, "TOO_MANY_ACCOUNTS"));
}

}  // namespace
}  // namespace kam::resource::reference_test
