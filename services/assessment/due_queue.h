#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/resource/name.h"
#include "common/storage/store.h"
#include "services/assessment/following_records.h"
#include "services/assessment/in_hand.h"

namespace kam::assessment {

// Hands out the accounts that are due, each to one at a time: those due soon
// first, then those in turn, and within these by name from the last one on. The
// marks themselves are in the store: nothing here grows with them. Thread-safe.
class DueQueue {
 public:
  // Both must outlive this.
  DueQueue(storage::Store* store, InHand* in_hand)
      : store_(store), in_hand_(in_hand) {}

  // Waits for an account that is due, and takes it in hand; nothing when the
  // queue was closed. DATA_LOSS.
  absl::StatusOr<std::optional<resource::AccountName>> Take();

  // Marks of an urgency were set: they are looked for until none is left.
  void Marked(Urgency urgency);

  // An account was let go of that may be due again.
  void Wake();

  // Whether accounts in turn wait: while feeds are being read from their
  // beginning, each account would be due many times.
  void HoldTurns(bool hold);

  // Hands out nothing for a while; a second time in a row for longer.
  void Pause();
  // What made it pause is over.
  void Resume();

  // Ends all waiting.
  void Close();

 private:
  // Accounts of one urgency. Where marks were is slow to walk until the store
  // compacts it: so it is known whether any may be there.
  struct Line {
    bool may_have_some = true;
    std::optional<resource::AccountName> last;
  };

  absl::StatusOr<std::optional<resource::AccountName>> Find(
      const storage::ReadView& view) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::optional<resource::AccountName>> FindIn(
      Urgency urgency, const storage::ReadView& view, Line& line);

  storage::Store* store_;
  InHand* in_hand_;

  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t wakes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool hold_turns_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Duration pause_ ABSL_GUARDED_BY(mutex_) = absl::ZeroDuration();
  absl::Time paused_until_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  Line soon_ ABSL_GUARDED_BY(mutex_);
  Line in_turn_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::assessment
