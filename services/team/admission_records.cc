#include "services/team/admission_records.h"

#include <optional>
#include <vector>

#include "common/resource/name.h"
#include "common/resource/policy_version.h"
#include "common/status/status_macros.h"
#include "services/team/buddy_pair.h"
#include "services/team/team_records.h"
#include "services/team/workload.h"

namespace kam::team {

absl::Status AdmitAssignment(const storage::Transaction& transaction,
                             const v1::Assignment*, v1::Assignment& after) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(after.name()));
  ASSIGN_OR_RETURN(const std::vector<v1::Assignment> others,
                   TeamRecords::Get().AssignmentsOf(
                       transaction, program.program, after.member()));
  const std::optional<Overload> overload = FindOverload(after, others);
  if (!overload.has_value()) return absl::OkStatus();
  return RefuseOverload(after, *overload);
}

absl::Status AdmitBuddyPair(const storage::Transaction& transaction,
                            const v1::BuddyPair*, v1::BuddyPair& after) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(after.name()));
  ASSIGN_OR_RETURN(const std::vector<v1::BuddyPair> others,
                   TeamRecords::Get().BuddyPairsOf(transaction, program.program,
                                                   after.member()));
  return CheckOnlyPair(after, others);
}

absl::Status AdmitTeamPolicy(const storage::Transaction&,
                             const v1::TeamPolicy* before,
                             v1::TeamPolicy& after) {
  after.set_version(resource::PolicyVersion(before, after));
  return absl::OkStatus();
}

}  // namespace kam::team
