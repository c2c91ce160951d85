#include "services/gateway/backends.h"

#include <utility>

#include "common/rpc/fan_out.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/gateway/plan_roster.h"

namespace kam::gateway {
namespace {

absl::Status NotReady() {
  return Unavailable("NOT_READY",
                     "The gateway is not connected yet; try again shortly.");
}

// Errors that gRPC itself makes, such as a passed deadline, have no reason;
// their code is the best there is.
template <typename Answer>
void GiveReason(absl::StatusOr<Answer>& answer) {
  if (!answer.ok()) {
    answer = WithReason(answer.status(),
                        absl::StatusCodeToString(answer.status().code()));
  }
}

template <typename Answer>
void GiveReason(std::optional<absl::StatusOr<Answer>>& answer) {
  if (answer.has_value()) GiveReason(*answer);
}

// Starts `method` of `stub` within `fan_out`; the request may go at once.
template <typename Answer, typename Stub, typename Request>
void Ask(rpc::FanOut& fan_out, Stub& stub, const Request& request,
         std::unique_ptr<grpc::ClientAsyncResponseReader<Answer>> (
             Stub::*method)(grpc::ClientContext*, const Request&,
                            grpc::CompletionQueue*),
         absl::StatusOr<Answer>* answer) {
  fan_out.Start<Answer>(
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return (stub.*method)(context, request, queue);
      },
      answer);
}

template <typename Answer>
absl::StatusOr<Answer>* Expect(std::optional<absl::StatusOr<Answer>>& answer) {
  return &answer.emplace(absl::UnknownError("not answered"));
}

template <typename Request>
Request About(const std::string& account, const Question& question) {
  Request request;
  request.set_account(account);
  *request.mutable_as_of() = question.as_of;
  if (question.read_time != nullptr) {
    *request.mutable_read_time() = *question.read_time;
  }
  return request;
}

// A question about accounts of a programme; `read_time` may be absent.
template <typename Request>
Request AboutAccounts(const std::string& program,
                      const std::vector<std::string>& accounts,
                      const google::type::Date& as_of, bool at_a_time,
                      const google::protobuf::Timestamp& read_time) {
  Request request;
  request.set_program(program);
  *request.mutable_as_of() = as_of;
  if (at_a_time) *request.mutable_read_time() = read_time;
  request.mutable_accounts()->Assign(accounts.begin(), accounts.end());
  return request;
}

// Facts tell of a plan without its team, whom planning never asks for: where
// that is all that keeps a plan from being valid, planning is asked again, with
// the team, in the time that is left. Without an answer the plan stays
// undetermined.
void AskAboutRoster(planning::v1::PlanningService::Stub& stub,
                    const Question& question, rpc::FanOut& fan_out,
                    AccountAnswers& answers) {
  std::optional<planning::v1::CheckPlanRequest> request =
      CheckWithRoster(answers);
  if (!request.has_value()) return;
  *request->mutable_as_of() = question.as_of;
  if (question.read_time != nullptr) {
    *request->mutable_read_time() = *question.read_time;
  }
  absl::StatusOr<planning::v1::PlanCheckResult> check =
      absl::UnknownError("not answered");
  Ask(fan_out, stub, *request,
      &planning::v1::PlanningService::Stub::AsyncCheckPlan, &check);
  fan_out.Wait();
  if (check.ok()) {
    (*answers.planning)->mutable_plan_check()->Swap(&*check);
  }
}

}  // namespace

void Backends::Connect(const BackendChannels& channels) {
  auto stubs = std::make_shared<Stubs>();
  stubs->account = account::v1::AccountService::NewStub(channels.account);
  stubs->program = account::v1::ProgramService::NewStub(channels.account);
  stubs->team = team::v1::TeamService::NewStub(channels.team);
  stubs->planning = planning::v1::PlanningService::NewStub(channels.planning);
  stubs->assessment =
      assessment::v1::AssessmentService::NewStub(channels.assessment);
  std::lock_guard<std::mutex> lock(mutex_);
  stubs_ = std::move(stubs);
}

std::shared_ptr<const Backends::Stubs> Backends::stubs() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return stubs_;
}

