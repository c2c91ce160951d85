#include "services/assessment/upstreams.h"

#include <utility>

#include "common/rpc/fan_out.h"
#include "common/rpc/grpc_status.h"
#include "common/status/errors.h"

namespace kam::assessment {
namespace {

constexpr absl::Duration kAnswerLimit = absl::Seconds(2);

absl::Status NotReady() {
  return Unavailable("NOT_READY",
                     "The service is not connected yet; try again shortly.");
}

template <typename Request>
Request At(Request request, const google::type::Date& as_of,
           const google::protobuf::Timestamp* read_time) {
  *request.mutable_as_of() = as_of;
  if (read_time != nullptr) *request.mutable_read_time() = *read_time;
  return request;
}

template <typename Request>
Request AboutAccount(const std::string& account,
                     const google::type::Date& as_of,
                     const google::protobuf::Timestamp* read_time) {
  Request request;
  request.set_account(account);
  return At(std::move(request), as_of, read_time);
}

// What makes a change of one service more than a name.
void Complete(const account::v1::AccountChange& change, FeedChange& to) {
  if (change.has_program()) to.time_zone = change.program().time_zone();
}
void Complete(const team::v1::TeamChange& /*change*/, FeedChange& /*to*/) {}
void Complete(const planning::v1::PlanningChange& /*change*/,
              FeedChange& /*to*/) {}

// A feed of one service; `Answer` is its message.
template <typename Answer>
class ReadFeed final : public Feed {
 public:
  // `open` begins the call with the context it is given.
  template <typename Open>
  explicit ReadFeed(const Open& open) : reader_(open(&context_)) {}

  absl::StatusOr<FeedMessage> Next() override {
    Answer answer;
    if (!reader_->Read(&answer)) {
      const grpc::Status ended = reader_->Finish();
      if (!ended.ok()) return rpc::OutcomeOf(ended);
      return Unavailable("FEED_ENDED", "The feed ended; follow it again.");
    }
    FeedMessage message;
    message.resume_token = std::move(*answer.mutable_resume_token());
    message.caught_up = answer.caught_up();
    message.changes.reserve(static_cast<size_t>(answer.changes_size()));
    for (auto& change : *answer.mutable_changes()) {
      FeedChange& one = message.changes.emplace_back();
      one.is_snapshot = change.kind() == type::v1::CHANGE_KIND_SNAPSHOT;
      Complete(change, one);
      one.name = std::move(*change.mutable_name());
    }
    return message;
  }

