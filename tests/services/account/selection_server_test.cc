#include "gmock/gmock.h"
#include "tests/services/account/verdict_harness.h"

// Who is a key account, by the requirements' items, asked of the service.

namespace kam::account::selection_server_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Accounts = v1::AccountService::Stub;

using SelectionServerTest = VerdictServerTest;

TEST_F(SelectionServerTest, S4_01_TellsTheFourClassesApart) {
  for (const char* id : {"suspect", "visited", "once", "buyer", "key"}) {
    HaveAccount(id);
  }
  ASSERT_THAT(Call(*accounts_, &Accounts::CreateInteraction,
                   "parent: 'programs/p/accounts/visited' interaction { "
                   "type: TYPE_VISIT "
                   "happened_on { year: 2010 month: 1 day: 1 } }")
                  .status,
              GrpcIsOk());
  Book({Entry("once", Day(2013, 3, 1), 10)});
  Buys("buyer", 100);
  Designate("key");
  EXPECT_THAT(Classes(), ::testing::UnorderedElementsAre(
                             std::pair("suspect", v1::ACCOUNT_CLASS_SUSPECT),
                             std::pair("visited", v1::ACCOUNT_CLASS_PROSPECT),
                             std::pair("once", v1::ACCOUNT_CLASS_PROSPECT),
                             std::pair("buyer", v1::ACCOUNT_CLASS_CUSTOMER),
                             std::pair("key", v1::ACCOUNT_CLASS_KEY_ACCOUNT)));
}

TEST_F(SelectionServerTest, S4_01_PagesClassesAndCountsThemAll) {
  for (const char* id : {"a", "b", "c"}) HaveAccount(id);
  Buys("b", 100);
  const std::string request = "parent: 'programs/p' page_size: 2 ";
  const auto first = Call(*accounts_, &Accounts::ClassifyAccounts, request);
  ASSERT_THAT(first.status, GrpcIsOk());
  EXPECT_THAT(first.value.accounts(), SizeIs(2));
  EXPECT_THAT(first.value.counts(), SizeIs(4));
  HaveAccount("d");  // not of the list that was begun
  const auto second =
      Call(*accounts_, &Accounts::ClassifyAccounts,
           request + "page_token: '" + first.value.next_page_token() + "'");
  ASSERT_THAT(second.status, GrpcIsOk());
  EXPECT_THAT(second.value.accounts(), SizeIs(1));
  EXPECT_EQ(second.value.next_page_token(), "");
}

TEST_F(SelectionServerTest, S2_02_SumsABuyingGroup) {
  HaveAccount("group");
  for (const char* id : {"north", "south"}) {
    HaveAccount(id,
                "hierarchy_edges { kind: KIND_BUYING_GROUP "
                "parent: 'programs/p/accounts/group' }");
    Buys(id, 100);
  }
  const auto pareto = Select().pareto();
  EXPECT_EQ(pareto.base(), 1);
  ASSERT_THAT(pareto.nominated(), SizeIs(1));
  EXPECT_EQ(pareto.nominated(0).account(), "programs/p/accounts/group");
  EXPECT_EQ(pareto.nominated(0).revenue().units(), 200);
}

TEST_F(SelectionServerTest, S4_01_EachClauseOfBuyingRegularlyIsNeeded) {
  for (const char* id : {"month", "returned", "old", "edge"}) HaveAccount(id);
  // Two purchases in one month; two that went back; one before the window,
  // which begins on 30 November 2012; one on its first day.
  Book({Entry("month", Day(2013, 2, 5), 10),
        Entry("month", Day(2013, 2, 6), 10),
        Entry("returned", Day(2013, 2, 5), 10),
        Entry("returned", Day(2013, 3, 5), 10),
        Entry("returned", Day(2013, 4, 5), -20),
        Entry("old", Day(2012, 11, 29), 10), Entry("old", Day(2013, 3, 5), 10),
        Entry("edge", Day(2012, 11, 30), 10),
        Entry("edge", Day(2013, 3, 5), 10)});
  EXPECT_THAT(Classes(), ::testing::UnorderedElementsAre(
                             std::pair("month", v1::ACCOUNT_CLASS_PROSPECT),
                             std::pair("returned", v1::ACCOUNT_CLASS_PROSPECT),
                             std::pair("old", v1::ACCOUNT_CLASS_PROSPECT),
                             std::pair("edge", v1::ACCOUNT_CLASS_CUSTOMER)));
}

// The revenues of a base of customers, and what is chosen of them.
struct Base {
  std::string title;
  std::vector<int64_t> revenues;
  int m80;
  int head;
  v1::ParetoShape shape;
  size_t nominated;
  size_t tied;
};

class GoldenSelectionTest : public VerdictServerTest,
                            public ::testing::WithParamInterface<Base> {};

