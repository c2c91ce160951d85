// What opening a data directory refuses, and what it leaves alone.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/storage/durable_file.h"
#include "common/storage/high_watermark.h"
#include "common/storage/store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::open_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::HasSubstr;

const char kName[] = "programs/p/accounts/a";

// Size and time of change of every file below a directory.
std::map<std::string, std::string> Listing(const std::string& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(directory)) {
    struct stat facts;
    EXPECT_EQ(stat(entry.path().c_str(), &facts), 0);
    files[entry.path().string()] =
        absl::StrCat(facts.st_size, " ", facts.st_mtim.tv_sec, ".",
                     facts.st_mtim.tv_nsec, " ", facts.st_ino);
  }
  return files;
}

class OpenTest : public ::testing::Test {
 protected:
  std::string Path(const std::string& file) {
    return test_.directory() + "/" + file;
  }
  void WriteFile(const std::string& file, const std::string& content) {
    ASSERT_THAT(WriteFileDurably(Path(file), content), IsOk());
  }
  // Opens the directory a second time, beside the fixture's store.
  absl::Status OpenBeside() { return Store::Open(test_.Options()).status(); }
  // Opening must fail, and change nothing.
  void ExpectRefusalThatTouchesNothing(StoreOptions options,
                                       const std::string& reason) {
    auto before = Listing(test_.directory());
    ASSERT_FALSE(before.empty());
    for (bool init : {false, true}) {
      options.init = init;
      EXPECT_THAT(test_.Open(options),
                  StatusIs(absl::StatusCode::kFailedPrecondition, reason));
      EXPECT_EQ(Listing(test_.directory()), before);
    }
  }

  TestStore test_;
};

TEST_F(OpenTest, RefusesADirectoryInUse) {
  ASSERT_THAT(test_.PutAccount(kName, "1"), IsOk());
  EXPECT_THAT(OpenBeside(), StatusIs(absl::StatusCode::kFailedPrecondition,
                                     "DATA_DIRECTORY_IN_USE"));
  // The one that has it goes on.
  EXPECT_THAT(test_.PutAccount(kName, "2"), IsOk());
  test_.Close();
  EXPECT_THAT(OpenBeside(), IsOk());
}

TEST_F(OpenTest, RefusesWhatIsNotADirectory) {
  StoreOptions options = test_.Options();
  options.directory = Path("file");
  WriteFile("file", "not a directory");
  for (bool init : {false, true}) {
    options.init = init;
    EXPECT_THAT(test_.Open(options),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         "DATA_DIRECTORY_NOT_WRITABLE"));
  }
  options.directory = Path("file/store");
  EXPECT_THAT(test_.Open(options),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       "DATA_DIRECTORY_NOT_WRITABLE"));
}

TEST_F(OpenTest, RefusesAMissingDirectoryWithoutInit) {
  StoreOptions options = test_.Options();
  options.directory = Path("missing");
  EXPECT_THAT(test_.Open(options),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       "DATA_DIRECTORY_NOT_WRITABLE"));
  EXPECT_FALSE(std::filesystem::exists(options.directory));
}

TEST_F(OpenTest, RefusesAnEmptyDirectoryWithoutInit) {
  StoreOptions options = test_.Options();
  options.directory = Path("empty");
  std::filesystem::create_directory(options.directory);
  EXPECT_THAT(
      test_.Open(options),
      StatusIs(absl::StatusCode::kFailedPrecondition, "DATA_DIRECTORY_EMPTY"));
  EXPECT_TRUE(std::filesystem::is_empty(options.directory));
  options.init = true;
  EXPECT_THAT(test_.Open(options), IsOk());
}

TEST_F(OpenTest, InitKeepsAStoreThatIsThere) {
  ASSERT_THAT(test_.PutAccount(kName, "1"), IsOk());
  std::string epoch = test_.store().epoch();
  StoreOptions options = test_.Options();
  options.init = true;
  ASSERT_THAT(test_.Open(options), IsOk());
  EXPECT_EQ(test_.store().epoch(), epoch);
  EXPECT_EQ(test_.store().View().revision(), 1);
}

