#pragma once

#include <atomic>

#include "common/base/clock.h"
#include "common/base/random.h"
#include "common/storage/schema.h"
#include "common/storage/store.h"

namespace kam::rpc {

// What the handlers of a service with a store share. All of it outlives them.
struct ServiceState {
  storage::Store* store = nullptr;
  const storage::Schema* schema = nullptr;
  const Clock* clock = nullptr;
  Random* random = nullptr;  // thread-safe
  // Watchers at once; beyond it RESOURCE_EXHAUSTED, TOO_MANY_WATCHERS.
  int max_watchers = 1000;
  std::atomic<int> watchers{0};
  // Set when the server drains: streams end UNAVAILABLE.
  std::atomic<bool> draining{false};

  // Ends the streams: they must not hold up a shutdown.
  void Drain() {
    draining = true;
    store->WakeWaiters();
  }
};

}  // namespace kam::rpc
