#include "services/account/strategic_criteria.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

using kam::type::v1::VERDICT_STATUS_DETERMINED;
using kam::type::v1::VERDICT_STATUS_PROVISIONAL;

constexpr int kHighestRating = 5;

// Ratings by criterion, C1 at 0; absent where unknown.
using Known = std::array<std::optional<int>, kCriteria>;

// Weighted sums of ratings. `most` is the greatest possible.
struct Score {
  int64_t known = 0;
  int64_t known_most = 0;
  int64_t unknown_most = 0;

  int64_t most() const { return known_most + unknown_most; }
};

std::string Label(int index) { return absl::StrCat("C", index + 1); }

// Puts into `finding` the rating that counts on `day`.
void PickRating(const CriteriaInput& input, absl::CivilDay day,
                v1::CriterionFinding& finding) {
  std::optional<absl::CivilDay> latest;
  std::set<int> values;
  for (const v1::CriterionRating& rating : input.ratings) {
    if (rating.criterion() != finding.criterion() || !rating.has_rating()) {
      continue;
    }
    const absl::StatusOr<absl::CivilDay> on = DayFromProto(rating.rated_on());
    if (!on.ok() || *on > day || (latest.has_value() && *on < *latest)) {
      continue;
    }
    if (latest != *on) values.clear();
    latest = *on;
    values.insert(rating.rating());
  }
  if (values.size() == 1) {
    finding.set_rating(*values.begin());
  } else if (values.empty()) {
    finding.set_detail("Not rated on or before the day.");
  } else {
    finding.set_detail(absl::StrCat("Rated differently on ", FormatDay(*latest),
                                    ": ", absl::StrJoin(values, ", "), "."));
  }
}

void DeriveRank(const CriteriaInput& input, const SelectionValues& values,
                v1::CriterionFinding& finding) {
  finding.set_derived(true);
  if (!input.top_ranked.has_value()) {
    finding.set_detail("Unknown without a ledger.");
    return;
  }
  finding.set_rating(*input.top_ranked ? kHighestRating : 0);
  finding.set_detail(absl::StrCat(*input.top_ranked ? "Among" : "Not among",
                                  " the ", values.top_ranks,
                                  " largest by trailing revenue."));
}

Score Weigh(const Known& known, const SelectionValues& values) {
  Score score;
  for (int i = 0; i < kCriteria; ++i) {
    const int64_t weight = values.criterion_weights[i];
    if (known[i].has_value()) {
      score.known += weight * *known[i];
      score.known_most += weight * kHighestRating;
    } else {
      score.unknown_most += weight * kHighestRating;
    }
  }
  return score;
}

// Returns the mean of the known ratings C`first` to C`last` in hundredths,
// rounded half up, or nothing; sets `high` when the exact mean reaches the cut.
std::optional<int> Mean(const Known& known, int first, int last, int cut,
                        bool& high) {
  int sum = 0;
  int count = 0;
  for (int i = first - 1; i < last; ++i) {
    if (!known[i].has_value()) continue;
    sum += *known[i];
    ++count;
  }
  if (count == 0) return std::nullopt;
  high = 100 * sum >= cut * count;
  return (200 * sum + count) / (2 * count);
}

v1::StrategicQuadrant Quadrant(const Known& known,
                               const SelectionValues& values) {
  v1::StrategicQuadrant quadrant;
  bool attractive = false;
  bool strong = false;
  const int cut = values.quadrant_cut_hundredths;
  const std::optional<int> attractiveness = Mean(known, 2, 6, cut, attractive);
  const std::optional<int> strength = Mean(known, 7, 9, cut, strong);
  if (attractiveness.has_value()) {
    quadrant.set_attractiveness_hundredths(*attractiveness);
  }
  if (strength.has_value()) quadrant.set_strength_hundredths(*strength);
  if (!attractiveness.has_value() || !strength.has_value()) return quadrant;
  if (attractive) {
    quadrant.set_corner(strong ? v1::StrategicQuadrant::CORNER_ATTRACTIVE_STRONG
                               : v1::StrategicQuadrant::CORNER_ATTRACTIVE_WEAK);
  } else {
    quadrant.set_corner(strong
                            ? v1::StrategicQuadrant::CORNER_UNATTRACTIVE_STRONG
                            : v1::StrategicQuadrant::CORNER_UNATTRACTIVE_WEAK);
  }
  return quadrant;
}