TEST_P(GoldenSelectionTest, S4_02_S2_02_ChoosesTheFewThatBringTheMost) {
  for (size_t i = 0; i < GetParam().revenues.size(); ++i) {
    const std::string id = "c" + std::to_string(i);
    HaveAccount(id);
    Buys(id, GetParam().revenues[i]);
  }
  const v1::SelectKeyAccountsResponse selection = Select();
  const v1::ParetoSelection& pareto = selection.pareto();
  EXPECT_EQ(pareto.base(), static_cast<int>(GetParam().revenues.size()));
  EXPECT_EQ(pareto.m80(), GetParam().m80);
  EXPECT_EQ(pareto.head(), GetParam().head);
  EXPECT_EQ(pareto.shape(), GetParam().shape);
  EXPECT_THAT(pareto.nominated(), SizeIs(GetParam().nominated));
  EXPECT_THAT(pareto.tied(), SizeIs(GetParam().tied));
  EXPECT_EQ(selection.policy().version(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    GF1, GoldenSelectionTest,
    ::testing::Values(
        Base{"Classic",
             {500, 300, 25, 25, 25, 25, 25, 25, 25, 25},
             2,
             2,
             v1::PARETO_SHAPE_HOLDS,
             2,
             0},
        Base{"AllEqual",
             {100, 100, 100, 100, 100, 100, 100, 100, 100, 100},
             8,
             2,
             v1::PARETO_SHAPE_FLAT,
             0,
             10},
        Base{
            "Small", {70, 10, 10, 10}, 2, 1, v1::PARETO_SHAPE_SMALL_BASE, 1, 0},
        Base{"Flat", {50, 20, 15, 10, 5}, 3, 1, v1::PARETO_SHAPE_FLAT, 1, 0},
        Base{"TieAtTheCut",
             {400, 200, 200, 50, 50, 40, 30, 20, 5, 5},
             3,
             2,
             v1::PARETO_SHAPE_WEAK,
             1,
             2}),
    [](const auto& info) { return info.param.title; });

TEST_F(SelectionServerTest, S4_05_NominatesByCriteriaHoweverLittleItBuys) {
  auto rated = [](const std::string& criterion, int rating) {
    return "criteria_ratings { criterion: CRITERION_" + criterion +
           " rating: " + std::to_string(rating) +
           " rationale: 'known' rater: 'ann' "
           "rated_on { year: 2013 month: 1 day: 1 } } ";
  };
  HaveAccount("prestige", rated("PRESTIGE", 5));
  HaveAccount("door", rated("DOOR_OPENER", 4));
  HaveAccount("wow", rated("WOW_FACTOR", 4));
  HaveAccount("future", rated("FUTURE_SPEND", 4));
  HaveAccount("less", rated("PRESTIGE", 3));
  HaveAccount("growing", rated("GROWTH_POTENTIAL", 5));
  HaveAccount("unwilling",
              rated("PRESTIGE", 5) + rated("WILLINGNESS_TO_PARTNER", 0));
  const v1::SelectKeyAccountsResponse selection = Select();
  std::vector<std::string> nominees;
  for (const v1::StrategicNomination& one : selection.strategic()) {
    if (one.nominee()) nominees.push_back(one.account().substr(20));
  }
  EXPECT_THAT(nominees, ::testing::UnorderedElementsAre("prestige", "door",
                                                        "wow", "future"));
  ASSERT_THAT(selection.mismatches(), SizeIs(4));
  EXPECT_EQ(selection.mismatches(0).kind(),
            v1::SelectionMismatch::KIND_NOMINATED_NOT_DESIGNATED);
}

TEST_F(SelectionServerTest, S4_05_AKeyAccountNeedNotBuy) {
  HaveAccount("a");
  Designate("a");
  const auto answer = Call(*accounts_, &Accounts::ClassifyAccounts,
                           std::string("parent: 'programs/p' ") + kAsOf);
  ASSERT_THAT(answer.value.accounts(), SizeIs(1));
  EXPECT_EQ(answer.value.accounts(0).account_class(),
            v1::ACCOUNT_CLASS_KEY_ACCOUNT);
  ASSERT_THAT(answer.value.accounts(0).flags(), SizeIs(1));
  EXPECT_EQ(answer.value.accounts(0).flags(0).code(), "KEY_NOT_BUYING");
}

using DesignationTest = VerdictServerTest;

TEST_F(DesignationTest, S3_02_MovesStepByStepAndKeepsTheHistory) {
  HaveAccount("a");
  auto move = [this](const std::string& state) {
    return Call(*accounts_, &Accounts::DesignateKeyAccount,
                "name: 'programs/p/accounts/a' basis: BASIS_REVENUE "
                "reason: 'x' approver: 'programs/p/members/dora' "
                "approver_grade: GRADE_DIRECTOR "
                "review_on { year: 2014 month: 6 day: 1 } state: STATE_" +
                    state)
        .status;
  };
  const auto refused =
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "WRONG_STATE");
  EXPECT_THAT(move("DESIGNATED"), refused);
  EXPECT_THAT(move("RELEASED"), refused);
  ASSERT_THAT(move("NOMINATED"), GrpcIsOk());
  EXPECT_THAT(move("UNDER_REVIEW"), refused);
  EXPECT_THAT(move("RELEASED"), refused);
  ASSERT_THAT(move("DESIGNATED"), GrpcIsOk());
  EXPECT_THAT(move("NOMINATED"), refused);
  EXPECT_THAT(move("RELEASED"), refused);
  const auto account =
      Call(*accounts_, &Accounts::GetAccount, "name: 'programs/p/accounts/a'");
  ASSERT_THAT(account.value.designations(), SizeIs(2));
  EXPECT_EQ(account.value.designations(1).state(),
            v1::Designation::STATE_DESIGNATED);
  // An update cannot touch it.
  ASSERT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   "account { name: 'programs/p/accounts/a' "
                   "display_name: 'A' } update_mask { paths: '*' }")
                  .status,
              GrpcIsOk());
  EXPECT_THAT(
      Call(*accounts_, &Accounts::GetAccount, "name: 'programs/p/accounts/a'")
          .value.designations(),
      SizeIs(2));
}

