#include "services/account/ledger_entry.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/digest.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::account {
namespace {

constexpr size_t kMaxTextBytes = 256;
constexpr size_t kDigestBytes = 16;
constexpr int kNanosPerTenThousandth = 100'000;

absl::Status CheckKey(absl::string_view field, absl::string_view text) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return InvalidArgument("MISSING_FIELD",
                           absl::StrCat("The entry has no ", field, "."));
  }
  if (text.size() > kMaxTextBytes) {
    return InvalidArgument("FIELD_TOO_LONG",
                           absl::StrCat("The entry's ", field, " is over ",
                                        kMaxTextBytes, " bytes."));
  }
  return absl::OkStatus();
}

absl::Status CheckKeys(const v1::LedgerEntry& entry) {
  if (entry.account().empty() == !entry.has_external_key()) {
    return InvalidArgument(
        "MISSING_FIELD",
        "The entry must name an account or an external key, and not both.");
  }
  if (entry.has_external_key()) {
    RETURN_IF_ERROR(CheckKey("external key's source system",
                             entry.external_key().source_system()));
    RETURN_IF_ERROR(CheckKey("external key", entry.external_key().key()));
  }
  RETURN_IF_ERROR(CheckKey("source system", entry.source_system()));
  RETURN_IF_ERROR(CheckKey("document id", entry.document_id()));
  if (entry.product_key().size() > kMaxTextBytes) {
    return InvalidArgument("FIELD_TOO_LONG",
                           absl::StrCat("The entry's product key is over ",
                                        kMaxTextBytes, " bytes."));
  }
  return absl::OkStatus();
}

// Reads one amount into `amount`, and its currency into `currency`, which must
// be empty or the same.
absl::Status ReadMoney(absl::string_view field, bool present,
                       const google::type::Money& money, Amount& amount,
                       std::string& currency) {
  if (!present) return absl::OkStatus();
  if (!IsCurrencyCode(money.currency_code())) {
    return InvalidArgument(
        "INVALID_MONEY",
        absl::StrCat("The entry's ", field, " has no ISO 4217 currency."));
  }
  if (!currency.empty() && currency != money.currency_code()) {
    return InvalidArgument(
        "MIXED_CURRENCIES",
        absl::StrCat("The entry's amounts are in ", currency, " and ",
                     money.currency_code(), "; book them apart."));
  }
  currency = money.currency_code();
  const auto read = AmountFromProto(money);
  if (!read.ok()) {
    return InvalidArgument(
        "INVALID_MONEY", absl::StrCat("The entry's ", field, " is no amount: ",
                                      read.status().message()));
  }
  amount = *read;
  return absl::OkStatus();
}

}  // namespace

absl::Status AddTo(Amount& sum, Amount term) {
  const auto added = Add(sum, term);
  if (!added.ok()) return WithReason(added.status(), "SUM_OVERFLOW");
  sum = *added;
  return absl::OkStatus();
}

absl::Status AddTo(LedgerSums& sums, const LedgerSums& term) {
  RETURN_IF_ERROR(AddTo(sums.revenue, term.revenue));
  RETURN_IF_ERROR(AddTo(sums.returns, term.returns));
  RETURN_IF_ERROR(AddTo(sums.direct_cost, term.direct_cost));
  RETURN_IF_ERROR(AddTo(sums.cost_of_sales, term.cost_of_sales));
  sums.entries += term.entries;
  sums.purchases += term.purchases;
  return absl::OkStatus();
}

absl::StatusOr<LedgerRow> ReadEntry(const v1::LedgerEntry& entry) {
  RETURN_IF_ERROR(CheckKeys(entry));
  LedgerRow row;
  const auto day = DayFromProto(entry.booked_on());
  if (!day.ok()) {
    return InvalidArgument("INVALID_DATE",
                           absl::StrCat("The entry's booking day is no day: ",
                                        day.status().message()));
  }
  row.booked_on = *day;
  LedgerSums& sums = row.sums;
  RETURN_IF_ERROR(ReadMoney("revenue", entry.has_revenue(), entry.revenue(),
                            sums.revenue, row.currency));
  RETURN_IF_ERROR(ReadMoney("returns", entry.has_returns(), entry.returns(),
                            sums.returns, row.currency));
  RETURN_IF_ERROR(ReadMoney("direct cost", entry.has_direct_cost(),
                            entry.direct_cost(), sums.direct_cost,
                            row.currency));
  RETURN_IF_ERROR(ReadMoney("cost of sales", entry.has_cost_of_sales(),
                            entry.cost_of_sales(), sums.cost_of_sales,
                            row.currency));
  if (row.currency.empty()) {
    return InvalidArgument("MISSING_FIELD", "The entry has no amount.");
  }
  if (sums.returns < Amount::Zero()) {
    return InvalidArgument("NEGATIVE_RETURNS",
                           "The entry's returns are below zero.");
  }
  sums.entries = 1;
  sums.purchases = sums.revenue > Amount::Zero() ? 1 : 0;
  row.digest = EntryDigest(row, entry.product_key());
  return row;
}

std::string EntryDigest(const LedgerRow& row, absl::string_view product_key) {
  const LedgerSums& sums = row.sums;
  return Sha256(absl::StrCat(FormatDay(row.booked_on), "\n", row.currency, "\n",
                             FormatAmount(sums.revenue), "\n",
                             FormatAmount(sums.returns), "\n",
                             FormatAmount(sums.direct_cost), "\n",
                             FormatAmount(sums.cost_of_sales), "\n",
                             product_key))
      .substr(0, kDigestBytes);
}

Amount StoredAmount(const google::type::Money& money) {
  return Amount::FromTenThousandths(absl::int128(money.units()) *
                                        Amount::kPerUnit +
                                    money.nanos() / kNanosPerTenThousandth);
}

LedgerSums SumsOf(const v1::LedgerRollup& rollup) {
  LedgerSums sums;
  sums.revenue = StoredAmount(rollup.revenue());
  sums.returns = StoredAmount(rollup.returns());
  sums.direct_cost = StoredAmount(rollup.direct_cost());
  sums.cost_of_sales = StoredAmount(rollup.cost_of_sales());
  sums.entries = rollup.entry_count();
  sums.purchases = rollup.purchase_count();
  return sums;
}

void SetSums(const LedgerSums& sums, absl::string_view currency,
             v1::LedgerRollup& rollup) {
  *rollup.mutable_revenue() = ToProto(sums.revenue, currency);
  *rollup.mutable_returns() = ToProto(sums.returns, currency);
  *rollup.mutable_direct_cost() = ToProto(sums.direct_cost, currency);
  *rollup.mutable_cost_of_sales() = ToProto(sums.cost_of_sales, currency);
  rollup.set_entry_count(sums.entries);
  rollup.set_purchase_count(sums.purchases);
}

}  // namespace kam::account
