#include "services/kamctl/display_names.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

// The display name of what `method` gets by `name`.
template <typename Stub, typename Request, typename Record>
std::string Get(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                             const Request&, Record*),
                const std::string& name, Session& session) {
  Request request;
  request.set_name(name);
  const absl::StatusOr<Record> record =
      session.connection().Call(method, request);
  return record.ok() ? record->display_name() : "";
}

}  // namespace

void DisplayNames::Learn(const gateway::v1::KeyAccountView& view) {
  for (const team::v1::AssignedMember& member : view.team().members()) {
    known_[member.assignment().member()] = member.display_name();
  }
  for (const team::v1::SponsorOnDay& sponsor : view.team().sponsors()) {
    known_[sponsor.member().member()] = sponsor.member().display_name();
  }
  for (const account::v1::Contact& contact : view.account().contacts()) {
    known_[contact.name()] = contact.display_name();
  }
}

const std::string& DisplayNames::Of(const std::string& name) {
  const auto [entry, added] = known_.try_emplace(name);
  if (added) entry->second = Ask(name);
  return entry->second;
}

std::string DisplayNames::OrId(const std::string& name) {
  const std::string& known = Of(name);
  return known.empty() ? LastId(name) : known;
}

std::string DisplayNames::OfPerson(const planning::v1::Person& person) {
  if (person.person_case() != planning::v1::Person::kContact) {
    return OrId(person.member());
  }
  return absl::StrCat(OrId(person.contact()), " (customer)");
}

std::string DisplayNames::Ask(const std::string& name) {
  using account::v1::AccountService;
  if (name.empty()) return "";
  if (absl::StrContains(name, "/members/")) {
    return Get(&team::v1::TeamService::Stub::GetMember, name, session_);
  }
  if (absl::StrContains(name, "/contacts/")) {
    return Get(&AccountService::Stub::GetContact, name, session_);
  }
  return Get(&AccountService::Stub::GetAccount, name, session_);
}

}  // namespace kam::kamctl
