#include "tests/bench/ledger_rows.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "common/base/money.h"

namespace kam::bench {
namespace {

constexpr char kSourceSystem[] = "erp";
constexpr char kCurrency[] = "USD";
constexpr absl::CivilDay kFirstDay(2021, 1, 1);
constexpr int64_t kDays = 3 * 365;
constexpr uint64_t kShuffleSeed = 20131130;

// Spreads numbers out (splitmix64).
uint64_t Mix(uint64_t number) {
  number += 0x9e3779b97f4a7c15;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

}  // namespace

struct LedgerRows::Row {
  std::string document;
  std::string account_key;
  absl::CivilDay booked_on;
  Amount revenue;
  Amount direct_cost;
  std::string product;
};

LedgerRows::Row LedgerRows::At(int64_t number) const {
  const int64_t order = number / kLinesPerOrder;
  const int64_t orders = count_ / kLinesPerOrder + 1;
  const uint64_t of_order = Mix(static_cast<uint64_t>(order));
  const uint64_t of_line = Mix(of_order + static_cast<uint64_t>(number));
  Row row;
  row.document =
      absl::StrFormat("SO%08d-%02d", order, number % kLinesPerOrder + 1);
  row.account_key = AccountKey(static_cast<int>(of_order % kAccounts));
  row.booked_on = kFirstDay + order * kDays / orders;
  const auto revenue = static_cast<int64_t>(of_line % 100'000'000);
  row.revenue = Amount::FromTenThousandths(revenue);
  row.direct_cost = Amount::FromTenThousandths(revenue / 10 * 9);
  row.product = absl::StrCat("P", of_line % 300);
  return row;
}

void LedgerRows::Fill(int64_t number, account::v1::LedgerEntry& entry) const {
  const Row row = At(number);
  entry.mutable_external_key()->set_source_system(kSourceSystem);
  entry.mutable_external_key()->set_key(row.account_key);
  *entry.mutable_booked_on() = ToProto(row.booked_on);
  *entry.mutable_revenue() = ToProto(row.revenue, kCurrency);
  *entry.mutable_direct_cost() = ToProto(row.direct_cost, kCurrency);
  *entry.mutable_cost_of_sales() = ToProto(Amount::Zero(), kCurrency);
  entry.set_product_key(row.product);
  entry.set_source_system(kSourceSystem);
  entry.set_document_id(row.document);
}

std::string LedgerRows::CsvLine(int64_t number) const {
  const Row row = At(number);
  return absl::StrCat(kSourceSystem, ",", row.document, ",", row.account_key,
                      ",", FormatDay(row.booked_on), ",", kCurrency, ",",
                      FormatAmount(row.revenue), ",0,",
                      FormatAmount(row.direct_cost), ",0,", row.product, "\n");
}

std::string LedgerRows::AccountKey(int account) {
  return absl::StrCat("C-", account);
}

std::vector<int64_t> Numbers(int64_t count, bool shuffled) {
  std::vector<int64_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  if (!shuffled) return numbers;
  std::mt19937_64 random(kShuffleSeed);
  std::shuffle(numbers.begin(), numbers.end(), random);
  return numbers;
}

}  // namespace kam::bench
