#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "tests/bench/arrivals.h"

namespace kam::bench {

// Something that is watched while it changes.
struct Feed {
  // Where it is, host:port.
  std::string address;
  // Starts to watch it over a channel.
  std::function<std::unique_ptr<Watcher>(const std::shared_ptr<grpc::Channel>&,
                                         Arrivals*)>
      watch;
  // Makes change `number`, which every watcher gets as one; returns when it is
  // durable. Errors as of the call.
  std::function<absl::Status(int number)> change;
};

// An account's changes, while interactions are created. Errors as of the rpcs.
absl::StatusOr<Feed> AccountFeed(const std::string& suite);

// An account's assessments, while the account is integrated and parted in turn.
// Errors as of the rpcs.
absl::StatusOr<Feed> AssessmentFeed(const std::string& suite);

// A key of etcd, while it is put.
Feed EtcdFeed(const std::string& etcd);

}  // namespace kam::bench
