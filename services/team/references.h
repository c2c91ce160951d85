#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"

// References of a record to others, held to be of its programme. Each check
// notes INVALID_REFERENCE for the field at path `field`; an empty reference is
// passed over, since whether it may be is said by the contract. Whether it
// points to anything is not asked. `record` is the record's own name.
namespace kam::team {

void CheckMember(absl::string_view record, absl::string_view field,
                 const std::string& member, Violations& violations);

// A person: name of a member, or words. What begins like a name must be one.
void CheckPerson(absl::string_view record, absl::string_view field,
                 const std::string& person, Violations& violations);

void CheckAccount(absl::string_view record, absl::string_view field,
                  const std::string& account, Violations& violations);

// Members, of whom none may stand twice.
void CheckMembers(absl::string_view record, absl::string_view field,
                  const google::protobuf::RepeatedPtrField<std::string>& names,
                  Violations& violations);

// Contacts of the account under which the record stands, none twice.
void CheckContacts(absl::string_view record, absl::string_view field,
                   const google::protobuf::RepeatedPtrField<std::string>& names,
                   Violations& violations);

}  // namespace kam::team
