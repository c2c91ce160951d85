#include "services/assessment/gap_model.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/assessment/next_phase_gap.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/phase_derivation.h"
#include "services/assessment/phase_model.h"
#include "services/assessment/verdict_builder.h"

namespace kam::assessment {
namespace {

constexpr int kGapVersion = 1;
constexpr char kSustain[] = "SUSTAIN";
constexpr char kInsufficient[] = "INSUFFICIENT_DATA";

// Notes what is wrong with the facts of the phases, which stand one level
// deeper here.
void AddNested(const Violations& found, Violations& violations) {
  const absl::Status status = found.ToStatus();
  const auto details = GetBadRequest(status);
  if (!details.has_value()) return;
  for (const auto& one : details->field_violations()) {
    const absl::string_view field = one.field();
    violations.Add(absl::StrCat("evidence.next_phase.",
                                absl::StripPrefix(field, "evidence.")),
                   one.description(), Reason(status));
  }
}

// Fills a verdict on the gap. Used once.
class GapVerdict {
 public:
  GapVerdict(const ModelPolicy& policy, const PhaseEvidence& evidence,
             VerdictBuilder& builder)
      : policy_(policy.values()),
        evidence_(evidence),
        builder_(builder),
        ladder_(policy_.phases()),
        position_(ladder_.Climb(evidence.values)) {}

  int demonstrated() const { return position_.demonstrated; }

  // `target` is 0 for the next phase.
  void Fill(int target) {
    result().set_demonstrated(position_.demonstrated);
    result().set_ceiling(position_.ceiling);
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_status(StatusOf(position_, policy_.phases()));
    if (verdict.status() == type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
      verdict.set_status_reason("PHASE_UNKNOWN");
      SetValue(kInsufficient);
      FillMissing();
      return;
    }
    const bool is_last = position_.demonstrated == kLastPhase;
    if (target == 0 && !is_last) target = position_.demonstrated + 1;
    SetValue(is_last ? kSustain : absl::StrCat(target));
    falls_ = FindFalls(ladder_, evidence_.values);
    if (!is_last) {
      result().set_target(target);
      gap_ = FindGap(ladder_, evidence_.values, target);
      FillGap();
      FillChange();
    }
    FillFalls();
    FillFindings();
    FillMissing();
  }

 private:
  void SetValue(const std::string& value) {
    builder_.verdict().set_value(value);
    builder_.verdict().mutable_bounds()->set_low(value);
    builder_.verdict().mutable_bounds()->set_high(value);
  }
  v1::NextPhaseResult& result() {
    return *builder_.verdict().mutable_next_phase();
  }
  const Dimension& DimensionOf(size_t index) const {
    return PhaseDimensions()[index];
  }
  std::string NowOf(size_t index) const {
    const auto& value = evidence_.picks[index].value;
    return value.has_value() ? ValueLabel(DimensionOf(index), *value) : "";
  }
  std::string NeededLabel(const NeededValue& needed) const {
    return needed.to.has_value()
               ? ValueLabel(DimensionOf(needed.dimension), *needed.to)
               : "";
  }

  void FillOne(const NeededValue& needed, v1::DimensionGap& gap) const {
    const Dimension& dimension = DimensionOf(needed.dimension);
    const v1::DimensionIntention& intention =
        policy_.next_phase().intentions(static_cast<int>(needed.dimension));
    gap.set_dimension(dimension.key);
    gap.set_now(NowOf(needed.dimension));
    gap.set_to_at_least(NeededLabel(needed));
    gap.set_owner_service(dimension.owner);
    gap.set_intention(intention.kind());
    gap.set_intention_text(intention.text());
  }

  void FillGap() {
    for (const NeededValue& gate : gap_.gates) {
      FillOne(gate, *result().add_gates());
    }
    for (const NeededValue& candidate : gap_.candidates) {
      FillOne(candidate, *result().add_candidates());
    }
    result().set_breadth_needed(gap_.breadth_needed);
    result().set_known_then(gap_.known);
    result().set_reaching_then(gap_.reaching);
  }

  // The gates and the first candidates that breadth needs, tried together.
  void FillChange() {
    std::vector<NeededValue> steps = gap_.gates;
    int left = gap_.breadth_needed;
    for (const NeededValue& candidate : gap_.candidates) {
      if (left == 0) break;
      if (!candidate.to.has_value()) continue;
      steps.push_back(candidate);
      --left;
    }
    std::sort(steps.begin(), steps.end(),
              [](const NeededValue& a, const NeededValue& b) {
                return a.dimension < b.dimension;
              });
    PhaseValues then = evidence_.values;
    v1::Change change;
    for (const NeededValue& needed : steps) {
      if (!needed.to.has_value()) return;
      then[needed.dimension] = *needed.to;
      v1::ChangeStep& step = *change.add_steps();
      step.set_dimension(DimensionOf(needed.dimension).key);
      step.set_from(NowOf(needed.dimension));
      step.set_to_at_least(NeededLabel(needed));
    }
    const int reached = ladder_.Demonstrated(then);
    if (reached <= position_.demonstrated) return;
    change.set_result(absl::StrCat(reached));
    *builder_.verdict().add_what_would_change() = std::move(change);
  }