TEST_F(OpenTest, RefusesAnotherFormatAndTouchesNothing) {
  ASSERT_THAT(test_.PutAccount(kName, "1"), IsOk());
  test_.Close();
  for (const char* content :
       {"1 testing\n", "3 testing\n", "", "2", "2 testing more", "x testing"}) {
    SCOPED_TRACE(content);
    WriteFile("FORMAT", content);
    ExpectRefusalThatTouchesNothing(test_.Options(), "FORMAT_VERSION");
  }
  // An engine's files without a format are somebody else's.
  std::filesystem::remove(Path("FORMAT"));
  ExpectRefusalThatTouchesNothing(test_.Options(), "FORMAT_VERSION");
  WriteFile("FORMAT", "2 testing\n");
  EXPECT_THAT(test_.Open(), IsOk());
}

TEST_F(OpenTest, RefusesTheStoreOfAnotherServiceAndTouchesNothing) {
  test_.Close();
  StoreOptions options = test_.Options();
  options.service = "other";
  ExpectRefusalThatTouchesNothing(options, "STORE_OF_ANOTHER_SERVICE");
}

// The process was killed while it made the store: it can be made again.
TEST_F(OpenTest, MakesAgainAStoreWhoseMakingWasCutShort) {
  test_.Close();
  WriteFile("BEGINNING", "");
  std::filesystem::remove(Path("FORMAT"));
  std::filesystem::remove(Path("HIGH_WATERMARK"));
  EXPECT_THAT(test_.Open(), StatusIs(absl::StatusCode::kFailedPrecondition,
                                     "DATA_DIRECTORY_EMPTY"));
  StoreOptions options = test_.Options();
  options.init = true;
  ASSERT_THAT(test_.Open(options), IsOk());
  EXPECT_FALSE(std::filesystem::exists(Path("BEGINNING")));
  ASSERT_THAT(test_.PutAccount(kName, "1"), IsOk());
  ASSERT_THAT(test_.Open(), IsOk());
  EXPECT_EQ(test_.store().View().revision(), 1);
}

TEST_F(OpenTest, RefusesAStoreThatLostItsFiles) {
  test_.Close();
  std::filesystem::remove(Path("CURRENT"));
  for (bool init : {false, true}) {
    StoreOptions options = test_.Options();
    options.init = init;
    EXPECT_THAT(test_.Open(options),
                StatusIs(absl::StatusCode::kDataLoss, "STORE_DAMAGED"));
  }
}

// Only the high watermark is left of a store: a new one is not made silently.
TEST_F(OpenTest, RefusesToBeginBesideTheHighWatermarkOfAnother) {
  test_.Close();
  std::string mark = ReadSmallFile(Path("HIGH_WATERMARK")).value();
  std::filesystem::remove_all(test_.directory());
  std::filesystem::create_directory(test_.directory());
  WriteFile("HIGH_WATERMARK", mark);
  StoreOptions options = test_.Options();
  options.init = true;
  EXPECT_THAT(test_.Open(options), StatusIs(absl::StatusCode::kDataLoss,
                                            "ACKNOWLEDGED_WRITES_LOST"));
}

class LossTest : public OpenTest {
 protected:
  LossTest() {
    EXPECT_THAT(test_.PutAccount(kName, "1"), IsOk());
    EXPECT_THAT(test_.PutAccount(kName, "2"), IsOk());
    epoch_ = test_.store().epoch();
  }

