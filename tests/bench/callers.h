#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"

namespace kam::bench {

// A channel to `address` that shares its connection with no other.
std::shared_ptr<grpc::Channel> OwnConnection(const std::string& address);

// One caller with a connection of its own. It sends bytes made before and does
// not read the answers, so that what is compared differs in the servers alone.
// Not thread-safe.
class Caller {
 public:
  explicit Caller(const std::string& address);
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  // Makes a unary call and waits for its end; whether it was answered OK.
  bool Call(const std::string& method, const grpc::ByteBuffer& request);

 private:
  grpc::GenericStub stub_;
  grpc::CompletionQueue queue_;
};

// The bytes of a message, as Caller sends them.
grpc::ByteBuffer ToBytes(const google::protobuf::Message& message);

// One of the things compared: where it is, and what is asked.
struct Side {
  std::string address;
  std::string method;  // "/package.Service/Method"
  // Taken in turn.
  std::vector<grpc::ByteBuffer> requests;
};

// How a side did over all its rounds.
struct Figures {
  double calls_per_second = 0;
  absl::Duration p50;
  absl::Duration p99;
  int64_t failed = 0;
};

struct Rounds {
  int count = 3;
  absl::Duration length = absl::Seconds(2);
};

// Calls the sides in turn, round by round (A B A B ...), so that what disturbs
// the machine disturbs all alike; in each round every caller calls again as
// soon as it is answered. A round of each, a quarter as long, goes before, to
// connect and to warm up.
std::vector<Figures> Compare(const std::vector<Side>& sides, int callers,
                             const Rounds& rounds);

// The value below which `share` of `times` lie; sorts them. Not for none.
absl::Duration Percentile(std::vector<absl::Duration>& times, double share);

}  // namespace kam::bench
