#include "services/kamctl/import_records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/digest.h"
#include "common/base/text.h"
#include "common/resource/id.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/account_index.h"
#include "services/kamctl/progress.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;
using team::v1::TeamService;

constexpr size_t kMaxReadableId = 46;

// A row and what it takes to make a record of it.
class RowReader {
 public:
  RowReader(const Mapping& mapping, const CsvRow& row)
      : mapping_(mapping), row_(row) {}

  // The cell of `field`, blanks around it aside.
  std::string Text(absl::string_view field) const {
    return std::string(absl::StripAsciiWhitespace(mapping_.Value(row_, field)));
  }

  absl::StatusOr<std::string> Needed(absl::string_view field) const {
    std::string text = Text(field);
    if (text.empty()) {
      return InvalidArgument("EMPTY_CELL", absl::StrCat(field, " is empty"));
    }
    return text;
  }

  // Sets a date field, if the cell holds something.
  template <typename Message>
  absl::Status SetDate(absl::string_view field,
                       google::type::Date* (Message::*mutable_field)(),
                       Message& message) const {
    const std::string text = Text(field);
    if (text.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(*(message.*mutable_field)(), ParseDate(text));
    return absl::OkStatus();
  }

  // Sets an enum field, if the cell holds something.
  template <typename Message, typename Enum>
  absl::Status SetWord(absl::string_view field, void (Message::*set)(Enum),
                       Message& message) const {
    const std::string text = Text(field);
    if (text.empty()) return absl::OkStatus();
    const absl::StatusOr<Enum> value = ParseWord<Enum>(text);
    if (!value.ok()) {
      return InvalidArgument(
          Reason(value.status()),
          absl::StrCat(field, ": ", value.status().message()));
    }
    (message.*set)(*value);
    return absl::OkStatus();
  }

 private:
  const Mapping& mapping_;
  const CsvRow& row_;
};

// Makes a record of each row and sends it.
class RecordImport {
 public:
  RecordImport(RecordKind kind, std::string program, std::string source_system,
               AccountIndex accounts, Session& session)
      : kind_(kind),
        program_(std::move(program)),
        source_system_(std::move(source_system)),
        accounts_(std::move(accounts)),
        session_(session) {}

  absl::Status Send(const RowReader& row) {
    switch (kind_) {
      case RecordKind::kAccounts:
        return SendAccount(row);
      case RecordKind::kContacts:
        return SendContact(row);
      case RecordKind::kMembers:
        return SendMember(row);
      case RecordKind::kAssignments:
        return SendAssignment(row);
    }
    return Internal("UNKNOWN_KIND", "no such kind of record");
  }

 private:
  absl::Status SendAccount(const RowReader& row) {
    account::v1::UpdateAccountRequest request;
    account::v1::Account& account = *request.mutable_account();
    ASSIGN_OR_RETURN(const std::string key, row.Needed("key"));
    account.set_name(AccountName(key));
    ASSIGN_OR_RETURN(*account.mutable_display_name(), row.Needed("name"));
    account.set_sector(row.Text("sector"));
    account.set_region(row.Text("region"));
    accounts_.AddKeys(key, account);
    request.set_allow_missing(true);
    return session_.connection()
        .Call(&AccountService::Stub::UpdateAccount, request)
        .status();
  }

  absl::Status SendContact(const RowReader& row) {
    account::v1::UpdateContactRequest request;
    account::v1::Contact& contact = *request.mutable_contact();
    ASSIGN_OR_RETURN(const std::string key, row.Needed("key"));
    ASSIGN_OR_RETURN(const std::string account_key, row.Needed("account_key"));
    ASSIGN_OR_RETURN(const std::string account, accounts_.Find(account_key));
    contact.set_name(absl::StrCat(account, "/contacts/", IdFromKey(key)));
    ASSIGN_OR_RETURN(*contact.mutable_display_name(), row.Needed("name"));
    contact.set_title(row.Text("title"));
    contact.set_email_address(row.Text("email"));
    contact.set_phone_number(row.Text("phone"));
    if (const std::string role = row.Text("role"); !role.empty()) {
      contact.add_roles()->set_role(role);
    }
    RETURN_IF_ERROR(
        row.SetWord("function", &account::v1::Contact::set_function, contact));
    RETURN_IF_ERROR(row.SetWord(
        "decision_level", &account::v1::Contact::set_decision_level, contact));
    RETURN_IF_ERROR(row.SetWord("seniority",
                                &account::v1::Contact::set_seniority, contact));
    request.set_allow_missing(true);
    return session_.connection()
        .Call(&AccountService::Stub::UpdateContact, request)
        .status();
  }

