#pragma once

#include <map>
#include <string>

#include "absl/time/civil_time.h"
#include "kam/planning/v1/commitment.pb.h"
#include "kam/planning/v1/friction.pb.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Counts commitments into friction on a day (S1-06, A-53), whether of one
// account or of a programme, one at a time so that none need be kept. Not
// thread-safe.
class FrictionTally {
 public:
  FrictionTally(absl::CivilDay day, const PlanningValues& values);

  // Takes in a commitment, with its later moves or without; one promised
  // outside the window does not count.
  void Add(const v1::Commitment& commitment);

  // Returns the friction so far; store and parent are left to the caller.
  v1::Friction Result() const;

 private:
  absl::CivilDay day_;
  absl::CivilDay window_start_;
  PlanningValues values_;
  v1::FrictionCount total_;
  std::map<std::string, v1::FrictionCount> departments_;
};

}  // namespace kam::planning
