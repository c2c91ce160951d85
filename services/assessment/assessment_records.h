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
// What stands under one account is one range. Immutable and thread-safe; one
// lasts as long as the program.
struct AssessmentRecords {
  static const AssessmentRecords& Get();

  storage::Collection<v1::Observation> observations{{.type = 1, .range = 0x80}};
  // All of them, for the change feed.
  storage::Schema schema{{&observations.table()}};

  // Returns every observation of an account, by name.
  absl::StatusOr<std::vector<v1::Observation>> ObservationsOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

 private:
  AssessmentRecords() = default;
};

}  // namespace kam::assessment