  void FillFalls() {
    for (const PhaseFall& fall : falls_) {
      const Dimension& dimension = DimensionOf(fall.dimension);
      v1::DimensionLoss& loss = *result().add_would_lose();
      loss.set_dimension(dimension.key);
      loss.set_now(NowOf(fall.dimension));
      loss.set_falls_to(ValueLabel(dimension, fall.to));
      loss.set_result(fall.result);
    }
  }

  const char* EffectOf(size_t dimension) const {
    auto is_it = [&](const auto& one) { return one.dimension == dimension; };
    auto any = [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), is_it);
    };
    if (any(gap_.gates)) return "BINDING";
    if (any(gap_.candidates)) return "BREADTH_CANDIDATE";
    return any(falls_) ? "HOLDS_PHASE" : "SUPPORTS";
  }

  void FillFindings() {
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      const Pick& pick = evidence_.picks[i];
      builder_.AddStale(DimensionOf(i), pick);
      if (!pick.value.has_value()) continue;
      v1::Finding& finding = builder_.AddFinding(DimensionOf(i), pick);
      finding.set_rule("NEXT_PHASE");
      finding.set_effect(EffectOf(i));
    }
  }

  void FillMissing() {
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      const Pick& pick = evidence_.picks[i];
      if (!pick.value.has_value()) builder_.AddMissing(DimensionOf(i), pick);
    }
  }

  const v1::Policy& policy_;
  const PhaseEvidence& evidence_;
  VerdictBuilder& builder_;
  PhaseLadder ladder_;
  PhasePosition position_;
  PhaseGap gap_;
  std::vector<PhaseFall> falls_;
};

}  // namespace

void CheckTarget(int target, int demonstrated, absl::string_view field,
                 Violations& violations) {
  if (demonstrated >= kLastPhase) {
    violations.Add(field, "must be absent: there is no phase above 5",
                   "INVALID_TARGET");
  } else if (target <= demonstrated || target > kLastPhase) {
    violations.Add(
        field,
        absl::StrCat("must be from ", demonstrated + 1, " to 5, not ", target),
        "INVALID_TARGET");
  }
}

absl::StatusOr<v1::Verdict> EvaluateNextPhase(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of) {
  Violations violations;
  ObservationSet observations =
      ReadObservations(evidence, v1::MODEL_PHASES, PhaseDimensions(),
                       policy.values().evidence(), as_of, violations);
  Violations nested;
  DerivePhaseValues(evidence.next_phase().phases(), policy.values(), as_of,
                    observations, nested);
  AddNested(nested, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  const PhaseEvidence picked = PickPhaseValues(observations);
  VerdictBuilder builder(v1::MODEL_NEXT_PHASE, kGapVersion, evidence, policy,
                         as_of);
  GapVerdict verdict(policy, picked, builder);
  const v1::NextPhaseFacts& given = evidence.next_phase();
  if (given.has_target()) {
    CheckTarget(given.target(), verdict.demonstrated(),
                "evidence.next_phase.target", violations);
    if (absl::Status status = violations.ToStatus(); !status.ok()) {
      return status;
    }
  }
  verdict.Fill(given.target());
  return std::move(builder).Build();
}

void CheckNextPhasePolicy(const v1::NextPhasePolicy& policy,
                          Violations& violations) {
  const std::vector<Dimension>& dimensions = PhaseDimensions();
  if (policy.intentions_size() != static_cast<int>(dimensions.size())) {
    violations.Add("policy.next_phase.intentions",
                   absl::StrCat("must be all ", dimensions.size()),
                   "INVALID_POLICY");
    return;
  }
  for (int i = 0; i < policy.intentions_size(); ++i) {
    const v1::DimensionIntention& one = policy.intentions(i);
    const std::string path =
        absl::StrCat("policy.next_phase.intentions[", i, "]");
    const std::string& key = dimensions[static_cast<size_t>(i)].key;
    if (one.dimension() != key) {
      violations.Add(absl::StrCat(path, ".dimension"),
                     absl::StrCat("must be ", key), "INVALID_POLICY");
    }
    if (one.kind() == v1::PLAN_INTENTION_UNSPECIFIED ||
        !v1::PlanIntention_IsValid(one.kind())) {
      violations.Add(absl::StrCat(path, ".kind"), "must be stated",
                     "INVALID_POLICY");
    }
  }
}

}  // namespace kam::assessment
