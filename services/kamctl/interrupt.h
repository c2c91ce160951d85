#pragma once

#include "absl/status/status.h"

namespace kam::kamctl {

// While one stands, the first Ctrl-C does not end the program but is noted, so
// that what is under way can be brought to an end; the second ends it. At most
// one at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();

  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // Returns CANCELLED with the reason INTERRUPTED once Ctrl-C was pressed.
  static absl::Status Check();
};

// Whether `status` is what Interrupt::Check returned.
bool IsInterrupted(const absl::Status& status);

}  // namespace kam::kamctl
