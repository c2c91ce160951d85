#include "services/planning/record_checks.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/field_checks.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/status/status_macros.h"

namespace kam::planning {
namespace {

// All of a record's name but its last collection and id.
std::string ParentOf(absl::string_view name) {
  for (int part = 0; part < 2; ++part) {
    const size_t slash = name.rfind('/');
    if (slash == absl::string_view::npos) return "";
    name = name.substr(0, slash);
  }
  return std::string(name);
}

}  // namespace

RecordChecks::RecordChecks(absl::string_view name, absl::CivilDay latest_day,
                           Violations& violations)
    : latest_day_(latest_day),
      violations_(violations),
      account_(ParentOf(name)) {
  const auto program = resource::ProgramName::Of(name);
  if (program.ok()) program_ = program->ToString();
}

void RecordChecks::NotBlank(absl::string_view field, absl::string_view text) {
  if (!text.empty()) resource::CheckNotBlank(field, text, violations_);
}

void RecordChecks::NotFuture(absl::string_view field,
                             const google::type::Date& date) {
  resource::CheckNotFuture(field, date, latest_day_, violations_);
}

void RecordChecks::NotBefore(absl::string_view field,
                             const google::type::Date& date,
                             const google::type::Date& earliest) {
  resource::CheckSpan(field, earliest, date, violations_);
}

void RecordChecks::Member(absl::string_view field, absl::string_view name) {
  if (name.empty()) return;
  resource::CheckReference(name, resource::kMemberPattern, program_, field,
                           violations_);
}

void RecordChecks::Department(absl::string_view field, absl::string_view name) {
  if (name.empty()) return;
  resource::CheckReference(name, resource::kDepartmentPattern, program_, field,
                           violations_);
}

void RecordChecks::Contact(absl::string_view field, absl::string_view name) {
  AccountRecord(field, name, resource::kContactPattern);
}

void RecordChecks::AccountRecord(absl::string_view field,
                                 absl::string_view name,
                                 absl::string_view pattern) {
  if (name.empty()) return;
  resource::CheckReference(name, pattern, account_, field, violations_);
}

void RecordChecks::Person(absl::string_view field, const v1::Person& person) {
  switch (person.person_case()) {
    case v1::Person::kMember:
      resource::CheckReference(person.member(), resource::kMemberPattern,
                               program_, absl::StrCat(field, ".member"),
                               violations_);
      break;
    case v1::Person::kContact:
      resource::CheckReference(person.contact(), resource::kContactPattern,
                               account_, absl::StrCat(field, ".contact"),
                               violations_);
      break;
    case v1::Person::PERSON_NOT_SET:
      violations_.Add(field, "must name a member or a contact",
                      "MISSING_FIELD");
  }
}

void RecordChecks::InProgram(absl::string_view field, absl::string_view name) {
  const auto program = resource::ProgramName::Of(name);
  if (!program.ok() || program->ToString() != program_) {
    violations_.Add(field, "must name resources of the same programme",
                    "INVALID_REFERENCE");
  }
}

absl::StatusOr<google::type::Date> StepDay(const StepDays& days,
                                           absl::string_view field,
                                           const google::type::Date& given,
                                           const google::type::Date& earliest) {
  const absl::CivilDay first =
      DayFromProto(earliest).value_or(absl::CivilDay::min());
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   DayOr(given, std::max(days.today, first)));
  Violations violations;
  resource::CheckNotFuture(field, ToProto(day), days.latest, violations);
  resource::CheckSpan(field, earliest, ToProto(day), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return ToProto(day);
}

bool IsBy(const google::type::Date& date, absl::CivilDay day) {
  const auto named = DayFromProto(date);
  return named.ok() && *named <= day;
}

absl::Status CheckReason(absl::string_view text) {
  Violations violations;
  resource::CheckNotBlank("reason", text, violations);
  return violations.ToStatus();
}

}  // namespace kam::planning
