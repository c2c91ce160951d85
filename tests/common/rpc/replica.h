#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "grpcpp/support/status.h"
#include "tests/common/rpc/watch_stream.h"

namespace kam::rpc {

// A copy of what a feed shows, kept by following it, that checks the feed's
// promise on the way: ordered, unique, atomic, reliable, resumable. Changes
// that belong to a commit of several say in `reason` how many there are.
// Not thread-safe.
class Replica {
 public:
  // `filter` is the parent to watch; empty for all.
  explicit Replica(std::string filter) : filter_(std::move(filter)) {}

  // Follows the feed from where it is for at most `messages` messages, then
  // breaks off; to the end of what there is when `to_end`. Returns whether the
  // stream ended by itself, caught up.
  bool Follow(testing::v1::TestingService::Stub& stub, int messages,
              bool to_end);

  // The records by name, serialized.
  const std::map<std::string, std::string>& records() const { return records_; }
  // How often it had to start again without a token.
  int restarts() const { return restarts_; }
  int resumptions() const { return resumptions_; }

 private:
  void Take(const WatchStream::Answer& answer);
  void TakeChange(const testing::v1::TestingChange& change);
  void TakeSnapshot(const WatchStream::Answer& answer);
  // After an error: starts again where the contract says so.
  void CheckEnd(const grpc::Status& status);

  const std::string filter_;
  std::string token_;
  std::map<std::string, std::string> records_;
  // Of the stream at hand.
  int caught_up_ = 0;
  bool tail_ = false;
  // The revision of the newest change; 0 when it is not known.
  int64_t revision_ = 0;
  int restarts_ = 0;
  int resumptions_ = 0;
};

}  // namespace kam::rpc
