#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/alignment.pb.h"
#include "kam/team/v1/department.pb.h"

namespace kam::team {

// Returns whether the organisation stands behind the goals on `day` (models.md
// 4.j, A-52), from the departments of the programme and the statements about
// `account` or about the programme as a whole; with an empty account those
// about the programme alone. Of a department the latest known answer counts,
// those about the account first; answers of one day that differ are UNKNOWN.
v1::AlignmentVerdict JudgeAlignment(
    const std::vector<v1::Department>& departments,
    const std::vector<v1::AlignmentStatement>& statements,
    const std::string& account, absl::CivilDay day);

}  // namespace kam::team
