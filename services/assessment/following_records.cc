#include "services/assessment/following_records.h"

#include <memory>
#include <utility>

#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"

namespace kam::assessment {
namespace {

using resource::AccountName;
using storage::Cursor;
using storage::Family;
using storage::KeyRange;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Reader;
using storage::Transaction;
using storage::v1::AccountDependence;
using storage::v1::DueMark;
using storage::v1::FeedPlace;
using storage::v1::ProgramSweep;

constexpr uint8_t kDueSoonTag = 0xE2;
constexpr uint8_t kDueInTurnTag = 0xE3;
constexpr uint8_t kFeedTag = 0xE4;
constexpr uint8_t kProgramTag = 0xE5;
constexpr uint8_t kDependenceTag = 0xE6;
constexpr uint8_t kMemberTag = 0xE7;

std::string_view View(absl::string_view text) {
  return {text.data(), text.size()};
}

uint8_t TagOf(Urgency urgency) {
  return urgency == Urgency::kSoon ? kDueSoonTag : kDueInTurnTag;
}

std::string AccountKey(uint8_t tag, const AccountName& account) {
  return KeyWriter(tag).String(account.program).String(account.account).bytes();
}

std::string NameKey(uint8_t tag, absl::string_view name) {
  return KeyWriter(tag).String(View(name)).bytes();
}

std::string MemberKey(absl::string_view program, absl::string_view member,
                      absl::string_view account) {
  return KeyWriter(kMemberTag)
      .String(View(program))
      .String(View(member))
      .String(View(account))
      .bytes();
}

absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                   "What is kept about following is damaged; restore the "
                   "store from a backup.");
}

// The account in a key that ends with a programme and an account.
std::optional<AccountName> AccountIn(std::string_view key) {
  KeyReader reader(key);
  reader.Tag();
  auto program = reader.String();
  auto account = reader.String();
  if (!program.has_value() || !account.has_value() || !reader.done()) {
    return std::nullopt;
  }
  return AccountName{*std::move(program), *std::move(account)};
}

// What is kept under a key; the empty message when there is nothing.
template <typename Kept>
absl::StatusOr<std::optional<Kept>> Find(const Reader& reader,
                                         const std::string& key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> value,
                   reader.Get(Family::kRecords, key));
  if (!value.has_value()) return std::optional<Kept>();
  Kept kept;
  if (!kept.ParseFromString(*value)) return Damaged();
  return std::optional<Kept>(std::move(kept));
}

absl::Status ClearMark(Transaction& transaction, const std::string& key,
                       int64_t read) {
  if (read == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto mark, Find<DueMark>(transaction, key));
  if (mark.has_value() && mark->times() == read) {
    transaction.Delete(Family::kRecords, key);
  }
  return absl::OkStatus();
}

// The first account due in a range that `take` accepts.
absl::StatusOr<std::optional<AccountName>> FirstDue(
    const Reader& reader, const KeyRange& range,
    absl::FunctionRef<bool(const AccountName&)> take) {
  const std::unique_ptr<Cursor> cursor = reader.Scan(Family::kRecords, range);
  for (; cursor->Valid(); cursor->Next()) {
    std::optional<AccountName> account = AccountIn(cursor->key());
    if (!account.has_value()) return Damaged();
    if (take(*account)) return account;
  }
  RETURN_IF_ERROR(cursor->status());
  return std::optional<AccountName>();
}

void PutSweep(Transaction& transaction, absl::string_view program,
              const ProgramSweep& sweep) {
  transaction.Put(Family::kRecords, NameKey(kProgramTag, program),
                  sweep.SerializeAsString());
}

// Makes all accounts due; those that are being marked already will be marked
// once more, so that a stream of changes cannot keep the last from their turn.
void StartMarking(ProgramSweep& sweep) {
  if (sweep.marking() && !sweep.marked_through().empty()) {
    sweep.set_again(true);
  } else {
    sweep.set_marking(true);
  }
}

}  // namespace

absl::Status MarkDue(Transaction& transaction, const AccountName& account,
                     Urgency urgency) {
  const std::string key = AccountKey(TagOf(urgency), account);
  ASSIGN_OR_RETURN(auto mark, Find<DueMark>(transaction, key));
  if (!mark.has_value()) mark.emplace();
  mark->set_times(mark->times() + 1);
  transaction.Put(Family::kRecords, key, mark->SerializeAsString());
  return absl::OkStatus();
}

