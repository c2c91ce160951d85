// Properties of the phases over generated cases (models.md 4.a.8).

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/phase_ladder.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::phase_properties_test {
namespace {

constexpr int kCases = 20'000;

const PhaseLadder& Ladder() {
  static const auto* const ladder =
      new PhaseLadder(ModelPolicy::Default().values().phases());
  return *ladder;
}

int64_t Last(size_t dimension) {
  return Ladder().scale().ValuesOf(dimension) - 1;
}

// Values that lean towards one phase, so that all phases occur; some unknown.
PhaseValues RandomValues(RandomNumbers& random) {
  PhaseValues values = NoPhaseValues();
  const uint64_t unknown_in_ten = Below(random, 10);
  const uint64_t skill = Below(random, 6);
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    if (Below(random, 10) < unknown_in_ten) continue;
    const auto count = static_cast<uint64_t>(Last(i)) + 1;
    uint64_t value = Below(random, count);
    for (uint64_t k = 0; k < skill; ++k) {
      value = std::max(value, Below(random, count));
    }
    values[i] = static_cast<int64_t>(value);
  }
  return values;
}

// The rules as models.md 4.a.4 words them.
std::pair<int, int> ByTheBook(const PhaseValues& values) {
  static const std::vector<std::vector<size_t>> gates = {
      {kApproach},
      {kJointActivity, kPerception},
      {kTeamForm, kOffering, kPlans},
      {kTeamForm, kFunding, kInformation, kIntegration, kAgenda, kExitCost}};
  auto high = [&](size_t i) {
    return Ladder().scale().RangeOf(i, values[i]).high;
  };
  auto is_known = [&](size_t i) { return values[i] != kUnknownValue; };
  auto count = [&](int phase) {
    int n = 0;
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (is_known(i) && high(i) >= phase) ++n;
    }
    return n;
  };
  const int known = count(0);
  const int unknown = 22 - known;
  auto climb = [&](bool unknown_passes) {
    int reached = 1;
    for (int k = 2; k <= 5; ++k) {
      for (const size_t gate : gates[static_cast<size_t>(k - 2)]) {
        if (is_known(gate) ? high(gate) < k : !unknown_passes) return reached;
      }
      reached = k;
    }
    return reached;
  };
  int demonstrated = climb(false);
  while (demonstrated > 1 && 100 * count(demonstrated) < 60 * known) {
    demonstrated -= 1;
  }
  int ceiling = climb(true);
  while (ceiling > 1 && 100 * (count(ceiling) + unknown) < 60 * 22) {
    ceiling -= 1;
  }
  return {demonstrated, std::max(ceiling, demonstrated)};
}

TEST(PhaseProperties, BoundsAreThoseOfTheRulesAsWorded) {
  RandomNumbers random(1);
  std::vector<int> seen(6);
  for (int n = 0; n < kCases; ++n) {
    const PhaseValues values = RandomValues(random);
    const PhasePosition position = Ladder().Climb(values);
    ASSERT_EQ(std::pair(position.demonstrated, position.ceiling),
              ByTheBook(values));
    ++seen[static_cast<size_t>(position.demonstrated)];
  }
  for (size_t phase = 1; phase <= 5; ++phase) {
    EXPECT_GT(seen[phase], kCases / 1000) << phase;
  }
}

TEST(PhaseProperties, RaisingAKnownValueNeverLowersThePhase) {
  RandomNumbers random(2);
  int raised = 0;
  for (int n = 0; n < kCases; ++n) {
    PhaseValues values = RandomValues(random);
    const int before = Ladder().Demonstrated(values);
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (values[i] == kUnknownValue || values[i] == Last(i)) continue;
      ++values[i];
      ASSERT_GE(Ladder().Demonstrated(values), before);
      --values[i];
      ++raised;
    }
  }
  EXPECT_GT(raised, kCases);
}

