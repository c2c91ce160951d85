#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "kam/team/v1/assignment.pb.h"

namespace kam::team {

// Days on which a member would work above 100 %.
struct Overload {
  absl::CivilDay first;
  std::optional<absl::CivilDay> last;    // absent when it does not end
  int64_t dedication_bps = 0;            // the most on one of the days
  std::vector<std::string> assignments;  // all in force on one of the days
};

// Returns the first stretch of days on which `candidate` is in force and it and
// the `others` of the same member take more than the whole of the working
// time; absent when there is none. An assignment of unknown dedication takes
// none, and one of the candidate's own name is passed over.
std::optional<Overload> FindOverload(const v1::Assignment& candidate,
                                     const std::vector<v1::Assignment>& others);

// Returns FAILED_PRECONDITION, DEDICATION_EXCEEDED, that says which days and
// assignments clash: metadata `first_day`, `last_day` (left out when it does
// not end), `dedication_bps`, `assignments` separated by commas.
absl::Status RefuseOverload(const v1::Assignment& candidate,
                            const Overload& overload);

}  // namespace kam::team
