#include "services/assessment/diagnosis_model.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ratio.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/threshold.h"
#include "services/assessment/title_claims.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kDiagnosisVersion = 1;
constexpr int kPointsOfKam = 2;
constexpr size_t kHorizonRow = 0;
constexpr size_t kSolutionsRow = 2;
constexpr size_t kResponsibilityRow = 4;
constexpr size_t kLoadRow = 6;
constexpr char kPrevious[] = "evidence.program_diagnosis.previous";

// Rows without which there is no key account management.
constexpr size_t kVetoRows[] = {kHorizonRow, kResponsibilityRow};

std::string RowWord(v1::RowValue value) {
  return v1::RowValue_Name(value).substr(sizeof("ROW_VALUE_") - 1);
}

std::string BandWord(v1::DiagnosisBand band) {
  return v1::DiagnosisBand_Name(band).substr(sizeof("DIAGNOSIS_BAND_") - 1);
}

v1::RowValue RowOf(const std::string& word) {
  v1::RowValue value = v1::ROW_VALUE_UNSPECIFIED;
  v1::RowValue_Parse(absl::StrCat("ROW_VALUE_", word), &value);
  return value;
}

const std::vector<Dimension>& RowDimensions() {
  static const auto* const dimensions = [] {
    constexpr const char* kOwners[kDiagnosisRows] = {
        "planning", "account", "planning", "planning", "team",
        "planning", "team",    "team",     "team"};
    auto* rows = new std::vector<Dimension>;
    for (size_t i = 0; i < kDiagnosisRows; ++i) {
      const std::string key = absl::StrCat("R", i + 1);
      rows->push_back({.key = key,
                       .owner = kOwners[i],
                       .requirement_id = key,
                       .kind = ValueKind::kKey,
                       .values = {"SELLING", "MIXED", "KAM"}});
    }
    // There is nothing between under a year and a year.
    rows->front().values = {"SELLING", "KAM"};
    return rows;
  }();
  return *dimensions;
}

bool IsActive(size_t row, const v1::DiagnosisPolicy& policy) {
  return std::find(policy.active_rows().begin(), policy.active_rows().end(),
                   static_cast<int>(row) + 1) != policy.active_rows().end();
}

v1::DiagnosisBand BandOf(int points, int possible,
                         const v1::DiagnosisPolicy& policy) {
  if (IsAtLeast(points, possible, policy.kam_bps())) {
    return v1::DIAGNOSIS_BAND_KAM;
  }
  return IsAbove(points, possible, policy.selling_bps())
             ? v1::DIAGNOSIS_BAND_TRANSITIONAL
             : v1::DIAGNOSIS_BAND_SELLING;
}

// Returns the rows of the diagnosis before; notes what is none.
RowValues ReadPrevious(const v1::PreviousDiagnosis& previous,
                       Violations& violations) {
  RowValues rows{};
  for (int i = 0; i < previous.rows_size(); ++i) {
    const v1::RowStanding& one = previous.rows(i);
    const std::string path =
        absl::StrCat(ElementPath(absl::StrCat(kPrevious, ".rows"), i), ".row");
    if (one.row() < v1::DIAGNOSIS_ROW_R1 || one.row() > v1::DIAGNOSIS_ROW_R9) {
      violations.Add(path, "must be R1 to R9", "UNKNOWN_DIMENSION");
      continue;
    }
    const bool is_repeated = std::any_of(
        previous.rows().begin(), previous.rows().begin() + i,
        [&](const v1::RowStanding& other) { return other.row() == one.row(); });
    if (is_repeated) {
      violations.Add(path, "must not occur twice", "DUPLICATE_DIMENSION");
    }
    rows[static_cast<size_t>(one.row()) - 1] = one.value();
  }
  return rows;
}

// Whether no row is better than before, and one can be compared (A-17).
bool NoRowRose(const RowValues& before, const RowValues& now,
               const v1::DiagnosisPolicy& policy) {
  bool has_common = false;
  for (size_t i = 0; i < kDiagnosisRows; ++i) {
    if (!IsActive(i, policy) || now[i] == v1::ROW_VALUE_UNSPECIFIED) continue;
    if (before[i] == v1::ROW_VALUE_UNSPECIFIED) {
      if (now[i] > v1::ROW_VALUE_SELLING) return false;
      continue;
    }
    has_common = true;
    if (now[i] > before[i]) return false;
  }
  return has_common;
}

// Fills a verdict on the rows. Used once.
class DiagnosisVerdict {
 public:
  DiagnosisVerdict(const v1::DiagnosisFacts& facts,
                   const ObservationSet& observations,
                   const ModelPolicy& policy, VerdictBuilder& builder)
      : facts_(facts),
        policy_(policy.values().program_diagnosis()),
        kam_words_(policy.kam_words()),
        builder_(builder),
        result_(*builder.verdict().mutable_program_diagnosis()) {
    for (size_t i = 0; i < kDiagnosisRows; ++i) {
      picks_.push_back(observations.PickFrom(i));
      const auto& value = picks_[i].value;
      if (value.has_value()) {
        rows_[i] = RowOf(ValueLabel(RowDimensions()[i], *value));
      }
    }
    score_ = ScoreRows(rows_, policy_);
  }

