#include "common/storage/store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/log.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/change_log.h"
#include "common/storage/log_keys.h"
#include "common/storage/request_log.h"
#include "common/storage/store_directory.h"
#include "google/protobuf/util/time_util.h"

namespace kam::storage {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kMaxQueuedBodies = 256;
constexpr int64_t kMaxQueuedBytes = int64_t{32} << 20;
constexpr absl::Duration kStep = absl::Microseconds(1);
constexpr auto kTickInterval = std::chrono::seconds(1);
constexpr int64_t kTrimStep = 500;

absl::Time TimeOf(const v1::Head& head) {
  return absl::FromUnixMicros(
      TimeUtil::TimestampToMicroseconds(head.commit_time()));
}

// Times are kept in whole microseconds, so that what is compared is what is
// stored.
absl::Time WholeMicros(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

absl::Status StoreFailed() {
  return Unavailable("STORE_FAILED",
                     "The store takes no writes after a disk error; the "
                     "service must be restarted.");
}

absl::Status Refusal(StoreHealth health) {
  switch (health) {
    case StoreHealth::kServing:
      return absl::OkStatus();
    case StoreHealth::kDiskFull:
      return ResourceExhausted(
          "DISK_WATERMARK",
          "The disk is nearly full: nothing can be written until there is "
          "room.");
    case StoreHealth::kFailed:
      break;
  }
  return StoreFailed();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> Store::Open(StoreOptions options) {
  // The engine may report an error before there is a store to tell.
  struct Target {
    std::atomic<bool> failed{false};
    std::atomic<Store*> store{nullptr};
  };
  auto target = std::make_shared<Target>();
  ASSIGN_OR_RETURN(OpenedStore opened, OpenStoreDirectory(options, [target] {
                     target->failed = true;
                     Store* store = target->store;
                     if (store != nullptr) {
                       store->SetHealth(StoreHealth::kFailed);
                     }
                   }));
  std::unique_ptr<Store> store(
      new Store(std::move(options), std::move(opened.engine),
                std::move(opened.identity), std::move(opened.head)));
  target->store = store.get();
  if (target->failed) store->SetHealth(StoreHealth::kFailed);
  return store;
}

Store::Store(StoreOptions options, std::unique_ptr<Engine> engine,
             v1::StoreIdentity identity, v1::Head head)
    : options_(std::move(options)),
      engine_(std::move(engine)),
      identity_(std::move(identity)),
      head_(std::move(head)),
      snapshot_(engine_->NewSnapshot()),
      watermark_(options_.directory) {
  Tick();
  writer_ = std::thread([this] { WriterLoop(); });
  keeper_ = std::thread([this] { KeeperLoop(); });
}

Store::~Store() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    woken_ = true;
  }
  work_.notify_all();
  tick_.notify_all();
  published_.notify_all();
  writer_.join();
  keeper_.join();
  Tick();
  snapshot_.reset();
  // While closing it may still report an error, to a store that is whole.
  engine_.reset();
}

absl::Status Store::Update(const UpdateOptions& options, Body body) {
  Pending pending{body, &options, absl::OkStatus(), false, {}};
  std::unique_lock<std::mutex> lock(mutex_);
  RETURN_IF_ERROR(Refusal(health_));
  if (stopping_) return Unavailable("STOPPING", "The service is stopping.");
  if (queue_.size() >= kMaxQueuedBodies ||
      queued_bytes_ + options.weight_bytes > kMaxQueuedBytes) {
    return WithRetryDelay(
        ResourceExhausted("WRITE_QUEUE_FULL",
                          "Too many writes are waiting; try again shortly."),
        absl::Milliseconds(100));
  }
  queue_.push_back(&pending);
  queued_bytes_ += options.weight_bytes;
  work_.notify_one();
  pending.waiter.wait(lock, [&] { return pending.done; });
  return pending.status;
}

std::deque<Store::Pending*> Store::TakeGroup() {
  std::deque<Pending*> group;
  bool bulk = false;
  while (!queue_.empty()) {
    Pending* next = queue_.front();
    if (next->options->bulk && bulk) break;
    bulk = bulk || next->options->bulk;
    queue_.pop_front();
    queued_bytes_ -= next->options->weight_bytes;
    group.push_back(next);
  }
  return group;
}

void Store::WriterLoop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    work_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::deque<Pending*> group = TakeGroup();
    if (health_ == StoreHealth::kFailed) {
      // They came before the disk failed. Nothing builds on what may or may
      // not be there, even if the engine has recovered.
      for (Pending* pending : group) pending->status = StoreFailed();
      Answer(group);
      continue;
    }
    absl::Time stamp = std::max({WholeMicros(options_.clock->Now()),
                                 TimeOf(head_) + kStep, not_before_});
    in_flight_ = stamp;
    const v1::Head before = head_;
    std::shared_ptr<const Snapshot> snapshot = snapshot_;
    lock.unlock();
    absl::StatusOr<v1::Head> head = Commit(group, *snapshot, stamp, before);
    if (head.ok()) snapshot = engine_->NewSnapshot();
    lock.lock();
    in_flight_.reset();
    if (head.ok()) {
      head_ = *std::move(head);
      snapshot_.swap(snapshot);
    }
    Answer(group);
    published_.notify_all();
    // Letting go of the old snapshot takes the engine's mutex.
    lock.unlock();
    snapshot.reset();
    lock.lock();
  }
}

void Store::Answer(const std::deque<Pending*>& group) {
  for (Pending* pending : group) {
    pending->done = true;
    pending->waiter.notify_one();
  }
}

