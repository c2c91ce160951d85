#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "absl/synchronization/notification.h"
#include "common/rpc/grpc_status.h"
#include "common/rpc/server.h"
#include "common/status/errors.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/gateway/backends.h"

namespace kam::gateway {

// How a service that is not ours to test behaves.
enum class Behaviour { kAnswers, kIsDown, kHangs, kRefuses };

// What one fake service was asked, and how it answers. Thread-safe but for its
// answers, which are set before it is asked.
class Script {
 public:
  std::atomic<Behaviour> behaviour{Behaviour::kAnswers};
  std::atomic<int> asked{0};

  // Ends every hanging call, now and later.
  void Release() {
    if (!released_.HasBeenNotified()) released_.Notify();
  }

  template <typename Answer>
  grpc::Status Play(const Answer& answer, Answer* response) {
    ++asked;
    switch (behaviour.load()) {
      case Behaviour::kAnswers:
        *response = answer;
        return grpc::Status::OK;
      case Behaviour::kIsDown:
        return rpc::ToGrpcStatus(Unavailable("DRAINING", "It stops."));
      case Behaviour::kHangs:
        released_.WaitForNotification();
        return rpc::ToGrpcStatus(Unavailable("DRAINING", "It hung."));
      case Behaviour::kRefuses:
        return rpc::ToGrpcStatus(
            PermissionDenied("ROLE_MISSING", "You may not read this."));
    }
    return grpc::Status::CANCELLED;
  }

 private:
  absl::Notification released_;
};

class FakeAccount final : public account::v1::AccountService::Service {
 public:
  grpc::Status GetAccountFacts(
      grpc::ServerContext*, const account::v1::GetAccountFactsRequest* request,
      account::v1::AccountFacts* response) override {
    facts_request = *request;
    *facts.mutable_as_of() = request->as_of();
    return script.Play(facts, response);
  }
  grpc::Status GetProgramFacts(
      grpc::ServerContext*, const account::v1::GetProgramFactsRequest* request,
      account::v1::ProgramFacts* response) override {
    program_request = *request;
    account::v1::ProgramFacts page = program_facts;
    page.clear_key_accounts();
    for (const auto& one : program_facts.key_accounts()) {
      if (one.account() <= request->key_accounts_after()) continue;
      if (page.key_accounts_size() == request->key_account_limit()) break;
      *page.add_key_accounts() = one;
    }
    return script.Play(page, response);
  }

  Script script;
  account::v1::AccountFacts facts;
  account::v1::ProgramFacts program_facts;
  account::v1::GetAccountFactsRequest facts_request;
  account::v1::GetProgramFactsRequest program_request;
};

class FakePrograms final : public account::v1::ProgramService::Service {
 public:
  grpc::Status GetProgram(grpc::ServerContext*,
                          const account::v1::GetProgramRequest*,
                          account::v1::Program* response) override {
    return script.Play(program, response);
  }

  Script script;
  account::v1::Program program;
};

class FakeTeam final : public team::v1::TeamService::Service {
 public:
  grpc::Status GetTeamFacts(grpc::ServerContext*,
                            const team::v1::GetTeamFactsRequest* request,
                            team::v1::TeamFacts* response) override {
    facts_request = *request;
    return script.Play(facts, response);
  }
  grpc::Status GetProgramFacts(grpc::ServerContext*,
                               const team::v1::GetProgramFactsRequest* request,
                               team::v1::ProgramFacts* response) override {
    program_request = *request;
    program_facts.clear_accounts();
    for (const std::string& account : request->accounts()) {
      team::v1::AccountTeamSummary* line = program_facts.add_accounts();
      line->set_account(account);
      line->set_members(4);
    }
    return script.Play(program_facts, response);
  }

  Script script;
  team::v1::TeamFacts facts;
  team::v1::ProgramFacts program_facts;
  team::v1::GetTeamFactsRequest facts_request;
  team::v1::GetProgramFactsRequest program_request;
};

class FakePlanning final : public planning::v1::PlanningService::Service {
 public:
  grpc::Status GetPlanningFacts(
      grpc::ServerContext*,
      const planning::v1::GetPlanningFactsRequest* request,
      planning::v1::PlanningFacts* response) override {
    facts_request = *request;
    return script.Play(facts, response);
  }
  grpc::Status GetProgramFacts(grpc::ServerContext*,
                               const planning::v1::GetProgramFactsRequest*,
                               planning::v1::ProgramFacts* response) override {
    return script.Play(program_facts, response);
  }

  grpc::Status CheckPlan(grpc::ServerContext*,
                         const planning::v1::CheckPlanRequest* request,
                         planning::v1::PlanCheckResult* response) override {
    check_request = *request;
    return check_script.Play(check, response);
  }

  Script script;
  Script check_script;
  planning::v1::PlanningFacts facts;
  planning::v1::PlanCheckResult check;
  planning::v1::ProgramFacts program_facts;
  planning::v1::GetPlanningFactsRequest facts_request;
  planning::v1::CheckPlanRequest check_request;
};

class FakeAssessment final : public assessment::v1::AssessmentService::Service {
 public:
  grpc::Status GetAssessmentFacts(
      grpc::ServerContext*,
      const assessment::v1::GetAssessmentFactsRequest* request,
      assessment::v1::AssessmentFacts* response) override {
    facts_request = *request;
    return script.Play(facts, response);
  }
  grpc::Status GetProgramFacts(
      grpc::ServerContext*,
      const assessment::v1::GetProgramFactsRequest* request,
      assessment::v1::ProgramFacts* response) override {
    program_request = *request;
    return script.Play(program_facts, response);
  }

  grpc::Status CompareAssessments(
      grpc::ServerContext*,
      const assessment::v1::CompareAssessmentsRequest* request,
      assessment::v1::CompareAssessmentsResponse* response) override {
    compare_request = *request;
    return compare_script.Play(comparison, response);
  }

  Script script;
  Script compare_script;
  assessment::v1::AssessmentFacts facts;
  assessment::v1::ProgramFacts program_facts;
  assessment::v1::GetAssessmentFactsRequest facts_request;
  assessment::v1::GetProgramFactsRequest program_request;
  assessment::v1::CompareAssessmentsResponse comparison;
  assessment::v1::CompareAssessmentsRequest compare_request;
};

// The four services, each behind a server of its own within the process.
class FakeBackends {
 public:
  FakeBackends() {
    servers_[0] = Serve({&account, &programs});
    servers_[1] = Serve({&team});
    servers_[2] = Serve({&planning});
    servers_[3] = Serve({&assessment});
  }
  ~FakeBackends() {
    account.script.Release();
    programs.script.Release();
    team.script.Release();
    planning.script.Release();
    planning.check_script.Release();
    assessment.script.Release();
    assessment.compare_script.Release();
  }

  BackendChannels channels() {
    return {servers_[0]->InProcessChannel(), servers_[1]->InProcessChannel(),
            servers_[2]->InProcessChannel(), servers_[3]->InProcessChannel()};
  }

  FakeAccount account;
  FakePrograms programs;
  FakeTeam team;
  FakePlanning planning;
  FakeAssessment assessment;

 private:
  static std::unique_ptr<rpc::Server> Serve(
      const std::vector<grpc::Service*>& services) {
    rpc::ServerOptions options;
    options.drain_delay = absl::ZeroDuration();
    options.reflection = false;
    auto server = rpc::Server::Start(options, services, {});
    EXPECT_TRUE(server.ok()) << server.status();
    return *std::move(server);
  }

  std::unique_ptr<rpc::Server> servers_[4];
};

}  // namespace kam::gateway
