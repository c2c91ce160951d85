#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/planning/planning_harness.h"

// What is due over all plans of a programme.

namespace kam::planning::due_actions_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DueActionsTest : public PlanningServiceTest {
 protected:
  // An action as text, due on a day of December.
  static std::string Due(const std::string& id, int day,
                         const std::string& owner =
                             "member: "
                             "'programs/p/members/ann'") {
    return "actions { id: '" + id + "' text: 'Call' owner { " + owner + " } " +
           On("due_on", 12, day) + "} ";
  }

  // The ids of the due actions on all pages of a list, as "account/id".
  std::vector<std::string> List(const std::string& more, int page_size = 0) {
    std::vector<std::string> found;
    auto request = kam::testing::ParseProto<v1::ListDueActionsRequest>(
        "parent: 'programs/p' " + more);
    request.set_page_size(page_size);
    do {
      const auto answer = Send(&Stub::ListDueActions, request);
      EXPECT_THAT(answer.status, GrpcIsOk());
      for (const v1::DueAction& due : answer.value.due_actions()) {
        found.push_back(due.account().substr(due.account().rfind('/') + 1) +
                        "/" + due.action().id());
      }
      request.set_page_token(answer.value.next_page_token());
    } while (!request.page_token().empty());
    return found;
  }
};

TEST_F(DueActionsTest, AreInOrderOverAllPlans) {
  HavePlan(Due("late", 20) + Due("soon", 5) +
           "actions { id: 'undated' "
           "text: 'x' owner { member: 'programs/p/members/ann' } }");
  HavePlan(Due("soon", 5) + Due("next", 10), true, "programs/p/accounts/b");
  HavePlan(Due("draft", 6), false, "programs/p/accounts/c");
  HavePlan(Due("foreign", 6, "member: 'programs/q/members/ann'"), true,
           "programs/q/accounts/a");
  const std::vector<std::string> all = {"a/soon", "b/soon", "b/next", "a/late"};
  EXPECT_EQ(List(""), all);
  for (int page_size = 1; page_size <= 4; ++page_size) {
    EXPECT_EQ(List("", page_size), all);
    EXPECT_EQ(List("member: 'programs/p/members/ann'", page_size), all);
  }
  EXPECT_THAT(List(On("until", 12, 10)),
              ElementsAre("a/soon", "b/soon", "b/next"));
  EXPECT_THAT(List(On("until", 12, 4)), IsEmpty());
}

TEST_F(DueActionsTest, OfAMemberAreTheirOwn) {
  HavePlan(Due("ann", 5) + Due("bob", 4, "member: 'programs/p/members/bob'") +
           Due("joe", 3, "contact: 'programs/p/accounts/a/contacts/joe'"));
  EXPECT_THAT(List("member: 'programs/p/members/bob'"), ElementsAre("a/bob"));
  EXPECT_THAT(List("member: 'programs/p/members/bo'"), IsEmpty());
  EXPECT_THAT(List(""), ElementsAre("a/joe", "a/bob", "a/ann"));
}

TEST_F(DueActionsTest, OfAnAccountAreItsOwn) {
  HavePlan(Due("z", 5) + Due("a", 5) + Due("m", 4));
  HavePlan(Due("other", 3), true, "programs/p/accounts/b");
  const std::string account = std::string("account: '") + kAccount + "' ";
  EXPECT_THAT(List(account), ElementsAre("a/m", "a/a", "a/z"));
  EXPECT_THAT(List(account, 1), ElementsAre("a/m", "a/a", "a/z"));
  EXPECT_THAT(List(account + On("until", 12, 4)), ElementsAre("a/m"));
}

TEST_F(DueActionsTest, FollowEveryEdit) {
  HavePlan(Due("a1", 5));
  const std::string of = std::string("plan: '") + kPlan + "' action_id: 'a1' ";
  ASSERT_THAT(Call(&Stub::ReassignAction,
                   of + "owner { member: 'programs/p/members/bob' }")
                  .status,
              GrpcIsOk());
  EXPECT_THAT(List("member: 'programs/p/members/ann'"), IsEmpty());
  EXPECT_THAT(List("member: 'programs/p/members/bob'"), ElementsAre("a/a1"));
  ASSERT_THAT(Call(&Stub::CompleteAction, of).status, GrpcIsOk());
  EXPECT_THAT(List(""), IsEmpty());
  ASSERT_THAT(Call(&Stub::ReopenAction, of).status, GrpcIsOk());
  EXPECT_THAT(List(""), ElementsAre("a/a1"));
}

TEST_F(DueActionsTest, OfASupersededPlanAreNone) {
  HavePlan(Due("a1", 5));
  ASSERT_THAT(Call(&Stub::RevisePlan,
                   std::string("name: '") + kPlan + "' plan_id: 'two'")
                  .status,
              GrpcIsOk());
  ASSERT_THAT(Call(&Stub::ActivatePlan, std::string("name: '") + kAccount +
                                            "/plans/two' supersede: true")
                  .status,
              GrpcIsOk());
  const auto answer = Call(&Stub::ListDueActions, "parent: 'programs/p'");
  ASSERT_EQ(answer.value.due_actions_size(), 1);
  EXPECT_EQ(answer.value.due_actions(0).plan(),
            std::string(kAccount) + "/plans/two");
  harness_.Restart();
  Connect();
  EXPECT_THAT(List(""), ElementsAre("a/a1"));
}

TEST_F(DueActionsTest, OnTheNextPageIsWhatWasNotTouched) {
  HavePlan(Due("a1", 5) + Due("a2", 6) + Due("a3", 7));
  auto request = kam::testing::ParseProto<v1::ListDueActionsRequest>(
      "parent: 'programs/p' page_size: 1");
  const auto first = Send(&Stub::ListDueActions, request);
  ASSERT_THAT(Call(&Stub::CompleteAction,
                   std::string("plan: '") + kPlan + "' action_id: 'a2'")
                  .status,
              GrpcIsOk());
  request.set_page_token(first.value.next_page_token());
  const auto second = Send(&Stub::ListDueActions, request);
  ASSERT_THAT(second.status, GrpcIsOk());
  ASSERT_EQ(second.value.due_actions_size(), 1);
  EXPECT_EQ(second.value.due_actions(0).action().id(), "a3");
}

TEST_F(DueActionsTest, RefuseWhatIsMalformed) {
  constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;
  auto status = [&](const std::string& text) {
    return Call(&Stub::ListDueActions, text).status;
  };
  EXPECT_THAT(status("parent: 'p'"), GrpcStatusIs(kInvalid, "INVALID_NAME"));
  EXPECT_THAT(status("parent: 'programs/p' member: 'programs/q/members/ann'"),
              GrpcStatusIs(kInvalid, "INVALID_REFERENCE"));
  EXPECT_THAT(status("parent: 'programs/p' account: 'a'"),
              GrpcStatusIs(kInvalid, "INVALID_REFERENCE"));
  EXPECT_THAT(status("parent: 'programs/p' page_token: 'x'"),
              GrpcStatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  EXPECT_THAT(status("parent: 'programs/p' until { year: 2013 month: 13 }"),
              GrpcStatusIs(kInvalid, "INVALID_DATE"));
}

}  // namespace
}  // namespace kam::planning::due_actions_test
