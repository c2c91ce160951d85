#include "services/assessment/phase_model.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assessment/phase_derivation.h"
#include "services/assessment/titular.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kPhaseVersion = 1;
constexpr char kBreadth[] = "BREADTH";

// The worse of two reasons for not knowing: CONFLICT, then STALE, then NEVER.
v1::MissingReason Worse(v1::MissingReason a, v1::MissingReason b) {
  for (const v1::MissingReason reason :
       {v1::MISSING_REASON_CONFLICT, v1::MISSING_REASON_STALE}) {
    if (a == reason || b == reason) return reason;
  }
  return v1::MISSING_REASON_NEVER;
}

// Both sides have to be bound: the lower of what they say holds.
Pick PickExitCost(const ObservationSet& observations) {
  Pick derived =
      observations.PickFrom(kExitCost, ClassesOf({v1::SOURCE_CLASS_DERIVED}));
  if (derived.value.has_value() || derived.why == v1::MISSING_REASON_CONFLICT) {
    return derived;
  }
  Pick customer =
      observations.PickFrom(kExitCost, ClassesOf({v1::SOURCE_CLASS_CUSTOMER}));
  Pick supplier =
      observations.PickFrom(kExitCost, ClassesOf({v1::SOURCE_CLASS_SUPPLIER}));
  if (customer.value.has_value() && supplier.value.has_value()) {
    return *supplier.value < *customer.value ? supplier : customer;
  }
  // One side that is free to leave is enough.
  if (customer.value == 0) return customer;
  if (supplier.value == 0) return supplier;

  Pick unknown;
  unknown.why = Worse(customer.why, supplier.why);
  unknown.stale = customer.stale;
  for (const Pick& side : {customer, supplier}) {
    if (side.why == v1::MISSING_REASON_CONFLICT) {
      unknown.evidence.insert(unknown.evidence.end(), side.evidence.begin(),
                              side.evidence.end());
    }
  }
  return unknown;
}

// Returns the values of the verdict before; notes what is none.
PhaseValues ReadPreviousValues(const v1::PhaseFacts& facts,
                               Violations& violations) {
  PhaseValues values = NoPhaseValues();
  const std::vector<Dimension>& dimensions = PhaseDimensions();
  for (int i = 0; i < facts.previous_values_size(); ++i) {
    const v1::DimensionValue& one = facts.previous_values(i);
    const std::string path = ElementPath("evidence.phases.previous_values", i);
    const auto dimension = std::find_if(
        dimensions.begin(), dimensions.end(),
        [&](const Dimension& other) { return other.key == one.dimension(); });
    if (dimension == dimensions.end()) {
      violations.Add(absl::StrCat(path, ".dimension"),
                     "must be a dimension of the phases", "UNKNOWN_DIMENSION");
      continue;
    }
    const auto value = std::find(dimension->values.begin(),
                                 dimension->values.end(), one.value());
    if (value == dimension->values.end()) {
      violations.Add(absl::StrCat(path, ".value"),
                     absl::StrCat("must be a value of ", dimension->key),
                     "UNKNOWN_VALUE");
      continue;
    }
    int64_t& kept = values[static_cast<size_t>(dimension - dimensions.begin())];
    if (kept != kUnknownValue) {
      violations.Add(absl::StrCat(path, ".dimension"), "must not occur twice",
                     "DUPLICATE_DIMENSION");
    }
    kept = value - dimension->values.begin();
  }
  return values;
}

// A shift is a move between two known values.
void FillShifts(const PhaseValues& previous, const PhaseValues& now,
                v1::PhaseResult& result) {
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    if (previous[i] == kUnknownValue || now[i] == kUnknownValue ||
        previous[i] == now[i]) {
      continue;
    }
    const Dimension& dimension = PhaseDimensions()[i];
    v1::PhaseShift& shift = *result.add_shifts();
    shift.set_dimension(dimension.key);
    shift.set_from(ValueLabel(dimension, previous[i]));
    shift.set_to(ValueLabel(dimension, now[i]));
  }
}

