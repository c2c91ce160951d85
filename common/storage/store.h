#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/storage/disk_space.h"
#include "common/storage/engine.h"
#include "common/storage/high_watermark.h"
#include "common/storage/reader.h"
#include "common/storage/transaction.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::storage {

// Whether a store takes writes. Reads go on in every state.
enum class StoreHealth {
  kServing,
  kDiskFull,  // no writes until there is room again
  kFailed,    // no writes any more: the process must be restarted
};

struct StoreOptions {
  std::string directory;
  // Name of the service that owns the store, checked at open.
  std::string service;
  // Make a store where there is none.
  bool init = false;
  // Open although acknowledged writes are missing; replaces the epoch.
  bool accept_data_loss = false;
  DiskLimits disk;
  const Clock* clock = nullptr;  // must outlive the store
  // Called from a thread of the store's whenever its health changes. May be
  // empty.
  std::function<void(StoreHealth)> on_health;
};

struct UpdateOptions {
  CommitContext context;
  // About how much memory the body's writes take.
  int64_t weight_bytes = 0;
  // Large: at most one such body goes into a group.
  bool bulk = false;
};

// A revisioned store with one writer. Bodies of Update run one after another
// on the writer's thread, each reading its predecessors' writes; those that
// wait together are made durable by one synced batch, and only then do their
// callers get their answers. So a body needs no locks and meets no conflicts,
// and readers see whole commits, in order, without holes. Thread-safe.
class Store {
 public:
  using Body = absl::FunctionRef<absl::Status(Transaction&)>;

  // FAILED_PRECONDITION (reason DATA_DIRECTORY_IN_USE, DATA_DIRECTORY_EMPTY,
  // DATA_DIRECTORY_NOT_WRITABLE, FORMAT_VERSION or STORE_OF_ANOTHER_SERVICE)
  // or DATA_LOSS (STORE_DAMAGED, ACKNOWLEDGED_WRITES_LOST).
  static absl::StatusOr<std::unique_ptr<Store>> Open(StoreOptions options);

  // Waits for the writer, records the high watermark and closes the engine.
  // All views and cursors must be gone.
  ~Store();

  // Runs `body` on the writer's thread and returns when what it wrote is on
  // disk. Returns the body's own error, and then nothing of it is kept;
  // RESOURCE_EXHAUSTED (WRITE_QUEUE_FULL, DISK_WATERMARK) before it ran;
  // UNAVAILABLE (COMMIT_OUTCOME_UNKNOWN) when the disk failed, (STORE_FAILED)
  // once it has. The body must not call the store or the network.
  absl::Status Update(const UpdateOptions& options, Body body);

  // The newest state.
  ReadView View() const;
  // The state at `time`; reading it again gives the same for ever.
  // INVALID_ARGUMENT (READ_TIME_IN_FUTURE), OUT_OF_RANGE (READ_TIME_TOO_OLD).
  absl::StatusOr<ReadView> ViewAt(absl::Time time);
  // View() without a time, ViewAt(*time) with one.
  absl::StatusOr<ReadView> ViewAt(const std::optional<absl::Time>& time);

  // Waits until there is a revision above `revision`, the store is woken by
  // WakeWaiters, or `timeout` has passed.
  void WaitAfter(int64_t revision, absl::Duration timeout) const;
  // Makes every present and future WaitAfter return at once.
  void WakeWaiters();

  // Drops history that no read at or after `revision` needs.
  absl::Status Trim(int64_t revision);

  StoreHealth health() const;
  const std::string& epoch() const { return identity_.epoch(); }
  const Clock& clock() const { return *options_.clock; }

 private:
  struct Pending {
    Body body;
    const UpdateOptions* options;
    absl::Status status;
    bool done = false;
    std::condition_variable waiter;
  };

  Store(StoreOptions options, std::unique_ptr<Engine> engine,
        v1::StoreIdentity identity, v1::Head head);

  void WriterLoop();
  void KeeperLoop();
  std::deque<Pending*> TakeGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Runs and applies a group; returns the head after it, or why the engine
  // failed. Sets the bodies' answers.
  absl::StatusOr<v1::Head> Commit(const std::deque<Pending*>& group,
                                  const Snapshot& base, absl::Time stamp,
                                  const v1::Head& head);
  static void Answer(const std::deque<Pending*>& group);
  // Drops expired answers; returns when to do it again.
  absl::Time TrimExpiredRequests();
  void SetHealth(StoreHealth health);
  void Tick();

  const StoreOptions options_;
  std::unique_ptr<Engine> engine_;
  const v1::StoreIdentity identity_;

  mutable std::mutex mutex_;
  mutable std::condition_variable work_;       // the writer waits here
  mutable std::condition_variable published_;  // readers wait here
  std::deque<Pending*> queue_ ABSL_GUARDED_BY(mutex_);
  int64_t queued_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  StoreHealth health_ ABSL_GUARDED_BY(mutex_) = StoreHealth::kServing;
  v1::Head head_ ABSL_GUARDED_BY(mutex_);
  std::shared_ptr<const Snapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
  // The stamp of the group being written, while one is.
  std::optional<absl::Time> in_flight_ ABSL_GUARDED_BY(mutex_);
  // No commit may be stamped before this: a read at an earlier time was given.
  absl::Time not_before_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();

  // The keeper's, then the destructor's.
  HighWatermarkFile watermark_;
  DiskState disk_ = DiskState::kPlenty;
  std::condition_variable tick_;
  std::thread writer_;
  std::thread keeper_;
};

}  // namespace kam::storage