  // Takes the store's files back to how they are now, but for the watermark.
  void Lose(const std::function<void()>& lost_writes) {
    test_.Close();
    std::string copy = test_.directory() + ".copy";
    std::filesystem::copy(test_.directory(), copy,
                          std::filesystem::copy_options::recursive);
    ASSERT_THAT(test_.Open(), IsOk());
    lost_writes();
    test_.Close();
    std::filesystem::copy_file(
        Path("HIGH_WATERMARK"), copy + "/HIGH_WATERMARK",
        std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove_all(test_.directory());
    std::filesystem::rename(copy, test_.directory());
  }

  void ExpectLossUntilAccepted(int64_t revision) {
    for (int i = 0; i < 2; ++i) {
      EXPECT_THAT(test_.Open(), StatusIs(absl::StatusCode::kDataLoss,
                                         "ACKNOWLEDGED_WRITES_LOST"));
    }
    StoreOptions options = test_.Options();
    options.accept_data_loss = true;
    ASSERT_THAT(test_.Open(options), IsOk());
    // Tokens and etags of before fit no more.
    EXPECT_NE(test_.store().epoch(), epoch_);
    EXPECT_EQ(test_.store().View().revision(), revision);
    std::string epoch = test_.store().epoch();
    ASSERT_THAT(test_.PutAccount(kName, "after"), IsOk());
    ASSERT_THAT(test_.Open(), IsOk());
    EXPECT_EQ(test_.store().epoch(), epoch);
    EXPECT_EQ(test_.store().View().revision(), revision + 1);
  }

  std::string epoch_;
};

TEST_F(LossTest, RefusesAStoreThatIsBehindItsHighWatermark) {
  Lose([&] {
    for (int i = 0; i < 3; ++i) {
      ASSERT_THAT(test_.PutAccount(kName, absl::StrCat("lost ", i)), IsOk());
    }
  });
  EXPECT_THAT(test_.Open(), HasMessage(HasSubstr("revisions 3 to 5")));
  ExpectLossUntilAccepted(2);
}

TEST_F(LossTest, RefusesADamagedHighWatermark) {
  for (const char* content : {"", "garbage", "\x0a\x01x"}) {
    SCOPED_TRACE(content);
    test_.Close();
    WriteFile("HIGH_WATERMARK", content);
    EXPECT_THAT(test_.Open(), StatusIs(absl::StatusCode::kDataLoss,
                                       "ACKNOWLEDGED_WRITES_LOST"));
  }
  ExpectLossUntilAccepted(2);
}

TEST_F(LossTest, RefusesTheHighWatermarkOfAnotherStore) {
  test_.Close();
  HighWatermarkFile mark(test_.directory());
  ASSERT_THAT(mark.Write("another", 1), IsOk());
  ExpectLossUntilAccepted(2);
}

TEST_F(LossTest, AcceptingLossWithoutOneKeepsTheEpoch) {
  StoreOptions options = test_.Options();
  options.accept_data_loss = true;
  ASSERT_THAT(test_.Open(options), IsOk());
  EXPECT_EQ(test_.store().epoch(), epoch_);
}

// The disk is nearly full: nothing is written, everything can be read.
TEST_F(OpenTest, AFullDiskRefusesWritesAndServesReads) {
  ASSERT_THAT(test_.PutAccount(kName, "1"), IsOk());
  StoreOptions options = test_.Options();
  options.disk.min_free_bytes = int64_t{1} << 60;
  options.disk.ballast_bytes = 1 << 20;
  std::vector<StoreHealth> told;
  options.on_health = [&](StoreHealth health) { told.push_back(health); };
  ASSERT_THAT(test_.Open(options), IsOk());
  EXPECT_EQ(test_.store().health(), StoreHealth::kDiskFull);
  EXPECT_THAT(told, ::testing::ElementsAre(StoreHealth::kDiskFull));
  EXPECT_THAT(test_.PutAccount(kName, "2"),
              StatusIs(absl::StatusCode::kResourceExhausted, "DISK_WATERMARK"));
  auto account = test_.tables().accounts.Get(test_.store().View(), kName);
  ASSERT_THAT(account, IsOk());
  EXPECT_EQ(account->text(), "1");
  EXPECT_THAT(test_.store().ViewAt(test_.clock().Now()), IsOk());
  // A full disk is no place for ballast.
  EXPECT_FALSE(std::filesystem::exists(Path("BALLAST")));
  // With room again, writes go on.
  ASSERT_THAT(test_.Open(), IsOk());
  EXPECT_EQ(test_.store().health(), StoreHealth::kServing);
  EXPECT_THAT(test_.PutAccount(kName, "2"), IsOk());
}

TEST_F(OpenTest, KeepsBallastAside) {
  StoreOptions options = test_.Options();
  options.disk.ballast_bytes = 1 << 20;
  ASSERT_THAT(test_.Open(options), IsOk());
  EXPECT_EQ(std::filesystem::file_size(Path("BALLAST")), 1u << 20);
}

}  // namespace
}  // namespace kam::storage::open_test
