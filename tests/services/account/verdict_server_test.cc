#include "gmock/gmock.h"
#include "tests/services/account/verdict_harness.h"

namespace kam::account::verdict_server_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Accounts = v1::AccountService::Stub;

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

}  // namespace
}  // namespace kam::account::verdict_server_test
