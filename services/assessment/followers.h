#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/background_work.h"
#include "common/rpc/service_state.h"
#include "services/assessment/assessor.h"
#include "services/assessment/due_queue.h"
#include "services/assessment/upstreams.h"

namespace kam::assessment {

// How following is done.
struct FollowingOptions {
  // Accounts assessed at once.
  int workers = 4;
  // How often the clock is looked at for a new day.
  absl::Duration tick = absl::Milliseconds(200);
};

// Follows what happens in the other services and in assessment's own store, and
// assesses again the accounts that it touches. Each feed's place is stored with
// the marks that its changes cause, so a restart misses nothing; what was done
// twice says the same and is not stored twice.
//
// A feed that cannot be gone on with, since its token was trimmed or its store
// restored, is read from its beginning, and all accounts are due. Every day of
// a programme's zone all its accounts are due in turn: so is found what the
// calendar and figures of the whole programme change. Thread-safe.
class Followers final : public rpc::BackgroundWork {
 public:
  // State and upstreams must outlive this.
  Followers(rpc::ServiceState* state, Upstreams* upstreams,
            std::shared_ptr<Assessor> assessor, FollowingOptions options = {});
  ~Followers() override { Stop(); }

  void Start() override;
  void Stop() override;

 private:
  // Reads one feed, again and again, until the end.
  void FollowFeed(Upstream upstream);
  // Reads it until it breaks off.
  absl::Status ReadFeed(Upstream upstream);
  absl::Status TakeMessage(Upstream upstream, const FeedMessage& message);
  // Begins a feed anew: what happened meanwhile is not known.
  absl::Status StartAnew(Upstream upstream);

  // Reads the own change log.
  void FollowOwn();
  absl::Status ReadOwn(std::optional<int64_t>* revision);
  absl::StatusOr<int64_t> FindOwnPlace();

  // Assesses what is due.
  void Work();
  // Assesses an account in hand, or puts it off where that cannot be done.
  absl::Status AssessOnce(const resource::AccountName& account);
  // Marks accounts of programmes in steps, and begins the sweeps.
  void Sweep();
  absl::Status SweepOnce();

  void SetReading(Upstream upstream, bool from_the_beginning);
  // Waits a while; returns false when it is all over.
  bool WaitFor(absl::Duration time);
  bool stopped() const { return stopped_; }

  rpc::ServiceState* state_;
  Upstreams* upstreams_;
  std::shared_ptr<Assessor> assessor_;
  const FollowingOptions options_;
  DueQueue queue_;

  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::condition_variable stopping_;
  // Feeds being read from their beginning.
  std::set<Upstream> beginning_ ABSL_GUARDED_BY(mutex_);
  // Feeds being read, to be cancelled.
  std::set<Feed*> feeds_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace kam::assessment