// Fills a verdict on the phases. Used once.
class PhaseVerdict {
 public:
  PhaseVerdict(const v1::PhasePolicy& policy, const PhaseEvidence& evidence,
               VerdictBuilder& builder)
      : policy_(policy),
        evidence_(evidence),
        builder_(builder),
        ladder_(policy),
        position_(ladder_.Climb(evidence.values)) {}

  void Fill() {
    FillPosition();
    FillStatus();
    FillBinding();
    FillFindings();
    FillFlags();
    FillChanges();
  }

 private:
  v1::PhaseResult& result() { return *builder_.verdict().mutable_phases(); }
  const std::string& KeyOf(size_t dimension) const {
    return PhaseDimensions()[dimension].key;
  }

  void FillPosition() {
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_value(absl::StrCat(position_.demonstrated));
    verdict.mutable_bounds()->set_low(absl::StrCat(position_.demonstrated));
    verdict.mutable_bounds()->set_high(absl::StrCat(position_.ceiling));
    result().set_demonstrated(position_.demonstrated);
    result().set_ceiling(position_.ceiling);
    result().set_known(position_.known);
    best_fit_ = BestFit(ladder_, evidence_.values);
    if (best_fit_.has_value()) result().set_best_fit(*best_fit_);
    const auto continuum = Continuum(ladder_, evidence_.values);
    if (continuum.has_value()) result().set_continuum_hundredths(*continuum);
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (IsLeader(i)) result().add_leaders(KeyOf(i));
      if (IsLaggard(i)) result().add_laggards(KeyOf(i));
    }
  }

  void FillStatus() {
    const auto status = StatusOf(position_, policy_);
    if (IsThin(position_, policy_) &&
        status != type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
      builder_.verdict().set_status_reason("THIN_EVIDENCE");
    }
    builder_.verdict().set_status(status);
  }

  void FillBinding() {
    if (position_.demonstrated == kLastPhase) return;
    if (position_.gate_reach > position_.demonstrated) {
      result().add_binding(kBreadth);
      return;
    }
    binding_ = ladder_.OpenGates(evidence_.values, position_.demonstrated + 1);
    for (const size_t dimension : binding_) {
      result().add_binding(KeyOf(dimension));
    }
  }

  void FillFindings() {
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      const Dimension& dimension = PhaseDimensions()[i];
      const Pick& pick = evidence_.picks[i];
      builder_.AddStale(dimension, pick);
      if (!pick.value.has_value()) {
        builder_.AddMissing(dimension, pick);
        continue;
      }
      v1::Finding& finding = builder_.AddFinding(dimension, pick);
      finding.set_rule(IsGate(i) ? "PHASE_GATE" : "PHASE_INTERVAL");
      finding.set_effect(EffectOf(i));
      const PhaseRange range = ladder_.scale().RangeOf(i, *pick.value);
      finding.set_detail(range.low == range.high
                             ? absl::StrCat("Goes with phase ", range.low, ".")
                             : absl::StrCat("Goes with the phases ", range.low,
                                            " to ", range.high, "."));
    }
    if (result().binding_size() == 1 && result().binding(0) == kBreadth) {
      builder_
          .AddClause(kBreadth, absl::StrCat(position_.gate_reach), "BREADTH",
                     "BINDING", "S0-11")
          .set_detail(absl::StrCat(
              "The gates alone would show phase ", position_.gate_reach,
              ", but too few of the other dimensions reach it."));
    }
  }

  void FillFlags() {
    if (!best_fit_.has_value() || *best_fit_ == position_.demonstrated) {
      FlagUnderSupported();
      return;
    }
    builder_.AddFlag(
        "LOPSIDED", type::v1::SEVERITY_WARN, "S0-09",
        absl::StrCat("Most of what is known goes with phase ", *best_fit_,
                     ", but phase ", position_.demonstrated, " is shown."));
    if (*best_fit_ > position_.demonstrated &&
        policy_.over_invested_one_in() * result().leaders_size() >=
            position_.known) {
      builder_.AddFlag(
          "OVER_INVESTED", type::v1::SEVERITY_WARN, "S0-18",
          absl::StrCat(result().leaders_size(), " of ", position_.known,
                       " known dimensions are ahead of phase ",
                       position_.demonstrated,
                       ": the cost of a higher phase without its substance."),
          {result().leaders().begin(), result().leaders().end()});
    }
    FlagUnderSupported();
  }

  void FlagUnderSupported() {
    std::vector<std::string> gates;
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (IsLaggard(i) && IsGateBelow(i, position_.demonstrated)) {
        gates.push_back(KeyOf(i));
      }
    }
    if (gates.empty()) return;
    builder_.AddFlag(
        "UNDER_SUPPORTED", type::v1::SEVERITY_WARN, "S0-11",
        absl::StrCat("What a lower phase rests on has stayed behind phase ",
                     position_.demonstrated, "."),
        std::move(gates));
  }

  void FillChanges() {
    for (const PhaseRise& rise : FindRises(ladder_, evidence_.values)) {
      const Dimension& dimension = PhaseDimensions()[rise.dimension];
      const auto& now = evidence_.picks[rise.dimension].value;
      builder_.AddChange(
          dimension.key, now.has_value() ? ValueLabel(dimension, *now) : "",
          ValueLabel(dimension, rise.to), absl::StrCat(rise.result));
    }
  }

  bool IsLeader(size_t dimension) const {
    return ladder_.Low(evidence_.values, dimension).value_or(0) >
           position_.demonstrated;
  }
  bool IsLaggard(size_t dimension) const {
    return ladder_.High(evidence_.values, dimension).value_or(kLastPhase) <
           position_.demonstrated;
  }
  bool IsGate(size_t dimension) const {
    return IsGateBelow(dimension, kLastPhase + 1);
  }
  bool IsGateBelow(size_t dimension, int phase) const {
    for (int lower = kFirstPhase; lower < phase; ++lower) {
      const std::vector<size_t>& gates = ladder_.scale().GatesOf(lower);
      if (std::binary_search(gates.begin(), gates.end(), dimension)) {
        return true;
      }
    }
    return false;
  }
  const char* EffectOf(size_t dimension) const {
    if (std::find(binding_.begin(), binding_.end(), dimension) !=
        binding_.end()) {
      return "BINDING";
    }
    if (IsLeader(dimension)) return "LEADER";
    return IsLaggard(dimension) ? "LAGGARD" : "SUPPORTS";
  }

  const v1::PhasePolicy& policy_;
  const PhaseEvidence& evidence_;
  VerdictBuilder& builder_;
  PhaseLadder ladder_;
  PhasePosition position_;
  std::optional<int> best_fit_;
  std::vector<size_t> binding_;
};

}  // namespace

