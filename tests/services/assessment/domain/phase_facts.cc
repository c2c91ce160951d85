#include "tests/services/assessment/domain/phase_facts.h"

#include "absl/strings/str_cat.h"
#include "services/assessment/model_policy.h"
#include "services/assessment/phase_derivation.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment {
namespace {

using kam::testing::ParseProto;

constexpr int kMaxAgeDays = 365;

void DeriveInto(const v1::PhaseFacts& facts, ObservationSet& observations,
                Violations& violations) {
  DerivePhaseValues(facts, ModelPolicy::Default().values(), kFactsDay,
                    observations, violations);
}

}  // namespace

std::string Complete(const std::string& list) {
  return absl::StrCat(" completeness { list: RECORD_LIST_", list,
                      " complete_through { year: 2024 month: 6 day: 30 } } ");
}

std::string Derive(PhaseDimensionIndex dimension, const std::string& text) {
  const auto facts = ParseProto<v1::PhaseFacts>(text);
  ObservationSet observations(PhaseDimensions(), kFactsDay, kMaxAgeDays);
  Violations violations;
  DeriveInto(facts, observations, violations);
  if (!violations.empty()) return violations.ToStatus().ToString();
  const Pick pick = observations.PickFrom(dimension);
  return pick.value.has_value()
             ? ValueLabel(PhaseDimensions()[dimension], *pick.value)
             : kNone;
}

absl::Status Refusal(const std::string& text) {
  const auto facts = ParseProto<v1::PhaseFacts>(text);
  ObservationSet observations(PhaseDimensions(), kFactsDay, kMaxAgeDays);
  Violations violations;
  DeriveInto(facts, observations, violations);
  return violations.ToStatus();
}

}  // namespace kam::assessment
