#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/services/account/account_harness.h"

namespace kam::account {

// The day of every verdict, and the trailing window before it.
inline constexpr char kAsOf[] = "as_of { year: 2013 month: 11 day: 30 } ";

// Asks for what account decides from its ledger, on the day of kAsOf.
class VerdictServerTest : public AccountServiceTest {
 protected:
  VerdictServerTest() { HaveProgram(); }

  // Two purchases in two months of the window make a regular buyer.
  void Buys(const std::string& account, int64_t revenue, int64_t cost = 0) {
    Book({Entry(account, Day(2013, 2, 5), revenue / 2, cost),
          Entry(account, Day(2013, 8, 5), revenue - revenue / 2)});
  }

  std::map<std::string, v1::AccountClass> Classes() {
    const auto answer =
        Call(*accounts_, &v1::AccountService::Stub::ClassifyAccounts,
             std::string("parent: 'programs/p' ") + kAsOf);
    EXPECT_THAT(answer.status, testing::GrpcIsOk());
    std::map<std::string, v1::AccountClass> classes;
    for (const auto& one : answer.value.accounts()) {
      classes[one.account().substr(one.account().rfind('/') + 1)] =
          one.account_class();
    }
    return classes;
  }

  v1::SelectKeyAccountsResponse Select() {
    const auto answer =
        Call(*accounts_, &v1::AccountService::Stub::SelectKeyAccounts,
             std::string("parent: 'programs/p' ") + kAsOf);
    EXPECT_THAT(answer.status, testing::GrpcIsOk());
    return answer.value;
  }

  v1::ProfitabilityVerdict Profitability(const std::string& account) {
    const auto answer =
        Call(*accounts_, &v1::AccountService::Stub::GetAccountProfitability,
             "name: 'programs/p/accounts/" + account + "' " + kAsOf);
    EXPECT_THAT(answer.status, testing::GrpcIsOk());
    return answer.value.verdict();
  }
};

inline std::vector<std::string> NamesOf(
    const google::protobuf::RepeatedPtrField<v1::RootRevenue>& roots) {
  std::vector<std::string> names;
  for (const auto& root : roots) {
    names.push_back(root.account().substr(root.account().rfind('/') + 1));
  }
  return names;
}

}  // namespace kam::account
