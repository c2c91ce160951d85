// How fast a programme is assessed from cold, in how much memory, and how fast
// a consumer catches up with what was published.

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "tests/bench/callers.h"
#include "tests/bench/resident_memory.h"
#include "tests/bench/sample_accounts.h"
#include "tests/bench/sample_programs.h"

ABSL_FLAG(
    std::string, account, "",
    "Address of the account service: makes the programme there, and ends. "
    "Without it the programme is followed.");
ABSL_FLAG(std::string, assessment, "",
          "Address of an assessment service that was just started.");
ABSL_FLAG(int, watch_memory_of, 0, "Process id of that service.");
ABSL_FLAG(int, accounts, 50'000, "Accounts of the programme.");

namespace kam::bench {
namespace {

using Stub = assessment::v1::AssessmentService::Stub;

SampleProgram ColdProgram() {
  return {.id = "cold",
          .accounts = absl::GetFlag(FLAGS_accounts) - 1,
          .size = {.contacts = 2}};
}

// The programme's stream of assessments from `token` on.
class Stream {
 public:
  Stream(const std::shared_ptr<grpc::Channel>& assessment,
         const std::string& token)
      : stub_(assessment) {
    assessment::v1::WatchAssessmentsRequest request;
    request.set_parent("programs/cold");
    request.set_resume_token(token);
    context_.set_wait_for_ready(true);
    reader_ = stub_.WatchAssessments(&context_, request);
  }
  ~Stream() {
    context_.TryCancel();
    while (reader_->Read(&message_)) {
    }
    reader_->Finish();
  }

  // Waits for the next message; UNAVAILABLE when the stream ended.
  absl::StatusOr<const assessment::v1::WatchAssessmentsResponse*> Next() {
    if (reader_->Read(&message_)) return &message_;
    return Unavailable("STREAM_ENDED", "The stream of assessments ended.");
  }

 private:
  Stub stub_;
  grpc::ClientContext context_;
  assessment::v1::WatchAssessmentsResponse message_;
  std::unique_ptr<grpc::ClientReader<assessment::v1::WatchAssessmentsResponse>>
      reader_;
};

// The token of what has been published so far.
absl::StatusOr<std::string> TokenOfNow(
    const std::shared_ptr<grpc::Channel>& assessment) {
  Stream stream(assessment, "");
  while (true) {
    ASSIGN_OR_RETURN(const auto* message, stream.Next());
    if (message->caught_up()) return message->resume_token();
  }
}

// Reads assessments until every account has come; returns the most memory that
// the service took meanwhile, in bytes.
absl::StatusOr<int64_t> ReadEveryAccount(Stream& stream) {
  absl::flat_hash_set<std::string> accounts;
  int64_t peak = 0;
  const auto all = static_cast<size_t>(absl::GetFlag(FLAGS_accounts));
  while (accounts.size() < all) {
    ASSIGN_OR_RETURN(const auto* message, stream.Next());
    for (const auto& change : message->changes()) {
      accounts.insert(change.assessment().account());
    }
    ASSIGN_OR_RETURN(const int64_t bytes,
                     ResidentMemory(absl::GetFlag(FLAGS_watch_memory_of)));
    peak = std::max(peak, bytes);
  }
  return peak;
}

// Reads what there is; returns how many assessments came.
absl::StatusOr<int64_t> CatchUp(Stream& stream) {
  int64_t published = 0;
  while (true) {
    ASSIGN_OR_RETURN(const auto* message, stream.Next());
    published += message->changes_size();
    if (message->caught_up()) return published;
  }
}

double PerSecond(int64_t count, absl::Time start) {
  return static_cast<double>(count) /
         absl::ToDoubleSeconds(absl::Now() - start);
}

// Prints accounts a second, the most memory in megabytes, and changes a second
// of a consumer that catches up.
absl::Status Follow() {
  const auto assessment = OwnConnection(absl::GetFlag(FLAGS_assessment));
  const absl::Time start = absl::Now();
  ASSIGN_OR_RETURN(const std::string token, TokenOfNow(assessment));
  Stream all(assessment, "");
  ASSIGN_OR_RETURN(const int64_t peak, ReadEveryAccount(all));
  const double assessed = PerSecond(absl::GetFlag(FLAGS_accounts), start);
  const absl::Time behind = absl::Now();
  Stream stream(assessment, token);
  ASSIGN_OR_RETURN(const int64_t published, CatchUp(stream));
  std::cout << absl::StrFormat("%.0f\t%d\t%.0f\n", assessed, peak >> 20,
                               PerSecond(published, behind));
  return absl::OkStatus();
}

absl::Status Run() {
  const std::string account = absl::GetFlag(FLAGS_account);
  if (account.empty()) return Follow();
  return SampleAccounts::Make(rpc::MakeChannel(account), ColdProgram())
      .status();
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "How fast a programme is assessed from cold.\n"
      "  kam-bench-assess --account=HOST:PORT\n"
      "  kam-bench-assess --assessment=HOST:PORT --watch_memory_of=PID");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-assess: " << status.message() << "\n";
  return 1;
}
