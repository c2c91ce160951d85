// The list of key accounts in another order than by name: who is asked what,
// and what follows when one does not answer.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/gateway/gateway_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::gateway::portfolio_list_test {
namespace {

using kam::testing::DetailOf;
using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;

std::vector<std::string> NamesOf(const v1::ListKeyAccountsResponse& list) {
  std::vector<std::string> names;
  for (const auto& one : list.key_accounts()) {
    names.push_back(one.account().substr(one.account().rfind('/') + 1));
  }
  return names;
}

class PortfolioListTest : public GatewayTest {
 protected:
  using Verdict = account::v1::ProfitabilityVerdict;

  PortfolioListTest() {
    auto& facts = fakes_.account.program_facts;
    facts.mutable_key_accounts(0)->set_profitability(Verdict::VALUE_ON_TARGET);
    facts.mutable_key_accounts(1)->set_profitability(Verdict::VALUE_LOSS);
    facts.mutable_read_time()->set_seconds(11);
    fakes_.assessment.program_facts.mutable_read_time()->set_seconds(14);
  }

  // The assessment service chooses these, in this order.
  void Choose(const std::vector<std::string>& ids) {
    fakes_.assessment.program_facts.clear_accounts();
    for (const std::string& id : ids) {
      auto* line = fakes_.assessment.program_facts.add_accounts();
      line->set_account("programs/p/accounts/" + id);
      line->mutable_standing()->set_phase(2);
    }
  }

  v1::ListKeyAccountsResponse Listed(const std::string& text) {
    v1::ListKeyAccountsResponse list;
    EXPECT_THAT(List("parent: 'programs/p' " + text, &list), GrpcIsOk());
    return list;
  }

