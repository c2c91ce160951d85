#include "services/gateway/backends.h"

#include <utility>

#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/gateway/plan_roster.h"

namespace kam::gateway {
namespace {

// What decides which accounts are shown looks through a whole programme.
constexpr absl::Duration kRankingLimit = absl::Seconds(5);

absl::Status NotReady() {
  return Unavailable("NOT_READY",
                     "The gateway is not connected yet; try again shortly.");
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

// A question for key accounts of a programme, as `place` tells.
account::v1::GetProgramFactsRequest ForKeyAccounts(
    const std::string& program, const storage::v1::PortfolioPlace& place,
    int limit) {
  account::v1::GetProgramFactsRequest request;
  request.set_program(program);
  request.set_key_account_limit(limit);
  request.set_show_profitability(true);
  if (place.has_as_of()) *request.mutable_as_of() = place.as_of();
  if (place.has_account_read_time()) {
    *request.mutable_read_time() = place.account_read_time();
  }
  return request;
}

// What planning says when it is told an account's team; absent when that would
// change nothing.
using RosterAnswer =
    std::optional<absl::StatusOr<planning::v1::PlanCheckResult>>;

// Facts tell of a plan without its team, whom planning never asks for: where
// that is all that keeps a plan from being valid, planning is asked again, with
// the team, in the time that is left.
void AskAboutRoster(planning::v1::PlanningService::Stub& stub,
                    const Question& question, const AccountAnswers& answers,
                    rpc::FanOut& fan_out, RosterAnswer& roster) {
  std::optional<planning::v1::CheckPlanRequest> request =
      CheckWithRoster(answers);
  if (!request.has_value()) return;
  *request->mutable_as_of() = question.as_of;
  if (question.read_time != nullptr) {
    *request->mutable_read_time() = *question.read_time;
  }
  fan_out.Ask(stub, *request,
              &planning::v1::PlanningService::Stub::AsyncCheckPlan,
              Expect(roster));
}

// Without an answer the plan stays undetermined.
void TakeRoster(RosterAnswer& roster, AccountAnswers& answers) {
  if (roster.has_value() && roster->ok()) {
    (*answers.planning)->mutable_plan_check()->Swap(&**roster);
  }
}

AccountAnswers NotAnswered() {
  return {NotReady(), std::nullopt, std::nullopt, std::nullopt};
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

void Backends::AskOfAll(const Stubs& stubs, const Subject& subject,
                        const Asked& asked, rpc::FanOut& fan_out,
                        AccountAnswers& answers) {
  const auto& [account, question] = subject;
  fan_out.Ask(*stubs.account,
              About<account::v1::GetAccountFactsRequest>(account, question),
              &account::v1::AccountService::Stub::AsyncGetAccountFacts,
              &answers.account);
  if (asked.team) {
    fan_out.Ask(
        *stubs.team, About<team::v1::GetTeamFactsRequest>(account, question),
        &team::v1::TeamService::Stub::AsyncGetTeamFacts, Expect(answers.team));
  }
  if (asked.planning) {
    fan_out.Ask(*stubs.planning,
                About<planning::v1::GetPlanningFactsRequest>(account, question),
                &planning::v1::PlanningService::Stub::AsyncGetPlanningFacts,
                Expect(answers.planning));
  }
  if (asked.assessment) {
    fan_out.Ask(
        *stubs.assessment,
        About<assessment::v1::GetAssessmentFactsRequest>(account, question),
        &assessment::v1::AssessmentService::Stub::AsyncGetAssessmentFacts,
        Expect(answers.assessment));
  }
}

AccountAnswers Backends::AskAboutAccount(const grpc::ServerContext* context,
                                         const Subject& subject,
                                         const Asked& asked) {
  AccountAnswers answers = NotAnswered();
  const auto stubs = this->stubs();
  if (stubs == nullptr) return answers;
  rpc::FanOut fan_out(context, section_limit_);
  AskOfAll(*stubs, subject, asked, fan_out, answers);
  fan_out.Wait();
  RosterAnswer roster;
  AskAboutRoster(*stubs->planning, subject.question, answers, fan_out, roster);
  fan_out.Wait();
  TakeRoster(roster, answers);
  return answers;
}

std::pair<AccountAnswers, AccountAnswers> Backends::AskAboutTwoAccounts(
    const grpc::ServerContext* context, const Subject& from, const Subject& to,
    const Asked& asked) {
  std::pair<AccountAnswers, AccountAnswers> answers(NotAnswered(),
                                                    NotAnswered());
  const auto stubs = this->stubs();
  if (stubs == nullptr) return answers;
  rpc::FanOut fan_out(context, section_limit_);
  AskOfAll(*stubs, from, asked, fan_out, answers.first);
  AskOfAll(*stubs, to, asked, fan_out, answers.second);
  fan_out.Wait();
  RosterAnswer first;
  RosterAnswer second;
  AskAboutRoster(*stubs->planning, from.question, answers.first, fan_out,
                 first);
  AskAboutRoster(*stubs->planning, to.question, answers.second, fan_out,
                 second);
  fan_out.Wait();
  TakeRoster(first, answers.first);
  TakeRoster(second, answers.second);
  return answers;
}

absl::StatusOr<assessment::v1::CompareAssessmentsResponse>
Backends::AskForShifts(
    const grpc::ServerContext* context,
    const assessment::v1::CompareAssessmentsRequest& request) {
  const auto stubs = this->stubs();
  if (stubs == nullptr) return NotReady();
  return rpc::Ask(
      context, section_limit_, *stubs->assessment, request,
      &assessment::v1::AssessmentService::Stub::AsyncCompareAssessments);
}

absl::StatusOr<account::v1::ProgramFacts> Backends::AskForKeyAccounts(
    const grpc::ServerContext* context,
    const account::v1::GetProgramFactsRequest& request, absl::Duration limit) {
  const auto stubs = this->stubs();
  if (stubs == nullptr) return NotReady();
  return rpc::Ask(context, limit, *stubs->account, request,
                  &account::v1::AccountService::Stub::AsyncGetProgramFacts);
}

absl::StatusOr<account::v1::ProgramFacts> Backends::AskForKeyAccounts(
    const grpc::ServerContext* context, const std::string& program,
    const storage::v1::PortfolioPlace& place, int limit) {
  account::v1::GetProgramFactsRequest request =
      ForKeyAccounts(program, place, limit);
  request.set_key_accounts_after(place.after());
  return AskForKeyAccounts(context, request, section_limit_);
}

absl::StatusOr<account::v1::ProgramFacts> Backends::AskForAllKeyAccounts(
    const grpc::ServerContext* context, const std::string& program,
    const storage::v1::PortfolioPlace& place) {
  return AskForKeyAccounts(context,
                           ForKeyAccounts(program, place, kMostKeyAccounts + 1),
                           kRankingLimit);
}

absl::StatusOr<assessment::v1::ProgramFacts> Backends::AskForRanking(
    const grpc::ServerContext* context, const std::string& program,
    const std::vector<std::string>& accounts,
    const assessment::v1::Ranking& ranking,
    const storage::v1::PortfolioPlace& place) {
  const auto stubs = this->stubs();
  if (stubs == nullptr) return NotReady();
  auto request = AboutAccounts<assessment::v1::GetProgramFactsRequest>(
      program, accounts, place.as_of(), place.has_assessment_read_time(),
      place.assessment_read_time());
  *request.mutable_ranking() = ranking;
  return rpc::Ask(
      context, kRankingLimit, *stubs->assessment, request,
      &assessment::v1::AssessmentService::Stub::AsyncGetProgramFacts);
}

PortfolioAnswers Backends::AskAboutAccounts(
    const grpc::ServerContext* context, const std::string& program,
    const std::vector<std::string>& accounts,
    const storage::v1::PortfolioPlace& place, PortfolioAnswers known) {
  const auto stubs = this->stubs();
  if (stubs == nullptr || accounts.empty()) return known;
  PortfolioAnswers answers = std::move(known);
  {
    rpc::FanOut fan_out(context, section_limit_);
    fan_out.Ask(*stubs->team,
                AboutAccounts<team::v1::GetProgramFactsRequest>(
                    program, accounts, place.as_of(),
                    place.has_team_read_time(), place.team_read_time()),
                &team::v1::TeamService::Stub::AsyncGetProgramFacts,
                Expect(answers.team));
    fan_out.Ask(*stubs->planning,
                AboutAccounts<planning::v1::GetProgramFactsRequest>(
                    program, accounts, place.as_of(),
                    place.has_planning_read_time(), place.planning_read_time()),
                &planning::v1::PlanningService::Stub::AsyncGetProgramFacts,
                Expect(answers.planning));
    if (!answers.assessment.has_value()) {
      fan_out.Ask(
          *stubs->assessment,
          AboutAccounts<assessment::v1::GetProgramFactsRequest>(
              program, accounts, place.as_of(),
              place.has_assessment_read_time(), place.assessment_read_time()),
          &assessment::v1::AssessmentService::Stub::AsyncGetProgramFacts,
          Expect(answers.assessment));
    }
    fan_out.Wait();
  }
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
  ASSIGN_OR_RETURN(
      const account::v1::Program answer,
      rpc::Ask(context, section_limit_, *stubs->program, request,
               &account::v1::ProgramService::Stub::AsyncGetProgram));
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(answer.time_zone(), &zone)) {
    return Internal("UNKNOWN_TIME_ZONE",
                    "The programme's time zone is not known to this server.");
  }
  std::lock_guard<std::mutex> lock(mutex_);
  zones_[program] = zone;
  return zone;
}

}  // namespace kam::gateway
