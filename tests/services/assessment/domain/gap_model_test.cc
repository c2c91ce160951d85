// The gap to the next phase (models.md 4.i, A-45 to A-48).

#include "services/assessment/gap_model.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/next_phase_gap.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::gap_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kCases = 20'000;

absl::StatusOr<v1::Verdict> TryAssess(const v1::Evidence& evidence) {
  return Evaluate(v1::MODEL_NEXT_PHASE, evidence, ModelPolicy::Default(),
                  kExemplarDay);
}

v1::Verdict Assess(const v1::Evidence& evidence) {
  auto verdict = TryAssess(evidence);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *std::move(verdict) : v1::Verdict();
}

template <typename List>
std::vector<std::string> KeysOf(const List& list) {
  std::vector<std::string> keys;
  for (const auto& one : list) keys.push_back(one.dimension());
  return keys;
}

TEST(NextPhase, TheExemplarOfThreeToFour) {
  const v1::Verdict verdict = Assess(Exemplar(3));
  const v1::NextPhaseResult& gap = verdict.next_phase();
  EXPECT_EQ(verdict.value(), "4");
  EXPECT_EQ(gap.target(), 4);
  EXPECT_THAT(KeysOf(gap.gates()),
              ElementsAre("TEAM_FORM", "OFFERING", "PLANS"));
  EXPECT_EQ(gap.gates(0).now(), "AD_HOC_MULTI");
  EXPECT_EQ(gap.gates(0).to_at_least(), "PERMANENT_MULTI");
  EXPECT_EQ(gap.gates(1).to_at_least(), "TAILORED_OR_BESPOKE");
  EXPECT_EQ(gap.gates(2).to_at_least(), "BESPOKE_ACCOUNT_PLAN");
  EXPECT_EQ(gap.gates(0).owner_service(), "team");
  EXPECT_EQ(gap.gates(0).intention(), v1::PLAN_INTENTION_IMPROVE_OUR_BUSINESS);
  EXPECT_EQ(gap.known_then(), 22);
  EXPECT_EQ(gap.reaching_then(), 8);
  EXPECT_EQ(gap.breadth_needed(), 6);
  EXPECT_THAT(gap.candidates(), SizeIs(14));
}

TEST(NextPhase, GatesAloneDoNotSufficeAndAnySixCandidatesDo) {
  const v1::NextPhaseResult gap = Assess(Exemplar(3)).next_phase();
  v1::Evidence then = Exemplar(3);
  for (const auto& gate : gap.gates()) {
    SetPhaseValue(then, gate.dimension(), gate.to_at_least());
  }
  EXPECT_EQ(Assess(then).next_phase().demonstrated(), 3);
  for (int first = 0; first + 6 <= gap.candidates_size(); ++first) {
    v1::Evidence raised = then;
    for (int i = first; i < first + 6; ++i) {
      SetPhaseValue(raised, gap.candidates(i).dimension(),
                    gap.candidates(i).to_at_least());
    }
    EXPECT_EQ(Assess(raised).next_phase().demonstrated(), 4);
    SetPhaseValue(raised, gap.candidates(first).dimension(),
                  gap.candidates(first).now());
    EXPECT_EQ(Assess(raised).next_phase().demonstrated(), 3);
  }
}

TEST(NextPhase, AGateIsAskedForTheHighestPhaseThatItGates) {
  v1::Evidence evidence = Exemplar(2);
  evidence.mutable_next_phase()->set_target(5);
  const v1::NextPhaseResult gap = Assess(evidence).next_phase();
  for (const auto& gate : gap.gates()) {
    // JOINT_ACTIVITY gates phase 3 alone, TEAM_FORM phases 4 and 5.
    if (gate.dimension() == "JOINT_ACTIVITY") {
      EXPECT_EQ(gate.to_at_least(), "AD_HOC_PROJECTS");
    }
    if (gate.dimension() == "TEAM_FORM") {
      EXPECT_EQ(gate.to_at_least(), "DEDICATED_PERMANENT_MULTI");
    }
  }
  EXPECT_THAT(KeysOf(gap.gates()),
              ElementsAre("TEAM_FORM", "JOINT_ACTIVITY", "FUNDING", "OFFERING",
                          "INTEGRATION", "INFORMATION", "PLANS", "PERCEPTION",
                          "AGENDA", "EXIT_COST"));
}