  void FillScore() {
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_value(BandWord(score_.low));
    verdict.mutable_bounds()->set_low(BandWord(score_.low));
    verdict.mutable_bounds()->set_high(BandWord(score_.high));
    verdict.set_status(StatusOf(score_, policy_));
    result_.set_low(score_.low);
    result_.set_high(score_.high);
    result_.set_low_bps(*BasisPoints(score_.points, score_.possible));
    result_.set_high_bps(*BasisPoints(score_.high_points, score_.possible));
    result_.set_points(score_.points);
    result_.set_possible_points(score_.possible);
    result_.set_known(score_.known);
  }

  void FillRows() {
    for (size_t i = 0; i < kDiagnosisRows; ++i) {
      if (!IsActive(i, policy_)) continue;
      v1::RowStanding& row = *result_.add_rows();
      row.set_row(static_cast<v1::DiagnosisRow>(i + 1));
      row.set_value(rows_[i]);
      const Dimension& dimension = RowDimensions()[i];
      builder_.AddStale(dimension, picks_[i]);
      if (rows_[i] == v1::ROW_VALUE_UNSPECIFIED) {
        builder_.AddMissing(dimension, picks_[i]);
        continue;
      }
      v1::Finding& finding = builder_.AddFinding(dimension, picks_[i]);
      finding.set_rule("DIAGNOSIS_ROW");
      finding.set_effect(IsVeto(i) ? "VETO" : RowWord(rows_[i]));
    }
  }

  void FillMarkers() {
    AddMarker("X1", "Success is measured from quarter to quarter",
              Stated(facts_.quarterly_success()));
    AddMarker("X2", "Existing products are sold", IsSelling(kSolutionsRow));
    AddMarker("X3", "Few people are contacted",
              Stated(facts_.few_people_contacted()));
    AddMarker("X4", "Managers have many accounts", IsSelling(kLoadRow));
  }

  void FillFlags(const DerivedRows& derived) {
    for (const size_t row : kVetoRows) {
      if (IsVeto(row)) {
        const std::string key = RowDimensions()[row].key;
        builder_.AddFlag(
            absl::StrCat("VETO_", key), type::v1::SEVERITY_WARN, key,
            "Without planning and a team there is no key account management.",
            {key});
      }
    }
    if (derived.horizon_months.value_or(0) > policy_.longest_horizon_months()) {
      builder_.AddFlag("BEYOND_RANGE", type::v1::SEVERITY_INFO, "R1",
                       "Plans look further ahead than three years.", {"R1"});
    }
    if (facts_.origin() != v1::PROGRAM_ORIGIN_SALES) return;
    builder_.AddFlag("SALES_INITIATED", type::v1::SEVERITY_INFO, "S1-03",
                     "Sales began the programme.");
    if (facts_.alignment() != v1::PROGRAM_ALIGNMENT_ALIGNED) {
      builder_.AddFlag("UPHILL", type::v1::SEVERITY_WARN, "S1-09",
                       "Sales began the programme, and the other departments "
                       "do not all stand behind it.");
    }
  }

  // `previous` is what the rows were, `days` ago.
  void FillTitles(const RowValues& previous, std::optional<int64_t> days) {
    const v1::TitleFacts& titles = facts_.titles();
    if (!kam_words_.AreIn(titles.program_name())) return;
    if (score_.low == v1::DIAGNOSIS_BAND_SELLING) {
      builder_.AddFlag("TITLE_ONLY", type::v1::SEVERITY_WARN, "S1-01",
                       "The programme is called key account management, and "
                       "is selling.");
    }
    const std::string& before = titles.previous_program_name();
    if (days.has_value() && *days >= policy_.morphing_days() &&
        !before.empty() && !kam_words_.AreIn(before) &&
        NoRowRose(previous, rows_, policy_)) {
      builder_.AddFlag("MORPHING_IN_NAME", type::v1::SEVERITY_WARN, "S1-03",
                       "The programme has begun to be called key account "
                       "management, and nothing else has changed.");
    }
  }

 private:
  // A known veto that alone keeps the best case from KAM (A-16).
  bool IsVeto(size_t row) const {
    return std::find(std::begin(kVetoRows), std::end(kVetoRows), row) !=
               std::end(kVetoRows) &&
           IsActive(row, policy_) && rows_[row] == v1::ROW_VALUE_SELLING &&
           score_.high_before_vetoes == v1::DIAGNOSIS_BAND_KAM;
  }
  TriState IsSelling(size_t row) const {
    return rows_[row] == v1::ROW_VALUE_UNSPECIFIED
               ? kUnknown
               : Known(rows_[row] == v1::ROW_VALUE_SELLING);
  }
  void AddMarker(const char* key, const char* text, TriState state) {
    v1::DiagnosisMarker& marker = *result_.add_markers();
    marker.set_key(key);
    marker.set_text(text);
    marker.set_state(state);
  }

