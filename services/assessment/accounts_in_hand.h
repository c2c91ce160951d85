#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"

namespace kam::assessment {

// Accounts that are being assessed: each by one at a time. Thread-safe.
class AccountsInHand {
 public:
  // Holds an account as long as it lives.
  class Hold {
   public:
    Hold(AccountsInHand* accounts, std::string account)
        : accounts_(accounts), account_(std::move(account)) {}
    ~Hold() { accounts_->Release(account_); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    AccountsInHand* accounts_;
    std::string account_;
  };

  // Takes the account unless somebody holds it.
  bool TryTake(const std::string& account);
  // Takes it when nobody holds it any more.
  void Take(const std::string& account);

 private:
  void Release(const std::string& account);

  std::mutex mutex_;
  std::condition_variable released_;
  std::set<std::string> held_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::assessment
