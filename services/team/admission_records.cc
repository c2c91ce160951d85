#include "services/team/admission_records.h"

#include <optional>
#include <vector>

#include "common/resource/name.h"
#include "common/status/status_macros.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/team/involvement_validation.h"
#include "services/team/team_records.h"
#include "services/team/workload.h"

namespace kam::team {
namespace {

using google::protobuf::util::MessageDifferencer;

// The values alone, to tell whether one changed.
v1::TeamPolicy ValuesOf(v1::TeamPolicy policy) {
  policy.clear_name();
  policy.clear_etag();
  policy.clear_create_time();
  policy.clear_update_time();
  policy.clear_version();
  return policy;
}

}  // namespace

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
  if (before == nullptr) {
    after.set_version(1);
    return absl::OkStatus();
  }
  const bool same =
      MessageDifferencer::Equals(ValuesOf(*before), ValuesOf(after));
  after.set_version(before->version() + (same ? 0 : 1));
  return absl::OkStatus();
}

}  // namespace kam::team
