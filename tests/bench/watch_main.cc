// How long a change takes to reach its watchers.

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "tests/bench/arrivals.h"
#include "tests/bench/callers.h"
#include "tests/bench/feeds.h"
#include "tests/bench/report.h"

ABSL_FLAG(std::string, suite, "", "Address of the suite, host:port.");
ABSL_FLAG(std::string, etcd, "", "Address of etcd, host:port.");
ABSL_FLAG(std::vector<std::string>, watchers,
          std::vector<std::string>({"1", "100"}), "How many watchers at once.");
ABSL_FLAG(int, changes, 300, "Changes made, one after another.");

namespace kam::bench {
namespace {

// A connection carries a hundred streams at most.
constexpr int kWatchersPerConnection = 25;

// A feed with its watchers, and how long things took.
class Watched {
 public:
  explicit Watched(Feed feed) : feed_(std::move(feed)) {}

  // UNAVAILABLE when a stream ends.
  absl::Status Start(int watchers) {
    std::shared_ptr<grpc::Channel> channel;
    for (int i = 0; i < watchers; ++i) {
      if (i % kWatchersPerConnection == 0) {
        channel = OwnConnection(feed_.address);
      }
      watchers_.push_back(feed_.watch(channel, &arrivals_));
    }
    return arrivals_.WaitUntilReady(watchers) ? absl::OkStatus() : Ended();
  }

  // Makes a change and waits until it has reached everyone.
  absl::Status Change(int number) {
    const absl::Time start = absl::Now();
    RETURN_IF_ERROR(feed_.change(number));
    answered_.push_back(absl::Now() - start);
    const std::vector<absl::Time> times =
        arrivals_.WaitForAll(watchers_.size());
    if (times.size() != watchers_.size()) return Ended();
    for (const absl::Time time : times) delivered_.push_back(time - start);
    return absl::OkStatus();
  }

  // From sending a change to its answer, and to its arrival at each watcher.
  const std::vector<absl::Duration>& answered() const { return answered_; }
  const std::vector<absl::Duration>& delivered() const { return delivered_; }

 private:
  static absl::Status Ended() {
    return Unavailable("STREAM_ENDED", "A watch ended.");
  }

  Feed feed_;
  Arrivals arrivals_;
  std::vector<std::unique_ptr<Watcher>> watchers_;
  std::vector<absl::Duration> answered_;
  std::vector<absl::Duration> delivered_;
};

void Print(absl::string_view what, int watchers,
           std::vector<absl::Duration> ours,
           std::vector<absl::Duration> beside) {
  for (const double share : {0.5, 0.99}) {
    PrintTimes(absl::StrCat(what, ", p", static_cast<int>(100 * share)),
               watchers, Percentile(ours, share), Percentile(beside, share));
  }
}

absl::Status MeasureAccount(int watchers) {
  ASSIGN_OR_RETURN(Feed feed, AccountFeed(absl::GetFlag(FLAGS_suite)));
  Watched account(std::move(feed));
  RETURN_IF_ERROR(account.Start(watchers));
  for (int i = 0; i < absl::GetFlag(FLAGS_changes); ++i) {
    RETURN_IF_ERROR(account.Change(i));
  }
  Print("change to delivery / its own answer", watchers, account.delivered(),
        account.answered());
  return absl::OkStatus();
}

// In turn, so that what disturbs one disturbs the other.
absl::Status MeasureAssessment(int watchers) {
  ASSIGN_OR_RETURN(Feed feed, AssessmentFeed(absl::GetFlag(FLAGS_suite)));
  Watched assessment(std::move(feed));
  Watched etcd(EtcdFeed(absl::GetFlag(FLAGS_etcd)));
  RETURN_IF_ERROR(assessment.Start(watchers));
  RETURN_IF_ERROR(etcd.Start(watchers));
  for (int i = 0; i < absl::GetFlag(FLAGS_changes); ++i) {
    RETURN_IF_ERROR(assessment.Change(i));
    RETURN_IF_ERROR(etcd.Change(i));
  }
  Print("change to assessment / etcd's watch", watchers, assessment.delivered(),
        etcd.delivered());
  return absl::OkStatus();
}

absl::Status Run() {
  for (const std::string& text : absl::GetFlag(FLAGS_watchers)) {
    int watchers = 0;
    if (!absl::SimpleAtoi(text, &watchers) || watchers < 1) {
      return InvalidArgument("INVALID_FLAG", "--watchers takes numbers.");
    }
    std::cerr << "change to delivery, " << watchers << " watchers\n";
    RETURN_IF_ERROR(MeasureAccount(watchers));
    if (!absl::GetFlag(FLAGS_etcd).empty()) {
      RETURN_IF_ERROR(MeasureAssessment(watchers));
    }
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "How long a change takes to reach its watchers.\n"
      "  kam-bench-watch --suite=HOST:PORT --etcd=HOST:PORT");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-watch: " << status.message() << "\n";
  return 1;
}
