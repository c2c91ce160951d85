#include "services/account/interaction_records.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/account/account_records.h"
#include "services/account/account_server.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/service_harness.h"

namespace kam::account::interaction_records_test {
namespace {

using kam::testing::IsOk;
using kam::testing::kDay;
using storage::Family;
using storage::ReadView;
using storage::Transaction;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr size_t kAmple = size_t{1} << 20;
constexpr int kMany = 20'000;
// Interactions of the many that lie in the twelve months to kDay.
constexpr int kRecent = 25;

// What was read of the family of records.
struct Reads {
  int records = 0;         // got by key
  int records_walked = 0;  // passed by a cursor
  int entries_walked = 0;  // of indexes, passed by a cursor
};

class CountingCursor : public storage::Cursor {
 public:
  CountingCursor(std::unique_ptr<storage::Cursor> cursor, Reads& reads)
      : cursor_(std::move(cursor)), reads_(reads) {}

  bool Valid() const override { return cursor_->Valid(); }
  std::string_view key() const override { return cursor_->key(); }
  std::string_view value() const override { return cursor_->value(); }
  void Next() override {
    const bool entry = static_cast<uint8_t>(key()[0]) >= 0xC0;
    ++(entry ? reads_.entries_walked : reads_.records_walked);
    cursor_->Next();
  }
  void Seek(std::string_view key) override { cursor_->Seek(key); }
  absl::Status status() const override { return cursor_->status(); }

 private:
  std::unique_ptr<storage::Cursor> cursor_;
  Reads& reads_;
};

// A state of a store that counts what is read of it.
class CountingView : public storage::Reader, private storage::Snapshot {
 public:
  explicit CountingView(ReadView view) : view_(std::move(view)) {}

  int64_t revision() const override { return view_.revision(); }
  bool pinned() const override { return view_.pinned(); }
  const std::string& epoch() const override { return view_.epoch(); }
  const storage::Snapshot& snapshot() const override { return *this; }

  Reads reads() const { return reads_; }

 private:
  absl::StatusOr<std::optional<std::string>> Get(
      Family family, std::string_view key) const override {
    if (family == Family::kRecords) ++reads_.records;
    return view_.snapshot().Get(family, key);
  }
  std::unique_ptr<storage::Cursor> Scan(
      Family family, const storage::KeyRange& range) const override {
    auto cursor = view_.snapshot().Scan(family, range);
    if (family != Family::kRecords) return cursor;
    return std::make_unique<CountingCursor>(std::move(cursor), reads_);
  }

  ReadView view_;
  mutable Reads reads_;
};

class InteractionRecordsTest : public ::testing::Test {
 protected:
  InteractionRecordsTest() : harness_("account", MakeAccountService) {}

  // Stores interactions of account `account` by id, all in one commit.
  void Store(const std::map<std::string, absl::CivilDay>& days,
             const std::string& account = "a") {
    ASSERT_THAT(
        harness_.store().Update(
            {},
            [&](Transaction& transaction) -> absl::Status {
              for (const auto& [id, day] : days) {
                v1::Interaction one;
                *one.mutable_happened_on() = ToProto(day);
                one.set_note(std::string(100, 'n'));
                RETURN_IF_ERROR(Records().Create(
                    transaction,
                    "programs/p/accounts/" + account + "/interactions/" + id,
                    &one));
              }
              return absl::OkStatus();
            }),
        IsOk());
  }

  // Stores the many: kRecent on the days up to kDay, one on each of the two
  // days about it, all others years before.
  void StoreMany() {
    std::map<std::string, absl::CivilDay> days;
    for (int i = 0; i < kMany; ++i) {
      days["i" + std::to_string(i)] =
          i < kRecent ? kDay - i : absl::CivilDay(2005, 1, 1) + i / 10;
      if (days.size() < 1000 && i + 1 < kMany) continue;
      Store(days);
      days.clear();
    }
    Store({{"later", kDay + 1}});
    Store({{"other", kDay}}, "b");
  }

  static const storage::Collection<v1::Interaction>& Records() {
    return AccountRecords::Get().interactions;
  }

  static RecentInteractions Read(const storage::Reader& reader,
                                 absl::CivilDay day = kDay,
                                 size_t max_bytes = kAmple) {
    auto found = ReadRecentInteractions(reader, {"p", "a"}, day, max_bytes);
    EXPECT_THAT(found, IsOk());
    return *std::move(found);
  }

