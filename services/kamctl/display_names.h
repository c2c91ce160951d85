#pragma once

#include <map>
#include <string>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// What people call accounts, asked of the server one by one and kept. Not
// thread safe.
class DisplayNames {
 public:
  explicit DisplayNames(Session& session) : session_(session) {}

  // Returns the display name of the account `name`; "" when it cannot be told.
  const std::string& Of(const std::string& name);

 private:
  Session& session_;
  std::map<std::string, std::string> known_;
};

}  // namespace kam::kamctl
