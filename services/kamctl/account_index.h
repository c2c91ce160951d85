#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "kam/account/v1/account.pb.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// The accounts of a programme by what one other system calls them, and the
// keys that each has in all systems. Not thread safe.
class AccountIndex {
 public:
  // Reads all accounts of the programme.
  static absl::StatusOr<AccountIndex> Load(const std::string& source_system,
                                           Session& session);

  // Returns the name of the account that the system calls `key`; NOT_FOUND
  // with ACCOUNT_NOT_FOUND when there is none.
  absl::StatusOr<std::string> Find(absl::string_view key) const;

  // Whether the programme has an account of this name.
  bool Has(const std::string& name) const { return keys_.count(name) > 0; }

  // Gives `account` the key `key`, beside those that it has in the store.
  void AddKeys(absl::string_view key, account::v1::Account& account) const;

 private:
  std::string source_system_;
  std::map<std::string, std::string, std::less<>> names_;
  std::map<std::string, account::v1::Account> keys_;
};

}  // namespace kam::kamctl
