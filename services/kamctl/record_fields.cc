#include "services/kamctl/record_fields.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/digest.h"
#include "common/resource/id.h"

namespace kam::kamctl {
namespace {

constexpr size_t kMaxReadableId = 46;

}  // namespace

std::string KindName(RecordKind kind) {
  switch (kind) {
    case RecordKind::kAccounts:
      return "accounts";
    case RecordKind::kContacts:
      return "contacts";
    case RecordKind::kMembers:
      return "members";
    case RecordKind::kAssignments:
      return "assignments";
  }
  return "";
}

const std::vector<Field>& FieldsOf(RecordKind kind) {
  static const auto* const kAccounts = new std::vector<Field>{
      {"key", true, "what the source system calls the account"},
      {"name", true, "the customer's name"},
      {"sector", false, "the customer's sector"},
      {"region", false, "the region that serves it"},
  };
  static const auto* const kContacts = new std::vector<Field>{
      {"key", true, "what the source system calls the person"},
      {"account_key", true, "the key of the account"},
      {"name", true, "the person's name"},
      {"title", false, "the title on the card"},
      {"role", false, "the role, in words"},
      {"function", false, "PURCHASING, TECHNICAL, OPERATIONS, FINANCE, ..."},
      {"decision_level", false, "INSTIGATOR, INFLUENCER or IMPLEMENTER"},
      {"seniority", false, "STAFF, MANAGER, ..., SENIOR_EXECUTIVE"},
      {"email", false, "electronic mail address"},
      {"phone", false, "telephone number"},
  };
  static const auto* const kMembers = new std::vector<Field>{
      {"key", true, "the number of the employee"},
      {"name", true, "the person's name"},
      {"title", false, "the job title"},
      {"grade", false, "STAFF, MANAGER, ..., SENIOR_EXECUTIVE"},
      {"function", false, "SALES, MARKETING, TECHNICAL, ..."},
      {"manager_key", false, "the number of the line manager"},
      {"starts_on", false,
       "first day in this position; of a change default today"},
      {"left_on", false, "first day after the person left"},
      {"email", false, "electronic mail address"},
  };
  static const auto* const kAssignments = new std::vector<Field>{
      {"account_key", true, "the key of the account"},
      {"member_key", true, "the number of the employee"},
      {"role", true, "KEY_ACCOUNT_MANAGER, SUPPORT, DEVELOPMENT, ..."},
      {"starts_on", true, "first day; another role ends the day before"},
      {"ends_on", false, "last day"},
      {"kind", false, "PERMANENT, AD_HOC or OCCASIONAL"},
      {"work_location", false, "OWN_OFFICE, AT_OR_NEAR_CUSTOMER, ELSEWHERE"},
      {"lead", false, "yes when the member leads the account's team"},
  };
  switch (kind) {
    case RecordKind::kAccounts:
      return *kAccounts;
    case RecordKind::kContacts:
      return *kContacts;
    case RecordKind::kMembers:
      return *kMembers;
    case RecordKind::kAssignments:
      break;
  }
  return *kAssignments;
}

std::string IdFromKey(absl::string_view key) {
  if (resource::IsId(key)) return std::string(key);
  std::string id;
  for (char letter : absl::AsciiStrToLower(key)) {
    if (absl::ascii_isalnum(letter)) {
      id += letter;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
    if (id.size() == kMaxReadableId) break;
  }
  // Two keys that look alike once reduced must not become one record.
  if (!id.empty() && id.back() != '-') id += '-';
  return absl::StrCat(id, absl::StrFormat("%016x", StableHash64(key)));
}

}  // namespace kam::kamctl
