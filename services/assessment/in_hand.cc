#include "services/assessment/in_hand.h"

namespace kam::assessment {

bool InHand::TryTake(const std::string& name) {
  std::lock_guard<std::mutex> lock(mutex_);
  return held_.insert(name).second;
}

void InHand::Take(const std::string& name) {
  std::unique_lock<std::mutex> lock(mutex_);
  released_.wait(lock, [&] { return held_.insert(name).second; });
}

void InHand::Release(const std::string& name) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    held_.erase(name);
  }
  released_.notify_all();
}

}  // namespace kam::assessment
