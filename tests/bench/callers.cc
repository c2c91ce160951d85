#include "tests/bench/callers.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace kam::bench {
namespace {

constexpr auto kDeadline = std::chrono::seconds(10);
constexpr int kWarmUpShare = 4;

// What one caller saw in one round.
struct Seen {
  std::vector<absl::Duration> times;
  int64_t failed = 0;
};

Seen CallUntil(absl::Time end, Caller& caller, const Side& side,
               size_t first_request) {
  Seen seen;
  size_t next = first_request;
  absl::Time start = absl::Now();
  while (start < end) {
    const bool ok =
        caller.Call(side.method, side.requests[next++ % side.requests.size()]);
    const absl::Time answered = absl::Now();
    if (!ok) ++seen.failed;
    seen.times.push_back(answered - start);
    start = answered;
  }
  return seen;
}

// The callers of one side, and what they saw over all rounds.
struct Crew {
  const Side* side;
  std::vector<std::unique_ptr<Caller>> callers;
  std::vector<absl::Duration> times;
  absl::Duration measured;
  int64_t failed = 0;
};

void RunRound(Crew& crew, absl::Duration length, bool counts) {
  const absl::Time start = absl::Now();
  std::vector<Seen> seen(crew.callers.size());
  std::vector<std::thread> threads;
  threads.reserve(crew.callers.size());
  for (size_t i = 0; i < crew.callers.size(); ++i) {
    threads.emplace_back([&, i] {
      seen[i] = CallUntil(start + length, *crew.callers[i], *crew.side, i);
    });
  }
  for (std::thread& thread : threads) thread.join();
  if (!counts) return;
  crew.measured += absl::Now() - start;
  for (const Seen& one : seen) {
    crew.times.insert(crew.times.end(), one.times.begin(), one.times.end());
    crew.failed += one.failed;
  }
}

Figures FiguresOf(Crew& crew) {
  Figures figures;
  figures.calls_per_second = static_cast<double>(crew.times.size()) /
                             absl::ToDoubleSeconds(crew.measured);
  figures.p50 = Percentile(crew.times, 0.5);
  figures.p99 = Percentile(crew.times, 0.99);
  figures.failed = crew.failed;
  return figures;
}

}  // namespace

std::shared_ptr<grpc::Channel> OwnConnection(const std::string& address) {
  grpc::ChannelArguments settings = rpc::ChannelSettings();
  // Channels to one address would share their connection otherwise.
  settings.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                   settings);
}

Caller::Caller(const std::string& address) : stub_(OwnConnection(address)) {}

Caller::~Caller() {
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

bool Caller::Call(const std::string& method, const grpc::ByteBuffer& request) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  const auto reader =
      stub_.PrepareUnaryCall(&context, method, request, &queue_);
  reader->StartCall();
  grpc::ByteBuffer answer;
  grpc::Status status;
  reader->Finish(&answer, &status, this);
  void* tag = nullptr;
  bool ok = false;
  return queue_.Next(&tag, &ok) && ok && status.ok();
}

grpc::ByteBuffer ToBytes(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

std::vector<Figures> Compare(const std::vector<Side>& sides, int callers,
                             const Rounds& rounds) {
  std::vector<Crew> crews(sides.size());
  for (size_t i = 0; i < sides.size(); ++i) {
    crews[i].side = &sides[i];
    for (int j = 0; j < callers; ++j) {
      crews[i].callers.push_back(std::make_unique<Caller>(sides[i].address));
    }
  }
  for (Crew& crew : crews) {
    RunRound(crew, rounds.length / kWarmUpShare, false);
  }
  for (int round = 0; round < rounds.count; ++round) {
    for (Crew& crew : crews) RunRound(crew, rounds.length, true);
  }
  std::vector<Figures> figures;
  figures.reserve(crews.size());
  for (Crew& crew : crews) figures.push_back(FiguresOf(crew));
  return figures;
}

absl::Duration Percentile(std::vector<absl::Duration>& times, double share) {
  std::sort(times.begin(), times.end());
  const auto last = static_cast<double>(times.size() - 1);
  return times[static_cast<size_t>(share * last)];
}

}  // namespace kam::bench
