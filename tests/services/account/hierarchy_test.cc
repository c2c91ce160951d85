#include "services/account/hierarchy.h"

#include <map>

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::account::hierarchy_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::HasSubstr;

constexpr auto kWrong = absl::StatusCode::kFailedPrecondition;

// Accounts in memory, by name.
class HierarchyTest : public ::testing::Test {
 protected:
  static std::string Name(const std::string& id) {
    return "programs/p/accounts/" + id;
  }

  static v1::Account Make(const std::string& id, const std::string& edges) {
    auto account = ParseProto<v1::Account>(edges);
    account.set_name(Name(id));
    return account;
  }

  static std::string Edge(const std::string& parent,
                          const std::string& more = "") {
    return "hierarchy_edges { kind: KIND_LEGAL parent: '" + Name(parent) +
           "' " + more + " } ";
  }

  void Have(const std::string& id, const std::string& edges) {
    accounts_[Name(id)] = Make(id, edges);
  }

  absl::Status Check(const std::string& id, const std::string& edges) {
    return CheckHierarchy(
        Make(id, edges),
        [this](const std::string& name)
            -> absl::StatusOr<std::vector<v1::HierarchyEdge>> {
          const auto& found = accounts_[name].hierarchy_edges();
          return std::vector<v1::HierarchyEdge>(found.begin(), found.end());
        });
  }

  std::map<std::string, v1::Account> accounts_;
};

TEST_F(HierarchyTest, AllowsATreeAndADiamond) {
  Have("left", Edge("top"));
  Have("right", Edge("top"));
  EXPECT_THAT(Check("bottom", Edge("left") + Edge("right")), IsOk());
}

TEST_F(HierarchyTest, FindsTheWayRound) {
  Have("b", Edge("c"));
  Have("c", Edge("a"));
  const absl::Status status = Check("a", Edge("b"));
  EXPECT_THAT(status, StatusIs(kWrong, "HIERARCHY_CYCLE"));
  EXPECT_THAT(status, HasMessage(HasSubstr("accounts/b -> ")));
}

TEST_F(HierarchyTest, KeepsTheKindsApart) {
  Have("b",
       "hierarchy_edges { kind: KIND_BILLING parent: '" + Name("a") + "' }");
  EXPECT_THAT(Check("a", Edge("b")), IsOk());
}

TEST_F(HierarchyTest, FindsACycleOnlyOnDaysWhenAllOfItIsInForce) {
  Have("b", Edge("c", "ends_on { year: 2012 month: 6 day: 30 }"));
  Have("c", Edge("a", "starts_on { year: 2012 month: 1 day: 1 }"));
  EXPECT_THAT(Check("a", Edge("b", "starts_on { year: 2012 month: 7 day: 1 }")),
              IsOk());
  EXPECT_THAT(Check("a", Edge("b", "ends_on { year: 2011 month: 12 day: 31 }")),
              IsOk());
  // One day in common is enough: both ends count.
  EXPECT_THAT(
      Check("a", Edge("b", "starts_on { year: 2012 month: 6 day: 30 }")),
      StatusIs(kWrong, "HIERARCHY_CYCLE"));
}

TEST_F(HierarchyTest, GivesUpOnAHierarchyWithoutEnd) {
  for (int i = 0; i < 1100; ++i) {
    Have("n" + std::to_string(i), Edge("n" + std::to_string(i + 1)));
  }
  EXPECT_THAT(Check("a", Edge("n0")), StatusIs(kWrong, "HIERARCHY_TOO_DEEP"));
}

}  // namespace
}  // namespace kam::account::hierarchy_test
