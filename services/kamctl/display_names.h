#pragma once

#include <map>
#include <string>

#include "kam/gateway/v1/key_account_view.pb.h"
#include "kam/planning/v1/plan_items.pb.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// What people call accounts, members and contacts, asked of the servers one by
// one and kept. Names are for reading: what cannot be told is no reason to
// fail. Not thread safe.
class DisplayNames {
 public:
  explicit DisplayNames(Session& session) : session_(session) {}

  // Takes over the people that a view shows, so that they are not asked for.
  void Learn(const gateway::v1::KeyAccountView& view);

  // Returns the display name of the account, member or contact `name`; "" when
  // it cannot be told.
  const std::string& Of(const std::string& name);

  // Returns the same, or the id where it cannot be told.
  std::string OrId(const std::string& name);

  // Returns the same of a member or a contact, the latter so marked.
  std::string OfPerson(const planning::v1::Person& person);

 private:
  // "" when the server does not tell.
  std::string Ask(const std::string& name);

  Session& session_;
  std::map<std::string, std::string> known_;
};

}  // namespace kam::kamctl
