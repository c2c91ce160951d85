#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>

#include "absl/base/thread_annotations.h"
#include "grpcpp/channel.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace kam::suite {

// The five services as they are deployed: a process each, which find each other
// over the network. Thread-safe.
class FiveProcesses {
 public:
  enum Service { kAccount, kTeam, kPlanning, kAssessment, kGateway };
  static constexpr size_t kCount = 5;

  // Starts all of them on new stores; the test fails when one does not serve.
  FiveProcesses();

  // Kills one without any warning, and starts it again where it was.
  void KillAndRestart(Service service);

  // The way to one of them, whichever process it is at the time.
  const std::shared_ptr<grpc::Channel>& channel(Service service) const {
    return channels_[service];
  }

 private:
  // The latter of a store that is there.
  enum class Start { kNew, kAgain };

  void Run(Service service, Start start) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  testing::TempDir folder_;
  std::array<std::string, kCount> addresses_;
  std::array<std::shared_ptr<grpc::Channel>, kCount> channels_;
  std::mutex mutex_;
  std::array<std::unique_ptr<testing::ServerProcess>, kCount> processes_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::suite