  void Cancel() override { context_.TryCancel(); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Answer>> reader_;
};

// A feed that cannot be read.
class NoFeed final : public Feed {
 public:
  absl::StatusOr<FeedMessage> Next() override { return NotReady(); }
  void Cancel() override {}
};

template <typename Request>
Request Behind(const std::string& resume_token) {
  Request request;
  request.set_resume_token(resume_token);
  return request;
}

}  // namespace

const char* NameOf(Upstream upstream) {
  switch (upstream) {
    case Upstream::kAccount:
      return "account";
    case Upstream::kTeam:
      return "team";
    case Upstream::kPlanning:
      return "planning";
  }
  return "";
}

void Upstreams::Connect(const UpstreamChannels& channels) {
  auto stubs = std::make_shared<Stubs>();
  stubs->account = account::v1::AccountService::NewStub(channels.account);
  stubs->program = account::v1::ProgramService::NewStub(channels.account);
  stubs->team = team::v1::TeamService::NewStub(channels.team);
  stubs->planning = planning::v1::PlanningService::NewStub(channels.planning);
  std::lock_guard<std::mutex> lock(mutex_);
  stubs_ = std::move(stubs);
}

std::shared_ptr<const Upstreams::Stubs> Upstreams::stubs() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return stubs_;
}

UpstreamAnswers Upstreams::AskAboutAccount(
    const grpc::ServerContext* context, const std::string& account,
    const google::type::Date& as_of,
    const google::protobuf::Timestamp* read_time) {
  return AskAboutAccounts(context, {account}, as_of,
                          {read_time, read_time, read_time})
      .front();
}

std::vector<UpstreamAnswers> Upstreams::AskAboutAccounts(
    const grpc::ServerContext* context,
    const std::vector<std::string>& accounts, const google::type::Date& as_of,
    const ReadTimes& times) {
  std::vector<UpstreamAnswers> all(
      accounts.size(), UpstreamAnswers{NotReady(), NotReady(), NotReady()});
  const auto stubs = this->stubs();
  if (stubs == nullptr) return all;
  {
    rpc::FanOut fan_out(context, kAnswerLimit);
    for (size_t i = 0; i < accounts.size(); ++i) {
      fan_out.Ask(*stubs->account,
                  AboutAccount<account::v1::GetAccountFactsRequest>(
                      accounts[i], as_of, times.account),
                  &account::v1::AccountService::Stub::AsyncGetAccountFacts,
                  &all[i].account);
      fan_out.Ask(*stubs->team,
                  AboutAccount<team::v1::GetTeamFactsRequest>(
                      accounts[i], as_of, times.team),
                  &team::v1::TeamService::Stub::AsyncGetTeamFacts,
                  &all[i].team);
      fan_out.Ask(*stubs->planning,
                  AboutAccount<planning::v1::GetPlanningFactsRequest>(
                      accounts[i], as_of, times.planning),
                  &planning::v1::PlanningService::Stub::AsyncGetPlanningFacts,
                  &all[i].planning);
    }
    fan_out.Wait();
  }
  return all;
}

absl::StatusOr<account::v1::Program> Upstreams::AskForProgram(
    const grpc::ServerContext* context, const std::string& program) {
  const auto stubs = this->stubs();
  if (stubs == nullptr) return NotReady();
  account::v1::GetProgramRequest request;
  request.set_name(program);
  return rpc::Ask(context, kAnswerLimit, *stubs->program, request,
                  &account::v1::ProgramService::Stub::AsyncGetProgram);
}

absl::StatusOr<account::v1::ProgramFacts> Upstreams::AskAboutProgram(
    const grpc::ServerContext* context, const std::string& program,
    const google::type::Date& as_of,
    const google::protobuf::Timestamp* read_time) {
  const auto stubs = this->stubs();
  if (stubs == nullptr) return NotReady();
  account::v1::GetProgramFactsRequest request;
  request.set_program(program);
  return rpc::Ask(context, kAnswerLimit, *stubs->account,
                  At(std::move(request), as_of, read_time),
                  &account::v1::AccountService::Stub::AsyncGetProgramFacts);
}

ProgramAnswers Upstreams::AskAroundProgram(
    const grpc::ServerContext* context, const std::string& program,
    const google::type::Date& as_of, const google::type::Date* launched_on,
    const google::protobuf::Timestamp* read_time) {
  ProgramAnswers answers{NotReady(), NotReady(), NotReady()};
  const auto stubs = this->stubs();
  if (stubs == nullptr) return answers;
  team::v1::GetProgramFactsRequest team;
  team.set_program(program);
  planning::v1::GetProgramFactsRequest planning;
  planning.set_program(program);
  if (launched_on != nullptr) *planning.mutable_launched_on() = *launched_on;
  planning::v1::GetFrictionRequest friction;
  friction.set_parent(program);
  {
    rpc::FanOut fan_out(context, kAnswerLimit);
    fan_out.Ask(*stubs->team, At(std::move(team), as_of, read_time),
                &team::v1::TeamService::Stub::AsyncGetProgramFacts,
                &answers.team);
    fan_out.Ask(*stubs->planning, At(std::move(planning), as_of, read_time),
                &planning::v1::PlanningService::Stub::AsyncGetProgramFacts,
                &answers.planning);
    fan_out.Ask(*stubs->planning, At(std::move(friction), as_of, read_time),
                &planning::v1::PlanningService::Stub::AsyncGetFriction,
                &answers.friction);
    fan_out.Wait();
  }
  return answers;
}

std::unique_ptr<Feed> Upstreams::Follow(Upstream upstream,
                                        const std::string& resume_token) {
  const auto stubs = this->stubs();
  if (stubs == nullptr) return std::make_unique<NoFeed>();
  switch (upstream) {
    case Upstream::kAccount:
      return std::make_unique<
          ReadFeed<account::v1::WatchAccountChangesResponse>>(
          [&](grpc::ClientContext* context) {
            return stubs->account->WatchAccountChanges(
                context,
                Behind<account::v1::WatchAccountChangesRequest>(resume_token));
          });
    case Upstream::kTeam:
      return std::make_unique<ReadFeed<team::v1::WatchTeamChangesResponse>>(
          [&](grpc::ClientContext* context) {
            return stubs->team->WatchTeamChanges(
                context,
                Behind<team::v1::WatchTeamChangesRequest>(resume_token));
          });
    case Upstream::kPlanning:
      return std::make_unique<
          ReadFeed<planning::v1::WatchPlanningChangesResponse>>(
          [&](grpc::ClientContext* context) {
            return stubs->planning->WatchPlanningChanges(
                context, Behind<planning::v1::WatchPlanningChangesRequest>(
                             resume_token));
          });
  }
  return std::make_unique<NoFeed>();
}

}  // namespace kam::assessment
