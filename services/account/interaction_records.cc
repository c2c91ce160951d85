#include "services/account/interaction_records.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "common/base/date.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/account/account_records.h"

namespace kam::account {
namespace {

using google::protobuf::Message;
using storage::KeyWriter;
using storage::Reader;

constexpr int kRecentMonths = 12;
constexpr uint8_t kInteractionType = 0x04;
constexpr uint8_t kAccountRange = 0x80;
constexpr uint8_t kByDayIndex = 0xC1;

// The day of an interaction; none when it is no day.
std::optional<absl::CivilDay> DayOf(const v1::Interaction& interaction) {
  const auto day = DayFromProto(interaction.happened_on());
  if (!day.ok()) return std::nullopt;
  return *day;
}

// Where the interactions of a day begin in the index. Days count down, so that
// later ones come first.
std::string EntryOf(const std::string& account, absl::CivilDay day) {
  const auto number = static_cast<uint32_t>(
      std::max<int64_t>(day - absl::CivilDay(kFirstYear, 1, 1), 0));
  return KeyWriter()
      .String(account)
      .Uint32(std::numeric_limits<uint32_t>::max() - number)
      .bytes();
}

std::vector<std::string> Entries(const Message& record) {
  const auto& interaction = static_cast<const v1::Interaction&>(record);
  const auto day = DayOf(interaction);
  const auto name =
      resource::ResourceName::Parse<v1::Interaction>(interaction.name());
  if (!day.has_value() || !name.ok()) return {};
  return {EntryOf(name->id(1), *day)};
}

const storage::Collection<v1::Interaction>& Interactions() {
  return AccountRecords::Get().interactions;
}

// Calls `visit` with the keys of the account's interactions from `newest` back
// to before `oldest`, or to the first when that is absent.
absl::Status VisitDays(const Reader& reader,
                       const resource::AccountName& account,
                       absl::CivilDay newest,
                       std::optional<absl::CivilDay> oldest,
                       absl::FunctionRef<bool(std::string_view key)> visit) {
  const std::string end =
      oldest.has_value()
          ? EntryOf(account.account, *oldest - 1)
          : storage::PrefixEnd(KeyWriter().String(account.account).bytes());
  return Interactions().table().VisitIndex(
      reader, kByDayIndex, account.program, EntryOf(account.account, newest),
      end, [&](std::string_view, std::string_view key) { return visit(key); });
}

// The present state, by the index.
absl::StatusOr<RecentInteractions> ReadByIndex(
    const Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, size_t max_bytes) {
  RecentInteractions found;
  const absl::CivilDay oldest = AddMonths(day, -kRecentMonths);
  absl::Status failure;
  size_t bytes = 0;
  RETURN_IF_ERROR(
      VisitDays(reader, account, day, oldest, [&](std::string_view key) {
        ++found.count;
        if (found.truncated) return true;
        v1::Interaction one;
        const auto there = Interactions().table().FindAt(reader, key, &one);
        failure = there.status();
        if (!failure.ok()) return false;
        bytes += one.ByteSizeLong();
        found.truncated = bytes > max_bytes;
        if (!found.truncated) found.recent.push_back(std::move(one));
        return true;
      }));
  RETURN_IF_ERROR(failure);
  RETURN_IF_ERROR(VisitDays(reader, account, oldest - 1, std::nullopt,
                            [&](std::string_view) {
                              ++found.count;
                              return true;
                            }));
  return found;
}

// Any state, by the records themselves.
absl::StatusOr<RecentInteractions> ReadByRecords(
    const Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, size_t max_bytes) {
  RecentInteractions found;
  const absl::CivilDay oldest = AddMonths(day, -kRecentMonths);
  RETURN_IF_ERROR(
      Interactions().ForEach(reader, {account.program, account.account},
                             [&](const v1::Interaction& one) {
                               const auto happened = DayOf(one);
                               if (!happened.has_value() || *happened > day)
                                 return;
                               ++found.count;
                               if (*happened >= oldest)
                                 found.recent.push_back(one);
                             }));
  std::stable_sort(found.recent.begin(), found.recent.end(),
                   [](const v1::Interaction& a, const v1::Interaction& b) {
                     return DayOf(a) > DayOf(b);
                   });
  size_t bytes = 0;
  const auto end = std::find_if(found.recent.begin(), found.recent.end(),
                                [&](const v1::Interaction& one) {
                                  bytes += one.ByteSizeLong();
                                  return bytes > max_bytes;
                                });
  found.truncated = end != found.recent.end();
  found.recent.erase(end, found.recent.end());
  return found;
}

}  // namespace

storage::TableSpec InteractionSpec() {
  storage::IndexSpec by_day{.tag = kByDayIndex, .entries = Entries};
  return {.type = kInteractionType,
          .range = kAccountRange,
          .indexes = {std::move(by_day)}};
}

absl::StatusOr<RecentInteractions> ReadRecentInteractions(
    const Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, size_t max_bytes) {
  return reader.pinned() ? ReadByRecords(reader, account, day, max_bytes)
                         : ReadByIndex(reader, account, day, max_bytes);
}

absl::StatusOr<bool> HasInteraction(const Reader& reader,
                                    const resource::AccountName& account,
                                    absl::CivilDay day) {
  bool found = false;
  if (!reader.pinned()) {
    RETURN_IF_ERROR(
        VisitDays(reader, account, day, std::nullopt, [&](std::string_view) {
          found = true;
          return false;
        }));
    return found;
  }
  ASSIGN_OR_RETURN(
      const std::optional<v1::Interaction> first,
      Interactions().First(reader, {account.program, account.account},
                           [day](const v1::Interaction& interaction) {
                             const auto happened = DayOf(interaction);
                             return happened.has_value() && *happened <= day;
                           }));
  return first.has_value();
}

}  // namespace kam::account
