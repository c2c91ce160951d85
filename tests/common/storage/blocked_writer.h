#pragma once

#include <future>
#include <thread>

#include "common/storage/store.h"
#include "gtest/gtest.h"

namespace kam::storage {

// Keeps a store's writer busy with a body that does nothing, so that what is
// sent meanwhile waits together.
class BlockedWriter {
 public:
  // Returns once the writer is busy.
  explicit BlockedWriter(Store& store) {
    std::future<void> started = started_.get_future();
    thread_ = std::thread([this, &store] {
      absl::Status status = store.Update({}, [this](Transaction&) {
        started_.set_value();
        release_.get_future().wait();
        return absl::OkStatus();
      });
      EXPECT_TRUE(status.ok()) << status.ToString();
    });
    started.wait();
  }
  ~BlockedWriter() {
    if (thread_.joinable()) Release();
  }

  void Release() {
    release_.set_value();
    thread_.join();
  }

 private:
  std::promise<void> started_;
  std::promise<void> release_;
  std::thread thread_;
};

}  // namespace kam::storage
