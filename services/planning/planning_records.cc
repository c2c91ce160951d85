#include "services/planning/planning_records.h"

namespace kam::planning {
namespace {

constexpr uint8_t kPlanType = 1;
constexpr uint8_t kAccountRange = 0x80;

storage::TableSpec PlanSpec() {
  storage::TableSpec spec;
  spec.type = kPlanType;
  spec.range = kAccountRange;
  return spec;
}

}  // namespace

PlanningRecords::PlanningRecords()
    : plans_(PlanSpec()), schema_({&plans_.table()}) {}

absl::StatusOr<std::vector<v1::Plan>> PlanningRecords::PlansOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return plans_.ListAll(reader, {account.program, account.account});
}

}  // namespace kam::planning
