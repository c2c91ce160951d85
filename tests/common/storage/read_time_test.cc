// Reads at every past time, against a model kept in memory.
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/resource/etag.h"
#include "common/storage/change_log.h"
#include "gtest/gtest.h"
#include "tests/common/storage/random_history.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::read_time_test {
namespace {

using kam::testing::IsOk;
using kam::testing::StatusIs;

// What is compared of a record: name, text, owner, etag.
using Row = std::vector<std::string>;

Row RowOf(const google::protobuf::Message& record) {
  Row row;
  for (const char* field : {"name", "text", "owner", "etag"}) {
    row.push_back(record.GetReflection()->GetString(
        record, record.GetDescriptor()->FindFieldByName(field)));
  }
  return row;
}

Row RowOf(const std::string& name, const ModelRecord& record,
          const std::string& epoch) {
  return {name, record.text, record.owner,
          resource::MakeEtag(epoch, record.revision)};
}

const Table& TableOf(const Tables& tables, Kind kind) {
  switch (kind) {
    case Kind::kProgram:
      return tables.programs.table();
    case Kind::kAccount:
      return tables.accounts.table();
    case Kind::kNote:
      return tables.notes.table();
    case Kind::kLabel:
      break;
  }
  return tables.labels.table();
}

resource::ResourceName Parse(const Table& table, const std::string& name) {
  auto parsed = resource::ResourceName::Parse(table.pattern(), name);
  EXPECT_THAT(parsed, IsOk());
  return *std::move(parsed);
}

// The records of `sibling`'s kind and parent in the model, in key order.
std::vector<Row> ListModel(const ModelState& state, const Table& table,
                           const std::string& sibling, const std::string& owner,
                           const std::string& epoch) {
  std::vector<std::pair<std::string, Row>> rows;  // by last id
  std::string parent = Parse(table, sibling).Parent().ToString();
  for (const auto& [name, record] : state) {
    if (KindOf(name) != KindOf(sibling)) continue;
    resource::ResourceName parsed = Parse(table, name);
    if (parsed.Parent().ToString() != parent) continue;
    if (!owner.empty() && record.owner != owner) continue;
    rows.emplace_back(parsed.ids().back(), RowOf(name, record, epoch));
  }
  std::sort(rows.begin(), rows.end());
  std::vector<Row> sorted;
  for (auto& [id, row] : rows) sorted.push_back(std::move(row));
  return sorted;
}

class ReadTimeTest : public ::testing::Test {
 protected:
  explicit ReadTimeTest(uint64_t seed = 31) : history_(test_, seed) {}

  // A page after `after`; sets it to where the next begins.
  std::vector<Row> ReadPage(const Reader& reader, const Table& table,
                            const std::string& sibling,
                            const std::string& owner, int limit,
                            std::string* after) {
    ListQuery query;
    query.parent_ids = Parse(table, sibling).ids();
    query.parent_ids.pop_back();
    query.after_key = *after;
    query.limit = limit;
    if (!owner.empty()) {
      query.filter = [&](const google::protobuf::Message& record) {
        return RowOf(record)[2] == owner;
      };
    }
    std::vector<Row> rows;
    absl::StatusOr<ListEnd> end =
        table.List(reader, query, [&](const google::protobuf::Message& record) {
          rows.push_back(RowOf(record));
        });
    EXPECT_THAT(end, IsOk());
    *after = end.ok() ? end->next_after : "";
    EXPECT_LE(rows.size(), static_cast<size_t>(limit));
    return rows;
  }

  // Lists page by page; between pages the store may be written to.
  std::vector<Row> ReadPages(const ReadView& view, const Table& table,
                             const std::string& sibling,
                             const std::string& owner, bool write_between) {
    int limit = 1 + static_cast<int>(history_.random().Below(4));
    std::vector<Row> rows;
    std::string after;
    ReadView reader = view;
    do {
      std::vector<Row> page =
          ReadPage(reader, table, sibling, owner, limit, &after);
      EXPECT_TRUE(after.empty() || static_cast<int>(page.size()) == limit);
      rows.insert(rows.end(), page.begin(), page.end());
      if (write_between) {
        for (int i = 0; i < 2; ++i) history_.Step();
        // As a page token does it: the newest snapshot, the first revision.
        reader = test_.store().View().At(view.revision());
      }
    } while (!after.empty());
    return rows;
  }

