#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kam/account/v1/ledger.pb.h"

namespace kam::bench {

// A made-up ledger in the shape of the sample's: orders of 16 lines over three
// years, each order of one of 635 accounts, with every amount that profit
// takes. The same number gives the same row, always.
class LedgerRows {
 public:
  static constexpr int kAccounts = 635;
  static constexpr int kLinesPerOrder = 16;

  // A ledger of so many rows.
  explicit LedgerRows(int64_t count) : count_(count) {}

  int64_t count() const { return count_; }

  // Writes row `number` of the ledger, by document and date, to `entry`; it
  // names its account by external key.
  void Fill(int64_t number, account::v1::LedgerEntry& entry) const;

  // Row `number` as a line of CSV: source system, document, account's key, day,
  // currency, revenue, returns, direct cost, cost of sales, product.
  std::string CsvLine(int64_t number) const;

  // The key of an account in the source system.
  static std::string AccountKey(int account);

 private:
  struct Row;

  Row At(int64_t number) const;

  const int64_t count_;
};

// The numbers below `count`, in order or shuffled, always in the same way.
std::vector<int64_t> Numbers(int64_t count, bool shuffled);

}  // namespace kam::bench
