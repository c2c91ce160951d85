// What the suite's calls cost beside a bare server's: the same bytes in and
// out, over connections of the same kind, round by round in turn.

#include <cstdint>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/bench/v1/echo.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "tests/bench/ask.h"
#include "tests/bench/callers.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_accounts.h"

ABSL_FLAG(std::string, suite, "", "Address of the suite, host:port.");
ABSL_FLAG(std::string, echo, "",
          "Address of the bare server; without it the suite is measured alone "
          "and nothing but calls per second is printed.");
ABSL_FLAG(std::vector<std::string>, measure,
          std::vector<std::string>({"account", "view", "interaction"}),
          "What to measure.");
ABSL_FLAG(std::vector<std::string>, callers,
          std::vector<std::string>({"1", "16", "64"}),
          "How many callers at once.");
ABSL_FLAG(int, rounds, 3, "Rounds of each side.");
ABSL_FLAG(absl::Duration, round_length, absl::Seconds(2), "Length of a round.");

namespace kam::bench {
namespace {

constexpr char kProgram[] = "measurements";
// The size of view that is agreed on.
constexpr size_t kMinViewBytes = 18'000;
constexpr size_t kMaxViewBytes = 20'480;

// The suite's side and the bare one.
struct Comparison {
  std::string title;
  std::string aim;
  Side ours;
  Side bare;
};

// A question to Echo as long as `request`, for an answer of `answer_bytes`.
template <typename BareRequest>
grpc::ByteBuffer AsLongAs(const google::protobuf::Message& request,
                          BareRequest bare) {
  const size_t given = bare.ByteSizeLong();
  const size_t wanted = request.ByteSizeLong();
  // The field's tag and length are two bytes.
  if (wanted > given + 2)
    bare.set_padding(std::string(wanted - given - 2, 'p'));
  return ToBytes(bare);
}

v1::EchoRequest EchoOf(size_t answer_bytes) {
  v1::EchoRequest request;
  request.set_answer_bytes(static_cast<int32_t>(answer_bytes));
  return request;
}

absl::StatusOr<Comparison> CompareAccount(
    const std::shared_ptr<grpc::Channel>& suite, const SampleAccounts& sample) {
  Comparison comparison{"GetAccount / echo", "0.80", {}, {}};
  comparison.ours.method = "/kam.account.v1.AccountService/GetAccount";
  comparison.bare.method = "/kam.bench.v1.EchoService/Echo";
  account::v1::AccountService::Stub stub(suite);
  for (const std::string& name : sample.names()) {
    account::v1::GetAccountRequest request;
    request.set_name(name);
    ASSIGN_OR_RETURN(
        const account::v1::Account answer,
        Ask(stub, &account::v1::AccountService::Stub::GetAccount, request));
    comparison.ours.requests.push_back(ToBytes(request));
    comparison.bare.requests.push_back(
        AsLongAs(request, EchoOf(answer.ByteSizeLong())));
  }
  return comparison;
}

absl::Status CheckView(const gateway::v1::KeyAccountView& view) {
  const size_t bytes = view.ByteSizeLong();
  std::cerr << absl::StrFormat(
      "view: %d bytes (account %d, team %d, planning %d, assessment %d)\n",
      bytes, view.account().ByteSizeLong(), view.team().ByteSizeLong(),
      view.planning().ByteSizeLong(), view.assessment().ByteSizeLong());
  const bool whole =
      view.account().contacts_size() == SampleAccounts::kContacts &&
      view.account().latest_interactions_size() ==
          SampleAccounts::kInteractions &&
      view.team().members_size() == SampleAccounts::kMembers &&
      view.planning().plan().actions_size() == SampleAccounts::kActions &&
      view.assessment().status().state() ==
          gateway::v1::SectionStatus::STATE_OK &&
      view.unresolved_references().empty();
  if (whole && bytes >= kMinViewBytes && bytes <= kMaxViewBytes) {
    return absl::OkStatus();
  }
  return FailedPrecondition(
      "OTHER_VIEW", absl::StrCat("The view is not the one to be measured: ",
                                 bytes, " bytes."));
}

absl::StatusOr<Comparison> CompareView(
    const std::shared_ptr<grpc::Channel>& suite, const SampleAccounts& sample) {
  Comparison comparison{"GetKeyAccountView / bare fan-out", "0.70", {}, {}};
  comparison.ours.method =
      "/kam.gateway.v1.KeyAccountService/GetKeyAccountView";
  comparison.bare.method = "/kam.bench.v1.EchoService/FanOut";
  gateway::v1::KeyAccountService::Stub stub(suite);
  for (const std::string& name : sample.names()) {
    gateway::v1::GetKeyAccountViewRequest request;
    request.set_name(name);
    ASSIGN_OR_RETURN(
        const gateway::v1::KeyAccountView view,
        Ask(stub, &gateway::v1::KeyAccountService::Stub::GetKeyAccountView,
            request));
    if (comparison.ours.requests.empty()) RETURN_IF_ERROR(CheckView(view));
    v1::FanOutRequest bare;
    for (const size_t bytes :
         {view.account().ByteSizeLong(), view.team().ByteSizeLong(),
          view.planning().ByteSizeLong(), view.assessment().ByteSizeLong()}) {
      bare.add_section_bytes(static_cast<int32_t>(bytes));
    }
    comparison.ours.requests.push_back(ToBytes(request));
    comparison.bare.requests.push_back(AsLongAs(request, bare));
  }
  return comparison;
}

absl::StatusOr<Comparison> CompareInteraction(
    const std::shared_ptr<grpc::Channel>& suite, const SampleAccounts& sample) {
  Comparison comparison{"CreateInteraction / echo", "", {}, {}};
  comparison.ours.method = "/kam.account.v1.AccountService/CreateInteraction";
  comparison.bare.method = "/kam.bench.v1.EchoService/Echo";
  account::v1::AccountService::Stub stub(suite);
  account::v1::CreateInteractionRequest request;
  request.set_parent(sample.writing_account());
  *request.mutable_interaction() = MakeInteraction(0);
  ASSIGN_OR_RETURN(
      const account::v1::Interaction answer,
      Ask(stub, &account::v1::AccountService::Stub::CreateInteraction,
          request));
  comparison.ours.requests.push_back(ToBytes(request));
  comparison.bare.requests.push_back(
      AsLongAs(request, EchoOf(answer.ByteSizeLong())));
  return comparison;
}

absl::StatusOr<Comparison> Find(const std::string& what,
                                const std::shared_ptr<grpc::Channel>& suite,
                                const SampleAccounts& sample) {
  if (what == "account") return CompareAccount(suite, sample);
  if (what == "view") return CompareView(suite, sample);
  if (what == "interaction") return CompareInteraction(suite, sample);
  return InvalidArgument(
      "UNKNOWN_MEASUREMENT",
      absl::StrCat("There is nothing to measure named ", what, "."));
}

// Returns false when calls failed.
bool Measure(const Comparison& comparison, int callers) {
  const Rounds rounds{absl::GetFlag(FLAGS_rounds),
                      absl::GetFlag(FLAGS_round_length)};
  std::vector<Side> sides = {comparison.ours};
  sides.back().address = absl::GetFlag(FLAGS_suite);
  const bool alone = absl::GetFlag(FLAGS_echo).empty();
  if (!alone) {
    sides.push_back(comparison.bare);
    sides.back().address = absl::GetFlag(FLAGS_echo);
  }
  std::cerr << comparison.title << ", " << callers << " callers\n";
  const std::vector<Figures> figures = Compare(sides, callers, rounds);
  if (!alone) {
    return PrintFigures(comparison.title, callers, figures[0], figures[1],
                        comparison.aim);
  }
  std::cout << absl::StrFormat("%.0f\n", figures[0].calls_per_second);
  return figures[0].failed == 0;
}

absl::Status Run() {
  const auto suite = rpc::MakeChannel(absl::GetFlag(FLAGS_suite));
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, kProgram));
  for (const std::string& what : absl::GetFlag(FLAGS_measure)) {
    ASSIGN_OR_RETURN(const Comparison comparison, Find(what, suite, sample));
    for (const std::string& text : absl::GetFlag(FLAGS_callers)) {
      int callers = 0;
      if (!absl::SimpleAtoi(text, &callers) || callers < 1) {
        return InvalidArgument("INVALID_FLAG", "--callers takes numbers.");
      }
      if (!Measure(comparison, callers)) {
        return Internal("CALLS_FAILED", "Calls failed.");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "What the suite's calls cost beside a bare server's.\n"
      "  kam-bench-load --suite=HOST:PORT --echo=HOST:PORT");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-load: " << status.message() << "\n";
  return 1;
}
