#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/readiness_model.pb.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

// What a readiness verdict is decided on, as far as it is known.
struct ReadinessStates {
  // By number of ReadinessItem.
  std::array<TriState, v1::ReadinessItem_ARRAYSIZE> items{};
  // The rating of C8; nothing when not known.
  std::optional<int> willingness;
  // The customer called us a supplier when last asked.
  TriState called_supplier = kUnknown;

  TriState Of(v1::ReadinessItem item) const {
    return items[static_cast<size_t>(item)];
  }

  // Returns the states with every unknown to our advantage, or against it.
  ReadinessStates Completed(bool to_advantage) const;
};

// Returns what the facts show for `target`. Notes what is wrong with them, by
// path under "evidence.readiness".
ReadinessStates ReadReadinessStates(const v1::ReadinessFacts& facts,
                                    const v1::ReadinessPolicy& policy,
                                    int target, absl::CivilDay as_of,
                                    Violations& violations);

// How one pillar stands for `target` (4.i).
v1::PillarResult JudgePillar(const ReadinessStates& states,
                             const v1::ReadinessPolicy& policy, int target,
                             v1::ReadinessPillar pillar);

// What blocks the target whatever the pillars say, in order.
std::vector<std::string> FindBlockers(const ReadinessStates& states,
                                      const v1::ReadinessPolicy& policy,
                                      int target);

// The service that keeps what would tell of an item, and the requirement behind
// it.
struct ItemOrigin {
  const char* owner;
  const char* requirement_id;
};
ItemOrigin OriginOf(v1::ReadinessItem item);

// Returns the name of an item without its prefix, such as "PLAN_VALID".
std::string ItemLabel(v1::ReadinessItem item);

}  // namespace kam::assessment