PhaseEvidence PickPhaseValues(const ObservationSet& observations) {
  PhaseEvidence evidence;
  evidence.values = NoPhaseValues();
  evidence.picks.reserve(kPhaseDimensions);
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    // How the customer sees us only the customer can say.
    Pick pick =
        i == kPerception
            ? observations.PickFrom(i, ClassesOf({v1::SOURCE_CLASS_CUSTOMER}))
        : i == kExitCost ? PickExitCost(observations)
                         : observations.PickFrom(i);
    if (pick.value.has_value()) evidence.values[i] = *pick.value;
    evidence.picks.push_back(std::move(pick));
  }
  return evidence;
}

absl::StatusOr<v1::Verdict> EvaluatePhases(const v1::Evidence& evidence,
                                           const ModelPolicy& policy,
                                           absl::CivilDay as_of) {
  Violations violations;
  ObservationSet observations =
      ReadObservations(evidence, v1::MODEL_PHASES, PhaseDimensions(),
                       policy.values().evidence(), as_of, violations);
  const v1::PhaseFacts& facts = evidence.phases();
  DerivePhaseValues(facts, policy.values(), as_of, observations, violations);
  const PhaseValues previous = ReadPreviousValues(facts, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  const PhaseEvidence picked = PickPhaseValues(observations);
  VerdictBuilder builder(v1::MODEL_PHASES, kPhaseVersion, evidence, policy,
                         as_of);
  PhaseVerdict(policy.values().phases(), picked, builder).Fill();
  v1::PhaseResult& result = *builder.verdict().mutable_phases();
  FillShifts(previous, picked.values, result);
  JudgeTitles(facts.titles(), policy, as_of, result, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  return std::move(builder).Build();
}

}  // namespace kam::assessment
