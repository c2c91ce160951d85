#include "services/assessment/contact_pattern.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/function_weights.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/threshold.h"

namespace kam::assessment {
namespace {

using Interactions = std::vector<const v1::InteractionFact*>;
using Names = std::set<absl::string_view>;

Interactions InWindow(const v1::ContactCoverageFacts& facts, int days,
                      absl::CivilDay as_of) {
  Interactions found;
  for (const v1::InteractionFact& one : facts.interactions()) {
    const auto day = DayFromProto(one.held_on());
    if (day.ok() && InLastDays(*day, as_of, days)) found.push_back(&one);
  }
  return found;
}

Names MembersOf(const v1::InteractionFact& interaction) {
  return {interaction.members().begin(), interaction.members().end()};
}

// The joint teams in force that have members of both sides.
std::vector<const v1::JointTeamFact*> JointTeams(
    const v1::ContactCoverageFacts& facts, absl::CivilDay as_of) {
  Violations noted;
  auto teams = InForce(facts.joint_teams(), "", as_of, noted);
  std::erase_if(teams, [](const v1::JointTeamFact* team) {
    return team->members().empty() || team->contacts().empty();
  });
  return teams;
}

// Whether a team of several disciplines meets several levels, seniors too.
bool IsTeamMultiLevel(const v1::ContactCoverageFacts& facts,
                      const v1::ContactCoveragePolicy& policy,
                      const Interactions& interactions, absl::CivilDay as_of) {
  Names members;
  for (const v1::InteractionFact* one : interactions) {
    members.insert(one->members().begin(), one->members().end());
  }
  Names disciplines;
  for (const v1::TeamMemberFact& member : facts.members()) {
    if (members.contains(member.member()) && !member.function().empty()) {
      disciplines.insert(member.function());
    }
  }
  if (static_cast<int>(members.size()) < policy.team_members() ||
      static_cast<int>(disciplines.size()) < policy.team_disciplines()) {
    return false;
  }
  const ContactNetwork network(facts, policy, as_of);
  return network.CoveredLevels() >= policy.team_levels() &&
         network.senior_pair() == kPresent;
}

// Whether one of us, alone, sees purchasing and hardly anyone else.
bool IsOneToOneBuyer(const v1::ContactCoveragePolicy& policy,
                     const Interactions& interactions) {
  std::map<absl::string_view, int> alone;
  FunctionWeights functions;
  int most = 0;
  for (const v1::InteractionFact* one : interactions) {
    functions.Add(*one);
    const Names members = MembersOf(*one);
    if (members.size() == 1) most = std::max(most, ++alone[*members.begin()]);
  }
  return functions.interactions() > 0 &&
         IsAtLeast(most, static_cast<int64_t>(interactions.size()),
                   policy.one_member_bps()) &&
         IsAtLeast(functions.Of(v1::CONTACT_FUNCTION_PURCHASING),
                   functions.total(), policy.buyer_bps());
}

struct Pattern {
  int64_t value;
  Sources sources;
};

std::optional<Pattern> FindPattern(const v1::ContactCoverageFacts& facts,
                                   const v1::ContactCoveragePolicy& policy,
                                   absl::CivilDay as_of) {
  const Interactions interactions =
      InWindow(facts, policy.pattern_days(), as_of);
  if (static_cast<int>(interactions.size()) < policy.pattern_interactions()) {
    return {};
  }
  if (const auto teams = JointTeams(facts, as_of); !teams.empty()) {
    return Pattern{PhaseValue(kContactPattern, "JOINT_WORKING_TEAMS"),
                   SourcesOf(teams)};
  }
  const char* value =
      IsTeamMultiLevel(facts, policy, interactions, as_of) ? "TEAM_MULTI_LEVEL"
      : IsOneToOneBuyer(policy, interactions)              ? "ONE_TO_ONE_BUYER"
                                                           : "BEYOND_BUYER";
  return Pattern{PhaseValue(kContactPattern, value), SourcesOf(interactions)};
}

}  // namespace

std::optional<int64_t> DeriveContactPattern(
    const v1::ContactCoverageFacts& facts,
    const v1::ContactCoveragePolicy& policy, absl::CivilDay as_of) {
  const auto pattern = FindPattern(facts, policy, as_of);
  if (!pattern.has_value()) return {};
  return pattern->value;
}

void AddContactPattern(const v1::ContactCoverageFacts& facts,
                       const v1::ContactCoveragePolicy& policy,
                       absl::CivilDay as_of, ObservationSet& observations) {
  auto pattern = FindPattern(facts, policy, as_of);
  if (!pattern.has_value()) return;
  observations.AddDerived(kContactPattern, pattern->value,
                          std::move(pattern->sources));
}

}  // namespace kam::assessment
