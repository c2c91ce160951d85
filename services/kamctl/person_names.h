#pragma once

#include <map>
#include <string>

#include "kam/gateway/v1/key_account_view.pb.h"
#include "kam/planning/v1/plan_items.pb.h"
#include "kam/team/v1/team_facts.pb.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// What people are called. A value type.
class PersonNames {
 public:
  // The people of an account's team, as far as the team service answers; names
  // are for reading, and no reason to fail.
  static PersonNames OfTeam(const std::string& account, Session& session);

  // The same, of facts that are there already.
  explicit PersonNames(const team::v1::TeamFacts& facts);

  // The people of both sides that a view shows.
  explicit PersonNames(const gateway::v1::KeyAccountView& view);

  // Returns what a member is called, or the id where that is not known.
  std::string Of(const std::string& member) const;

  // Returns the same of a member and of a contact, the latter so marked.
  std::string Of(const planning::v1::Person& person) const;

 private:
  void Add(const team::v1::AssignedMember& member);
  void Add(const team::v1::MemberOnDay& member);

  std::map<std::string, std::string> names_;
};

}  // namespace kam::kamctl
