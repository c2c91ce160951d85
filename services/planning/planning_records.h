#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "kam/planning/v1/plan.pb.h"

namespace kam::planning {

// What the planning service keeps, and under which keys. Numbers are on disk:
// never reuse one.
//
//   family records
//     80, programme, account, 1, plan    -> Plan
//
// What stands under one account is one range. Immutable and thread-safe; one
// lasts as long as the program.
struct PlanningRecords {
  static const PlanningRecords& Get();

  storage::Collection<v1::Plan> plans{{.type = 1, .range = 0x80}};
  // All of them, for the change feed.
  storage::Schema schema{{&plans.table()}};

  // Returns every plan of an account, by name.
  absl::StatusOr<std::vector<v1::Plan>> PlansOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

 private:
  PlanningRecords() = default;
};

}  // namespace kam::planning
