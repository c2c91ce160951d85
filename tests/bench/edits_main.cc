// What it costs that many edit one plan: each editor adds an action and takes
// it away again, all on one plan and each on a plan of its own, in turn.

#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "tests/bench/ask.h"
#include "tests/bench/callers.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_accounts.h"
#include "tests/bench/sample_programs.h"

ABSL_FLAG(std::string, suite, "", "Address of the suite, host:port.");
ABSL_FLAG(int, editors, 64, "How many edit at once; 64 at most.");
ABSL_FLAG(int, rounds, 3, "Rounds of each kind.");
ABSL_FLAG(absl::Duration, round_length, absl::Seconds(2), "Length of a round.");

namespace kam::bench {
namespace {

using PlanningStub = planning::v1::PlanningService::Stub;

// One who edits a plan, over a connection of its own. Not thread-safe.
class Editor {
 public:
  Editor(const SampleAccounts& sample, int number)
      : stub_(OwnConnection(absl::GetFlag(FLAGS_suite))) {
    planning::v1::Action* action = add_.mutable_action();
    *action = MakeAction(number);
    action->set_id(absl::StrCat("added-", number));
    action->mutable_owner()->set_member(
        absl::StrCat(sample.program(), "/members/member-0"));
    remove_.set_action_id(action->id());
  }

  // Adds and removes until then; how long each adding took.
  absl::StatusOr<std::vector<absl::Duration>> EditUntil(
      absl::Time end, const std::string& plan) {
    add_.set_plan(plan);
    remove_.set_plan(plan);
    std::vector<absl::Duration> times;
    for (absl::Time start = absl::Now(); start < end; start = absl::Now()) {
      RETURN_IF_ERROR(Ask(stub_, &PlanningStub::AddAction, add_).status());
      times.push_back(absl::Now() - start);
      RETURN_IF_ERROR(
          Ask(stub_, &PlanningStub::RemoveAction, remove_).status());
    }
    return times;
  }

 private:
  PlanningStub stub_;
  planning::v1::AddActionRequest add_;
  planning::v1::RemoveActionRequest remove_;
};

using Editors = std::vector<std::unique_ptr<Editor>>;

// All edit at once, editor i the plan plans[i % size]; adds to `times`.
absl::Status Round(const Editors& editors,
                   const std::vector<std::string>& plans, absl::Duration length,
                   std::vector<absl::Duration>& times) {
  const absl::Time end = absl::Now() + length;
  std::vector<absl::StatusOr<std::vector<absl::Duration>>> seen(editors.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < editors.size(); ++i) {
    threads.emplace_back([&, i] {
      seen[i] = editors[i]->EditUntil(end, plans[i % plans.size()]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& one : seen) {
    RETURN_IF_ERROR(one.status());
    times.insert(times.end(), one->begin(), one->end());
  }
  return absl::OkStatus();
}

absl::Status Run() {
  ASSIGN_OR_RETURN(
      const SampleAccounts sample,
      SampleAccounts::Make(rpc::MakeChannel(absl::GetFlag(FLAGS_suite)),
                           DocumentProgram()));
  std::vector<std::string> plans;
  for (const std::string& account : sample.names()) {
    plans.push_back(absl::StrCat(account, "/plans/plan"));
  }
  const int count = absl::GetFlag(FLAGS_editors);
  if (count < 1 || static_cast<size_t>(count) > plans.size()) {
    return InvalidArgument("INVALID_FLAG",
                           absl::StrCat("--editors takes 1 to ", plans.size()));
  }
  Editors editors;
  for (int i = 0; i < count; ++i) {
    editors.push_back(std::make_unique<Editor>(sample, i));
  }
  const absl::Duration length = absl::GetFlag(FLAGS_round_length);
  std::vector<absl::Duration> warm_up;
  RETURN_IF_ERROR(Round(editors, plans, length / 4, warm_up));
  std::vector<absl::Duration> together;
  std::vector<absl::Duration> apart;
  const int rounds = absl::GetFlag(FLAGS_rounds);
  for (int round = 0; round < rounds; ++round) {
    RETURN_IF_ERROR(Round(editors, {plans[0]}, length, together));
    RETURN_IF_ERROR(Round(editors, plans, length, apart));
  }
  const std::string title =
      absl::StrCat("AddAction, one plan / ", count, " plans");
  const double seconds = absl::ToDoubleSeconds(length * rounds);
  PrintRates(title, count, static_cast<double>(together.size()) / seconds,
             static_cast<double>(apart.size()) / seconds, "");
  PrintTimes(absl::StrCat(title, ", p50"), count, Percentile(together, 0.5),
             Percentile(apart, 0.5));
  PrintTimes(absl::StrCat(title, ", p99"), count, Percentile(together, 0.99),
             Percentile(apart, 0.99));
  return absl::OkStatus();
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "What it costs that many edit one plan.\n"
      "  kam-bench-edits --suite=HOST:PORT");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-edits: " << status.message() << "\n";
  return 1;
}