AccountAnswers Backends::AskAboutAccount(const grpc::ServerContext* context,
                                         const std::string& account,
                                         const Question& question,
                                         const Asked& asked) {
  AccountAnswers answers{NotReady(), std::nullopt, std::nullopt, std::nullopt};
  const auto stubs = this->stubs();
  if (stubs == nullptr) return answers;
  {
    rpc::FanOut fan_out(context, section_limit_);
    Ask(fan_out, *stubs->account,
        About<account::v1::GetAccountFactsRequest>(account, question),
        &account::v1::AccountService::Stub::AsyncGetAccountFacts,
        &answers.account);
    if (asked.team) {
      Ask(fan_out, *stubs->team,
          About<team::v1::GetTeamFactsRequest>(account, question),
          &team::v1::TeamService::Stub::AsyncGetTeamFacts,
          Expect(answers.team));
    }
    if (asked.planning) {
      Ask(fan_out, *stubs->planning,
          About<planning::v1::GetPlanningFactsRequest>(account, question),
          &planning::v1::PlanningService::Stub::AsyncGetPlanningFacts,
          Expect(answers.planning));
    }
    if (asked.assessment) {
      Ask(fan_out, *stubs->assessment,
          About<assessment::v1::GetAssessmentFactsRequest>(account, question),
          &assessment::v1::AssessmentService::Stub::AsyncGetAssessmentFacts,
          Expect(answers.assessment));
    }
    fan_out.Wait();
    AskAboutRoster(*stubs->planning, question, fan_out, answers);
  }
  GiveReason(answers.account);
  GiveReason(answers.team);
  GiveReason(answers.planning);
  GiveReason(answers.assessment);
  return answers;
}

absl::StatusOr<account::v1::ProgramFacts> Backends::AskForKeyAccounts(
    const grpc::ServerContext* context, const std::string& program,
    const storage::v1::PortfolioPlace& place, int limit) {
  absl::StatusOr<account::v1::ProgramFacts> answer = NotReady();
  const auto stubs = this->stubs();
  if (stubs == nullptr) return answer;
  account::v1::GetProgramFactsRequest request;
  request.set_program(program);
  request.set_key_account_limit(limit);
  request.set_key_accounts_after(place.after());
  if (place.has_as_of()) *request.mutable_as_of() = place.as_of();
  if (place.has_account_read_time()) {
    *request.mutable_read_time() = place.account_read_time();
  }
  rpc::FanOut fan_out(context, section_limit_);
  Ask(fan_out, *stubs->account, request,
      &account::v1::AccountService::Stub::AsyncGetProgramFacts, &answer);
  fan_out.Wait();
  GiveReason(answer);
  return answer;
}

PortfolioAnswers Backends::AskAboutAccounts(
    const grpc::ServerContext* context, const std::string& program,
    const std::vector<std::string>& accounts,
    const storage::v1::PortfolioPlace& place) {
  PortfolioAnswers answers;
  const auto stubs = this->stubs();
  if (stubs == nullptr || accounts.empty()) return answers;
  {
    rpc::FanOut fan_out(context, section_limit_);
    Ask(fan_out, *stubs->team,
        AboutAccounts<team::v1::GetProgramFactsRequest>(
            program, accounts, place.as_of(), place.has_team_read_time(),
            place.team_read_time()),
        &team::v1::TeamService::Stub::AsyncGetProgramFacts,
        Expect(answers.team));
    Ask(fan_out, *stubs->planning,
        AboutAccounts<planning::v1::GetProgramFactsRequest>(
            program, accounts, place.as_of(), place.has_planning_read_time(),
            place.planning_read_time()),
        &planning::v1::PlanningService::Stub::AsyncGetProgramFacts,
        Expect(answers.planning));
    Ask(fan_out, *stubs->assessment,
        AboutAccounts<assessment::v1::GetProgramFactsRequest>(
            program, accounts, place.as_of(), place.has_assessment_read_time(),
            place.assessment_read_time()),
        &assessment::v1::AssessmentService::Stub::AsyncGetProgramFacts,
        Expect(answers.assessment));
    fan_out.Wait();
  }
  GiveReason(answers.team);
  GiveReason(answers.planning);
  GiveReason(answers.assessment);
  return answers;
}

absl::StatusOr<absl::TimeZone> Backends::ZoneOf(
    const grpc::ServerContext* context, const std::string& program) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto known = zones_.find(program);
    if (known != zones_.end()) return known->second;
  }
  const auto stubs = this->stubs();
  if (stubs == nullptr) return NotReady();
  account::v1::GetProgramRequest request;
  request.set_name(program);
  absl::StatusOr<account::v1::Program> answer =
      absl::UnknownError("not answered");
  rpc::FanOut fan_out(context, section_limit_);
  Ask(fan_out, *stubs->program, request,
      &account::v1::ProgramService::Stub::AsyncGetProgram, &answer);
  fan_out.Wait();
  GiveReason(answer);
  RETURN_IF_ERROR(answer.status());
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(answer->time_zone(), &zone)) {
    return Internal("UNKNOWN_TIME_ZONE",
                    "The programme's time zone is not known to this server.");
  }
  std::lock_guard<std::mutex> lock(mutex_);
  zones_[program] = zone;
  return zone;
}

}  // namespace kam::gateway
