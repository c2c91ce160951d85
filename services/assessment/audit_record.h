#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/audit.pb.h"
#include "kam/assessment/v1/template.pb.h"

namespace kam::assessment {

// Name of the audited account; empty when the audit's name is ill-formed.
std::string AccountOf(const v1::Audit& audit);

// Adds to `violations` what is wrong with an audit beyond the options of its
// fields: answers as CheckRespondents says, an answer to a question that was
// not chosen, people of another programme or account, a day after `latest_day`.
// A draft that is merely incomplete is not wrong. Requires a well-formed name.
void ValidateAudit(const v1::Audit& audit, absl::CivilDay latest_day,
                   Violations& violations);

// Notes own questions that the template, which may be null, does not have.
void CheckOwnQuestions(const v1::Audit& audit, const v1::Template* in_force,
                       Violations& violations);

// OK of a draft; FAILED_PRECONDITION, AUDIT_NOT_DRAFT, of a completed one.
absl::Status CheckNotCompleted(const v1::Audit& audit);

// Completes a draft, of which `sequence` tells the order among those of its
// day. INVALID_ARGUMENT, MISSING_FIELD, names what is missing: the day, the
// channel, the interviewer, or any answer. Else as CheckNotCompleted.
absl::Status Complete(int64_t sequence, absl::Time now, v1::Audit& audit);

// Adds to a completed audit. FAILED_PRECONDITION, AUDIT_NOT_COMPLETED, of a
// draft; INVALID_ARGUMENT when nothing is added (NOTHING_AMENDED) or it is
// dated before the audit (DATES_REVERSED).
absl::Status Amend(const v1::AuditAmendment& amendment, absl::Time now,
                   v1::Audit& audit);

// Returns what everybody had said by `as_of`: later answers of a contact to a
// question take the place of earlier ones.
google::protobuf::RepeatedPtrField<v1::AuditRespondent> AnswersBy(
    const v1::Audit& audit, absl::CivilDay as_of);

// Returns what models read of an audit, as it stood on `as_of`. Whether the
// interviewer manages the account is left to the caller.
v1::AuditFact AuditFactOf(const v1::Audit& audit, absl::CivilDay as_of);

// Whether the audit asked enough to count.
bool AskedEnough(const v1::Audit& audit);

// Returns the completed audits held on or before `as_of`, the latest first, as
// they stood on it: without later amendments.
std::vector<v1::Audit> HeldBy(std::vector<v1::Audit> audits,
                              absl::CivilDay as_of);

// Returns the facts of the model of audits that these alone give.
v1::AuditFacts AuditFactsOf(const std::vector<v1::Audit>& audits,
                            absl::CivilDay as_of);

}  // namespace kam::assessment
