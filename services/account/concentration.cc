#include "services/account/concentration.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

constexpr size_t kLargest = 10;

bool Larger(const AccountLedger* a, const AccountLedger* b) {
  if (a->window.revenue != b->window.revenue) {
    return a->window.revenue > b->window.revenue;
  }
  // The order of a listing; no decision rests on it.
  return a->account < b->account;
}

v1::AccountDependence Dependence(const AccountLedger& account, Amount total,
                                 absl::string_view currency) {
  v1::AccountDependence dependence;
  dependence.set_account(account.account);
  *dependence.mutable_revenue() = ToProto(account.window.revenue, currency);
  if (const auto share = BasisPoints(account.window.revenue.ten_thousandths(),
                                     total.ten_thousandths())) {
    dependence.set_dependence_bps(*share);
  }
  return dependence;
}

// Lists the ten largest with ties, and sets their shares.
absl::Status ShowLargest(const std::vector<const AccountLedger*>& buyers,
                         Amount total, absl::string_view currency,
                         v1::GetConcentrationResponse& response) {
  Amount ten_largest;
  for (size_t i = 0; i < buyers.size(); ++i) {
    const Amount revenue = buyers[i]->window.revenue;
    if (i < kLargest) {
      ASSIGN_OR_RETURN(ten_largest, Add(ten_largest, revenue));
    } else if (revenue != buyers[kLargest - 1]->window.revenue) {
      break;
    }
    *response.add_largest() = Dependence(*buyers[i], total, currency);
  }
  const Amount largest =
      buyers.empty() ? Amount::Zero() : buyers.front()->window.revenue;
  if (const auto share =
          BasisPoints(largest.ten_thousandths(), total.ten_thousandths())) {
    response.set_largest_share_bps(*share);
  }
  if (const auto share =
          BasisPoints(ten_largest.ten_thousandths(), total.ten_thousandths())) {
    response.set_ten_largest_share_bps(*share);
  }
  return absl::OkStatus();
}

void ShowConcentrated(const std::vector<const AccountLedger*>& buyers,
                      Amount total, absl::string_view currency,
                      const ProfitabilityValues& values,
                      v1::GetConcentrationResponse& response) {
  if (total <= Amount::Zero()) return;
  for (const AccountLedger* account : buyers) {
    if (CompareProducts(account->window.revenue.ten_thousandths(), kWhole,
                        total.ten_thousandths(),
                        values.concentration_bps) < 0) {
      break;
    }
    const v1::AccountDependence dependence =
        Dependence(*account, total, currency);
    *response.add_flags() = MakeFlag(
        "CONCENTRATION", kam::type::v1::SEVERITY_WARN, "S3-07",
        absl::StrCat(account->account, " brings ", dependence.dependence_bps(),
                     " bps of the supplier's revenue, at or above ",
                     values.concentration_bps, "."));
    *response.add_concentrated() = dependence;
  }
}

std::string Sentence(const v1::GetConcentrationResponse& response,
                     const ProfitabilityValues& values) {
  if (!response.has_largest_share_bps()) {
    return "The supplier's revenue in the window is not above zero, so no "
           "share can be told.";
  }
  return absl::StrCat(
      "The largest of ", response.buyers(), " buyers brings ",
      response.largest_share_bps(), " bps of the revenue, the ten largest ",
      response.ten_largest_share_bps(), "; ", response.concentrated_size(),
      " reach ", values.concentration_bps, ".");
}

}  // namespace

absl::StatusOr<v1::GetConcentrationResponse> FindConcentration(
    absl::Span<const AccountLedger> accounts, absl::CivilDay day,
    const DateSpan& span, absl::string_view reporting_currency,
    const ProfitabilityValues& values) {
  Amount total;
  std::vector<const AccountLedger*> buyers;
  for (const AccountLedger& account : accounts) {
    if (!account.window.foreign_revenue.empty()) {
      return MixedCurrency(account.account, reporting_currency);
    }
    ASSIGN_OR_RETURN(total, Add(total, account.window.revenue));
    if (account.window.revenue > Amount::Zero()) buyers.push_back(&account);
  }
  absl::c_sort(buyers, Larger);

  v1::GetConcentrationResponse response;
  *response.mutable_as_of() = ToProto(day);
  *response.mutable_window_start() = ToProto(span.start);
  *response.mutable_window_end() = ToProto(span.end);
  *response.mutable_supplier_revenue() = ToProto(total, reporting_currency);
  response.set_buyers(static_cast<int>(buyers.size()));
  RETURN_IF_ERROR(ShowLargest(buyers, total, reporting_currency, response));
  ShowConcentrated(buyers, total, reporting_currency, values, response);
  *response.mutable_explanation() =
      Explain("S3-07", Sentence(response, values));
  return response;
}

}  // namespace kam::account
