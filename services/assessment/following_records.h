#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/reader.h"
#include "common/storage/transaction.h"
#include "kam/storage/v1/following.pb.h"

// Which accounts are due to be assessed, and how far the feeds were followed.
// Keys are in assessment_records.h; none of it is in the change log. Errors
// are DATA_LOSS and what the engine returns.
namespace kam::assessment {

// How soon an account is due: after a change of its own, or when its turn
// comes.
enum class Urgency { kSoon, kInTurn };

// Marks an account as due.
absl::Status MarkDue(storage::Transaction& transaction,
                     const resource::AccountName& account, Urgency urgency);

// The marks of an account, 0 where there is none.
struct DueMarks {
  int64_t soon = 0;
  int64_t in_turn = 0;

  bool any() const { return soon > 0 || in_turn > 0; }
};
absl::StatusOr<DueMarks> ReadMarks(const storage::Reader& reader,
                                   const resource::AccountName& account);

// Removes the marks that are still as they were read: one that was set again
// stays.
absl::Status ClearMarks(storage::Transaction& transaction,
                        const resource::AccountName& account,
                        const DueMarks& read);

// Returns the first account due in `urgency` behind `after`, in the order of
// programmes and accounts, that `take` accepts, or, when there is none, the
// first from the beginning.
absl::StatusOr<std::optional<resource::AccountName>> NextDue(
    const storage::Reader& reader, Urgency urgency,
    const std::optional<resource::AccountName>& after,
    absl::FunctionRef<bool(const resource::AccountName&)> take);

// How far the feed of a service was followed; nothing when it never was.
absl::StatusOr<std::optional<storage::v1::FeedPlace>> ReadFeedPlace(
    const storage::Reader& reader, absl::string_view service);
void WriteFeedPlace(storage::Transaction& transaction,
                    absl::string_view service,
                    const storage::v1::FeedPlace& place);

// Notes that a programme is there, its zone, and the day from which it is
// swept; a programme that is known keeps its day.
absl::Status NoteProgram(storage::Transaction& transaction,
                         absl::string_view program,
                         const std::string& time_zone, absl::CivilDay today);

// Makes every account of a programme that was ever assessed due in turn, in
// steps that MarkMore takes.
absl::Status MarkProgram(storage::Transaction& transaction,
                         absl::string_view program);
// The same for all programmes.
absl::Status MarkEverything(storage::Transaction& transaction);

// A programme and how far its sweep is.
struct KnownProgram {
  std::string program;
  storage::v1::ProgramSweep sweep;
};
absl::StatusOr<std::vector<KnownProgram>> ListPrograms(
    const storage::Reader& reader);

// Begins the sweep of a day, unless one of that day or a later one has begun.
absl::Status BeginSweep(storage::Transaction& transaction,
                        absl::string_view program, absl::CivilDay day);

// Marks the next `limit` accounts of a programme whose accounts are being
// marked; returns whether more are left.
absl::StatusOr<bool> MarkMore(storage::Transaction& transaction,
                              absl::string_view program, int limit);

// Notes on whom an account's assessment depends, ids of members in order. An
// account that is noted is one that sweeps reach.
absl::Status NoteDependence(storage::Transaction& transaction,
                            const resource::AccountName& account,
                            const std::vector<std::string>& members);
// The members noted; nothing when the account was never assessed.
absl::StatusOr<std::optional<std::vector<std::string>>> ReadDependence(
    const storage::Reader& reader, const resource::AccountName& account);
// Forgets an account that is no more.
absl::Status ForgetAccount(storage::Transaction& transaction,
                           const resource::AccountName& account);

// Marks the accounts that depend on a member.
absl::Status MarkMember(storage::Transaction& transaction,
                        absl::string_view program, absl::string_view member);

}  // namespace kam::assessment
