#include "tests/bench/feeds.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/bench/v1/etcd.grpc.pb.h"
#include "tests/bench/ask.h"
#include "tests/bench/callers.h"
#include "tests/bench/sample_accounts.h"
#include "tests/bench/sample_programs.h"

namespace kam::bench {
namespace {

using AccountStub = account::v1::AccountService::Stub;
using AssessmentStub = assessment::v1::AssessmentService::Stub;
using Channel = std::shared_ptr<grpc::Channel>;

template <typename Response, typename Open, typename IsReady, typename Changes>
std::unique_ptr<Watcher> Watching(Arrivals* arrivals, Open open, IsReady ready,
                                  Changes changes) {
  return std::make_unique<StreamWatcher<Response, Open, IsReady, Changes>>(
      arrivals, std::move(open), std::move(ready), std::move(changes));
}

template <typename Response>
bool CaughtUp(const Response& response) {
  return response.caught_up();
}

template <typename Response>
int Changes(const Response& response) {
  return response.changes_size();
}

constexpr char kIntegration[] = "measured";

// What an account is integrated in is told by its phase.
absl::Status BeginIntegration(AccountStub& stub, const std::string& account) {
  account::v1::CreateIntegrationRequest request;
  request.set_parent(account);
  request.set_integration_id(kIntegration);
  request.mutable_integration()->set_kind(
      account::v1::Integration::KIND_JOINT_LOGISTICS);
  request.mutable_integration()->mutable_starts_on()->set_year(2026);
  request.mutable_integration()->mutable_starts_on()->set_month(1);
  request.mutable_integration()->mutable_starts_on()->set_day(1);
  return Ask(stub, &AccountStub::CreateIntegration, request).status();
}

absl::Status EndIntegration(AccountStub& stub, const std::string& account) {
  account::v1::DeleteIntegrationRequest request;
  request.set_name(absl::StrCat(account, "/integrations/", kIntegration));
  return Ask(stub, &AccountStub::DeleteIntegration, request).status();
}

}  // namespace

absl::StatusOr<Feed> AccountFeed(const std::string& suite) {
  ASSIGN_OR_RETURN(
      const SampleAccounts sample,
      SampleAccounts::Make(rpc::MakeChannel(suite), ViewProgram()));
  account::v1::WatchAccountChangesRequest watch;
  watch.set_parent(sample.writing_account());
  watch.set_skip_snapshot(true);
  account::v1::CreateInteractionRequest change;
  change.set_parent(sample.writing_account());
  *change.mutable_interaction() = MakeInteraction(0);
  const auto writer = std::make_shared<AccountStub>(OwnConnection(suite));
  return Feed{
      suite,
      [watch](const Channel& channel, Arrivals* arrivals) {
        using Response = account::v1::WatchAccountChangesResponse;
        return Watching<Response>(
            arrivals,
            [watch, channel](grpc::ClientContext* context) {
              return AccountStub(channel).WatchAccountChanges(context, watch);
            },
            CaughtUp<Response>, Changes<Response>);
      },
      [writer, change](int /*number*/) {
        return Ask(*writer, &AccountStub::CreateInteraction, change).status();
      }};
}

absl::StatusOr<Feed> AssessmentFeed(const std::string& suite) {
  ASSIGN_OR_RETURN(
      const SampleAccounts sample,
      SampleAccounts::Make(rpc::MakeChannel(suite), ViewProgram()));
  const auto writer = std::make_shared<AccountStub>(OwnConnection(suite));
  // One that nothing else changes: an assessment of two changes at once that
  // undo each other would never arrive.
  const std::string account = sample.names().front();
  assessment::v1::WatchAssessmentsRequest watch;
  watch.set_parent(account);
  watch.set_skip_snapshot(true);
  return Feed{suite,
              [watch](const Channel& channel, Arrivals* arrivals) {
                using Response = assessment::v1::WatchAssessmentsResponse;
                return Watching<Response>(
                    arrivals,
                    [watch, channel](grpc::ClientContext* context) {
                      return AssessmentStub(channel).WatchAssessments(context,
                                                                      watch);
                    },
                    CaughtUp<Response>, Changes<Response>);
              },
              [writer, account](int number) {
                return number % 2 == 0 ? BeginIntegration(*writer, account)
                                       : EndIntegration(*writer, account);
              }};
}

Feed EtcdFeed(const std::string& etcd) {
  constexpr char kKey[] = "measured";
  const auto writer =
      std::make_shared<etcdserverpb::KV::Stub>(OwnConnection(etcd));
  etcdserverpb::PutRequest change;
  change.set_key(kKey);
  change.set_value(MakeInteraction(0).SerializeAsString());
  etcdserverpb::WatchRequest watch;
  watch.mutable_create_request()->set_key(kKey);
  return Feed{
      etcd,
      [watch](const Channel& channel, Arrivals* arrivals) {
        using Response = etcdserverpb::WatchResponse;
        return Watching<Response>(
            arrivals,
            [watch, channel](grpc::ClientContext* context) {
              auto stream = etcdserverpb::Watch::Stub(channel).Watch(context);
              stream->Write(watch);
              return stream;
            },
            [](const Response& response) { return response.created(); },
            [](const Response& response) { return response.events_size(); });
      },
      [writer, change](int /*number*/) {
        return Ask(*writer, &etcdserverpb::KV::Stub::Put, change).status();
      }};
}

}  // namespace kam::bench