TEST(PhaseProperties, RevealingAnUnknownNeverRaisesTheCeiling) {
  RandomNumbers random(3);
  int revealed = 0;
  for (int n = 0; n < kCases; ++n) {
    PhaseValues values = RandomValues(random);
    const int before = Ladder().Climb(values).ceiling;
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (values[i] != kUnknownValue) continue;
      for (values[i] = 0; values[i] <= Last(i); ++values[i]) {
        ASSERT_LE(Ladder().Climb(values).ceiling, before);
        ++revealed;
      }
      values[i] = kUnknownValue;
    }
  }
  EXPECT_GT(revealed, kCases);
}

TEST(PhaseProperties, TheCeilingIsWhatTheBestCompletionReaches) {
  RandomNumbers random(4);
  for (int n = 0; n < kCases; ++n) {
    const PhaseValues values = RandomValues(random);
    // Raising never lowers, so the highest completion is the best.
    PhaseValues best = values;
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      if (best[i] == kUnknownValue) best[i] = Last(i);
    }
    ASSERT_EQ(Ladder().Climb(values).ceiling, Ladder().Demonstrated(best));
  }
}

TEST(PhaseProperties, EachRiseIsTheLeastThatRaises) {
  RandomNumbers random(5);
  int rises = 0;
  for (int n = 0; n < kCases; ++n) {
    const PhaseValues values = RandomValues(random);
    const int now = Ladder().Demonstrated(values);
    std::vector<int64_t> least(kPhaseDimensions, kUnknownValue);
    for (const PhaseRise& rise : FindRises(Ladder(), values)) {
      least[rise.dimension] = rise.to;
      PhaseValues changed = values;
      changed[rise.dimension] = rise.to;
      ASSERT_EQ(Ladder().Demonstrated(changed), rise.result);
      ASSERT_GT(rise.result, now);
      ++rises;
    }
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      const int64_t below = least[i] == kUnknownValue ? Last(i) + 1 : least[i];
      PhaseValues changed = values;
      for (changed[i] = 0; changed[i] < below; ++changed[i]) {
        ASSERT_LE(Ladder().Demonstrated(changed), now);
      }
    }
  }
  EXPECT_GT(rises, kCases / 10);
}

// Puts other titles and names in the place of those given.
void Rename(v1::Evidence& evidence, RandomNumbers& random) {
  evidence.mutable_phases()->clear_titles();
  FillAtRandom(*evidence.mutable_phases()->mutable_titles(), random);
  auto& members = *evidence.mutable_phases()->mutable_titles();
  for (int i = 0; i < members.members_size(); ++i) {
    members.mutable_members(i)->set_member("other" + std::to_string(i));
  }
}

TEST(PhaseProperties, OrderAndTitlesAreIrrelevant) {
  RandomNumbers random(6);
  int evaluated = 0;
  for (int n = 0; n < kCases; ++n) {
    v1::Evidence evidence = RandomEvidence(v1::MODEL_PHASES, random, 2);
    auto first = Evaluate(v1::MODEL_PHASES, evidence, ModelPolicy::Default(),
                          kRandomDay);
    ShuffleLists(evidence, random);
    auto second = Evaluate(v1::MODEL_PHASES, evidence, ModelPolicy::Default(),
                           kRandomDay);
    ASSERT_EQ(first.ok(), second.ok());
    if (!first.ok()) continue;
    ++evaluated;
    ASSERT_EQ(first->SerializeAsString(), second->SerializeAsString());

    Rename(evidence, random);
    auto third = Evaluate(v1::MODEL_PHASES, evidence, ModelPolicy::Default(),
                          kRandomDay);
    ASSERT_THAT(third, kam::testing::IsOk());
    for (v1::Verdict* verdict : {&*first, &*third}) {
      verdict->clear_bundle_digest();
      verdict->mutable_phases()->clear_relationship_title();
      verdict->mutable_phases()->clear_member_titles();
    }
    ASSERT_EQ(first->SerializeAsString(), third->SerializeAsString());
  }
  EXPECT_GT(evaluated, kCases * 9 / 10);
}

}  // namespace
}  // namespace kam::assessment::phase_properties_test
