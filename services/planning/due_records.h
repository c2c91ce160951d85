#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/reader.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/planning/v1/due_actions.pb.h"
#include "kam/planning/v1/plan.pb.h"

namespace kam::planning {

// What is due, by the indexes that planning_records.h lays out.

// The entries of a plan in the index by day and in the one by member and day;
// none unless it is active.
std::vector<std::string> DueEntries(const v1::Plan& plan);
std::vector<std::string> DueByMemberEntries(const v1::Plan& plan);

// Whose due actions are asked for, and until when.
struct DueQuery {
  // Id of the programme.
  std::string program;
  // Last due day.
  absl::CivilDay until;
  // Id of the member who owns them, when one is named.
  std::optional<std::string> member;
  // The account, when one is named.
  std::optional<resource::AccountName> account;
};

// Returns what a request asks for. INVALID_ARGUMENT for names that are
// malformed or of another programme.
absl::StatusOr<DueQuery> ToDueQuery(const v1::ListDueActionsRequest& request);

// Where a list of due actions ended.
struct DueEnd {
  // The last entry's place when more follow, else empty.
  std::string next_after;
};

// Appends at most `limit` due actions that come after the place `after_key`
// (empty to begin), the earliest due first. Reads as many plans as it appends
// actions, or those of the one account. The reader must be of the present.
absl::StatusOr<DueEnd> ListDue(
    const storage::Reader& reader, const DueQuery& query,
    const std::string& after_key, int limit,
    google::protobuf::RepeatedPtrField<v1::DueAction>* due_actions);

}  // namespace kam::planning