  absl::Status SendMember(const RowReader& row) {
    team::v1::UpdateMemberRequest request;
    team::v1::Member& member = *request.mutable_member();
    ASSIGN_OR_RETURN(const std::string key, row.Needed("key"));
    member.set_name(absl::StrCat(program_, "/members/", IdFromKey(key)));
    ASSIGN_OR_RETURN(*member.mutable_display_name(), row.Needed("name"));
    member.set_email(row.Text("email"));
    member.set_external_key(key);
    team::v1::Position& position = *member.add_positions();
    position.set_title(row.Text("title"));
    RETURN_IF_ERROR(row.SetDate(
        "starts_on", &team::v1::Position::mutable_starts_on, position));
    RETURN_IF_ERROR(
        row.SetWord("grade", &team::v1::Position::set_grade, position));
    RETURN_IF_ERROR(
        row.SetWord("function", &team::v1::Position::set_function, position));
    if (const std::string boss = row.Text("manager_key"); !boss.empty()) {
      position.set_reports_to(
          absl::StrCat(program_, "/members/", IdFromKey(boss)));
    }
    RETURN_IF_ERROR(
        row.SetDate("left_on", &team::v1::Member::mutable_left_on, member));
    request.set_allow_missing(true);
    return session_.connection()
        .Call(&TeamService::Stub::UpdateMember, request)
        .status();
  }

  absl::Status SendAssignment(const RowReader& row) {
    team::v1::UpdateAssignmentRequest request;
    team::v1::Assignment& assignment = *request.mutable_assignment();
    ASSIGN_OR_RETURN(const std::string account_key, row.Needed("account_key"));
    ASSIGN_OR_RETURN(const std::string member_key, row.Needed("member_key"));
    ASSIGN_OR_RETURN(const std::string account, accounts_.Find(account_key));
    const std::string member = IdFromKey(member_key);
    assignment.set_name(absl::StrCat(account, "/assignments/", member));
    assignment.set_member(absl::StrCat(program_, "/members/", member));
    RETURN_IF_ERROR(row.Needed("role").status());
    RETURN_IF_ERROR(
        row.SetWord("role", &team::v1::Assignment::set_role, assignment));
    RETURN_IF_ERROR(
        row.SetWord("kind", &team::v1::Assignment::set_kind, assignment));
    RETURN_IF_ERROR(row.SetWord(
        "work_location", &team::v1::Assignment::set_work_location, assignment));
    ASSIGN_OR_RETURN(const bool lead, ParseYesOrNo(row.Text("lead")));
    assignment.set_lead(lead);
    RETURN_IF_ERROR(row.SetDate(
        "starts_on", &team::v1::Assignment::mutable_starts_on, assignment));
    RETURN_IF_ERROR(row.SetDate(
        "ends_on", &team::v1::Assignment::mutable_ends_on, assignment));
    request.set_allow_missing(true);
    return session_.connection()
        .Call(&TeamService::Stub::UpdateAssignment, request)
        .status();
  }

  // The account that has the key, or a name for a new one: other systems may
  // use the same key for another customer.
  std::string AccountName(const std::string& key) const {
    const absl::StatusOr<std::string> known = accounts_.Find(key);
    if (known.ok()) return *known;
    std::string name = absl::StrCat(program_, "/accounts/", IdFromKey(key));
    if (!accounts_.Has(name)) return name;
    return absl::StrCat(program_, "/accounts/",
                        IdFromKey(absl::StrCat(source_system_, "-", key)));
  }

  static absl::StatusOr<bool> ParseYesOrNo(absl::string_view text) {
    const std::string word = absl::AsciiStrToLower(text);
    if (word == "yes" || word == "true" || word == "1") return true;
    if (word.empty() || word == "no" || word == "false" || word == "0") {
      return false;
    }
    return InvalidArgument(
        "UNKNOWN_WORD", absl::StrCat(Quoted(text), " is neither yes nor no"));
  }

  const RecordKind kind_;
  const std::string program_;
  const std::string source_system_;
  const AccountIndex accounts_;
  Session& session_;
};

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
      {"starts_on", false, "first day in this position"},
      {"left_on", false, "first day after the person left"},
      {"email", false, "electronic mail address"},
  };
  static const auto* const kAssignments = new std::vector<Field>{
      {"account_key", true, "the key of the account"},
      {"member_key", true, "the number of the employee"},
      {"role", true, "KEY_ACCOUNT_MANAGER, SUPPORT, DEVELOPMENT, ..."},
      {"starts_on", true, "first day"},
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

absl::StatusOr<ImportSummary> ImportRecords(RecordKind kind,
                                            const std::string& source_system,
                                            const Mapping& mapping,
                                            ImportFile& file,
                                            Session& session) {
  ASSIGN_OR_RETURN(std::string program, session.Program());
  ASSIGN_OR_RETURN(AccountIndex accounts,
                   AccountIndex::Load(source_system, session));
  RecordImport records(kind, std::move(program), source_system,
                       std::move(accounts), session);
  ImportSummary summary;
  summary.kind = KindName(kind);
  Progress progress(session.err(), session.terminal(), summary.kind,
                    file.row_count());
  const absl::Status done = file.ForEachRow([&](const CsvRow& row) {
    const RowReader reader(mapping, row);
    absl::Status sent = records.Send(reader);
    if (!sent.ok() && !IsOfOneRow(sent)) return sent;
    ++summary.rows;
    if (sent.ok()) {
      ++summary.stored;
    } else {
      summary.Reject({row.line,
                      reader.Text(mapping.Has("key") ? "key" : "account_key"),
                      Reason(sent), std::string(sent.message())});
    }
    progress.Show(summary.rows);
    return absl::OkStatus();
  });
  progress.Finish();
  RETURN_IF_ERROR(done);
  summary.tenths = progress.tenths();
  return summary;
}

}  // namespace kam::kamctl