TEST(NextPhase, AnUnknownGateIsAGapAndMissing) {
  v1::Evidence evidence = Exemplar(4);
  ClearPhaseValue(evidence, "TEAM_FORM");
  const v1::Verdict verdict = Assess(evidence);
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_PROVISIONAL);
  EXPECT_THAT(KeysOf(verdict.next_phase().gates()), ElementsAre("TEAM_FORM"));
  EXPECT_EQ(verdict.next_phase().gates(0).now(), "");
  EXPECT_THAT(KeysOf(verdict.missing()), ElementsAre("TEAM_FORM"));
}

TEST(NextPhase, PhaseFiveIsSustained) {
  const v1::Verdict verdict = Assess(Exemplar(5));
  EXPECT_EQ(verdict.value(), "SUSTAIN");
  EXPECT_EQ(verdict.next_phase().target(), 0);
  EXPECT_THAT(verdict.next_phase().gates(), IsEmpty());
  // Every gate of phase 5, and OFFERING, whose fall would cost phase 4.
  EXPECT_THAT(KeysOf(verdict.next_phase().would_lose()),
              ElementsAre("TEAM_FORM", "FUNDING", "OFFERING", "INTEGRATION",
                          "INFORMATION", "AGENDA", "EXIT_COST"));
}

TEST(NextPhase, TooLittleKnownIsInsufficient) {
  v1::Evidence evidence;
  SetPhaseValue(evidence, "KAM_SENIORITY", "VERY_SENIOR");
  const v1::Verdict verdict = Assess(evidence);
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(verdict.next_phase().target(), 0);
  EXPECT_THAT(verdict.missing(), SizeIs(21));
}

TEST(NextPhase, RefusesTargetsThatAreNotAbove) {
  for (const auto& [phase, target, is_good] : {std::tuple(3, 3, false),
                                               {3, 4, true},
                                               {3, 5, true},
                                               {3, 6, false},
                                               {1, 0, false},
                                               {5, 5, false},
                                               {5, 6, false}}) {
    v1::Evidence evidence = Exemplar(phase);
    evidence.mutable_next_phase()->set_target(target);
    const auto verdict = TryAssess(evidence);
    EXPECT_EQ(verdict.ok(), is_good) << phase << " " << target;
    if (is_good) continue;
    EXPECT_THAT(
        verdict.status(),
        AllOf(StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_TARGET"),
              HasMessage(HasSubstr("evidence.next_phase.target"))));
  }
}

TEST(NextPhase, NamesWhatIsWrongWithTheFacts) {
  v1::Evidence evidence;
  evidence.mutable_next_phase()->mutable_phases()->add_plans();
  EXPECT_THAT(
      TryAssess(evidence).status(),
      HasMessage(HasSubstr("evidence.next_phase.phases.plans[0].starts_on")));
  EXPECT_THAT(ModelPolicy::Resolve(
                  ParseProto<v1::Policy>(
                      R"(next_phase { intentions { dimension: "X" } })"))
                  .status(),
              HasMessage(HasSubstr("policy.next_phase.intentions")));
}

const PhaseLadder& Ladder() {
  static const auto* const ladder =
      new PhaseLadder(ModelPolicy::Default().values().phases());
  return *ladder;
}