  // Compares one random list and one random record of the view with the model.
  void Check(const ReadView& view, bool write_between) {
    SCOPED_TRACE(view.revision());
    ModelState state = history_.StateAt(view.revision());
    std::string name = history_.RandomName();
    const Table& table = TableOf(test_.tables(), KindOf(name));
    std::unique_ptr<google::protobuf::Message> record(
        google::protobuf::MessageFactory::generated_factory()
            ->GetPrototype(table.spec().descriptor)
            ->New());
    absl::StatusOr<bool> found =
        table.Find(view, Parse(table, name), record.get());
    ASSERT_THAT(found, IsOk());
    ASSERT_EQ(*found, state.contains(name)) << name;
    if (*found) {
      EXPECT_EQ(RowOf(*record), RowOf(name, state.at(name), view.epoch()));
    }
    const char* const owners[] = {"", "ann", "bob"};
    std::string owner = owners[history_.random().Below(3)];
    EXPECT_EQ(ReadPages(view, table, name, owner, write_between),
              ListModel(state, table, name, owner, view.epoch()))
        << name;
  }

  // A time at which something may have happened, or none.
  absl::Time RandomTime() {
    const std::vector<ModelCommit>& commits = history_.commits();
    const ModelCommit& commit =
        commits[history_.random().Below(commits.size())];
    return commit.time + absl::Microseconds(history_.random().Below(3)) -
           absl::Microseconds(1);
  }

  TestStore test_;
  RandomHistory history_;
};

TEST_F(ReadTimeTest, EqualsAModelOverThousandsOfChanges) {
  for (int round = 0; round < 400; ++round) {
    for (int i = 0; i < 4; ++i) history_.Step();
    if (history_.commits().empty()) continue;
    Check(test_.store().View(), false);
    for (int i = 0; i < 4; ++i) {
      absl::Time time = std::min(RandomTime(), test_.clock().Now());
      absl::StatusOr<ReadView> view = test_.store().ViewAt(time);
      ASSERT_THAT(view, IsOk());
      ASSERT_EQ(view->revision(), history_.RevisionAt(time));
      Check(*view, false);
    }
  }
  size_t changes = 0;
  for (const ModelCommit& commit : history_.commits()) {
    changes += commit.changes.size();
  }
  EXPECT_GT(changes, 2500u);
}

TEST_F(ReadTimeTest, PagesStayAtTheirRevisionWhileWritesGoOn) {
  for (int i = 0; i < 200; ++i) history_.Step();
  for (int round = 0; round < 100; ++round) {
    Check(test_.store().View(), true);
    if (HasFailure()) return;
  }
}

TEST_F(ReadTimeTest, StaysRightAtAndAboveAFloorThatRises) {
  int64_t floor = 0;
  for (int round = 0; round < 150; ++round) {
    for (int i = 0; i < 8; ++i) history_.Step();
    int64_t head = history_.commits().back().revision;
    if (round % 5 == 4) {
      floor += static_cast<int64_t>(history_.random().Below(head - floor + 1));
      ASSERT_THAT(test_.store().Trim(floor), IsOk());
      absl::StatusOr<v1::Floor> kept = ReadFloor(test_.store().View());
      ASSERT_THAT(kept, IsOk());
      ASSERT_EQ(kept->revision(), floor);
    }
    for (int i = 0; i < 6; ++i) {
      absl::Time time = std::min(RandomTime(), test_.clock().Now());
      int64_t revision = history_.RevisionAt(time);
      absl::StatusOr<ReadView> view = test_.store().ViewAt(time);
      if (revision < floor) {
        ASSERT_THAT(
            view, StatusIs(absl::StatusCode::kOutOfRange, "READ_TIME_TOO_OLD"));
        continue;
      }
      ASSERT_THAT(view, IsOk());
      ASSERT_EQ(view->revision(), revision);
      Check(*view, i == 0);
    }
    // The floor itself, the hardest place.
    Check(test_.store().View().At(floor), false);
    if (HasFailure()) return;
  }
}

TEST_F(ReadTimeTest, TrimmingDropsWhatNoReadNeeds) {
  for (int i = 0; i < 300; ++i) history_.Step();
  int64_t head = history_.commits().back().revision;
  ASSERT_THAT(test_.store().Trim(head), IsOk());
  ReadView view = test_.store().View();
  for (Family family : {Family::kHistory, Family::kChanges}) {
    size_t left = 0;
    std::unique_ptr<Cursor> cursor = view.Scan(family, {});
    for (; cursor->Valid(); cursor->Next()) ++left;
    EXPECT_EQ(left, history_.state().size());
  }
  // Beyond the newest there is nothing to trim.
  ASSERT_THAT(test_.store().Trim(head + 1000), IsOk());
  EXPECT_EQ(ReadFloor(test_.store().View())->revision(), head);
  history_.Step();
  Check(test_.store().View(), false);
}

}  // namespace
}  // namespace kam::storage::read_time_test
