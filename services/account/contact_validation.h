#pragma once

#include "common/status/errors.h"
#include "kam/account/v1/contact.pb.h"
#include "kam/account/v1/interaction.pb.h"
#include "services/account/field_checks.h"

namespace kam::account {

// Each function notes what is wrong with a record beyond its form. The record
// carries its name; references to other contacts must be of its account.

// Influence, roles, periods and ties.
void Validate(const v1::Contact& contact, const RecordRules& rules,
              Violations& violations);

// Day, members and participants.
void Validate(const v1::Interaction& interaction, const RecordRules& rules,
              Violations& violations);

// Takes what the caller left unspecified of a participant from the contact as
// it is on record.
void CompleteParticipant(const v1::Contact& contact,
                         v1::Participant& participant);

}  // namespace kam::account