absl::StatusOr<DueMarks> ReadMarks(const Reader& reader,
                                   const AccountName& account) {
  DueMarks marks;
  ASSIGN_OR_RETURN(const auto soon,
                   Find<DueMark>(reader, AccountKey(kDueSoonTag, account)));
  if (soon.has_value()) marks.soon = soon->times();
  ASSIGN_OR_RETURN(const auto in_turn,
                   Find<DueMark>(reader, AccountKey(kDueInTurnTag, account)));
  if (in_turn.has_value()) marks.in_turn = in_turn->times();
  return marks;
}

absl::Status ClearMarks(Transaction& transaction, const AccountName& account,
                        const DueMarks& read) {
  RETURN_IF_ERROR(
      ClearMark(transaction, AccountKey(kDueSoonTag, account), read.soon));
  return ClearMark(transaction, AccountKey(kDueInTurnTag, account),
                   read.in_turn);
}

absl::StatusOr<std::optional<AccountName>> NextDue(
    const Reader& reader, Urgency urgency,
    const std::optional<AccountName>& after,
    absl::FunctionRef<bool(const AccountName&)> take) {
  const uint8_t tag = TagOf(urgency);
  const KeyRange all = KeyRange::Prefix(KeyWriter(tag).bytes());
  if (!after.has_value()) return FirstDue(reader, all, take);
  const std::string behind = AccountKey(tag, *after) + '\0';
  ASSIGN_OR_RETURN(std::optional<AccountName> found,
                   FirstDue(reader, {behind, all.end}, take));
  if (found.has_value()) return found;
  return FirstDue(reader, {all.start, behind}, take);
}

absl::StatusOr<std::optional<FeedPlace>> ReadFeedPlace(
    const Reader& reader, absl::string_view service) {
  return Find<FeedPlace>(reader, NameKey(kFeedTag, service));
}

void WriteFeedPlace(Transaction& transaction, absl::string_view service,
                    const FeedPlace& place) {
  transaction.Put(Family::kRecords, NameKey(kFeedTag, service),
                  place.SerializeAsString());
}

absl::Status NoteProgram(Transaction& transaction, absl::string_view program,
                         const std::string& time_zone, absl::CivilDay today) {
  ASSIGN_OR_RETURN(auto sweep, Find<ProgramSweep>(
                                   transaction, NameKey(kProgramTag, program)));
  if (!sweep.has_value()) {
    sweep.emplace();
    *sweep->mutable_swept_on() = ToProto(today);
  }
  sweep->set_time_zone(time_zone);
  PutSweep(transaction, program, *sweep);
  return absl::OkStatus();
}

absl::Status MarkProgram(Transaction& transaction, absl::string_view program) {
  ASSIGN_OR_RETURN(auto sweep, Find<ProgramSweep>(
                                   transaction, NameKey(kProgramTag, program)));
  // One that is not known has no accounts that were assessed.
  if (!sweep.has_value()) return absl::OkStatus();
  StartMarking(*sweep);
  PutSweep(transaction, program, *sweep);
  return absl::OkStatus();
}

