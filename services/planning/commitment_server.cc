#include "services/planning/commitment_server.h"

#include "common/status/status_macros.h"

namespace kam::planning {

absl::Status CommitmentServer::AdmitOpportunity(
    const storage::Transaction& transaction, const v1::Opportunity* before,
    v1::Opportunity& after) const {
  if (before != nullptr) return absl::OkStatus();
  if (!after.follows().empty()) {
    ASSIGN_OR_RETURN(const v1::Opportunity earlier,
                     records().opportunities.Get(transaction, after.follows()));
    RETURN_IF_ERROR(CheckExploited(earlier));
  }
  OpenOpportunity(step_days().today, after);
  return absl::OkStatus();
}

}  // namespace kam::planning
