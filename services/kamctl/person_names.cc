#include "services/kamctl/person_names.h"

#include "absl/strings/str_cat.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

PersonNames PersonNames::OfTeam(const std::string& account, Session& session) {
  team::v1::GetTeamFactsRequest request;
  request.set_account(account);
  const auto facts = session.connection().Call(
      &team::v1::TeamService::Stub::GetTeamFacts, request);
  return PersonNames(facts.ok() ? *facts : team::v1::TeamFacts());
}

PersonNames::PersonNames(const team::v1::TeamFacts& facts) {
  for (const team::v1::AssignedMember& member : facts.members()) Add(member);
  for (const team::v1::MemberOnDay& member : facts.other_members()) Add(member);
}

PersonNames::PersonNames(const gateway::v1::KeyAccountView& view) {
  for (const team::v1::AssignedMember& member : view.team().members()) {
    Add(member);
  }
  for (const team::v1::SponsorOnDay& sponsor : view.team().sponsors()) {
    Add(sponsor.member());
  }
  for (const account::v1::Contact& contact : view.account().contacts()) {
    names_[contact.name()] = contact.display_name();
  }
}

void PersonNames::Add(const team::v1::AssignedMember& member) {
  if (member.resolved()) {
    names_[member.assignment().member()] = member.display_name();
  }
}

void PersonNames::Add(const team::v1::MemberOnDay& member) {
  if (member.resolved()) names_[member.member()] = member.display_name();
}

std::string PersonNames::Of(const std::string& member) const {
  const auto found = names_.find(member);
  return found == names_.end() ? LastId(member) : found->second;
}

std::string PersonNames::Of(const planning::v1::Person& person) const {
  if (person.person_case() == planning::v1::Person::kContact) {
    return absl::StrCat(Of(person.contact()), " (customer)");
  }
  return Of(person.member());
}

}  // namespace kam::kamctl
