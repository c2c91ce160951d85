#include <map>

#include "gmock/gmock.h"
#include "tests/services/account/account_harness.h"

namespace kam::account {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Accounts = v1::AccountService::Stub;

// The day of every verdict, and the trailing window before it.
constexpr char kAsOf[] = "as_of { year: 2013 month: 11 day: 30 } ";

class VerdictServerTest : public AccountServiceTest {
 protected:
  VerdictServerTest() { HaveProgram(); }

  // Two purchases in two months of the window make a regular buyer.
  void Buys(const std::string& account, int64_t revenue, int64_t cost = 0) {
    Book({Entry(account, Day(2013, 2, 5), revenue / 2, cost),
          Entry(account, Day(2013, 8, 5), revenue - revenue / 2)});
  }

  std::map<std::string, v1::AccountClass> Classes() {
    const auto answer = Call(*accounts_, &Accounts::ClassifyAccounts,
                             std::string("parent: 'programs/p' ") + kAsOf);
    EXPECT_THAT(answer.status, GrpcIsOk());
    std::map<std::string, v1::AccountClass> classes;
    for (const auto& one : answer.value.accounts()) {
      classes[one.account().substr(one.account().rfind('/') + 1)] =
          one.account_class();
    }
    return classes;
  }

  v1::SelectKeyAccountsResponse Select() {
    const auto answer = Call(*accounts_, &Accounts::SelectKeyAccounts,
                             std::string("parent: 'programs/p' ") + kAsOf);
    EXPECT_THAT(answer.status, GrpcIsOk());
    return answer.value;
  }

