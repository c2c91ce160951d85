// kill -9 under load, and a disk that fails to sync.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/storage/crash_process.h"
#include "tests/common/storage/crash_store.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace kam::storage::crash_test {
namespace {

using kam::testing::FakeClock;
using kam::testing::FakeRandom;
using kam::testing::IsOk;
using kam::testing::TempDir;

// Opens what the process left behind: what it acknowledged is there, at most
// one commit more of each writer is, and all of it agrees.
void Audit(const std::string& directory, const CrashProcess& process) {
  FakeClock clock;
  Tables tables;
  auto store = OpenCrashStore(directory, clock);
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT(AuditCrashStore(**store, tables), IsOk());
  for (int writer = 0; writer < kCrashWriters; ++writer) {
    auto reached = CrashSequence((*store)->View(), tables, writer);
    ASSERT_THAT(reached, IsOk());
    int64_t acknowledged = process.acknowledged()[writer];
    EXPECT_GE(*reached, acknowledged) << "writer " << writer;
    if (acknowledged > 0) {
      EXPECT_LE(*reached, acknowledged + 1) << "writer " << writer;
    }
  }
}

TEST(Kill, LosesNoAcknowledgedWrite) {
  FakeRandom random(CrashSeed());
  TempDir folder;
  const std::string directory = folder.Path("store");
  int64_t acknowledged = 0;
  for (int round = 0; round < CrashRounds(10); ++round) {
    SCOPED_TRACE(round);
    CrashProcess process(directory, {});
    // Also while it opens, and while it makes the store.
    int64_t count = round % 3 == 0 ? 0 : random.Below(1200);
    process.ReadAcknowledged(count);
    process.Kill();
    acknowledged += std::count_if(
        process.lines().begin(), process.lines().end(),
        [](const std::string& line) { return absl::StartsWith(line, "A "); });
    Audit(directory, process);
    if (::testing::Test::HasFailure()) break;
  }
  std::cout << acknowledged << " commits were acknowledged" << std::endl;
}

// Fails the n-th sync of the log, once or from then on.
void FailSync(int at, int times) {
  SCOPED_TRACE(absl::StrCat("sync ", at, ", times ", times));
  TempDir folder;
  const std::string directory = folder.Path("store");
  CrashProcess process(directory,
                       {absl::StrCat("KAM_FAIL_SYNC_AT=", at),
                        absl::StrCat("KAM_FAIL_SYNC_COUNT=", times)},
                       /*commits=*/2000);
  process.ReadAll();
  std::vector<bool> failed(kCrashWriters, false);
  int unknown = 0;
  std::string last;
  for (const std::string& line : process.lines()) {
    last = line;
    if (absl::StartsWith(line, "E open")) continue;
    int writer = line.size() > 2 ? line[2] - '0' : 0;
    if (absl::StartsWith(line, "A ")) {
      EXPECT_FALSE(failed[writer]) << "OK after an error: " << line;
    } else if (absl::StartsWith(line, "E ")) {
      failed[writer] = true;
      if (absl::StrContains(line, "COMMIT_OUTCOME_UNKNOWN")) {
        ++unknown;
      } else {
        EXPECT_THAT(line, ::testing::HasSubstr("STORE_FAILED"));
      }
    }
  }
  if (!absl::StartsWith(last, "E open")) {
    EXPECT_THAT(failed, ::testing::Each(true));
    EXPECT_GE(unknown, 1);
    // Failed for good, and readable.
    EXPECT_EQ(last,
              absl::StrCat("H ", static_cast<int>(StoreHealth::kFailed), " 1"));
  }
  Audit(directory, process);
}

TEST(FailingSync, IsAnsweredNeverWithOkAndStopsTheWrites) {
  FakeRandom random(CrashSeed());
  constexpr int kForEver = 1 << 30;
  for (int at : {1, 2, 3, 4, 10}) {
    FailSync(at, 1);
    FailSync(at, kForEver);
  }
  FailSync(10 + static_cast<int>(random.Below(100)), 1);
}

}  // namespace
}  // namespace kam::storage::crash_test
