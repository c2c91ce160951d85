#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::storage::index_test {
namespace {

using kam::testing::FakeRandom;
using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Account AnAccount(const std::string& name, const std::string& owner,
                  const std::vector<std::string>& external_keys,
                  const std::vector<std::string>& numbers = {}) {
  Account account;
  account.set_name(name);
  account.set_owner(owner);
  account.mutable_external_keys()->Assign(external_keys.begin(),
                                          external_keys.end());
  account.mutable_numbers()->Assign(numbers.begin(), numbers.end());
  return account;
}

class IndexTest : public ::testing::Test {
 protected:
  absl::Status Create(Account account) {
    return test_.Update([&](Transaction& transaction) {
      return accounts_.Create(transaction, account.name(), &account);
    });
  }
  absl::Status Update(Account account) {
    return test_.Update([&](Transaction& transaction) {
      return accounts_.Update(transaction, &account);
    });
  }
  absl::Status Delete(const std::string& name) {
    return test_.Update([&](Transaction& transaction) {
      return accounts_.Delete(transaction, name);
    });
  }

  // The names of the records that have the entry, through the index.
  std::vector<std::string> Find(const Reader& reader, uint8_t index,
                                const std::string& program,
                                const std::string& text) {
    auto keys = accounts_.table().FindKeys(reader, index, program, Entry(text));
    EXPECT_THAT(keys, IsOk());
    std::vector<std::string> names;
    for (const std::string& key : *keys) {
      Account account;
      absl::StatusOr<bool> found =
          accounts_.table().FindAt(reader, key, &account);
      EXPECT_THAT(found, IsOk());
      EXPECT_TRUE(found.ok() && *found);
      names.push_back(account.name());
    }
    return names;
  }
  std::vector<std::string> Find(uint8_t index, const std::string& text) {
    return Find(test_.store().View(), index, "p", text);
  }

  // Whether the family holds anything but records.
  size_t EntriesLeft() {
    size_t entries = 0;
    ReadView view = test_.store().View();
    std::unique_ptr<Cursor> cursor =
        view.Scan(Family::kRecords, {std::string(1, '\xc0'), ""});
    for (; cursor->Valid(); cursor->Next()) ++entries;
    EXPECT_THAT(cursor->status(), IsOk());
    return entries;
  }

  TestStore test_;
  const Collection<Account>& accounts_ = test_.tables().accounts;
};

const char kA[] = "programs/p/accounts/a";
const char kB[] = "programs/p/accounts/b";

TEST_F(IndexTest, FindsMovesAndForgetsEntries) {
  ASSERT_THAT(Create(AnAccount(kA, "ann", {"x", "y"})), IsOk());
  ASSERT_THAT(Create(AnAccount(kB, "ann", {"z"})), IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "x"), ElementsAre(kA));
  EXPECT_THAT(Find(kExternalKeyIndex, "y"), ElementsAre(kA));
  EXPECT_THAT(Find(kOwnerIndex, "ann"), ElementsAre(kA, kB));
  // No entry is taken for another that begins like it.
  EXPECT_THAT(Find(kOwnerIndex, "an"), IsEmpty());
  EXPECT_THAT(Find(kOwnerIndex, "anna"), IsEmpty());

  ASSERT_THAT(Update(AnAccount(kA, "bob", {"y", "w"})), IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "x"), IsEmpty());
  EXPECT_THAT(Find(kExternalKeyIndex, "y"), ElementsAre(kA));
  EXPECT_THAT(Find(kExternalKeyIndex, "w"), ElementsAre(kA));
  EXPECT_THAT(Find(kOwnerIndex, "ann"), ElementsAre(kB));
  EXPECT_THAT(Find(kOwnerIndex, "bob"), ElementsAre(kA));

  ASSERT_THAT(Delete(kA), IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "y"), IsEmpty());
  EXPECT_THAT(Find(kOwnerIndex, "bob"), IsEmpty());
  ASSERT_THAT(Delete(kB), IsOk());
  EXPECT_EQ(EntriesLeft(), 0u);
}

TEST_F(IndexTest, UniqueEntriesAreOnesAlone) {
  auto taken = StatusIs(absl::StatusCode::kAlreadyExists, "EXTERNAL_KEY_TAKEN");
  ASSERT_THAT(Create(AnAccount(kA, "", {"x"})), IsOk());
  EXPECT_THAT(Create(AnAccount(kB, "", {"x"})), taken);
  ASSERT_THAT(Create(AnAccount(kB, "", {"y"})), IsOk());
  EXPECT_THAT(Update(AnAccount(kB, "", {"y", "x"})), taken);
  // The same again, or twice, is its own.
  EXPECT_THAT(Update(AnAccount(kA, "", {"x", "x"})), IsOk());
  EXPECT_THAT(Update(AnAccount(kA, "", {"x"})), IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "x"), ElementsAre(kA));
  // Given up, it is free, within one commit too.
  ASSERT_THAT(test_.Update([&](Transaction& transaction) -> absl::Status {
    Account a = AnAccount(kA, "", {});
    RETURN_IF_ERROR(accounts_.Update(transaction, &a));
    Account b = AnAccount(kB, "", {"x", "y"});
    return accounts_.Update(transaction, &b);
  }),
              IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "x"), ElementsAre(kB));
}

