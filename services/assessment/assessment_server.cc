#include "services/assessment/assessment_server.h"

#include <optional>
#include <utility>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/assessment/assessment_facts.h"
#include "services/assessment/audit_server.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/followers.h"
#include "services/assessment/model_policy.h"
#include "services/assessment/ranking.h"
#include "services/assessment/standing.h"

namespace kam::assessment {
namespace {

// The accounts to be ranked, as many as a list of a request may have.
absl::StatusOr<std::vector<resource::AccountName>> CandidatesOf(
    const resource::ProgramName& program,
    const v1::GetProgramFactsRequest& request) {
  std::vector<resource::AccountName> accounts;
  accounts.reserve(static_cast<size_t>(request.accounts_size()));
  for (const std::string& name : request.accounts()) {
    ASSIGN_OR_RETURN(accounts.emplace_back(),
                     resource::AccountName::Parse(name));
    if (accounts.back().program != program.program) {
      return InvalidArgument("INVALID_REFERENCE",
                             "An account must stand under the programme.");
    }
  }
  return accounts;
}

// The assessment that tells how an account stood on a day; nothing when it was
// not assessed by then.
absl::StatusOr<std::optional<v1::Assessment>> AssessmentOn(
    const storage::Reader& reader, const resource::AccountName& account,
    absl::CivilDay day) {
  return AssessmentRecords::Get().NewestOf(
      reader, account,
      [day](const v1::Assessment& one) { return HoldsOn(one, day); });
}

}  // namespace

grpc::Status AssessmentServer::GetAssessmentFacts(
    grpc::ServerContext* context, const v1::GetAssessmentFactsRequest* request,
    v1::AssessmentFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        AccountRecords kept;
        ASSIGN_OR_RETURN(kept.observations,
                         records().ObservationsOf(at.view, account));
        ASSIGN_OR_RETURN(kept.audits, records().AuditsOf(at.view, account));
        ASSIGN_OR_RETURN(kept.readiness_cases,
                         records().ReadinessCasesOf(at.view, account));
        ASSIGN_OR_RETURN(const ProgramRules rules,
                         records().RulesOf(at.view, account.program));
        *response = AssembleAssessmentFacts(std::move(kept), at.as_of);
        response->set_policy_version(rules.policy.values().version());
        if (rules.in_force.has_value()) {
          *response->mutable_template_() = *rules.in_force;
        }
        ASSIGN_OR_RETURN(const std::optional<v1::Assessment> assessment,
                         AssessmentOn(at.view, account, at.as_of));
        if (assessment.has_value()) {
          *response->mutable_standing() = StandingOf(*assessment);
        }
        ASSIGN_OR_RETURN(const std::optional<v1::ProgramDiagnosis> diagnosis,
                         AssessmentRecords::Get().NewestOf(
                             at.view, account.Program(),
                             [&](const v1::ProgramDiagnosis& one) {
                               return HoldsOn(one, at.as_of);
                             }));
        if (diagnosis.has_value()) {
          *response->mutable_program_standing() = StandingOf(*diagnosis);
        }
        rpc::SetStandpoint(at, response);
        response->set_account(account.ToString());
        return absl::OkStatus();
      });
}

grpc::Status AssessmentServer::GetProgramFacts(
    grpc::ServerContext* context, const v1::GetProgramFactsRequest* request,
    v1::ProgramFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadProgramFacts(*request, response);
  });
}

absl::Status AssessmentServer::ReadProgramFacts(
    const v1::GetProgramFactsRequest& request, v1::ProgramFacts* facts) const {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.program()));
  ASSIGN_OR_RETURN(const std::vector<resource::AccountName> accounts,
                   request.has_ranking()
                       ? CandidatesOf(program, request)
                       : resource::ParseAccounts(program, request.accounts()));
  ASSIGN_OR_RETURN(const rpc::Standpoint at,
                   rpc::StandpointOf(state(), request));
  rpc::SetStandpoint(at, facts);
  RETURN_IF_ERROR(rpc::SetReadTime(at.view, facts));
  facts->set_program(program.ToString());

  std::vector<RankedAccount> shown;
  for (const resource::AccountName& account : accounts) {
    RankedAccount& one = shown.emplace_back(RankedAccount{account.ToString()});
    ASSIGN_OR_RETURN(const std::optional<v1::Assessment> assessment,
                     AssessmentOn(at.view, account, at.as_of));
    if (assessment.has_value()) one.standing = SummarizeStanding(*assessment);
  }
  if (request.has_ranking()) {
    ASSIGN_OR_RETURN(shown, Rank(std::move(shown), request.ranking()));
  }
  for (RankedAccount& one : shown) {
    ASSIGN_OR_RETURN(const resource::AccountName account,
                     resource::AccountName::Parse(one.account));
    ASSIGN_OR_RETURN(std::vector<v1::Observation> observations,
                     records().ObservationsOf(at.view, account));
    v1::AccountEvidenceSummary* line = facts->add_accounts();
    *line = SummarizeObservations(std::move(observations), at.as_of);
    line->set_account(one.account);
    if (one.standing.has_value()) {
      *line->mutable_standing() = *std::move(one.standing);
    }
  }
  return absl::OkStatus();
}

grpc::Status AssessmentServer::EvaluateEvidence(
    grpc::ServerContext* context, const v1::EvaluateEvidenceRequest* request,
    v1::Verdict* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayFromProto(request->as_of()));
        // Without a policy the default one is not resolved again.
        std::optional<ModelPolicy> given;
        if (request->has_policy()) {
          ASSIGN_OR_RETURN(given, ModelPolicy::Resolve(request->policy()));
        }
        const ModelPolicy& policy =
            given.has_value() ? *given : ModelPolicy::Default();
        ASSIGN_OR_RETURN(*response, Evaluate(request->model(),
                                             request->evidence(), policy, day));
        return absl::OkStatus();
      });
}

std::unique_ptr<rpc::StoredService> MakeFollowingService(
    rpc::ServiceState* state, Upstreams* upstreams) {
  state->schema = &AssessmentRecords::Get().schema;
  auto service = std::make_unique<rpc::StoredService>(state);
  auto programs = std::make_shared<KnownPrograms>(state, upstreams);
  auto assessor = std::make_shared<Assessor>(state, upstreams, programs);
  service->Add(std::make_unique<AssessmentServer>(
                   state, assessor,
                   std::make_shared<Diagnostician>(state, upstreams, programs)),
               AssessmentServer::FullName());
  service->Add(std::make_unique<AuditServer>(state), AuditServer::FullName());
  service->Add(std::make_unique<Followers>(state, upstreams, assessor));
  return service;
}

std::unique_ptr<rpc::StoredService> MakeAssessmentService(
    rpc::ServiceState* state) {
  static auto* const none = new Upstreams();
  return MakeFollowingService(state, none);
}

}  // namespace kam::assessment
