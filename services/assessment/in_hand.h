#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"

namespace kam::assessment {

// Names of what is being assessed: each by one at a time. Thread-safe.
class InHand {
 public:
  // Holds a name as long as it lives.
  class Hold {
   public:
    Hold(InHand* in_hand, std::string name)
        : in_hand_(in_hand), name_(std::move(name)) {}
    ~Hold() { in_hand_->Release(name_); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    InHand* in_hand_;
    std::string name_;
  };

  // Takes the name unless somebody holds it.
  bool TryTake(const std::string& name);
  // Takes it when nobody holds it any more.
  void Take(const std::string& name);

 private:
  void Release(const std::string& name);

  std::mutex mutex_;
  std::condition_variable released_;
  std::set<std::string> held_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::assessment