TEST_F(IndexTest, ProgrammesHaveTheirOwnEntries) {
  const std::string other = "programs/q/accounts/a";
  ASSERT_THAT(Create(AnAccount(kA, "ann", {"x"})), IsOk());
  ASSERT_THAT(Create(AnAccount(other, "ann", {"x"})), IsOk());
  ReadView view = test_.store().View();
  EXPECT_THAT(Find(view, kExternalKeyIndex, "q", "x"), ElementsAre(other));
  EXPECT_THAT(Find(view, kOwnerIndex, "q", "ann"), ElementsAre(other));
  EXPECT_THAT(Find(view, kOwnerIndex, "p", "ann"), ElementsAre(kA));
}

// An import goes on after a row that was refused: nothing of the row may stay.
TEST_F(IndexTest, ARefusedRecordLeavesNothingThoughTheBodyGoesOn) {
  ASSERT_THAT(Create(AnAccount(kA, "", {}, {"1"})), IsOk());
  const std::string c = "programs/p/accounts/c";
  ASSERT_THAT(test_.Update([&](Transaction& transaction) {
    Account b = AnAccount(kB, "bob", {"x"}, {"1"});
    EXPECT_THAT(accounts_.Create(transaction, kB, &b),
                HasReason("NUMBER_TAKEN"));
    Account again = AnAccount(c, "", {"x"});
    return accounts_.Create(transaction, c, &again);
  }),
              IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "x"), ElementsAre(c));
  EXPECT_THAT(Find(kOwnerIndex, "bob"), IsEmpty());
  ASSERT_THAT(test_.Update([&](Transaction& transaction) {
    Account taken = AnAccount(c, "cid", {"y"}, {"1"});
    EXPECT_THAT(accounts_.Update(transaction, &taken),
                HasReason("NUMBER_TAKEN"));
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_THAT(Find(kExternalKeyIndex, "x"), ElementsAre(c));
  EXPECT_THAT(Find(kExternalKeyIndex, "y"), IsEmpty());
}

TEST_F(IndexTest, EqualAScanAfterRandomChanges) {
  FakeRandom random(51);
  const std::vector<std::string> keys = {"k0", "k1", "k2", "k3", "k", ""};
  const std::vector<std::string> owners = {"", "ann", "an", "bob"};
  for (int round = 0; round < 400; ++round) {
    std::string name = absl::StrCat("programs/p/accounts/a", random.Below(5));
    Account account = AnAccount(name, owners[random.Below(4)],
                                {keys[random.Below(6)], keys[random.Below(6)]});
    switch (random.Below(4)) {
      case 0:
        Delete(name).IgnoreError();
        break;
      case 1:
        Create(account).IgnoreError();
        break;
      default:
        Update(account).IgnoreError();
    }
    std::map<std::pair<uint8_t, std::string>, std::set<std::string>> expected;
    auto all = accounts_.ListAll(test_.store().View(), {"p"});
    ASSERT_THAT(all, IsOk());
    for (const Account& one : *all) {
      if (!one.owner().empty()) {
        expected[{kOwnerIndex, one.owner()}].insert(one.name());
      }
      for (const std::string& key : one.external_keys()) {
        expected[{kExternalKeyIndex, key}].insert(one.name());
      }
    }
    size_t entries = 0;
    for (const auto& [entry, names] : expected) {
      EXPECT_THAT(Find(entry.first, entry.second),
                  ::testing::ElementsAreArray(names));
      EXPECT_TRUE(entry.first == kOwnerIndex || names.size() == 1);
      entries += names.size();
    }
    ASSERT_EQ(EntriesLeft(), entries);
  }
}

TEST_F(IndexTest, StandardErrorsNameTheRecord) {
  EXPECT_THAT(Update(AnAccount(kA, "", {})),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Delete(kA), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(accounts_.Get(test_.store().View(), kA),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(accounts_.Get(test_.store().View(), "programs/p"),
              StatusIs(absl::StatusCode::kInvalidArgument));
  ASSERT_THAT(Create(AnAccount(kA, "", {})), IsOk());
  EXPECT_THAT(Create(AnAccount(kA, "", {})),
              StatusIs(absl::StatusCode::kAlreadyExists));
}

}  // namespace
}  // namespace kam::storage::index_test
