#include "services/assessment/assessment_records.h"

namespace kam::assessment {
namespace {

constexpr uint8_t kObservationType = 1;
constexpr uint8_t kAccountRange = 0x80;

storage::TableSpec ObservationSpec() {
  storage::TableSpec spec;
  spec.type = kObservationType;
  spec.range = kAccountRange;
  return spec;
}

}  // namespace

AssessmentRecords::AssessmentRecords()
    : observations_(ObservationSpec()), schema_({&observations_.table()}) {}

absl::StatusOr<std::vector<v1::Observation>> AssessmentRecords::ObservationsOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return observations_.ListAll(reader, {account.program, account.account});
}

}  // namespace kam::assessment
