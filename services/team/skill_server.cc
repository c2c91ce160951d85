#include "services/team/skill_server.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/team/evidence_records.h"
#include "services/team/skill_coverage.h"
#include "services/team/team_policy.h"

namespace kam::team {
namespace {

absl::StatusOr<std::optional<int>> PhaseOf(
    const v1::GetSkillCoverageRequest& request) {
  if (!request.has_phase()) return std::optional<int>();
  if (request.phase() < 1 || request.phase() > kPhases) {
    return InvalidArgument(
        "VALUE_OUT_OF_RANGE",
        absl::StrCat("phase must be from 1 to ", kPhases, "."));
  }
  return std::optional<int>(request.phase());
}

}  // namespace

grpc::Status SkillServer::GetSkillCoverage(
    grpc::ServerContext* context, const v1::GetSkillCoverageRequest* request,
    v1::SkillCoverage* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const std::optional<int> phase, PhaseOf(*request));
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        ASSIGN_OR_RETURN(const AccountEvidence evidence,
                         ReadSkills(at.view, account, at.as_of));
        *response =
            JudgeSkillCoverage(CoverageOf(evidence), evidence.values, phase);
        rpc::SetStandpoint(at, response);
        response->set_account(account.ToString());
        *response->mutable_policy() =
            DescribePolicy(evidence.policy_version, evidence.values);
        return absl::OkStatus();
      });
}

}  // namespace kam::team
