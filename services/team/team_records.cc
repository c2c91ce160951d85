#include "services/team/team_records.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/team/assignment.h"
#include "services/team/member.h"

namespace kam::team {
namespace {

using google::protobuf::Message;
using storage::IndexSpec;
using storage::Reader;

constexpr uint8_t kAssignmentsByMember = 0xC0;
constexpr uint8_t kLeadAssignments = 0xC1;
constexpr uint8_t kMembersByManager = 0xC2;
constexpr uint8_t kActivitiesByMember = 0xC3;
constexpr uint8_t kBuddyPairsByMember = 0xC4;
constexpr uint8_t kAlignmentsByAccount = 0xC5;
constexpr uint8_t kWillingnessByAccount = 0xC6;

std::string TextEntry(absl::string_view text) {
  return storage::KeyWriter().String({text.data(), text.size()}).bytes();
}

std::string MonthEntry(const std::string& member, absl::CivilMonth month) {
  constexpr int64_t kMonths = 12;
  return storage::KeyWriter()
      .String(member)
      .Uint32(static_cast<uint32_t>(month.year() * kMonths + month.month()))
      .bytes();
}

// An index whose entries `entries` tells of a record of type T.
template <typename T>
IndexSpec Index(uint8_t tag,
                std::vector<std::string> (*entries)(const T& record)) {
  return {.tag = tag, .entries = [entries](const Message& record) {
            return entries(static_cast<const T&>(record));
          }};
}

const IndexSpec& IndexOf(const storage::Table& table, uint8_t tag) {
  const std::vector<IndexSpec>& indexes = table.spec().indexes;
  return *std::find_if(indexes.begin(), indexes.end(),
                       [tag](const IndexSpec& one) { return one.tag == tag; });
}

// The records of a programme with an entry from `first` up to `end` in an
// index, in the order of their entries. Indexes are of the present only: of a
// past state each record is asked, in the order of the records.
template <typename T>
absl::StatusOr<std::vector<T>> FindBetween(
    const storage::Collection<T>& collection, const Reader& reader, uint8_t tag,
    const std::string& program, const std::string& first,
    const std::string& end) {
  std::vector<T> found;
  const storage::Table& table = collection.table();
  if (reader.pinned()) {
    const IndexSpec& index = IndexOf(table, tag);
    RETURN_IF_ERROR(collection.ForEach(reader, {program}, [&](const T& record) {
      const std::vector<std::string> entries = index.entries(record);
      if (std::any_of(entries.begin(), entries.end(),
                      [&](const std::string& entry) {
                        return first <= entry && entry < end;
                      })) {
        found.push_back(record);
      }
    }));
    return found;
  }
  std::vector<std::string> keys;
  RETURN_IF_ERROR(table.VisitIndex(
      reader, tag, program, first, end,
      [&](std::string_view /*position*/, std::string_view key) {
        keys.emplace_back(key);
        return true;
      }));
  for (const std::string& key : keys) {
    T record;
    ASSIGN_OR_RETURN(const bool exists, table.FindAt(reader, key, &record));
    if (exists) found.push_back(std::move(record));
  }
  return found;
}

// The records of a programme that have an entry in an index.
template <typename T>
absl::StatusOr<std::vector<T>> FindAll(const storage::Collection<T>& collection,
                                       const Reader& reader, uint8_t tag,
                                       const std::string& program,
                                       const std::string& entry) {
  return FindBetween(collection, reader, tag, program, entry,
                     storage::PrefixEnd(entry));
}

const std::string& ManagerOn(const v1::Member& member, absl::CivilDay day) {
  const v1::Position* position = PositionOn(member, day);
  return position == nullptr ? v1::Position::default_instance().reports_to()
                             : position->reports_to();
}

}  // namespace

const TeamRecords& TeamRecords::Get() {
  static const auto* const kRecords = new TeamRecords();
  return *kRecords;
}

IndexSpec TeamRecords::AssignmentsByMember() {
  return Index<v1::Assignment>(
      kAssignmentsByMember,
      [](const v1::Assignment& assignment) -> std::vector<std::string> {
        return {TextEntry(assignment.member())};
      });
}

IndexSpec TeamRecords::LeadAssignments() {
  return Index<v1::Assignment>(
      kLeadAssignments,
      [](const v1::Assignment& assignment) -> std::vector<std::string> {
        if (!IsLead(assignment)) return {};
        return {TextEntry("")};
      });
}

IndexSpec TeamRecords::MembersByManager() {
  return Index<v1::Member>(kMembersByManager, [](const v1::Member& member) {
    std::set<std::string> entries;
    for (const v1::Position& position : member.positions()) {
      if (position.reports_to().empty()) continue;
      entries.insert(TextEntry(position.reports_to()));
    }
    return std::vector<std::string>(entries.begin(), entries.end());
  });
}

IndexSpec TeamRecords::ActivitiesByMember() {
  return Index<v1::Activity>(
      kActivitiesByMember,
      [](const v1::Activity& activity) -> std::vector<std::string> {
        const auto day = DayFromProto(activity.performed_on());
        if (!day.ok()) return {};
        return {MonthEntry(activity.member(), absl::CivilMonth(*day))};
      });
}

IndexSpec TeamRecords::BuddyPairsByMember() {
  return Index<v1::BuddyPair>(
      kBuddyPairsByMember,
      [](const v1::BuddyPair& pair) -> std::vector<std::string> {
        return {TextEntry(pair.member()), TextEntry(pair.buddy())};
      });
}

IndexSpec TeamRecords::AlignmentsByAccount() {
  return Index<v1::AlignmentStatement>(
      kAlignmentsByAccount,
      [](const v1::AlignmentStatement& statement) -> std::vector<std::string> {
        return {TextEntry(statement.account())};
      });
}

IndexSpec TeamRecords::WillingnessByAccount() {
  return Index<v1::WillingnessStatement>(
      kWillingnessByAccount,
      [](const v1::WillingnessStatement& statement)
          -> std::vector<std::string> {
        return {TextEntry(statement.account())};
      });
}

absl::StatusOr<bool> TeamRecords::AddMember(const Reader& reader,
                                            const std::string& name,
                                            MembersByName& known) const {
  if (name.empty()) return false;
  if (known.contains(name)) return true;
  absl::StatusOr<v1::Member> member = members.Get(reader, name);
  if (absl::IsNotFound(member.status())) return false;
  RETURN_IF_ERROR(member.status());
  known.emplace(name, *std::move(member));
  return true;
}

absl::StatusOr<std::vector<v1::Assignment>> TeamRecords::AssignmentsOf(
    const Reader& reader, const std::string& program,
    const std::string& member) const {
  return FindAll(assignments, reader, kAssignmentsByMember, program,
                 TextEntry(member));
}

absl::StatusOr<std::vector<v1::Assignment>> TeamRecords::AllLeads(
    const Reader& reader, const std::string& program) const {
  return FindAll(assignments, reader, kLeadAssignments, program, TextEntry(""));
}

absl::StatusOr<std::vector<v1::Activity>> TeamRecords::ActivitiesOf(
    const Reader& reader, const std::string& program, const std::string& member,
    absl::CivilMonth first, absl::CivilMonth last) const {
  return FindBetween(activities, reader, kActivitiesByMember, program,
                     MonthEntry(member, first), MonthEntry(member, last + 1));
}

absl::StatusOr<std::vector<v1::BuddyPair>> TeamRecords::BuddyPairsOf(
    const Reader& reader, const std::string& program,
    const std::string& member) const {
  return FindAll(buddy_pairs, reader, kBuddyPairsByMember, program,
                 TextEntry(member));
}

absl::StatusOr<std::vector<v1::AlignmentStatement>> TeamRecords::AlignmentsOf(
    const Reader& reader, const std::string& program,
    const std::string& account) const {
  return FindAll(alignment_statements, reader, kAlignmentsByAccount, program,
                 TextEntry(account));
}

absl::StatusOr<std::vector<v1::WillingnessStatement>>
TeamRecords::WillingnessOf(const Reader& reader, const std::string& program,
                           const std::string& account) const {
  return FindAll(willingness_statements, reader, kWillingnessByAccount, program,
                 TextEntry(account));
}

absl::StatusOr<std::vector<v1::Member>> TeamRecords::ReportsOf(
    const Reader& reader, const std::string& program,
    const std::string& manager, absl::CivilDay day) const {
  // Of a past state everybody is read, once, instead of once for each manager.
  std::multimap<std::string, v1::Member> everybody;
  if (reader.pinned()) {
    RETURN_IF_ERROR(
        members.ForEach(reader, {program}, [&](const v1::Member& member) {
          everybody.emplace(ManagerOn(member, day), member);
        }));
  }
  auto direct =
      [&](const std::string& of) -> absl::StatusOr<std::vector<v1::Member>> {
    if (!reader.pinned()) {
      return FindAll(members, reader, kMembersByManager, program,
                     TextEntry(of));
    }
    std::vector<v1::Member> reports;
    const auto [begin, end] = everybody.equal_range(of);
    for (auto it = begin; it != end; ++it) reports.push_back(it->second);
    return reports;
  };
  std::map<std::string, v1::Member> found;
  std::vector<std::string> to_ask = {manager};
  while (!to_ask.empty()) {
    const std::string of = to_ask.back();
    to_ask.pop_back();
    ASSIGN_OR_RETURN(std::vector<v1::Member> reports, direct(of));
    for (v1::Member& report : reports) {
      const std::string name = report.name();
      if (name == manager || ManagerOn(report, day) != of) continue;
      if (found.emplace(name, std::move(report)).second) {
        to_ask.push_back(name);
      }
    }
  }
  std::vector<v1::Member> all;
  all.reserve(found.size());
  for (auto& [name, report] : found) all.push_back(std::move(report));
  return all;
}

}  // namespace kam::team