  v1::ProfitabilityVerdict Profitability(const std::string& account) {
    const auto answer =
        Call(*accounts_, &Accounts::GetAccountProfitability,
             "name: 'programs/p/accounts/" + account + "' " + kAsOf);
    EXPECT_THAT(answer.status, GrpcIsOk());
    return answer.value.verdict();
  }
};

std::vector<std::string> NamesOf(
    const google::protobuf::RepeatedPtrField<v1::RootRevenue>& roots) {
  std::vector<std::string> names;
  for (const auto& root : roots) {
    names.push_back(root.account().substr(root.account().rfind('/') + 1));
  }
  return names;
}

TEST_F(VerdictServerTest, S4_01_TellsTheFourClassesApart) {
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

TEST_F(VerdictServerTest, S4_01_PagesClassesAndCountsThemAll) {
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

TEST_F(VerdictServerTest, S4_02_NominatesTheFewThatBringTheMost) {
  HaveAccount("one");
  HaveAccount("two");
  Buys("one", 500);
  Buys("two", 300);
  for (int i = 0; i < 8; ++i) {
    const std::string id = "small" + std::to_string(i);
    HaveAccount(id);
    Buys(id, 25);
  }
  const auto selection = Select();
  EXPECT_EQ(selection.pareto().base(), 10);
  EXPECT_EQ(selection.pareto().m80(), 2);
  EXPECT_EQ(selection.pareto().shape(), v1::PARETO_SHAPE_HOLDS);
  EXPECT_THAT(NamesOf(selection.pareto().nominated()),
              ElementsAre("one", "two"));
  EXPECT_EQ(selection.policy().version(), 1);
}

TEST_F(VerdictServerTest, S2_02_SumsABuyingGroup) {
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

TEST_F(VerdictServerTest, S4_05_NominatesALowSpenderOfPrestige) {
  HaveAccount("small",
              "criteria_ratings { criterion: CRITERION_PRESTIGE rating: 5 "
              "rationale: 'known' rater: 'ann' "
              "rated_on { year: 2013 month: 1 day: 1 } }");
  const auto selection = Select();
  ASSERT_THAT(selection.strategic(), SizeIs(1));
  EXPECT_TRUE(selection.strategic(0).nominee());
  EXPECT_EQ(selection.mismatches(0).kind(),
            v1::SelectionMismatch::KIND_NOMINATED_NOT_DESIGNATED);
}

TEST_F(VerdictServerTest, S3_07_JudgesProfitOnceTheMonthsAreClosed) {
  HaveAccount("a");
  Buys("a", 1000, 1200);
  EXPECT_EQ(Profitability("a").value(),
            v1::ProfitabilityVerdict::VALUE_UNKNOWN_REVENUE_ONLY);
  CloseMonths(Day(2012, 11, 1), Day(2013, 10, 1));
  const auto verdict = Profitability("a");
  EXPECT_EQ(verdict.value(), v1::ProfitabilityVerdict::VALUE_LOSS);
  EXPECT_EQ(verdict.profit().units(), -200);
  EXPECT_THAT(verdict.actions(),
              Contains(v1::ProfitabilityVerdict::ACTION_REDUCE_COST_OF_SALES));
}

TEST_F(VerdictServerTest, S2_19_HoldsProfitAgainstItsTarget) {
  HaveAccount("a");
  Buys("a", 1000, 800);
  CloseMonths(Day(2012, 11, 1), Day(2013, 10, 1));
  EXPECT_EQ(Profitability("a").value(),
            v1::ProfitabilityVerdict::VALUE_PROFITABLE_NO_TARGET);
  auto target = [this](int bps) {
    return Call(*accounts_, &Accounts::UpdateTarget,
                "target { name: 'programs/p/accounts/a/targets/t' "
                "measure: MEASURE_MARGIN_BPS margin_bps: " +
                    std::to_string(bps) +
                    " starts_on { year: 2013 month: 1 day: 1 } } "
                    "allow_missing: true")
        .status;
  };
  ASSERT_THAT(target(2000), GrpcIsOk());
  EXPECT_EQ(Profitability("a").value(),
            v1::ProfitabilityVerdict::VALUE_ON_TARGET);
  ASSERT_THAT(target(2001), GrpcIsOk());
  EXPECT_EQ(Profitability("a").value(),
            v1::ProfitabilityVerdict::VALUE_BELOW_TARGET);
}

TEST_F(VerdictServerTest, ProgrammeFiguresFollowTheLedger) {
  HaveAccount("a");
  HaveAccount("b");
  Buys("a", 100);
  CloseMonths(Day(2012, 11, 1), Day(2013, 7, 1));
  EXPECT_EQ(Profitability("a").dependence_bps(), 10'000);
  // An interaction leaves them as they are; an entry does not.
  ASSERT_THAT(Call(*accounts_, &Accounts::CreateInteraction,
                   "parent: 'programs/p/accounts/b' interaction { "
                   "type: TYPE_CALL "
                   "happened_on { year: 2013 month: 1 day: 1 } }")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Profitability("a").dependence_bps(), 10'000);
  Book({Entry("b", Day(2013, 9, 1), 100)});
  CloseMonths(Day(2013, 8, 1), Day(2013, 10, 1));
  EXPECT_EQ(Profitability("a").dependence_bps(), 5000);
}

TEST_F(VerdictServerTest, RefusesMixedCurrencies) {
  HaveAccount("a");
  v1::LedgerEntry entry = Entry("a", Day(2013, 4, 1), 10);
  for (auto* money : {entry.mutable_revenue(), entry.mutable_direct_cost(),
                      entry.mutable_cost_of_sales()}) {
    money->set_currency_code("EUR");
  }
  Book({entry});
  EXPECT_THAT(
      Call(*accounts_, &Accounts::SelectKeyAccounts,
           std::string("parent: 'programs/p' ") + kAsOf)
          .status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "MIXED_CURRENCY"));
  EXPECT_THAT(
      Call(*accounts_, &Accounts::GetConcentration,
           std::string("name: 'programs/p' ") + kAsOf)
          .status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "MIXED_CURRENCY"));
}

TEST_F(VerdictServerTest, SaysWhatIsWrongWithARequest) {
  EXPECT_THAT(Call(*accounts_, &Accounts::SelectKeyAccounts,
                   "parent: 'programs/nobody'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
  EXPECT_THAT(Call(*accounts_, &Accounts::ClassifyAccounts,
                   "parent: 'programs/p' as_of { year: 1 month: 1 day: 1 }")
                  .status,
              GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_THAT(
      Call(*accounts_, &Accounts::ClassifyAccounts,
           "parent: 'programs/p' page_token: 'nonsense'")
          .status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_PAGE_TOKEN"));
  EXPECT_THAT(Call(*accounts_, &Accounts::GetAccountProfitability,
                   "name: 'programs/p/accounts/nobody'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
}

TEST_F(VerdictServerTest, ListsDuplicateCandidates) {
  HaveAccount("a", "region: 'eu'");
  ASSERT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   "account { name: 'programs/p/accounts/a' "
                   "display_name: 'Brakes and Gears Ltd' }")
                  .status,
              GrpcIsOk());
  HaveAccount("b", "region: 'eu'");
  EXPECT_THAT(Call(*accounts_, &Accounts::ListDuplicateCandidates,
                   "parent: 'programs/p'")
                  .value.candidates(),
              IsEmpty());
  ASSERT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   "account { name: 'programs/p/accounts/b' "
                   "display_name: 'BRAKES AND GEARS' }")
                  .status,
              GrpcIsOk());
  const auto found = Call(*accounts_, &Accounts::ListDuplicateCandidates,
                          "parent: 'programs/p'");
  ASSERT_THAT(found.value.candidates(), SizeIs(1));
  EXPECT_THAT(found.value.candidates(0).accounts(),
              ElementsAre("programs/p/accounts/a", "programs/p/accounts/b"));
}

using FactsServerTest = VerdictServerTest;

TEST_F(FactsServerTest, TellsAllOfAnAccountAsOfADay) {
  HaveAccount("a");
  Buys("a", 1000, 800);
  CloseMonths(Day(2011, 1, 1), Day(2013, 10, 1));
  Designate("a");
  auto interaction = [this](int year, int month) {
    return Call(*accounts_, &Accounts::CreateInteraction,
                "parent: 'programs/p/accounts/a' interaction { "
                "type: TYPE_MEETING two_way: true happened_on { year: " +
                    std::to_string(year) + " month: " + std::to_string(month) +
                    " day: 1 } }")
        .status;
  };
  ASSERT_THAT(interaction(2012, 6), GrpcIsOk());
  ASSERT_THAT(interaction(2013, 3), GrpcIsOk());
  ASSERT_THAT(interaction(2013, 6), GrpcIsOk());
  ASSERT_THAT(interaction(2013, 12), GrpcIsOk());
  const auto answer =
      Call(*accounts_, &Accounts::GetAccountFacts,
           std::string("account: 'programs/p/accounts/a' ") + kAsOf);
  ASSERT_THAT(answer.status, GrpcIsOk());
  const v1::AccountFacts& facts = answer.value;
  EXPECT_EQ(facts.interaction_count(), 3);
  ASSERT_THAT(facts.interactions(), SizeIs(2));
  EXPECT_EQ(facts.interactions(0).happened_on().month(), 6);
  EXPECT_THAT(facts.ledger_rollups(), SizeIs(2));
  EXPECT_EQ(facts.purchase_count(), 2);
  EXPECT_TRUE(facts.key_account());
  EXPECT_TRUE(facts.top_ranked());
  EXPECT_EQ(facts.classification().account_class(),
            v1::ACCOUNT_CLASS_KEY_ACCOUNT);
  EXPECT_EQ(facts.profitability().profit().units(), 200);
  EXPECT_EQ(facts.prior_profitability().value(),
            v1::ProfitabilityVerdict::VALUE_NO_REVENUE);
  EXPECT_THAT(facts.unavailable_reasons(), IsEmpty());
  EXPECT_GT(facts.store().revision(), 0);
}

TEST_F(FactsServerTest, LeavesOutWhatCannotBeToldAndSaysWhy) {
  HaveAccount("a");
  v1::LedgerEntry entry = Entry("a", Day(2013, 4, 1), 10);
  for (auto* money : {entry.mutable_revenue(), entry.mutable_direct_cost(),
                      entry.mutable_cost_of_sales()}) {
    money->set_currency_code("EUR");
  }
  Book({entry});
  CloseMonths(Day(2011, 1, 1), Day(2013, 10, 1));
  const auto facts =
      Call(*accounts_, &Accounts::GetAccountFacts,
           std::string("account: 'programs/p/accounts/a' ") + kAsOf);
  ASSERT_THAT(facts.status, GrpcIsOk());
  EXPECT_FALSE(facts.value.has_profitability());
  EXPECT_FALSE(facts.value.has_top_ranked());
  EXPECT_THAT(facts.value.unavailable_reasons(), ElementsAre("MIXED_CURRENCY"));
  EXPECT_THAT(Call(*accounts_, &Accounts::GetAccountFacts,
                   "account: 'programs/p/accounts/nobody'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
}

TEST_F(FactsServerTest, S1_R2_TellsTheSegmentationInForceAndTheKeyAccounts) {
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
}  // namespace kam::account
