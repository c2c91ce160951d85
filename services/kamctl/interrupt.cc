#include "services/kamctl/interrupt.h"

#include <signal.h>

#include <atomic>

#include "common/status/errors.h"

namespace kam::kamctl {
namespace {

constexpr char kInterrupted[] = "INTERRUPTED";

std::atomic<bool> pressed = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void Note(int /*signal*/) { pressed = true; }

void Handle(void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
  pressed = false;
  Handle(Note, SA_RESTART | static_cast<int>(SA_RESETHAND));
}

Interrupt::~Interrupt() { Handle(SIG_DFL, 0); }

absl::Status Interrupt::Check() {
  if (!pressed) return absl::OkStatus();
  return MakeError(absl::StatusCode::kCancelled, kInterrupted,
                   "stopped by Ctrl-C");
}

bool IsInterrupted(const absl::Status& status) {
  return Reason(status) == kInterrupted;
}

}  // namespace kam::kamctl