  // How often each service was asked.
  std::vector<int> Asked() {
    return {fakes_.account.script.asked, fakes_.team.script.asked,
            fakes_.planning.script.asked, fakes_.assessment.script.asked};
  }
};

TEST_F(PortfolioListTest, ByProfitabilityEachServiceIsAskedOncePerPage) {
  const std::string order =
      "order_by: KEY_ACCOUNT_ORDER_PROFITABILITY page_size: 2 ";
  const auto first = Listed(order);
  EXPECT_THAT(NamesOf(first), ElementsAre("b", "a"));
  EXPECT_EQ(first.key_accounts(0).profitability(), Verdict::VALUE_LOSS);
  EXPECT_EQ(first.key_accounts(0).team().members(), 4);
  EXPECT_THAT(Asked(), ElementsAre(1, 1, 1, 1));
  EXPECT_FALSE(fakes_.assessment.program_request.has_ranking());
  const auto second = Listed(
      absl::StrCat(order, "page_token: '", first.next_page_token(), "'"));
  EXPECT_THAT(NamesOf(second), ElementsAre("c"));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_THAT(Asked(), ElementsAre(2, 2, 2, 2));
  EXPECT_THAT(fakes_.account.program_request,
              EqualsProto("program: 'programs/p' key_account_limit: 10001 "
                          "as_of { year: 2013 month: 12 day: 2 } "
                          "read_time { seconds: 11 } "
                          "show_profitability: true"));
}

TEST_F(PortfolioListTest, ByPhaseTheAssessmentServiceChooses) {
  const std::string order =
      "order_by: KEY_ACCOUNT_ORDER_PHASE least_severity: SEVERITY_WARN "
      "profitabilities: VALUE_LOSS profitabilities: VALUE_UNSPECIFIED "
      "page_size: 1 ";
  Choose({"c", "b"});
  const auto first = Listed(order);
  EXPECT_THAT(NamesOf(first), ElementsAre("c"));
  EXPECT_EQ(first.key_accounts(0).evidence().standing().phase(), 2);
  EXPECT_THAT(Asked(), ElementsAre(1, 1, 1, 1));
  EXPECT_THAT(fakes_.assessment.program_request, EqualsProto(R"pb(
                program: "programs/p"
                as_of { year: 2013 month: 12 day: 2 }
                accounts: "programs/p/accounts/b"
                accounts: "programs/p/accounts/c"
                ranking {
                  order_by: RANKING_ORDER_PHASE
                  least_severity: SEVERITY_WARN
                  limit: 2
                }
              )pb"));
  Choose({"b"});
  const auto second = Listed(
      absl::StrCat(order, "page_token: '", first.next_page_token(), "'"));
  EXPECT_THAT(NamesOf(second), ElementsAre("b"));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(fakes_.assessment.program_request.ranking().after(),
            "programs/p/accounts/c");
  EXPECT_EQ(fakes_.assessment.program_request.read_time().seconds(), 14);
}

TEST_F(PortfolioListTest, AListThatNobodyIsOnAsksNobodyElse) {
  Choose({});
  EXPECT_THAT(NamesOf(Listed("phases: 5")), ElementsAre());
  EXPECT_THAT(Asked(), ElementsAre(1, 0, 0, 1));
}

TEST_F(PortfolioListTest, APhaseThatIsNoneIsRefusedByTheNameOfItsField) {
  for (const char* phase : {"-1", "6"}) {
    v1::ListKeyAccountsResponse list;
    const grpc::Status refused = List(
        absl::StrCat("parent: 'programs/p' phases: 5 phases: ", phase), &list);
    EXPECT_THAT(refused, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                      "INVALID_PHASE"));
    const auto fields = DetailOf<google::rpc::BadRequest>(refused);
    ASSERT_EQ(fields.field_violations_size(), 1);
    EXPECT_EQ(fields.field_violations(0).field(), "phases");
  }
  EXPECT_THAT(Asked(), ElementsAre(0, 0, 0, 0));
}

TEST_F(PortfolioListTest, WhoDecidesMustAnswer) {
  fakes_.assessment.script.behaviour = Behaviour::kRefuses;
  v1::ListKeyAccountsResponse list;
  EXPECT_THAT(
      List("parent: 'programs/p' phases: 1", &list),
      GrpcStatusIs(grpc::StatusCode::PERMISSION_DENIED, "ROLE_MISSING"));
  // By profitability it decides nothing.
  const auto shown = Listed("order_by: KEY_ACCOUNT_ORDER_PROFITABILITY");
  EXPECT_THAT(NamesOf(shown), ElementsAre("b", "a", "c"));
  EXPECT_EQ(shown.assessment_status().reason(), "ROLE_MISSING");
}

TEST_F(PortfolioListTest, ATokenGoesWithItsOrderAndFilterAlone) {
  const auto first =
      Listed("order_by: KEY_ACCOUNT_ORDER_PROFITABILITY page_size: 1");
  for (const char* other :
       {"", "order_by: KEY_ACCOUNT_ORDER_PROFITABILITY reverse: true",
        "order_by: KEY_ACCOUNT_ORDER_PROFITABILITY profitabilities: "
        "VALUE_LOSS"}) {
    v1::ListKeyAccountsResponse list;
    EXPECT_THAT(
        List(absl::StrCat("parent: 'programs/p' ", other, " page_token: '",
                          first.next_page_token(), "'"),
             &list),
        GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                     "PAGE_TOKEN_MISMATCH"));
  }
}

TEST_F(PortfolioListTest, MoreKeyAccountsThanCanBePutInOrderAreRefused) {
  fakes_.account.program_facts.clear_key_accounts();
  for (int i = 0; i <= kMostKeyAccounts; ++i) {
    fakes_.account.program_facts.add_key_accounts()->set_account(
        absl::StrCat("programs/p/accounts/", 100000 + i));
  }
  v1::ListKeyAccountsResponse list;
  EXPECT_THAT(List("parent: 'programs/p' phases: 1", &list),
              GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION,
                           "TOO_MANY_KEY_ACCOUNTS"));
  // By name there is no limit.
  EXPECT_EQ(Listed("page_size: 3").key_accounts_size(), 3);
}

}  // namespace
}  // namespace kam::gateway::portfolio_list_test