absl::StatusOr<v1::Head> Store::Commit(const std::deque<Pending*>& group,
                                       const Snapshot& base, absl::Time stamp,
                                       const v1::Head& head) {
  Overlay drained;
  OverlaidSnapshot below(&base, &drained);
  v1::Head next = head;
  for (Pending* pending : group) {
    Overlay layer;
    Transaction transaction(&below, &layer, next.revision() + 1, stamp,
                            &identity_.epoch(), &pending->options->context);
    pending->status = pending->body(transaction);
    if (pending->status.ok()) pending->status = transaction.failure();
    if (!pending->status.ok()) continue;
    if (transaction.changed()) {
      next.set_revision(transaction.revision());
      *next.mutable_commit_time() =
          TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(stamp));
      stamp += kStep;
    }
    drained.Absorb(layer);
  }
  if (drained.empty()) return head;
  drained.Put(Family::kMeta, std::string(kHeadKey), next.SerializeAsString());
  absl::Status applied = engine_->Apply(drained.TakeBatch());
  if (applied.ok()) return next;
  // Nobody knows what is on disk now, so nothing more may build on it. The
  // bodies' own errors may rest on writes that are not there either.
  for (Pending* pending : group) pending->status = applied;
  SetHealth(StoreHealth::kFailed);
  return applied;
}

ReadView Store::View() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return ReadView(snapshot_, head_.revision(), head_.revision(),
                  identity_.epoch());
}

absl::StatusOr<ReadView> Store::ViewAt(absl::Time time) {
  time = WholeMicros(time);
  std::unique_lock<std::mutex> lock(mutex_);
  // What is committed can be read, though its stamp may be ahead of the clock.
  if (time > std::max(options_.clock->Now(), TimeOf(head_))) {
    return InvalidArgument("READ_TIME_IN_FUTURE",
                           "read_time must not be later than now.");
  }
  // Later commits are stamped after this read, and one in flight that is
  // stamped at or before it is waited for: so the read repeats for ever.
  not_before_ = std::max(not_before_, time + kStep);
  published_.wait(
      lock, [&] { return !in_flight_.has_value() || *in_flight_ > time; });
  ReadView view(snapshot_, head_.revision(), head_.revision(),
                identity_.epoch());
  bool newest = TimeOf(head_) <= time;
  lock.unlock();
  if (newest) return view;
  ASSIGN_OR_RETURN(int64_t revision, RevisionAt(view, time));
  return view.At(revision);
}

absl::StatusOr<ReadView> Store::ViewAt(const std::optional<absl::Time>& time) {
  if (!time.has_value()) return View();
  return ViewAt(*time);
}

void Store::WaitAfter(int64_t revision, absl::Duration timeout) const {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto ended = [&] { return woken_ || head_.revision() > revision; };
  // For ever does not fit the clocks of the standard library.
  if (timeout == absl::InfiniteDuration()) {
    published_.wait(lock, ended);
  } else {
    published_.wait_for(lock, absl::ToChronoMilliseconds(timeout), ended);
  }
}

void Store::WakeWaiters() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    woken_ = true;
  }
  published_.notify_all();
}

absl::Status Store::Trim(int64_t revision) {
  UpdateOptions options;
  options.bulk = true;
  // In steps, so that other writes wait for one step at most.
  while (true) {
    int64_t reached = 0;
    RETURN_IF_ERROR(Update(options, [&](Transaction& transaction) {
      RETURN_IF_ERROR(TrimChanges(transaction, revision, kTrimStep));
      ASSIGN_OR_RETURN(v1::Floor floor, ReadFloor(transaction));
      bool whole =
          floor.revision() >= std::min(revision, transaction.revision() - 1);
      reached = whole ? revision : floor.revision();
      return absl::OkStatus();
    }));
    if (reached >= revision) return absl::OkStatus();
  }
}

StoreHealth Store::health() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return health_;
}

void Store::SetHealth(StoreHealth health) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (health_ == health || health_ == StoreHealth::kFailed) return;
    health_ = health;
  }
  if (options_.on_health) options_.on_health(health);
}

void Store::KeeperLoop() {
  std::unique_lock<std::mutex> lock(mutex_);
  absl::Time next_request_trim = options_.clock->Now() + kRequestTrimInterval;
  while (!stopping_) {
    tick_.wait_for(lock, kTickInterval, [&] { return stopping_; });
    if (stopping_) return;
    lock.unlock();
    Tick();
    if (options_.clock->Now() >= next_request_trim) {
      next_request_trim = TrimExpiredRequests();
    }
    lock.lock();
  }
}

absl::Time Store::TrimExpiredRequests() {
  bool more = false;
  absl::Status trimmed =
      Update({}, [&](Transaction& transaction) -> absl::Status {
        ASSIGN_OR_RETURN(more, TrimRequests(transaction));
        return absl::OkStatus();
      });
  if (!trimmed.ok()) {
    Log(LogLevel::kWarning, "old requests were not trimmed",
        {{"cause", std::string(trimmed.message())}});
  }
  absl::Time now = options_.clock->Now();
  return more ? now : now + kRequestTrimInterval;
}

void Store::Tick() {
  int64_t revision;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    revision = head_.revision();
  }
  absl::Status written = watermark_.Write(identity_.store_uuid(), revision);
  if (!written.ok()) {
    Log(LogLevel::kError, "the high watermark was not recorded");
  }
  DiskState disk = CheckDisk(options_.directory, options_.disk);
  if (disk != disk_ && disk != DiskState::kPlenty) {
    Log(LogLevel::kWarning, disk == DiskState::kFull
                                ? "disk nearly full: writes are refused"
                                : "disk is filling up");
  }
  disk_ = disk;
  SetHealth(disk == DiskState::kFull ? StoreHealth::kDiskFull
                                     : StoreHealth::kServing);
}

}  // namespace kam::storage
