#include "services/kamctl/record_calls.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/team/v1/assignment.pb.h"
#include "kam/team/v1/member.pb.h"
#include "services/kamctl/dated_records.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

using account::v1::AccountService;

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

namespace {

absl::StatusOr<bool> ParseYesOrNo(absl::string_view text) {
  const std::string word = absl::AsciiStrToLower(text);
  if (word == "yes" || word == "true" || word == "1") return true;
  if (word.empty() || word == "no" || word == "false" || word == "0") {
    return false;
  }
  return InvalidArgument("UNKNOWN_WORD",
                         absl::StrCat(Quoted(text), " is neither yes nor no"));
}

}  // namespace

RecordCalls::RecordCalls(RecordKind kind, std::string program,
                         std::string source_system, AccountIndex accounts,
                         const Mapping& mapping, Connection& connection)
    : kind_(kind),
      program_(std::move(program)),
      source_system_(std::move(source_system)),
      accounts_(std::move(accounts)),
      mapping_(mapping),
      connection_(connection) {}

absl::StatusOr<RecordCall> RecordCalls::Of(const CsvRow& csv_row) const {
  const RowReader row(mapping_, csv_row);
  switch (kind_) {
    case RecordKind::kAccounts:
      return OfAccount(row);
    case RecordKind::kContacts:
      return OfContact(row);
    case RecordKind::kMembers:
      return OfMember(row);
    case RecordKind::kAssignments:
      break;
  }
  return OfAssignment(row);
}

absl::StatusOr<RecordCall> RecordCalls::OfAccount(const RowReader& row) const {
  account::v1::UpdateAccountRequest request;
  account::v1::Account& account = *request.mutable_account();
  ASSIGN_OR_RETURN(const std::string key, row.Needed("key"));
  account.set_name(AccountName(key));
  ASSIGN_OR_RETURN(*account.mutable_display_name(), row.Needed("name"));
  account.set_sector(row.Text("sector"));
  account.set_region(row.Text("region"));
  accounts_.AddKeys(key, account);
  return Update(&AccountService::Stub::UpdateAccount, request, account.name());
}

absl::StatusOr<RecordCall> RecordCalls::OfContact(const RowReader& row) const {
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
  RETURN_IF_ERROR(
      row.SetWord("seniority", &account::v1::Contact::set_seniority, contact));
  return Update(&AccountService::Stub::UpdateContact, request, contact.name());
}

absl::StatusOr<RecordCall> RecordCalls::OfMember(const RowReader& row) const {
  team::v1::Member member;
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
  return RecordCall{member.name(), "", [&connection = connection_, member] {
                      return StoreMember(member, connection);
                    }};
}

absl::StatusOr<RecordCall> RecordCalls::OfAssignment(
    const RowReader& row) const {
  team::v1::Assignment assignment;
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
  RETURN_IF_ERROR(row.SetDate("ends_on", &team::v1::Assignment::mutable_ends_on,
                              assignment));
  return RecordCall{assignment.name(), assignment.member(),
                    [&connection = connection_, assignment] {
                      return StoreAssignment(assignment, connection);
                    }};
}

std::string RecordCalls::AccountName(const std::string& key) const {
  const absl::StatusOr<std::string> known = accounts_.Find(key);
  if (known.ok()) return *known;
  std::string name = absl::StrCat(program_, "/accounts/", IdFromKey(key));
  if (!accounts_.Has(name)) return name;
  return absl::StrCat(program_, "/accounts/",
                      IdFromKey(absl::StrCat(source_system_, "-", key)));
}

template <typename Stub, typename Request, typename Response>
RecordCall RecordCalls::Update(
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*),
    Request request, const std::string& record) const {
  request.set_allow_missing(true);
  return {record, "",
          [&connection = connection_, method, request = std::move(request)] {
            return connection.Call(method, request).status();
          }};
}

}  // namespace kam::kamctl
