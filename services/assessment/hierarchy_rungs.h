#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/hierarchy_model.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

inline constexpr int kRungs = 4;

// One clause of what a rung needs.
struct RungClause {
  absl::string_view key;
  TriState state = kUnknown;
  // The service that keeps what would say it.
  absl::string_view owner;
  absl::string_view requirement_id;
  Sources sources;
};

// What one level needs: any of its clauses, or all of them.
struct Rung {
  std::vector<RungClause> clauses;
  bool any_is_enough = false;

  // The three-valued OR, or AND, of the clauses.
  TriState State() const;
};

using Rungs = std::array<Rung, kRungs>;

// Returns the evidence of the four levels, the lowest first (4.c, A-19,
// A-19b). Points into the facts. Notes in `violations` what is wrong with them.
Rungs ReadRungs(const v1::HierarchyFacts& facts, const v1::Policy& policy,
                absl::CivilDay as_of, Violations& violations);

// Levels without a break from the lowest: `low` those that are shown, `high`
// those that nothing rules out.
struct RungBounds {
  int low = 0;
  int high = 0;
};
RungBounds Climb(const std::array<TriState, kRungs>& states);

}  // namespace kam::assessment
