#include "services/assessment/assessment_records.h"

namespace kam::assessment {

const AssessmentRecords& AssessmentRecords::Get() {
  static const auto* const kRecords = new AssessmentRecords();
  return *kRecords;
}

absl::StatusOr<std::vector<v1::Observation>> AssessmentRecords::ObservationsOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return observations.ListAll(reader, {account.program, account.account});
}

}  // namespace kam::assessment
