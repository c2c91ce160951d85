#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"
#include "tests/bench/callers.h"

namespace kam::bench {

// The suite's side and what it stands beside.
struct Comparison {
  std::string title;
  // The ratio asked for; empty where there is none.
  std::string aim;
  // Neither has an address: `ours` is the suite, and `beside` too when
  // `beside_is_suite`, the bare server otherwise.
  Side ours;
  Side beside;
  bool beside_is_suite = false;
};

// What can be measured, in the order of the table.
std::vector<std::string> Measurements();

// Prepares a measurement: makes what it asks for in the suite behind the
// channel, unless it is there, and the requests of both sides.
// INVALID_ARGUMENT [UNKNOWN_MEASUREMENT]; errors of the rpcs asked.
absl::StatusOr<Comparison> Prepare(absl::string_view measurement,
                                   const std::shared_ptr<grpc::Channel>& suite);

}  // namespace kam::bench
