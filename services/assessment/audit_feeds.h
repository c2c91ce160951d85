#pragma once

#include "kam/assessment/v1/audit_model.pb.h"
#include "services/assessment/audit_reading.h"

namespace kam::assessment {

// Adds the observations that a valid audit gives other models (4.e, A-24), in
// the order of models and dimensions.
void AddFeeds(const Audit& audit, v1::AuditResult& result);

// Adds what a valid audit proposes to other services, in the order of
// questions, respondents and texts: issues of p3 and p4 that the log does not
// have, pressures of f1 and f2, objectives of f3 and f4, opportunities of f5 to
// f8. Nothing is written; a person accepts each.
void AddProposals(const Audit& audit, v1::AuditResult& result);

}  // namespace kam::assessment