  static std::vector<std::string> Ids(const RecentInteractions& found) {
    std::vector<std::string> ids;
    for (const v1::Interaction& one : found.recent) {
      ids.push_back(one.name().substr(one.name().rfind('/') + 1));
    }
    return ids;
  }

  testing::ServiceHarness harness_;
};

TEST_F(InteractionRecordsTest, ReadsTwelveMonthsNewestFirstBothEndsIncluded) {
  Store({{"too-old", absl::CivilDay(2012, 11, 29)},
         {"oldest", absl::CivilDay(2012, 11, 30)},
         {"b-last", kDay},
         {"a-last", kDay},
         {"later", kDay + 1}});
  const auto found = Read(harness_.store().View());
  EXPECT_THAT(Ids(found), ElementsAre("a-last", "b-last", "oldest"));
  EXPECT_EQ(found.count, 4);
  EXPECT_FALSE(found.truncated);
  EXPECT_THAT(
      Read(harness_.store().View(), absl::CivilDay(2012, 11, 28)).recent,
      IsEmpty());
}

TEST_F(InteractionRecordsTest, OfTwentyThousandReadsTheTwelveMonthsAlone) {
  StoreMany();
  const CountingView view(harness_.store().View());
  const auto found = Read(view);
  EXPECT_THAT(found.recent, SizeIs(kRecent));
  EXPECT_EQ(found.count, kMany);
  EXPECT_EQ(view.reads().records, kRecent);
  EXPECT_EQ(view.reads().records_walked, 0);
  EXPECT_EQ(view.reads().entries_walked, kMany);
}

TEST_F(InteractionRecordsTest, OfTwentyThousandOneEntryTellsThatThereIsOne) {
  StoreMany();
  const CountingView view(harness_.store().View());
  EXPECT_THAT(HasInteraction(view, {"p", "a"}, kDay),
              kam::testing::IsOkAndHolds(true));
  EXPECT_THAT(HasInteraction(view, {"p", "a"}, absl::CivilDay(2004, 1, 1)),
              kam::testing::IsOkAndHolds(false));
  EXPECT_EQ(view.reads().records, 0);
  EXPECT_EQ(view.reads().entries_walked + view.reads().records_walked, 0);
}

TEST_F(InteractionRecordsTest, StopsReadingAtTheSizeAndCountsOn) {
  StoreMany();
  const CountingView view(harness_.store().View());
  const auto found = Read(view, kDay, 1000);
  EXPECT_TRUE(found.truncated);
  EXPECT_EQ(found.count, kMany);
  EXPECT_GT(found.recent.size(), 0u);
  EXPECT_LT(found.recent.size(), 10u);
  EXPECT_EQ(view.reads().records, static_cast<int>(found.recent.size()) + 1);
}

TEST_F(InteractionRecordsTest, APastStateTellsTheSameAsItDidThen) {
  Store({{"kept", kDay}, {"moved", kDay - 1}, {"removed", kDay - 2}});
  const int64_t then = harness_.store().View().revision();
  const auto before = Read(harness_.store().View());
  ASSERT_THAT(
      harness_.store().Update(
          {},
          [&](Transaction& transaction) -> absl::Status {
            const std::string parent = "programs/p/accounts/a/interactions/";
            ASSIGN_OR_RETURN(v1::Interaction moved,
                             Records().Get(transaction, parent + "moved"));
            *moved.mutable_happened_on() = ToProto(kDay - 1000);
            RETURN_IF_ERROR(Records().Update(transaction, &moved));
            return Records().Delete(transaction, parent + "removed");
          }),
      IsOk());
  Store({{"added", kDay}});

  const auto now = Read(harness_.store().View());
  EXPECT_THAT(Ids(now), ElementsAre("added", "kept"));
  EXPECT_EQ(now.count, 3);
  const ReadView past = harness_.store().View().At(then);
  EXPECT_THAT(Ids(Read(past)), ElementsAre("kept", "moved", "removed"));
  EXPECT_EQ(Read(past).count, before.count);
  EXPECT_TRUE(Read(past, kDay, 1).truncated);
  EXPECT_THAT(HasInteraction(past, {"p", "a"}, kDay - 3),
              kam::testing::IsOkAndHolds(false));
  EXPECT_THAT(HasInteraction(past, {"p", "a"}, kDay - 2),
              kam::testing::IsOkAndHolds(true));
}

}  // namespace
}  // namespace kam::account::interaction_records_test
