#include "services/planning/planning_records.h"

namespace kam::planning {

const PlanningRecords& PlanningRecords::Get() {
  static const auto* const kRecords = new PlanningRecords();
  return *kRecords;
}

absl::StatusOr<std::vector<v1::Plan>> PlanningRecords::PlansOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return plans.ListAll(reader, {account.program, account.account});
}

}  // namespace kam::planning
