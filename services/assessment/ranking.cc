#include "services/assessment/ranking.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/assessment/phase_scale.h"

namespace kam::assessment {
namespace {

// A page, and one that tells of the next.
constexpr int kMostShown = 1001;

int PhaseOf(const RankedAccount& one) {
  return one.standing.has_value() ? one.standing->phase() : 0;
}

type::v1::Severity SeverityOf(const RankedAccount& one) {
  return one.standing.has_value() ? one.standing->severity()
                                  : type::v1::SEVERITY_UNSPECIFIED;
}

absl::Status Check(const v1::Ranking& ranking) {
  Violations violations;
  if (ranking.limit() < 1 || ranking.limit() > kMostShown) {
    violations.Add("ranking.limit", "must be 1 to 1001", "INVALID_PAGE_SIZE");
  }
  for (const int phase : ranking.phases()) {
    if (phase < 0 || phase > kLastPhase) {
      violations.Add("ranking.phases", "must be 0 to 5", "INVALID_PHASE");
    }
  }
  return violations.ToStatus();
}

bool IsAskedFor(const RankedAccount& one, const v1::Ranking& ranking) {
  const auto& phases = ranking.phases();
  return SeverityOf(one) >= ranking.least_severity() &&
         (phases.empty() || std::find(phases.begin(), phases.end(),
                                      PhaseOf(one)) != phases.end());
}

// What an account is put in order by, the least first; nothing when it comes
// last.
std::optional<int> PlaceOf(const RankedAccount& one,
                           const v1::Ranking& ranking) {
  switch (ranking.order_by()) {
    case v1::RANKING_ORDER_PHASE:
      if (PhaseOf(one) == 0) return std::nullopt;
      return PhaseOf(one) * (kLastPhase + 1) + one.standing->phase_ceiling();
    case v1::RANKING_ORDER_SEVERITY:
      if (SeverityOf(one) == type::v1::SEVERITY_UNSPECIFIED) {
        return std::nullopt;
      }
      return -SeverityOf(one);
    default:
      return std::nullopt;
  }
}

}  // namespace

absl::StatusOr<std::vector<RankedAccount>> Rank(
    std::vector<RankedAccount> accounts, const v1::Ranking& ranking) {
  RETURN_IF_ERROR(Check(ranking));
  std::erase_if(accounts, [&](const RankedAccount& one) {
    return !IsAskedFor(one, ranking);
  });
  std::stable_sort(accounts.begin(), accounts.end(),
                   [&](const RankedAccount& a, const RankedAccount& b) {
                     const std::optional<int> first = PlaceOf(a, ranking);
                     const std::optional<int> second = PlaceOf(b, ranking);
                     if (!first.has_value() || !second.has_value()) {
                       return first.has_value() && !second.has_value();
                     }
                     return ranking.reverse() ? *second < *first
                                              : *first < *second;
                   });
  auto begin = accounts.begin();
  if (!ranking.after().empty()) {
    begin = std::find_if(begin, accounts.end(), [&](const RankedAccount& one) {
      return one.account == ranking.after();
    });
    if (begin == accounts.end()) {
      return InvalidArgument("UNKNOWN_ACCOUNT",
                             "The account to go on after is not ranked.");
    }
    ++begin;
  }
  const auto count =
      std::min<std::ptrdiff_t>(ranking.limit(), accounts.end() - begin);
  return std::vector<RankedAccount>(std::make_move_iterator(begin),
                                    std::make_move_iterator(begin + count));
}

}  // namespace kam::assessment