// Whether some completion of the unknown ratings would reach what a nominee
// needs, C8 aside.
bool CouldQualify(const Known& known, const Score& score,
                  const SelectionValues& values) {
  const bool by_one = absl::c_any_of(
      values.qualifying,
      [&](v1::Criterion criterion) { return !known[criterion - 1]; });
  return by_one || CompareProducts(score.known + score.unknown_most, kWhole,
                                   values.nominee_score_bps, score.most()) >= 0;
}

void Explain(const Score& score, bool unwilling, bool by_score,
             const SelectionValues& values, v1::StrategicNomination& result) {
  const std::string bounds =
      absl::StrCat("score ", result.low_bps(), " to ", result.high_bps(),
                   " bps against ", values.nominee_score_bps);
  std::vector<std::string> met;
  for (int criterion : result.qualifying()) met.push_back(Label(criterion - 1));
  std::string sentence;
  if (unwilling) {
    sentence = "Not nominated: it is unwilling to partner (C8 = 0).";
  } else if (!met.empty()) {
    sentence = absl::StrCat("Nominated: ", absl::StrJoin(met, ", "),
                            " rated at least ", values.qualifying_rating, "; ",
                            bounds, ".");
  } else if (by_score) {
    sentence = absl::StrCat("Nominated by its whole score: ", bounds, ".");
  } else {
    sentence = absl::StrCat("Not nominated: no qualifying criterion reaches ",
                            values.qualifying_rating, "; ", bounds, ".");
  }
  if (result.status() == VERDICT_STATUS_PROVISIONAL) {
    absl::StrAppend(&sentence, " Unknown ratings could change this.");
  }
  *result.mutable_explanation() = account::Explain("S4-05", sentence);
  if (score.known_most > 0) {
    result.set_score_bps(*BasisPoints(score.known, score.known_most));
  }
}

// Decides from the ratings in `known`.
void Decide(const Known& known, const SelectionValues& values,
            v1::StrategicNomination& result) {
  const Score score = Weigh(known, values);
  result.set_low_bps(*BasisPoints(score.known, score.most()));
  result.set_high_bps(
      *BasisPoints(score.known + score.unknown_most, score.most()));
  for (v1::Criterion criterion : values.qualifying) {
    if (known[criterion - 1].value_or(-1) >= values.qualifying_rating) {
      result.add_qualifying(criterion);
    }
  }
  const bool by_score =
      CompareProducts(score.known, kWhole, values.nominee_score_bps,
                      score.most()) >= 0;
  const std::optional<int>& willing =
      known[v1::CRITERION_WILLINGNESS_TO_PARTNER - 1];
  const bool unwilling = willing.has_value() && *willing == 0;
  result.set_nominee(!unwilling && (result.qualifying_size() > 0 || by_score));
  const bool determined =
      result.nominee() ? willing.has_value()
                       : unwilling || !CouldQualify(known, score, values);
  result.set_status(determined ? VERDICT_STATUS_DETERMINED
                               : VERDICT_STATUS_PROVISIONAL);
  Explain(score, unwilling, by_score, values, result);
}

}  // namespace

std::set<std::string> TopRanked(absl::Span<const AccountAmount> revenues,
                                int top) {
  std::vector<Amount> positive;
  for (const AccountAmount& entry : revenues) {
    if (entry.amount > Amount::Zero()) positive.push_back(entry.amount);
  }
  absl::c_sort(positive, [](Amount a, Amount b) { return b < a; });
  if (positive.size() > static_cast<size_t>(top)) positive.resize(top);
  std::set<std::string> ranked;
  for (const AccountAmount& entry : revenues) {
    if (!positive.empty() && entry.amount >= positive.back()) {
      ranked.insert(entry.account);
    }
  }
  return ranked;
}

v1::StrategicNomination NominateByCriteria(const CriteriaInput& input,
                                           absl::CivilDay day,
                                           const SelectionValues& values) {
  v1::StrategicNomination result;
  result.set_account(input.account);
  Known known;
  for (int i = 0; i < kCriteria; ++i) {
    v1::CriterionFinding& finding = *result.add_criteria();
    finding.set_criterion(static_cast<v1::Criterion>(i + 1));
    finding.set_weight(values.criterion_weights[i]);
    if (finding.criterion() == v1::CRITERION_HISTORIC_REVENUE) {
      DeriveRank(input, values, finding);
    } else {
      PickRating(input, day, finding);
    }
    if (finding.has_rating()) known[i] = finding.rating();
  }
  *result.mutable_quadrant() = Quadrant(known, values);
  Decide(known, values, result);
  return result;
}

}  // namespace kam::account
