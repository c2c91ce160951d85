// How long a change takes to reach its watchers.

#include <condition_variable>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "tests/bench/ask.h"
#include "tests/bench/callers.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_accounts.h"
#include "tests/bench/sample_programs.h"

ABSL_FLAG(std::string, suite, "", "Address of the suite, host:port.");
ABSL_FLAG(std::vector<std::string>, watchers,
          std::vector<std::string>({"1", "100"}), "How many watchers at once.");
ABSL_FLAG(int, changes, 300, "Changes made, one after another.");

namespace kam::bench {
namespace {

// A connection carries a hundred streams at most.
constexpr int kWatchersPerConnection = 25;

// Where watchers report what reached them. Thread-safe.
class Arrivals {
 public:
  // A watcher has caught up and is ready for changes.
  void Ready() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++ready_;
    changed_.notify_all();
  }
  // The stream of a watcher ended.
  void Ended() {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }
  // A change arrived at one watcher.
  void Arrived(absl::Time when) {
    std::lock_guard<std::mutex> lock(mutex_);
    times_.push_back(when);
    changed_.notify_all();
  }

  // Waits until so many are ready; false when a stream ended instead.
  bool WaitUntilReady(int watchers) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || ready_ == watchers; });
    return !ended_;
  }
  // Waits for the arrivals of one change and returns when each was; fewer when
  // a stream ended.
  std::vector<absl::Time> WaitForAll(size_t watchers) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || times_.size() == watchers; });
    return std::move(times_);
  }
  void Forget() {
    std::lock_guard<std::mutex> lock(mutex_);
    times_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int ready_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<absl::Time> times_ ABSL_GUARDED_BY(mutex_);
};

// Follows an account's changes until it goes away. Its thread reads.
class Watcher {
 public:
  Watcher(const std::shared_ptr<grpc::Channel>& suite,
          const std::string& account, Arrivals* arrivals)
      : stub_(suite), arrivals_(arrivals) {
    account::v1::WatchAccountChangesRequest request;
    request.set_parent(account);
    request.set_skip_snapshot(true);
    reader_ = stub_.WatchAccountChanges(&context_, request);
    thread_ = std::thread([this] { Read(); });
  }

  ~Watcher() {
    context_.TryCancel();
    thread_.join();
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

 private:
  void Read() {
    account::v1::WatchAccountChangesResponse response;
    while (reader_->Read(&response)) {
      const absl::Time now = absl::Now();
      if (response.caught_up()) arrivals_->Ready();
      for (int i = 0; i < response.changes_size(); ++i) {
        arrivals_->Arrived(now);
      }
    }
    arrivals_->Ended();
    reader_->Finish();
  }

  account::v1::AccountService::Stub stub_;
  Arrivals* arrivals_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<account::v1::WatchAccountChangesResponse>>
      reader_;
  std::thread thread_;
};

std::vector<std::unique_ptr<Watcher>> StartWatchers(int count,
                                                    const std::string& account,
                                                    Arrivals* arrivals) {
  std::vector<std::unique_ptr<Watcher>> watchers;
  std::shared_ptr<grpc::Channel> channel;
  for (int i = 0; i < count; ++i) {
    if (i % kWatchersPerConnection == 0) {
      channel = OwnConnection(absl::GetFlag(FLAGS_suite));
    }
    watchers.push_back(std::make_unique<Watcher>(channel, account, arrivals));
  }
  return watchers;
}

// Makes changes one after another, each when the last has reached everyone.
absl::Status Measure(const SampleAccounts& sample, int count) {
  Arrivals arrivals;
  const auto watchers =
      StartWatchers(count, sample.writing_account(), &arrivals);
  const absl::Status ended = Unavailable("STREAM_ENDED", "A watch ended.");
  if (!arrivals.WaitUntilReady(count)) return ended;
  account::v1::AccountService::Stub stub(
      OwnConnection(absl::GetFlag(FLAGS_suite)));
  account::v1::CreateInteractionRequest request;
  request.set_parent(sample.writing_account());
  *request.mutable_interaction() = MakeInteraction(0);
  std::vector<absl::Duration> delivered;
  std::vector<absl::Duration> answered;
  for (int i = 0; i < absl::GetFlag(FLAGS_changes); ++i) {
    arrivals.Forget();
    const absl::Time start = absl::Now();
    RETURN_IF_ERROR(Ask(stub,
                        &account::v1::AccountService::Stub::CreateInteraction,
                        request)
                        .status());
    answered.push_back(absl::Now() - start);
    const std::vector<absl::Time> times = arrivals.WaitForAll(count);
    if (times.size() != static_cast<size_t>(count)) return ended;
    for (const absl::Time time : times) delivered.push_back(time - start);
  }
  for (const double share : {0.5, 0.99}) {
    PrintTimes(absl::StrCat("change to delivery / its own answer, p",
                            static_cast<int>(100 * share)),
               count, Percentile(delivered, share),
               Percentile(answered, share));
  }
  return absl::OkStatus();
}

absl::Status Run() {
  ASSIGN_OR_RETURN(
      const SampleAccounts sample,
      SampleAccounts::Make(rpc::MakeChannel(absl::GetFlag(FLAGS_suite)),
                           ViewProgram()));
  for (const std::string& text : absl::GetFlag(FLAGS_watchers)) {
    int watchers = 0;
    if (!absl::SimpleAtoi(text, &watchers) || watchers < 1) {
      return InvalidArgument("INVALID_FLAG", "--watchers takes numbers.");
    }
    std::cerr << "change to delivery, " << watchers << " watchers\n";
    RETURN_IF_ERROR(Measure(sample, watchers));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "How long a change takes to reach its watchers.\n"
      "  kam-bench-watch --suite=HOST:PORT");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-watch: " << status.message() << "\n";
  return 1;
}
