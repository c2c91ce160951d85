#include "common/resource/record_checks.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/resource/field_checks.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"

namespace kam::resource {

std::string ParentOf(absl::string_view name) {
  for (int part = 0; part < 2; ++part) {
    const size_t slash = name.rfind('/');
    if (slash == absl::string_view::npos) return "";
    name = name.substr(0, slash);
  }
  return std::string(name);
}

RecordChecks::RecordChecks(absl::string_view name, absl::CivilDay latest_day,
                           Violations& violations)
    : name_(name), latest_day_(latest_day), violations_(violations) {
  const auto program = ProgramName::Of(name);
  if (program.ok()) program_ = program->ToString();
}

void RecordChecks::NotBlank(absl::string_view field, absl::string_view text) {
  if (!text.empty()) CheckNotBlank(field, text, violations_);
}

void RecordChecks::NotFuture(absl::string_view field,
                             const google::type::Date& date) {
  CheckNotFuture(field, date, latest_day_, violations_);
}

void RecordChecks::NotBefore(absl::string_view field,
                             const google::type::Date& date,
                             const google::type::Date& earliest) {
  CheckSpan(field, earliest, date, violations_);
}

void RecordChecks::Member(absl::string_view field, absl::string_view name) {
  if (name.empty()) return;
  CheckReference(name, kMemberPattern, program_, field, violations_);
}

void RecordChecks::Department(absl::string_view field, absl::string_view name) {
  if (name.empty()) return;
  CheckReference(name, kDepartmentPattern, program_, field, violations_);
}

void RecordChecks::Account(absl::string_view field, absl::string_view name) {
  if (name.empty()) return;
  CheckReference(name, kAccountPattern, program_, field, violations_);
}

void RecordChecks::MemberOrWords(absl::string_view field,
                                 absl::string_view text) {
  if (absl::StartsWith(text, "programs/")) Member(field, text);
}

void RecordChecks::InProgram(absl::string_view field, absl::string_view name) {
  const auto program = ProgramName::Of(name);
  if (!program.ok() || program->ToString() != program_) {
    violations_.Add(field, "must name resources of the same programme",
                    "INVALID_REFERENCE");
  }
}

void RecordChecks::Contact(absl::string_view field, absl::string_view name) {
  AccountRecord(field, name, kContactPattern);
}

void RecordChecks::AccountRecord(absl::string_view field,
                                 absl::string_view name,
                                 absl::string_view pattern) {
  if (name.empty()) return;
  CheckReference(name, pattern, ParentOf(name_), field, violations_);
}

void RecordChecks::Members(absl::string_view field, const Names& names) {
  All(field, names, kMemberPattern, program_);
}

void RecordChecks::Accounts(absl::string_view field, const Names& names) {
  All(field, names, kAccountPattern, program_);
}

void RecordChecks::Contacts(absl::string_view field, const Names& names) {
  All(field, names, kContactPattern, ParentOf(name_));
}

void RecordChecks::All(absl::string_view field, const Names& names,
                       absl::string_view pattern, absl::string_view parent) {
  std::set<absl::string_view> seen;
  for (int i = 0; i < names.size(); ++i) {
    CheckReference(names[i], pattern, parent, absl::StrCat(field, "[", i, "]"),
                   violations_);
    if (!seen.insert(names[i]).second) AddDuplicate(field, i);
  }
}

void RecordChecks::AddDuplicate(absl::string_view field, int index) {
  violations_.Add(absl::StrCat(field, "[", index, "]"), "must not stand twice",
                  "DUPLICATE");
}

}  // namespace kam::resource
