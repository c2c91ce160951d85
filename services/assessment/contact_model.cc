#include "services/assessment/contact_model.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/contact_pattern.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kContactVersion = 1;
constexpr int kAllLevels = 3;
constexpr char kContactRequirement[] = "S4-14";

v1::ContactCoverage CoverageOf(int levels) {
  constexpr v1::ContactCoverage kCoverages[] = {
      v1::CONTACT_COVERAGE_NONE, v1::CONTACT_COVERAGE_SINGLE_LEVEL,
      v1::CONTACT_COVERAGE_PARTIAL, v1::CONTACT_COVERAGE_ALL_LEVELS};
  return kCoverages[levels];
}

std::string CoverageLabel(v1::ContactCoverage coverage) {
  return std::string(absl::StripPrefix(v1::ContactCoverage_Name(coverage),
                                       "CONTACT_COVERAGE_"));
}

v1::LevelCoverage CoverageOf(const LevelCover& level) {
  if (!level.covered.empty()) return v1::LEVEL_COVERAGE_COVERED;
  return level.is_mapped ? v1::LEVEL_COVERAGE_UNCOVERED
                         : v1::LEVEL_COVERAGE_UNMAPPED;
}

// Fills a verdict on coverage. Used once.
class CoverageVerdict {
 public:
  CoverageVerdict(const v1::ContactCoverageFacts& facts,
                  const v1::ContactCoveragePolicy& policy, absl::CivilDay as_of,
                  VerdictBuilder& builder)
      : facts_(facts),
        policy_(policy),
        as_of_(as_of),
        builder_(builder),
        network_(facts, policy, as_of) {}

  void Fill() {
    FillValue();
    FillLevels();
    FillPairs();
    FillSeniorPair();
    FillPattern();
  }

 private:
  v1::ContactCoverageResult& result() {
    return *builder_.verdict().mutable_contact_coverage();
  }

  // A covered contact whose level is not known may cover one that is missing.
  void FillValue() {
    const int covered = network_.CoveredLevels();
    const auto open = static_cast<int>(
        network_.Of(v1::DECISION_LEVEL_UNSPECIFIED).covered.size());
    const int most = std::min(kAllLevels, covered + open);
    result().set_coverage(CoverageOf(covered));
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_value(CoverageLabel(CoverageOf(covered)));
    verdict.mutable_bounds()->set_low(verdict.value());
    verdict.mutable_bounds()->set_high(CoverageLabel(CoverageOf(most)));
    const bool is_blank =
        !network_.HasContacts() &&
        !IsComplete(facts_.completeness(), v1::RECORD_LIST_CONTACTS, as_of_);
    if (is_blank) {
      verdict.mutable_bounds()->set_high(
          CoverageLabel(v1::CONTACT_COVERAGE_ALL_LEVELS));
      verdict.set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
      verdict.set_status_reason("NO_CONTACTS");
      return;
    }
    verdict.set_status(most > covered ? type::v1::VERDICT_STATUS_PROVISIONAL
                                      : type::v1::VERDICT_STATUS_DETERMINED);
  }

  void FillLevels() {
    std::vector<std::string> threads;
    for (const v1::DecisionLevel level : kDecisionLevels) {
      const LevelCover& cover = network_.Of(level);
      const v1::LevelCoverage coverage = CoverageOf(cover);
      v1::LevelStanding& standing = *result().add_levels();
      standing.set_level(level);
      standing.set_coverage(coverage);
      standing.set_strong_pairs(static_cast<int>(cover.pairs.size()));
      for (const absl::string_view contact : cover.covered) {
        standing.add_covered_contacts(std::string(contact));
      }
      const std::string label(LevelLabel(level));
      const absl::string_view name = absl::StripPrefix(
          v1::LevelCoverage_Name(coverage), "LEVEL_COVERAGE_");
      const bool is_covered = coverage == v1::LEVEL_COVERAGE_COVERED;
      builder_.AddClause(label, name, "LEVEL_COVERAGE",
                         is_covered ? "SUPPORTS" : "BINDING",
                         kContactRequirement);
      if (!is_covered) result().add_missing_levels(level);
      if (coverage == v1::LEVEL_COVERAGE_UNMAPPED) {
        builder_.AddMissing(label, "account", kContactRequirement);
      }
      if (cover.pairs.size() == 1) threads.push_back(label);
    }
    if (threads.empty()) return;
    builder_.AddFlag(
        "SINGLE_THREADED", type::v1::SEVERITY_WARN, kContactRequirement,
        "A level hangs on one member and one contact.", std::move(threads));
  }

  void FillPairs() {
    for (const MetPair& met : network_.pairs()) {
      v1::ContactPair& pair = *result().add_pairs();
      pair.set_member(std::string(met.member));
      pair.set_contact(std::string(met.contact));
      pair.set_strength(met.is_strong ? v1::PAIR_STRENGTH_STRONG
                                      : v1::PAIR_STRENGTH_LIGHT);
    }
  }

  void FillSeniorPair() {
    const TriState senior = network_.senior_pair();
    result().set_senior_pair(senior);
    if (senior == kUnknown) {
      builder_.AddMissing("SENIOR_PAIR", "account", "M18");
      return;
    }
    builder_.AddClause("SENIOR_PAIR", StateLabel(senior), "SENIOR_PAIR",
                       senior == kPresent ? "SUPPORTS" : "FLAGS", "M18");
    if (senior == kPresent) return;
    builder_.AddFlag(
        "NO_SENIOR_PAIR", type::v1::SEVERITY_WARN, "M18",
        "No strong pair joins our senior executives with the customer's "
        "directors or above.");
  }

  void FillPattern() {
    const auto pattern = DeriveContactPattern(facts_, policy_, as_of_);
    const Dimension& dimension = PhaseDimensions()[kContactPattern];
    if (!pattern.has_value()) {
      builder_.AddMissing(dimension.key, dimension.owner,
                          dimension.requirement_id);
      return;
    }
    result().set_contact_pattern(ValueLabel(dimension, *pattern));
    builder_.AddClause(dimension.key, result().contact_pattern(),
                       "CONTACT_PATTERN", "INFORMS", dimension.requirement_id);
  }

  const v1::ContactCoverageFacts& facts_;
  const v1::ContactCoveragePolicy& policy_;
  absl::CivilDay as_of_;
  VerdictBuilder& builder_;
  ContactNetwork network_;
};

}  // namespace

absl::StatusOr<v1::Verdict> EvaluateContactCoverage(
    const v1::Evidence& evidence, const ModelPolicy& policy,
    absl::CivilDay as_of) {
  Violations violations;
  RefuseOtherModels(evidence, {}, violations);
  const v1::ContactCoverageFacts& facts = evidence.contact_coverage();
  CheckContactFacts(facts, "evidence.contact_coverage", violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  VerdictBuilder builder(v1::MODEL_CONTACT_COVERAGE, kContactVersion, evidence,
                         policy, as_of);
  CoverageVerdict(facts, policy.values().contact_coverage(), as_of, builder)
      .Fill();
  return std::move(builder).Build();
}

}  // namespace kam::assessment
