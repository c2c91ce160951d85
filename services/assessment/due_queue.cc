#include "services/assessment/due_queue.h"

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"
#include "common/status/status_macros.h"

namespace kam::assessment {
namespace {

using resource::AccountName;

constexpr absl::Duration kFirstPause = absl::Milliseconds(50);
constexpr absl::Duration kLongestPause = absl::Seconds(5);

}  // namespace

absl::StatusOr<std::optional<AccountName>> DueQueue::Take() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!closed_) {
    const absl::Time now = absl::Now();
    if (now < paused_until_) {
      changed_.wait_for(lock, absl::ToChronoNanoseconds(paused_until_ - now));
      continue;
    }
    const uint64_t wakes = wakes_;
    ASSIGN_OR_RETURN(std::optional<AccountName> found, Find(store_->View()));
    if (found.has_value()) return found;
    changed_.wait(lock, [&] { return closed_ || wakes_ != wakes; });
  }
  return std::optional<AccountName>();
}

absl::StatusOr<std::optional<AccountName>> DueQueue::Find(
    const storage::ReadView& view) {
  ASSIGN_OR_RETURN(const std::optional<AccountName> found,
                   FindIn(Urgency::kSoon, view, soon_));
  if (found.has_value() || hold_turns_) return found;
  return FindIn(Urgency::kInTurn, view, in_turn_);
}

absl::StatusOr<std::optional<AccountName>> DueQueue::FindIn(
    Urgency urgency, const storage::ReadView& view, Line& line) {
  if (!line.may_have_some) return std::optional<AccountName>();
  bool any = false;
  ASSIGN_OR_RETURN(
      std::optional<AccountName> found,
      NextDue(view, urgency, line.last, [&](const AccountName& account) {
        any = true;
        return in_hand_->TryTake(account.ToString());
      }));
  // Marks set since this view was taken are told of after it.
  line.may_have_some = any;
  if (found.has_value()) line.last = found;
  return found;
}

void DueQueue::Marked(Urgency urgency) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    (urgency == Urgency::kSoon ? soon_ : in_turn_).may_have_some = true;
    ++wakes_;
  }
  changed_.notify_all();
}

void DueQueue::Wake() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ++wakes_;
  }
  changed_.notify_all();
}

void DueQueue::HoldTurns(bool hold) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    hold_turns_ = hold;
    ++wakes_;
  }
  changed_.notify_all();
}

void DueQueue::Pause() {
  std::lock_guard<std::mutex> lock(mutex_);
  const absl::Time now = absl::Now();
  // Those who failed together pause once.
  if (now < paused_until_) return;
  pause_ = pause_ == absl::ZeroDuration() ? kFirstPause
                                          : std::min(2 * pause_, kLongestPause);
  paused_until_ = now + pause_;
}

void DueQueue::Resume() {
  std::lock_guard<std::mutex> lock(mutex_);
  pause_ = absl::ZeroDuration();
}

void DueQueue::Close() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

}  // namespace kam::assessment
