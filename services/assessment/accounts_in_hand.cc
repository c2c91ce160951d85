#include "services/assessment/accounts_in_hand.h"

namespace kam::assessment {

bool AccountsInHand::TryTake(const std::string& account) {
  std::lock_guard<std::mutex> lock(mutex_);
  return held_.insert(account).second;
}

void AccountsInHand::Take(const std::string& account) {
  std::unique_lock<std::mutex> lock(mutex_);
  released_.wait(lock, [&] { return held_.insert(account).second; });
}

void AccountsInHand::Release(const std::string& account) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    held_.erase(account);
  }
  released_.notify_all();
}

}  // namespace kam::assessment
