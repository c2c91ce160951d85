#include "services/kamctl/finding_record.h"

#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/type/date.pb.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using planning::v1::PlanningService;

absl::Status NotA(const FieldDescriptor* field, const std::string& value) {
  return InvalidArgument(
      "INVALID_VALUE", absl::StrCat(value, " is no value of ", field->name()));
}

// Sets one field of a record from text: words of enums, dates as 2013-11-30.
absl::Status SetProposedField(const std::string& name, const std::string& value,
                              Message& record) {
  const FieldDescriptor* field = record.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated()) {
    return InvalidArgument("UNKNOWN_FIELD",
                           absl::StrCat(name, " is no field of a ",
                                        record.GetDescriptor()->name()));
  }
  const google::protobuf::Reflection& reflection = *record.GetReflection();
  int32_t number = 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(&record, field, value);
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_INT32:
      if (!absl::SimpleAtoi(value, &number)) return NotA(field, value);
      reflection.SetInt32(&record, field, number);
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* known = field->enum_type()->FindValueByName(value);
      if (known != nullptr) {
        number = known->number();
      } else {
        ASSIGN_OR_RETURN(number, ParseEnumWord(field->enum_type(), value));
      }
      reflection.SetEnumValue(&record, field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (field->message_type() != google::type::Date::descriptor()) break;
      ASSIGN_OR_RETURN(const google::type::Date date, ParseDate(value));
      reflection.MutableMessage(&record, field)->CopyFrom(date);
      return absl::OkStatus();
    }
    default:
      break;
  }
  return NotA(field, value);
}

// The fields of the proposal and those given besides, by name.
absl::StatusOr<std::map<std::string, std::string>> ProposedFields(
    const assessment::v1::ProposedRecord& proposal,
    const std::vector<std::string>& more) {
  std::map<std::string, std::string> fields;
  for (const auto& field : proposal.fields()) {
    fields[field.field()] = field.value();
  }
  for (const std::string& one : more) {
    const size_t sign = one.find('=');
    if (sign == std::string::npos) {
      return InvalidArgument("INVALID_SETTING",
                             absl::StrCat(one,
                                          " is not of the form "
                                          "field=value"));
    }
    fields[one.substr(0, sign)] = one.substr(sign + 1);
  }
  std::vector<std::string> open;
  for (const std::string& field : proposal.open_fields()) {
    if (!fields.contains(field)) open.push_back(field);
  }
  if (!open.empty()) {
    return InvalidArgument(
        "MISSING_FIELD",
        absl::StrCat("a ", proposal.type(), " needs ",
                     absl::StrJoin(open, ", "), "; give it with --set"));
  }
  return fields;
}

// Calls the Create rpc of a record; returns the record's name.
template <typename Stub, typename Request, typename Record>
absl::StatusOr<std::string> CreateProposed(
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Record*),
    Record* (Request::*mutable_record)(),
    const assessment::v1::ProposedRecord& proposal,
    const std::vector<std::string>& more, Session& session) {
  Request request;
  request.set_parent(proposal.parent());
  ASSIGN_OR_RETURN(const auto fields, ProposedFields(proposal, more));
  for (const auto& [field, value] : fields) {
    RETURN_IF_ERROR(
        SetProposedField(field, value, *(request.*mutable_record)()));
  }
  ASSIGN_OR_RETURN(const Record created,
                   session.connection().Call(method, request));
  return created.name();
}

}  // namespace

absl::StatusOr<std::string> WriteProposal(
    const assessment::v1::ProposedRecord& proposal,
    const std::vector<std::string>& more, Session& session) {
  const std::string& type = proposal.type();
  if (type == "kam.account/Issue") {
    return CreateProposed(&AccountService::Stub::CreateIssue,
                          &account::v1::CreateIssueRequest::mutable_issue,
                          proposal, more, session);
  }
  if (type == "kam.account/Objective") {
    return CreateProposed(
        &AccountService::Stub::CreateObjective,
        &account::v1::CreateObjectiveRequest::mutable_objective, proposal, more,
        session);
  }
  if (type == "kam.account/Pressure") {
    return CreateProposed(&AccountService::Stub::CreatePressure,
                          &account::v1::CreatePressureRequest::mutable_pressure,
                          proposal, more, session);
  }
  if (type == "kam.planning/Opportunity") {
    return CreateProposed(
        &PlanningService::Stub::CreateOpportunity,
        &planning::v1::CreateOpportunityRequest::mutable_opportunity, proposal,
        more, session);
  }
  return InvalidArgument("UNKNOWN_PROPOSAL",
                         absl::StrCat("kamctl cannot write a ", type));
}

}  // namespace kam::kamctl