  const v1::DiagnosisFacts& facts_;
  const v1::DiagnosisPolicy& policy_;
  const KamWords& kam_words_;
  VerdictBuilder& builder_;
  v1::DiagnosisResult& result_;
  std::vector<Pick> picks_;
  RowValues rows_{};
  DiagnosisScore score_;
};

void AddDerivedRows(const DerivedRows& derived, ObservationSet& observations) {
  for (size_t i = 0; i < kDiagnosisRows; ++i) {
    const v1::RowValue value = derived.rows[i].value;
    if (value == v1::ROW_VALUE_UNSPECIFIED) continue;
    const std::vector<std::string>& words = RowDimensions()[i].values;
    const auto found = std::find(words.begin(), words.end(), RowWord(value));
    observations.AddDerived(i, found - words.begin(), derived.rows[i].sources);
  }
}

}  // namespace

DiagnosisScore ScoreRows(const RowValues& rows,
                         const v1::DiagnosisPolicy& policy) {
  DiagnosisScore score;
  for (size_t i = 0; i < kDiagnosisRows; ++i) {
    if (!IsActive(i, policy)) continue;
    score.possible += kPointsOfKam;
    if (rows[i] == v1::ROW_VALUE_UNSPECIFIED) continue;
    ++score.known;
    score.points += rows[i] - v1::ROW_VALUE_SELLING;
  }
  score.high_points =
      score.points + score.possible - kPointsOfKam * score.known;
  score.low = BandOf(score.points, score.possible, policy);
  score.high_before_vetoes = BandOf(score.high_points, score.possible, policy);
  score.high = score.high_before_vetoes;
  for (const size_t row : kVetoRows) {
    if (!IsActive(row, policy)) continue;
    constexpr auto kCap = v1::DIAGNOSIS_BAND_TRANSITIONAL;
    if (rows[row] <= v1::ROW_VALUE_SELLING)
      score.low = std::min(score.low, kCap);
    if (rows[row] == v1::ROW_VALUE_SELLING) {
      score.high = std::min(score.high, kCap);
    }
  }
  return score;
}

type::v1::VerdictStatus StatusOf(const DiagnosisScore& score,
                                 const v1::DiagnosisPolicy& policy) {
  if (score.known < policy.least_known()) {
    return type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
  }
  constexpr int kTooWide = v1::DIAGNOSIS_BAND_KAM - v1::DIAGNOSIS_BAND_SELLING;
  return StatusOfWidth(score.high - score.low, kTooWide);
}

absl::StatusOr<v1::Verdict> EvaluateDiagnosis(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of) {
  constexpr auto kModel = v1::MODEL_PROGRAM_DIAGNOSIS;
  const v1::DiagnosisFacts& facts = evidence.program_diagnosis();
  Violations violations;
  ObservationSet observations =
      ReadObservations(evidence, kModel, RowDimensions(),
                       policy.values().evidence(), as_of, violations);
  const DerivedRows derived =
      DeriveRows(facts, policy.values().program_diagnosis(), as_of, violations);
  RowValues previous{};
  std::optional<int64_t> days;
  if (facts.has_previous()) {
    previous = ReadPrevious(facts.previous(), violations);
    const auto day =
        RequiredDay(facts.previous().diagnosed_on(),
                    absl::StrCat(kPrevious, ".diagnosed_on"), violations);
    if (day.has_value()) days = as_of - *day;
  }
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  AddDerivedRows(derived, observations);
  VerdictBuilder builder(kModel, kDiagnosisVersion, evidence, policy, as_of);
  DiagnosisVerdict verdict(facts, observations, policy, builder);
  verdict.FillScore();
  verdict.FillRows();
  verdict.FillMarkers();
  verdict.FillFlags(derived);
  verdict.FillTitles(previous, days);
  return std::move(builder).Build();
}

void CheckDiagnosisPolicy(const v1::DiagnosisPolicy& policy,
                          Violations& violations) {
  constexpr char kPath[] = "policy.program_diagnosis.";
  constexpr char kReason[] = "INVALID_POLICY";
  std::array<int, kDiagnosisRows + 1> seen{};
  for (int i = 0; i < policy.active_rows_size(); ++i) {
    const v1::DiagnosisRow row = policy.active_rows(i);
    const bool is_row =
        row >= v1::DIAGNOSIS_ROW_R1 && row <= v1::DIAGNOSIS_ROW_R9;
    if (!is_row || ++seen[static_cast<size_t>(row)] > 1) {
      violations.Add(absl::StrCat(kPath, "active_rows[", i, "]"),
                     "must be one of R1 to R9, each once", kReason);
    }
  }
  if (policy.kam_bps() <= policy.selling_bps()) {
    violations.Add(absl::StrCat(kPath, "kam_bps"), "must be above selling_bps",
                   kReason);
  }
  if (policy.many_accounts() <= policy.few_accounts()) {
    violations.Add(absl::StrCat(kPath, "many_accounts"),
                   "must be above few_accounts", kReason);
  }
  if (policy.longest_horizon_months() < policy.horizon_months()) {
    violations.Add(absl::StrCat(kPath, "longest_horizon_months"),
                   "must not be below horizon_months", kReason);
  }
}

}  // namespace kam::assessment
