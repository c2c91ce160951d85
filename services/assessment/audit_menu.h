#pragma once

#include <vector>

#include "kam/assessment/v1/audit_question.pb.h"
#include "kam/assessment/v1/template.pb.h"

namespace kam::assessment {

// Returns the questions that one may choose from (S4-09 to S4-11): the
// seventeen in order, then those of the programme's template, which may be
// null.
std::vector<v1::AuditQuestion> AuditMenu(const v1::Template* in_force);

}  // namespace kam::assessment
