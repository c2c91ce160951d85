#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "kam/assessment/v1/observation.pb.h"

namespace kam::assessment {

// What the assessment service keeps, and under which keys. Numbers are on disk:
// never reuse one.
//
//   family records
//     80, programme, account, 1, observation    -> Observation
//
// What stands under one account is one range. Immutable and thread-safe.
class AssessmentRecords {
 public:
  AssessmentRecords();
  AssessmentRecords(const AssessmentRecords&) = delete;
  AssessmentRecords& operator=(const AssessmentRecords&) = delete;

  const storage::Collection<v1::Observation>& observations() const {
    return observations_;
  }
  const storage::Schema& schema() const { return schema_; }

  // Returns every observation of an account, by name.
  absl::StatusOr<std::vector<v1::Observation>> ObservationsOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

 private:
  storage::Collection<v1::Observation> observations_;
  storage::Schema schema_;
};

}  // namespace kam::assessment
