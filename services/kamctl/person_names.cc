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
  for (const team::v1::AssignedMember& member : facts.members()) {
    if (member.resolved()) {
      names_[member.assignment().member()] = member.display_name();
    }
  }
  for (const team::v1::MemberOnDay& member : facts.other_members()) {
    if (member.resolved()) names_[member.member()] = member.display_name();
  }
}

std::string PersonNames::Of(const std::string& member) const {
  const auto found = names_.find(member);
  return found == names_.end() ? LastId(member) : found->second;
}

std::string PersonNames::Of(const planning::v1::Person& person) const {
  if (person.person_case() == planning::v1::Person::kContact) {
    return absl::StrCat(LastId(person.contact()), " (customer)");
  }
  return Of(person.member());
}

}  // namespace kam::kamctl
