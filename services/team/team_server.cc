#include "services/team/team_server.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/status_macros.h"
#include "services/team/evidence_records.h"
#include "services/team/executives.h"

namespace kam::team {
namespace {

constexpr int kMostMembers = 1000;

// The members that a request names besides, of one programme.
absl::Status CheckMembersOf(const resource::ProgramName& program,
                            const v1::GetTeamFactsRequest& request) {
  Violations violations;
  if (request.members_size() > kMostMembers) {
    violations.Add("members",
                   absl::StrCat("must be at most ", kMostMembers, " names"),
                   "TOO_MANY_MEMBERS");
  }
  for (int i = 0; i < request.members_size(); ++i) {
    resource::CheckReference(request.members(i), resource::kMemberPattern,
                             program.ToString(),
                             absl::StrCat("members[", i, "]"), violations);
  }
  return violations.ToStatus();
}

}  // namespace

grpc::Status TeamServer::ChangePosition(
    grpc::ServerContext* context, const v1::ChangePositionRequest* request,
    v1::Member* response) {
  return standard().Change(context, *request, response, member_,
                           [&](storage::Transaction&, v1::Member& member) {
                             return BeginPosition(request->position(), member);
                           });
}

grpc::Status TeamServer::GetTeamFacts(grpc::ServerContext* context,
                                      const v1::GetTeamFactsRequest* request,
                                      v1::TeamFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadTeamFacts(*request, response);
  });
}

absl::Status TeamServer::ReadTeamFacts(const v1::GetTeamFactsRequest& request,
                                       v1::TeamFacts* facts) const {
  ASSIGN_OR_RETURN(const resource::AccountName account,
                   resource::AccountName::Parse(request.account()));
  RETURN_IF_ERROR(CheckMembersOf(account.Program(), request));
  ASSIGN_OR_RETURN(const rpc::Standpoint at,
                   rpc::StandpointOf(state(), request));
  const std::set<std::string> others(request.members().begin(),
                                     request.members().end());
  ASSIGN_OR_RETURN(const AccountEvidence evidence,
                   ReadEvidence(at.view, account, at.as_of, others));
  *facts = AssembleFacts(evidence);
  for (const std::string& member : request.members()) {
    *facts->add_other_members() = MemberOn(member, evidence.members, at.as_of);
  }
  if (!facts->members().empty() && IsLead(facts->members(0).assignment())) {
    ASSIGN_OR_RETURN(
        const int led,
        CountAccountsLedBy(at.view, account.Program(),
                           facts->members(0).assignment().member(), at.as_of));
    facts->set_accounts_of_lead(led);
  }
  rpc::SetStandpoint(at, facts);
  return absl::OkStatus();
}

grpc::Status TeamServer::GetProgramFacts(
    grpc::ServerContext* context, const v1::GetProgramFactsRequest* request,
    v1::ProgramFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadFactsOfProgram(*request, response);
  });
}

absl::Status TeamServer::ReadFactsOfProgram(
    const v1::GetProgramFactsRequest& request, v1::ProgramFacts* facts) const {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.program()));
  ASSIGN_OR_RETURN(const std::vector<resource::AccountName> accounts,
                   resource::ParseAccounts(program, request.accounts()));
  ASSIGN_OR_RETURN(const rpc::Standpoint at,
                   rpc::StandpointOf(state(), request));
  if (accounts.empty()) {
    ASSIGN_OR_RETURN(*facts, ReadProgramFacts(at.view, program, at.as_of));
  } else {
    ASSIGN_OR_RETURN(const PolicyOnRecord policy, ReadPolicy(at.view, program));
    *facts->mutable_policy() = DescribePolicy(policy.version, policy.values);
    for (const resource::AccountName& account : accounts) {
      ASSIGN_OR_RETURN(*facts->add_accounts(),
                       ReadSummary(at.view, account, at.as_of, policy.values));
    }
  }
  rpc::SetStandpoint(at, facts);
  RETURN_IF_ERROR(rpc::SetReadTime(at.view, facts));
  facts->set_program(program.ToString());
  return absl::OkStatus();
}

std::unique_ptr<rpc::StoredService> MakeTeamService(rpc::ServiceState* state) {
  return rpc::StoredService::Of<TeamRecords, TeamServer>(state);
}

}  // namespace kam::team
