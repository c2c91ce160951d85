// Damage to the files of a closed store.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/storage/store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::damage_test {
namespace {

using kam::testing::IsOk;
using kam::testing::StatusIs;

constexpr int kAccounts = 200;

// Names that a search of the raw file finds.
std::string Name(int number) {
  return absl::StrCat("programs/p/accounts/a", 1000 + number);
}
// Text that does not compress, so that it stands in the file as it is.
std::string Text(int number) {
  std::string text;
  uint64_t state = static_cast<uint64_t>(number) * 0x9e3779b97f4a7c15u + 1;
  for (int i = 0; i < 3000; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    text.push_back(static_cast<char>('!' + state % 90));
  }
  return text;
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void WriteAll(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

class DamageTest : public ::testing::Test {
 protected:
  // Stores the accounts; closing and opening leaves them in the log of the
  // engine or, flushed by a recovery, in its tables.
  void Fill() {
    for (int i = 0; i < kAccounts; ++i) {
      ASSERT_THAT(test_.PutAccount(Name(i), Text(i)), IsOk());
    }
  }

  // The files with this ending, largest last.
  std::vector<std::string> Files(const std::string& ending) {
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(test_.directory())) {
      if (entry.path().extension() == ending) {
        paths.push_back(entry.path().string());
      }
    }
    std::sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) {
      return std::filesystem::file_size(a) < std::filesystem::file_size(b);
    });
    return paths;
  }

  TestStore test_;
};

TEST_F(DamageTest, ADamagedBlockTakesOnlyItsOwnRecords) {
  Fill();
  // A recovery moves the log into tables.
  ASSERT_THAT(test_.Open(), IsOk());
  test_.Close();
  const std::string victim = Text(kAccounts / 2).substr(1000, 100);
  int flipped = 0;
  for (const std::string& path : Files(".sst")) {
    std::string content = ReadAll(path);
    size_t at = content.find(victim);
    if (at == std::string::npos) continue;
    content[at] = static_cast<char>(content[at] ^ 1);
    WriteAll(path, content);
    ++flipped;
  }
  ASSERT_GE(flipped, 1);
  ASSERT_THAT(test_.Open(), IsOk());
  ReadView view = test_.store().View();
  int lost = 0;
  for (int i = 0; i < kAccounts; ++i) {
    auto account = test_.tables().accounts.Get(view, Name(i));
    if (account.ok()) {
      EXPECT_EQ(account->text(), Text(i));
      continue;
    }
    EXPECT_THAT(account, StatusIs(absl::StatusCode::kDataLoss, "DATA_LOSS"));
    ++lost;
  }
  EXPECT_THAT(test_.tables().accounts.Get(view, Name(kAccounts / 2)),
              StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_LE(lost, 4);
  // A list that meets it says so, rather than come short.
  EXPECT_THAT(test_.tables().accounts.ListAll(view, {"p"}),
              StatusIs(absl::StatusCode::kDataLoss, "DATA_LOSS"));
  // A compaction that meets it stops the writes: then it is said at once.
  EXPECT_THAT(
      test_.PutAccount("programs/p/accounts/new", "1").code(),
      ::testing::AnyOf(absl::StatusCode::kOk, absl::StatusCode::kUnavailable));
  EXPECT_THAT(test_.tables().accounts.Get(view, Name(0)), IsOk());
}

TEST_F(DamageTest, ABitFlippedInTheMiddleOfTheLogRefusesToOpen) {
  Fill();
  test_.Close();
  std::string log = Files(".log").back();
  std::string content = ReadAll(log);
  ASSERT_GT(content.size(), 500000u);
  content[content.size() / 2] ^= 1;
  WriteAll(log, content);
  EXPECT_THAT(test_.Open(),
              StatusIs(absl::StatusCode::kDataLoss, "STORE_DAMAGED"));
}

TEST_F(DamageTest, ALogThatIsGoneRefusesToOpen) {
  Fill();
  test_.Close();
  for (const std::string& log : Files(".log")) std::filesystem::remove(log);
  EXPECT_THAT(test_.Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(DamageTest, ATableThatIsGoneRefusesToOpen) {
  Fill();
  ASSERT_THAT(test_.Open(), IsOk());
  test_.Close();
  std::filesystem::remove(Files(".sst").back());
  EXPECT_THAT(test_.Open(),
              StatusIs(absl::StatusCode::kDataLoss, "STORE_DAMAGED"));
}

// What a power cut leaves of a write that nobody was answered: it goes.
TEST_F(DamageTest, ATornTailOpens) {
  for (const std::string& tail :
       {std::string("torn"), std::string(5000, '\0'), std::string(100, 'x')}) {
    SCOPED_TRACE(tail.size());
    ASSERT_THAT(test_.PutAccount(Name(0), absl::StrCat(tail.size())), IsOk());
    int64_t revision = test_.store().View().revision();
    test_.Close();
    std::string log = Files(".log").back();
    WriteAll(log, ReadAll(log) + tail);
    ASSERT_THAT(test_.Open(), IsOk());
    EXPECT_EQ(test_.store().View().revision(), revision);
    auto account = test_.tables().accounts.Get(test_.store().View(), Name(0));
    ASSERT_THAT(account, IsOk());
    EXPECT_EQ(account->text(), absl::StrCat(tail.size()));
  }
}

// The log cut in a commit that was not answered when the mark was last set:
// it opens without it. Answered and marked, it refuses.
TEST_F(DamageTest, ALogCutShortOpensOnlyWhenNothingAnsweredIsMissing) {
  for (bool marked : {false, true}) {
    SCOPED_TRACE(marked);
    ASSERT_THAT(test_.PutAccount(Name(0), Text(1)), IsOk());
    test_.Close();
    std::string mark = test_.directory() + "/HIGH_WATERMARK";
    std::string before = ReadAll(mark);
    ASSERT_THAT(test_.Open(), IsOk());
    int64_t revision = test_.store().View().revision();
    ASSERT_THAT(test_.PutAccount(Name(0), Text(2)), IsOk());
    test_.Close();
    if (!marked) WriteAll(mark, before);
    std::string log = Files(".log").back();
    std::string content = ReadAll(log);
    WriteAll(log, content.substr(0, content.size() - 7));
    if (marked) {
      EXPECT_THAT(test_.Open(), StatusIs(absl::StatusCode::kDataLoss,
                                         "ACKNOWLEDGED_WRITES_LOST"));
      continue;
    }
    ASSERT_THAT(test_.Open(), IsOk());
    EXPECT_EQ(test_.store().View().revision(), revision);
    auto account = test_.tables().accounts.Get(test_.store().View(), Name(0));
    ASSERT_THAT(account, IsOk());
    EXPECT_EQ(account->text(), Text(1));
  }
}

}  // namespace
}  // namespace kam::storage::damage_test