absl::Status MarkEverything(Transaction& transaction) {
  ASSIGN_OR_RETURN(const std::vector<KnownProgram> programs,
                   ListPrograms(transaction));
  for (const KnownProgram& one : programs) {
    RETURN_IF_ERROR(MarkProgram(transaction, one.program));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<KnownProgram>> ListPrograms(const Reader& reader) {
  std::vector<KnownProgram> programs;
  const std::unique_ptr<Cursor> cursor = reader.Scan(
      Family::kRecords, KeyRange::Prefix(KeyWriter(kProgramTag).bytes()));
  for (; cursor->Valid(); cursor->Next()) {
    KeyReader key(cursor->key());
    key.Tag();
    auto program = key.String();
    KnownProgram one;
    if (!program.has_value() ||
        !one.sweep.ParseFromArray(cursor->value().data(),
                                  static_cast<int>(cursor->value().size()))) {
      return Damaged();
    }
    one.program = *std::move(program);
    programs.push_back(std::move(one));
  }
  RETURN_IF_ERROR(cursor->status());
  return programs;
}

absl::Status BeginSweep(Transaction& transaction, absl::string_view program,
                        absl::CivilDay day) {
  ASSIGN_OR_RETURN(auto sweep, Find<ProgramSweep>(
                                   transaction, NameKey(kProgramTag, program)));
  if (!sweep.has_value()) return absl::OkStatus();
  const auto swept = DayFromProto(sweep->swept_on());
  if (swept.ok() && *swept >= day) return absl::OkStatus();
  *sweep->mutable_swept_on() = ToProto(day);
  StartMarking(*sweep);
  PutSweep(transaction, program, *sweep);
  return absl::OkStatus();
}

absl::StatusOr<bool> MarkMore(Transaction& transaction,
                              absl::string_view program, int limit) {
  ASSIGN_OR_RETURN(auto sweep, Find<ProgramSweep>(
                                   transaction, NameKey(kProgramTag, program)));
  if (!sweep.has_value() || !sweep->marking()) return false;
  KeyRange range = KeyRange::Prefix(NameKey(kDependenceTag, program));
  if (!sweep->marked_through().empty()) {
    range.start = AccountKey(kDependenceTag,
                             {std::string(program), sweep->marked_through()}) +
                  '\0';
  }
  std::vector<AccountName> next;
  {
    const std::unique_ptr<Cursor> cursor =
        transaction.Scan(Family::kRecords, range);
    while (cursor->Valid() && static_cast<int>(next.size()) < limit) {
      std::optional<AccountName> account = AccountIn(cursor->key());
      if (!account.has_value()) return Damaged();
      next.push_back(*std::move(account));
      cursor->Next();
    }
    RETURN_IF_ERROR(cursor->status());
  }
  for (const AccountName& one : next) {
    RETURN_IF_ERROR(MarkDue(transaction, one, Urgency::kInTurn));
  }
  const bool is_last = static_cast<int>(next.size()) < limit;
  sweep->set_marked_through(is_last ? "" : next.back().account);
  if (is_last) {
    sweep->set_marking(sweep->again());
    sweep->set_again(false);
  }
  PutSweep(transaction, program, *sweep);
  return sweep->marking();
}

absl::Status NoteDependence(Transaction& transaction,
                            const AccountName& account,
                            const std::vector<std::string>& members) {
  ASSIGN_OR_RETURN(const auto before, ReadDependence(transaction, account));
  if (before == members) return absl::OkStatus();
  if (before.has_value()) {
    for (const std::string& member : *before) {
      transaction.Delete(Family::kRecords,
                         MemberKey(account.program, member, account.account));
    }
  }
  AccountDependence dependence;
  for (const std::string& member : members) {
    dependence.add_members(member);
    transaction.Put(Family::kRecords,
                    MemberKey(account.program, member, account.account), "");
  }
  transaction.Put(Family::kRecords, AccountKey(kDependenceTag, account),
                  dependence.SerializeAsString());
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::vector<std::string>>> ReadDependence(
    const Reader& reader, const AccountName& account) {
  ASSIGN_OR_RETURN(
      const auto kept,
      Find<AccountDependence>(reader, AccountKey(kDependenceTag, account)));
  std::optional<std::vector<std::string>> members;
  if (kept.has_value()) {
    members.emplace(kept->members().begin(), kept->members().end());
  }
  return members;
}

absl::Status ForgetAccount(Transaction& transaction,
                           const AccountName& account) {
  RETURN_IF_ERROR(NoteDependence(transaction, account, {}));
  transaction.Delete(Family::kRecords, AccountKey(kDependenceTag, account));
  return absl::OkStatus();
}

absl::Status MarkMember(Transaction& transaction, absl::string_view program,
                        absl::string_view member) {
  std::vector<AccountName> accounts;
  {
    const std::unique_ptr<Cursor> cursor = transaction.Scan(
        Family::kRecords, KeyRange::Prefix(KeyWriter(kMemberTag)
                                               .String(View(program))
                                               .String(View(member))
                                               .bytes()));
    for (; cursor->Valid(); cursor->Next()) {
      KeyReader key(cursor->key());
      key.Tag();
      key.String();
      key.String();
      auto account = key.String();
      if (!account.has_value()) return Damaged();
      accounts.push_back({std::string(program), *std::move(account)});
    }
    RETURN_IF_ERROR(cursor->status());
  }
  for (const AccountName& one : accounts) {
    RETURN_IF_ERROR(MarkDue(transaction, one, Urgency::kSoon));
  }
  return absl::OkStatus();
}

}  // namespace kam::assessment
