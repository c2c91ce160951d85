#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "kam/assessment/v1/audit.pb.h"

namespace kam::assessment {

// Adds to an audit that was completed the findings that its answers give and
// that it does not have yet, each with the record that would be written if a
// person accepts it. An audit that asked too little offers none.
void OfferFindings(v1::Audit& audit);

// What a person decided of a finding.
struct FindingDecision {
  std::string finding;
  v1::AuditFindingState state = v1::AUDIT_FINDING_STATE_UNSPECIFIED;
  // The record that was written for it; may be empty.
  std::string record;
  std::string note;
  std::string decided_by;
  absl::Time decided_at;
};

// Records a decision; the same one a second time changes nothing. NOT_FOUND
// without such a finding; INVALID_ARGUMENT, INVALID_REFERENCE, when the record
// is not of the kind that was proposed; FAILED_PRECONDITION, FINDING_DECIDED,
// when it was decided otherwise.
absl::Status Decide(const FindingDecision& decision, v1::Audit& audit);

// Whether an issue refers to the audit: one that it raised was accepted.
bool IsFollowedUp(const v1::Audit& audit);

}  // namespace kam::assessment