PhaseValues RandomValues(RandomNumbers& random) {
  PhaseValues values = NoPhaseValues();
  const uint64_t unknown_in_ten = Below(random, 8);
  const uint64_t skill = Below(random, 5);
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    if (Below(random, 10) < unknown_in_ten) continue;
    const auto count = static_cast<uint64_t>(Ladder().scale().ValuesOf(i));
    uint64_t value = Below(random, count);
    for (uint64_t k = 0; k < skill; ++k) {
      value = std::max(value, Below(random, count));
    }
    values[i] = static_cast<int64_t>(value);
  }
  return values;
}

TEST(NextPhaseProperties, GatesPlusAnyCandidatesReachTheTargetAndFewerNever) {
  RandomNumbers random(21);
  int with_breadth = 0;
  for (int n = 0; n < kCases; ++n) {
    const PhaseValues values = RandomValues(random);
    const int now = Ladder().Demonstrated(values);
    if (now == kLastPhase) continue;
    const int target = now + 1 +
                       static_cast<int>(Below(
                           random, static_cast<uint64_t>(kLastPhase - now)));
    PhaseGap gap = FindGap(Ladder(), values, target);
    PhaseValues then = values;
    for (const NeededValue& gate : gap.gates) {
      ASSERT_TRUE(gate.to.has_value());
      then[gate.dimension] = *gate.to;
    }
    ASSERT_LE(gap.breadth_needed, static_cast<int>(gap.candidates.size()));
    for (size_t i = gap.candidates.size(); i > 1; --i) {
      std::swap(gap.candidates[i - 1],
                gap.candidates[static_cast<size_t>(Below(random, i))]);
    }
    for (int i = 0; i < gap.breadth_needed; ++i) {
      ASSERT_LT(Ladder().Demonstrated(then), target);
      const NeededValue& candidate = gap.candidates[static_cast<size_t>(i)];
      then[candidate.dimension] = *candidate.to;
    }
    ASSERT_GE(Ladder().Demonstrated(then), target);
    if (gap.breadth_needed > 0) ++with_breadth;
  }
  EXPECT_GT(with_breadth, kCases / 20);
}

TEST(NextPhaseProperties, EachGateIsTheLeastAndEachIsNeeded) {
  RandomNumbers random(22);
  for (int n = 0; n < kCases; ++n) {
    const PhaseValues values = RandomValues(random);
    const int now = Ladder().Demonstrated(values);
    if (now == kLastPhase) continue;
    PhaseValues best = values;
    const PhaseGap gap = FindGap(Ladder(), values, kLastPhase);
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      best[i] = Ladder().scale().ValuesOf(i) - 1;
    }
    for (const NeededValue& gate : gap.gates) {
      // All else as advanced as can be, one value less does not do.
      PhaseValues short_of = best;
      short_of[gate.dimension] = *gate.to - 1;
      ASSERT_GT(*gate.to, 0);
      ASSERT_LT(Ladder().Demonstrated(short_of), kLastPhase);
      short_of[gate.dimension] = *gate.to;
      ASSERT_EQ(Ladder().Demonstrated(short_of), kLastPhase);
    }
  }
}

TEST(NextPhaseProperties, FallsAreExactlyThoseThatCostThePhase) {
  RandomNumbers random(23);
  int falls = 0;
  for (int n = 0; n < kCases; ++n) {
    const PhaseValues values = RandomValues(random);
    const int now = Ladder().Demonstrated(values);
    std::vector<size_t> costly;
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (values[i] <= 0) continue;
      PhaseValues fallen = values;
      --fallen[i];
      if (Ladder().Demonstrated(fallen) < now) costly.push_back(i);
    }
    std::vector<size_t> found;
    for (const PhaseFall& fall : FindFalls(Ladder(), values)) {
      found.push_back(fall.dimension);
      ASSERT_LT(fall.result, now);
    }
    ASSERT_EQ(found, costly);
    falls += static_cast<int>(found.size());
  }
  EXPECT_GT(falls, kCases / 10);
}

}  // namespace
}  // namespace kam::assessment::gap_model_test
