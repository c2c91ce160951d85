#pragma once

#include <condition_variable>
#include <mutex>

namespace kam::rpc {

// Holds threads up until it is opened, and tells who is held. Thread-safe.
class Gate {
 public:
  // Waits until the gate is open.
  void Pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++arrived_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }

  // Waits until `count` threads, in all, have come to the gate.
  void WaitForArrivals(int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return arrived_ >= count; });
  }

  void Open() {
    std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
  bool open_ = false;
};

}  // namespace kam::rpc
