#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/reader.h"
#include "services/team/account_evidence.h"

// Reads from the records what the verdicts need. Errors are the store's; what
// is not there is left out.
namespace kam::team {

// A programme's policy with its version, 0 for the defaults alone.
struct PolicyOnRecord {
  int64_t version = 0;
  TeamValues values;
};
absl::StatusOr<PolicyOnRecord> ReadPolicy(const storage::Reader& reader,
                                          const resource::ProgramName& program);

// What the skills of an account's team are judged by, and nothing else.
absl::StatusOr<AccountEvidence> ReadSkills(const storage::Reader& reader,
                                           const resource::AccountName& account,
                                           absl::CivilDay day);

// All of it, with the members named besides.
absl::StatusOr<AccountEvidence> ReadEvidence(
    const storage::Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, const std::set<std::string>& other_members);

// How many accounts of the programme a member leads on the day.
absl::StatusOr<int> CountAccountsLedBy(const storage::Reader& reader,
                                       const resource::ProgramName& program,
                                       const std::string& member,
                                       absl::CivilDay day);

// An account's line, at the policy's values.
absl::StatusOr<v1::AccountTeamSummary> ReadSummary(
    const storage::Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, const TeamValues& values);

// What concerns the programme as a whole; store and day are left to the caller.
absl::StatusOr<v1::ProgramFacts> ReadProgramFacts(
    const storage::Reader& reader, const resource::ProgramName& program,
    absl::CivilDay day);

}  // namespace kam::team
