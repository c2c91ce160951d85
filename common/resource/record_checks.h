#pragma once

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/type/date.pb.h"

namespace kam::resource {

// Returns the name of what the resource `name` stands under: all but its last
// collection and id. Empty when there is none.
std::string ParentOf(absl::string_view name);

// Checks of one record's fields beyond their form: what they say of the record,
// its programme and today. Each notes in the violations what is wrong with the
// field at path `field`. What is empty or absent is passed over, since whether
// it may be is said by the contract. Whether a name points to anything is not
// asked. Not thread safe; lives no longer than the record's name and the
// violations.
class RecordChecks {
 public:
  // `name` is the record's own and well formed; no evidence is dated after
  // `latest_day`.
  RecordChecks(absl::string_view name, absl::CivilDay latest_day,
               Violations& violations);

  // The text must hold more than blanks. Reason MISSING_FIELD.
  void NotBlank(absl::string_view field, absl::string_view text);
  // The day must not be after the latest. Reason DATE_IN_FUTURE.
  void NotFuture(absl::string_view field, const google::type::Date& date);
  // The day must not be before `earliest`. Reason DATES_REVERSED.
  void NotBefore(absl::string_view field, const google::type::Date& date,
                 const google::type::Date& earliest);

  // The name must be one of the record's programme. Reason INVALID_REFERENCE.
  void Member(absl::string_view field, absl::string_view name);
  void Department(absl::string_view field, absl::string_view name);
  void Account(absl::string_view field, absl::string_view name);
  // A member, or words: what begins like a name must be a member's.
  void MemberOrWords(absl::string_view field, absl::string_view text);
  // The name must begin with that of the programme: any of its resources.
  void InProgram(absl::string_view field, absl::string_view name);
  // The name must be one of the account under which the record stands.
  void Contact(absl::string_view field, absl::string_view name);
  // The same for resources of the account that follow `pattern`.
  void AccountRecord(absl::string_view field, absl::string_view name,
                     absl::string_view pattern);

  // Each name as above, and none twice. Reason DUPLICATE.
  using Names = google::protobuf::RepeatedPtrField<std::string>;
  void Members(absl::string_view field, const Names& names);
  void Accounts(absl::string_view field, const Names& names);
  void Contacts(absl::string_view field, const Names& names);

  // Each value of a repeated enum stands once. Reason DUPLICATE.
  template <typename Values>
  void EachOnce(absl::string_view field, const Values& values) {
    std::set<int> seen;
    for (int i = 0; i < values.size(); ++i) {
      if (!seen.insert(values[i]).second) AddDuplicate(field, i);
    }
  }

  Violations& violations() { return violations_; }

 private:
  // Each name follows `pattern` under `parent`, none twice.
  void All(absl::string_view field, const Names& names,
           absl::string_view pattern, absl::string_view parent);
  void AddDuplicate(absl::string_view field, int index);

  absl::string_view name_;
  absl::CivilDay latest_day_;
  Violations& violations_;
  std::string program_;
};

}  // namespace kam::resource
