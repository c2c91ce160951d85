#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/account/verdict_harness.h"

// What an account earns, by the requirements' items, asked of the service.

namespace kam::account::profit_server_test {
namespace {

using kam::testing::GrpcIsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Accounts = v1::AccountService::Stub;
using Verdict = v1::ProfitabilityVerdict;

using ProfitServerTest = VerdictServerTest;

TEST_F(ProfitServerTest, M15_S3_07_JudgesProfitOnceTheMonthsAreClosed) {
  HaveAccount("a");
  Buys("a", 1000, 1200);
  EXPECT_EQ(Profitability("a").value(), Verdict::VALUE_UNKNOWN_REVENUE_ONLY);
  // A month in which it bought is still open.
  CloseMonths(Day(2013, 3, 1), Day(2013, 10, 1));
  EXPECT_EQ(Profitability("a").value(), Verdict::VALUE_UNKNOWN_REVENUE_ONLY);
  CloseMonths(Day(2013, 2, 1), Day(2013, 2, 1));
  const Verdict verdict = Profitability("a");
  EXPECT_EQ(verdict.value(), Verdict::VALUE_LOSS);
  EXPECT_EQ(verdict.profit().units(), -200);
}

// Yearly costs of an account that brings a million a year, what is decided,
// and how many quarters in a row it has lost.
struct Ledger {
  std::string title;
  int64_t direct_cost;
  int64_t cost_of_sales;
  int quarters;
  bool exception;
  Verdict::Value value;
  Verdict::Action action;
};

class GoldenProfitTest : public VerdictServerTest,
                         public ::testing::WithParamInterface<Ledger> {};

TEST_P(GoldenProfitTest, S3_07_UnderstandsThenCutsThenRelinquishes) {
  ASSERT_THAT(Call(*programs_, &v1::ProgramService::Stub::UpdateProgram,
                   "program { name: 'programs/p' profitability_policy { "
                   "benchmark_cost_of_sales_bps: 1800 } }")
                  .status,
              GrpcIsOk());
  HaveAccount("a");
  ASSERT_THAT(Have(&Accounts::CreateTarget, "target",
                   "measure: MEASURE_MARGIN_BPS margin_bps: 1000 "
                   "starts_on { year: 2013 month: 1 day: 1 }"),
              GrpcIsOk());
  std::vector<v1::LedgerEntry> entries;
  for (const auto& month :
       {Day(2012, 7, 1), Day(2012, 10, 1), Day(2013, 1, 1), Day(2013, 4, 1),
        Day(2013, 7, 1), Day(2013, 10, 1)}) {
    entries.push_back(Entry("a", month, 250'000, GetParam().direct_cost / 4));
    *entries.back().mutable_cost_of_sales() = Usd(GetParam().cost_of_sales / 4);
  }
  Book(entries);
  // A quarter whose costs are not all known ends the run of losses.
  const bool all = GetParam().quarters == 5;
  CloseMonths(Day(2012, all ? 7 : 10, 1), Day(2013, 10, 1));
  if (GetParam().exception) {
    ASSERT_THAT(Have(&Accounts::CreateStrategicException, "strategic_exception",
                     "criterion: CRITERION_PRESTIGE approver: 'dora' "
                     "approved_on { year: 2013 month: 1 day: 1 } "
                     "expires_on { year: 2013 month: 12 day: 31 }"),
                GrpcIsOk());
  }
  const Verdict verdict = Profitability("a");
  EXPECT_EQ(verdict.revenue().units(), 1'000'000);
  EXPECT_EQ(verdict.loss_quarters(), GetParam().quarters);
  EXPECT_EQ(verdict.value(), GetParam().value);
  EXPECT_THAT(verdict.actions(), ElementsAre(GetParam().action));
}

INSTANTIATE_TEST_SUITE_P(
    GG, GoldenProfitTest,
    ::testing::Values(
        Ledger{"1", 700'000, 150'000, 0, false, Verdict::VALUE_ON_TARGET,
               Verdict::ACTION_KEEP},
        Ledger{"2", 700'000, 250'000, 0, false, Verdict::VALUE_BELOW_TARGET,
               Verdict::ACTION_REDUCE_COST_OF_SALES},
        Ledger{"3", 780'000, 150'000, 0, false, Verdict::VALUE_BELOW_TARGET,
               Verdict::ACTION_REVIEW_PRICE_AND_MIX},
        Ledger{"4", 800'000, 250'000, 1, false, Verdict::VALUE_LOSS,
               Verdict::ACTION_REDUCE_COST_OF_SALES},
        Ledger{"5", 800'000, 250'000, 5, false, Verdict::VALUE_LOSS,
               Verdict::ACTION_REDUCE_DEPENDENCE},
        Ledger{"6", 950'000, 250'000, 1, false, Verdict::VALUE_LOSS,
               Verdict::ACTION_REDUCE_DEPENDENCE},
        Ledger{"7", 950'000, 250'000, 5, false, Verdict::VALUE_LOSS,
               Verdict::ACTION_RELINQUISH_CANDIDATE},
        Ledger{"8", 950'000, 250'000, 5, true, Verdict::VALUE_LOSS,
               Verdict::ACTION_HOLD_BY_EXCEPTION}),
    [](const auto& info) { return info.param.title; });

TEST_F(ProfitServerTest, S2_19_HoldsProfitAgainstItsTarget) {
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

TEST_F(ProfitServerTest, S2_19_ARevenueTargetIsNoProfitTarget) {
  HaveAccount("a");
  Designate("a");
  auto target = [this](const std::string& measure) {
    return Have(&Accounts::CreateTarget, "target",
                measure + " starts_on { year: 2013 month: 1 day: 1 }");
  };
  auto codes = [this] {
    std::vector<std::string> codes;
    const Verdict verdict = Profitability("a");
    for (const auto& flag : verdict.flags()) {
      codes.push_back(kam::type::v1::Severity_Name(flag.severity()) + " " +
                      flag.code());
    }
    return codes;
  };
  ASSERT_THAT(target("measure: MEASURE_REVENUE "
                     "amount { currency_code: 'USD' units: 1 }"),
              GrpcIsOk());
  EXPECT_THAT(codes(), ElementsAre("SEVERITY_VIOLATION NO_PROFIT_TARGET"));
  ASSERT_THAT(target("measure: MEASURE_PROFIT_AMOUNT "
                     "amount { currency_code: 'USD' units: 1 }"),
              GrpcIsOk());
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(ProfitServerTest, S3_07_FlagsDependenceFromTenPercent) {
  for (const char* id : {"a", "b"}) HaveAccount(id);
  Buys("a", 100);
  Buys("b", 900);
  CloseMonths(Day(2012, 11, 1), Day(2013, 10, 1));
  auto flagged = [this] {
    const Verdict verdict = Profitability("a");
    return std::any_of(
        verdict.flags().begin(), verdict.flags().end(),
        [](const auto& flag) { return flag.code() == "CONCENTRATION"; });
  };
  EXPECT_EQ(Profitability("a").dependence_bps(), 1000);
  EXPECT_TRUE(flagged());
  ASSERT_THAT(Call(*programs_, &v1::ProgramService::Stub::UpdateProgram,
                   "program { name: 'programs/p' profitability_policy { "
                   "concentration_bps: 1001 } }")
                  .status,
              GrpcIsOk());
  EXPECT_FALSE(flagged());
}

TEST_F(ProfitServerTest, EachKeyAccountsProfitIsToldWhenAskedFor) {
  for (const char* id : {"a", "b", "c"}) HaveAccount(id);
  for (const char* id : {"a", "b"}) Designate(id);
  Buys("a", 1000, 1200);
  Buys("b", 1000, 800);
  CloseMonths(Day(2012, 11, 1), Day(2013, 10, 1));
  auto told = [this](const std::string& more) {
    const auto facts =
        Call(*accounts_, &Accounts::GetProgramFacts,
             std::string("program: 'programs/p' key_account_limit: 10 ") +
                 kAsOf + more);
    EXPECT_THAT(facts.status, GrpcIsOk());
    std::vector<int> values;
    for (const auto& one : facts.value.key_accounts()) {
      EXPECT_TRUE(more.empty() ||
                  one.profitability() ==
                      Profitability(one.account().substr(20)).value())
          << one.account();
      values.push_back(one.profitability());
    }
    return values;
  };
  EXPECT_THAT(
      told("show_profitability: true"),
      ElementsAre(Verdict::VALUE_LOSS, Verdict::VALUE_PROFITABLE_NO_TARGET));
  EXPECT_THAT(told(""), ElementsAre(Verdict::VALUE_UNSPECIFIED,
                                    Verdict::VALUE_UNSPECIFIED));
}

}  // namespace
}  // namespace kam::account::profit_server_test
