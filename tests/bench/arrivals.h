#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"

namespace kam::bench {

// Where watchers report what reached them. Thread-safe.
class Arrivals {
 public:
  // A watcher has caught up and is ready for changes.
  void Ready() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++ready_;
    changed_.notify_all();
  }
  // The stream of a watcher ended.
  void Ended() {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }
  // A change arrived at one watcher.
  void Arrived(absl::Time when) {
    std::lock_guard<std::mutex> lock(mutex_);
    times_.push_back(when);
    changed_.notify_all();
  }

  // Waits until so many are ready; false when a stream ended instead.
  bool WaitUntilReady(int watchers) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || ready_ == watchers; });
    return !ended_;
  }
  // Waits for the arrivals of one change and returns when each was; fewer when
  // a stream ended.
  std::vector<absl::Time> WaitForAll(size_t watchers) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || times_.size() == watchers; });
    return std::exchange(times_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int ready_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<absl::Time> times_ ABSL_GUARDED_BY(mutex_);
};

// One who watches, until it goes away.
class Watcher {
 public:
  virtual ~Watcher() = default;
};

// Reads a stream in a thread of its own. `open` starts it with a context;
// `ready` and `changes` tell whether a message says that all there was has been
// sent, and how many changes it holds.
template <typename Response, typename Open, typename IsReady, typename Changes>
class StreamWatcher final : public Watcher {
 public:
  StreamWatcher(Arrivals* arrivals, Open open, IsReady ready, Changes changes)
      : arrivals_(arrivals),
        ready_(std::move(ready)),
        changes_(std::move(changes)),
        reader_(open(&context_)),
        thread_([this] { Read(); }) {}

  ~StreamWatcher() override {
    context_.TryCancel();
    thread_.join();
  }
  StreamWatcher(const StreamWatcher&) = delete;
  StreamWatcher& operator=(const StreamWatcher&) = delete;

 private:
  void Read() {
    Response response;
    while (reader_->Read(&response)) {
      const absl::Time now = absl::Now();
      if (ready_(response)) arrivals_->Ready();
      for (int i = changes_(response); i > 0; --i) arrivals_->Arrived(now);
    }
    arrivals_->Ended();
    reader_->Finish();
  }

  Arrivals* arrivals_;
  IsReady ready_;
  Changes changes_;
  grpc::ClientContext context_;
  decltype(std::declval<Open>()(nullptr)) reader_;
  std::thread thread_;
};

}  // namespace kam::bench