TEST_F(DesignationTest, ComparesTheEtagAndFindsTheAccount) {
  HaveAccount("a");
  EXPECT_THAT(Call(*accounts_, &Accounts::DesignateKeyAccount,
                   "name: 'programs/p/accounts/a' state: STATE_NOMINATED "
                   "basis: BASIS_REVENUE reason: 'x' etag: '\"old\"'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
  EXPECT_THAT(Call(*accounts_, &Accounts::DesignateKeyAccount,
                   "name: 'programs/p/accounts/b' state: STATE_NOMINATED "
                   "basis: BASIS_REVENUE reason: 'x'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
}

TEST_F(DesignationTest, S3_02_TellsWhetherAnAccountIsChosenAndItsProfitKnown) {
  HaveAccount("a");
  Buys("a", 1000, 800);
  v1::AccountFacts facts = Facts(kAsOf);
  EXPECT_FALSE(facts.key_account());
  EXPECT_THAT(facts.account().designations(), IsEmpty());
  EXPECT_EQ(facts.profitability().value(),
            v1::ProfitabilityVerdict::VALUE_UNKNOWN_REVENUE_ONLY);
  Designate("a");
  CloseMonths(Day(2012, 11, 1), Day(2013, 10, 1));
  facts = Facts(kAsOf);
  EXPECT_TRUE(facts.key_account());
  EXPECT_THAT(facts.account().designations(), SizeIs(2));
  EXPECT_EQ(facts.profitability().profit().units(), 200);
  auto move = [this](const std::string& state, const std::string& day) {
    return Call(*accounts_, &Accounts::DesignateKeyAccount,
                "name: 'programs/p/accounts/a' reason: 'smaller' "
                "approver: 'programs/p/members/dora' "
                "approver_grade: GRADE_DIRECTOR state: STATE_" +
                    state + " on { year: 2013 month: 11 day: " + day + " }")
        .status;
  };
  // Under review it is still one; released it is not, from that day on.
  ASSERT_THAT(move("UNDER_REVIEW", "1"), GrpcIsOk());
  EXPECT_TRUE(Facts(kAsOf).key_account());
  ASSERT_THAT(move("RELEASED", "29"), GrpcIsOk());
  EXPECT_FALSE(Facts(kAsOf).key_account());
  EXPECT_TRUE(Facts("as_of { year: 2013 month: 11 day: 28 }").key_account());
}

TEST_F(SelectionServerTest,
       S1_R2_TellsTheSegmentationInForceAndTheKeyAccounts) {
  HaveAccount("a");
  HaveAccount("b");
  Designate("b");
  ASSERT_THAT(
      Call(*programs_, &v1::ProgramService::Stub::UpdateProgram,
           "program { name: 'programs/p' "
           "segmentations { starts_on { year: 2012 month: 1 day: 1 } "
           "revenue: true } "
           "segmentations { starts_on { year: 2013 month: 1 day: 1 } "
           "revenue: true growth_potential: true "
           "strategic_criteria: CRITERION_WILLINGNESS_TO_PARTNER } "
           "segmentations { starts_on { year: 2014 month: 1 day: 1 } } }")
          .status,
      GrpcIsOk());
  const auto facts = Call(*accounts_, &Accounts::GetProgramFacts,
                          std::string("program: 'programs/p' ") + kAsOf);
  ASSERT_THAT(facts.status, GrpcIsOk());
  EXPECT_TRUE(facts.value.segmentation().growth_potential());
  EXPECT_EQ(facts.value.account_count(), 2);
  ASSERT_THAT(facts.value.key_accounts(), SizeIs(1));
  EXPECT_EQ(facts.value.key_accounts(0).account(), "programs/p/accounts/b");
}

}  // namespace
}  // namespace kam::account::selection_server_test
