#include "services/account/pareto.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

// The base, largest first, and what follows from its sums.
struct Base {
  std::vector<ParetoRoot> roots;
  // Revenue of the k largest, k = 0 to n.
  std::vector<Amount> cumulative;
  int m80 = 0;
  int head = 0;
  int cut = 0;

  int size() const { return static_cast<int>(roots.size()); }
  Amount total() const { return cumulative.back(); }
};

bool Larger(const ParetoRoot& a, const ParetoRoot& b) {
  if (a.revenue != b.revenue) return a.revenue > b.revenue;
  // The order of a listing; no decision rests on it.
  return a.account < b.account;
}

absl::StatusOr<Base> MakeBase(std::vector<ParetoRoot> roots,
                              const SelectionValues& values) {
  Base base;
  base.roots = std::move(roots);
  absl::c_sort(base.roots, Larger);
  base.cumulative.push_back(Amount::Zero());
  for (const ParetoRoot& root : base.roots) {
    ASSIGN_OR_RETURN(const Amount sum,
                     Add(base.cumulative.back(), root.revenue));
    base.cumulative.push_back(sum);
  }
  const int64_t n = base.size();
  while (CompareProducts(base.cumulative[base.m80].ten_thousandths(), kWhole,
                         base.total().ten_thousandths(),
                         values.revenue_share_bps) < 0) {
    ++base.m80;
  }
  base.head =
      static_cast<int>((n * values.account_share_bps + kWhole - 1) / kWhole);
  base.cut = std::min(base.m80, base.head);
  return base;
}

v1::ParetoShape Shape(const Base& base, const SelectionValues& values) {
  const int64_t n = base.size();
  if (n < values.small_base_below || n == 0) {
    return v1::PARETO_SHAPE_SMALL_BASE;
  }
  if (int64_t{base.m80} * kWhole <= values.shape_holds_bps * n) {
    return v1::PARETO_SHAPE_HOLDS;
  }
  if (int64_t{base.m80} * kWhole <= values.shape_weak_bps * n) {
    return v1::PARETO_SHAPE_WEAK;
  }
  return v1::PARETO_SHAPE_FLAT;
}

// Returns how the root at `index` is listed.
v1::RootRevenue Listed(const Base& base, int index,
                       absl::string_view currency) {
  const ParetoRoot& root = base.roots[index];
  v1::RootRevenue listed;
  listed.set_account(root.account);
  *listed.mutable_revenue() = ToProto(root.revenue, currency);
  if (const auto share = BasisPoints(root.revenue.ten_thousandths(),
                                     base.total().ten_thousandths())) {
    listed.set_share_bps(*share);
  }
  const auto first_equal = std::partition_point(
      base.roots.begin(), base.roots.end(),
      [&](const ParetoRoot& other) { return other.revenue > root.revenue; });
  listed.set_rank(
      static_cast<int>(std::distance(base.roots.begin(), first_equal)) + 1);
  listed.mutable_members()->Assign(root.members.begin(), root.members.end());
  return listed;
}

// Splits the head of the base at the cut, leaving a group of equal revenue that
// straddles it whole. Returns the number of roots nominated.
int Nominate(const Base& base, absl::string_view currency,
             v1::ParetoSelection& result) {
  if (base.cut == 0) return 0;
  const Amount at_cut = base.roots[base.cut - 1].revenue;
  int first = base.cut - 1;
  while (first > 0 && base.roots[first - 1].revenue == at_cut) --first;
  int last = base.cut;
  while (last < base.size() && base.roots[last].revenue == at_cut) ++last;
  const bool straddles = last > base.cut;
  const int nominated = straddles ? first : base.cut;
  for (int i = 0; i < nominated; ++i) {
    *result.add_nominated() = Listed(base, i, currency);
  }
  for (int i = nominated; straddles && i < last; ++i) {
    *result.add_tied() = Listed(base, i, currency);
  }
  return nominated;
}

std::string Sentence(const v1::ParetoSelection& result) {
  if (result.base() == 0) {
    return "No root buys regularly with revenue above zero.";
  }
  std::string sentence = absl::StrCat(
      result.m80(), " of ", result.base(),
      " carry the revenue sought, the largest fifth are ", result.head(),
      "; the fewer decide, and ", result.nominated_size(), " are nominated");
  if (result.tied_size() > 0) {
    absl::StrAppend(&sentence, ", ", result.tied_size(),
                    " of equal revenue straddle the cut and need a decision");
  }
  return absl::StrCat(sentence, ".");
}

void SetShares(const Base& base, int nominated, absl::string_view currency,
               v1::ParetoSelection& result) {
  const Amount revenue = base.cumulative[nominated];
  *result.mutable_nominated_revenue() = ToProto(revenue, currency);
  const absl::int128 total = base.total().ten_thousandths();
  if (const auto share = BasisPoints(revenue.ten_thousandths(), total)) {
    result.set_nominated_share_bps(*share);
  }
  if (const auto share =
          BasisPoints(base.cumulative[base.head].ten_thousandths(), total)) {
    result.set_head_share_bps(*share);
  }
}

}  // namespace

absl::StatusOr<v1::ParetoSelection> SelectPareto(std::vector<ParetoRoot> roots,
                                                 const SelectionValues& values,
                                                 absl::string_view currency) {
  v1::ParetoSelection result;
  const auto excluded = std::partition(
      roots.begin(), roots.end(),
      [](const ParetoRoot& root) { return root.revenue > Amount::Zero(); });
  std::sort(excluded, roots.end(), Larger);
  for (auto it = excluded; it != roots.end(); ++it) {
    v1::RootRevenue& listed = *result.add_non_positive();
    listed.set_account(it->account);
    *listed.mutable_revenue() = ToProto(it->revenue, currency);
    listed.mutable_members()->Assign(it->members.begin(), it->members.end());
  }
  roots.erase(excluded, roots.end());

  ASSIGN_OR_RETURN(const Base base, MakeBase(std::move(roots), values));
  result.set_base(base.size());
  *result.mutable_total() = ToProto(base.total(), currency);
  if (base.size() > 0) result.set_m80(base.m80);
  result.set_head(base.head);
  result.set_cut(base.cut);
  result.set_shape(Shape(base, values));
  SetShares(base, Nominate(base, currency, result), currency, result);
  for (Amount sum : base.cumulative) {
    *result.add_lorenz_points() = ToProto(sum, currency);
  }
  *result.mutable_explanation() = Explain("S4-02", Sentence(result));
  return result;
}

}  // namespace kam::account
