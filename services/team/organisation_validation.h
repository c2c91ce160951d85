#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/alignment.pb.h"
#include "kam/team/v1/authority.pb.h"
#include "kam/team/v1/department.pb.h"
#include "kam/team/v1/list_completeness.pb.h"
#include "kam/team/v1/team_policy.pb.h"
#include "kam/team/v1/willingness.pb.h"

namespace kam::team {

// Each function notes what is wrong with a record beyond the options of its
// fields: references, blank texts, days reversed or after `latest`. The record
// carries its name.

void Validate(const v1::Department& department, absl::CivilDay latest,
              Violations& violations);

// A service rating is 0 to 5.
void Validate(const v1::AlignmentStatement& statement, absl::CivilDay latest,
              Violations& violations);

// Each scope once.
void Validate(const v1::Authority& authority, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::WillingnessStatement& statement, absl::CivilDay latest,
              Violations& violations);

// A list can be complete only up to the day on which that was said.
void Validate(const v1::ListCompleteness& completeness, absl::CivilDay latest,
              Violations& violations);

// Values in their ranges; the id is `current`.
void Validate(const v1::TeamPolicy& policy, absl::CivilDay latest,
              Violations& violations);

}  // namespace kam::team
