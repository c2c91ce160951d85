#include "services/kamctl/import_file.h"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/kamctl/import_records.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace kam::kamctl::import_file_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::kam::testing::TempDir;
using ::testing::ElementsAre;

std::vector<std::string> FirstCells(ImportFile& file) {
  std::vector<std::string> cells;
  EXPECT_THAT(file.ForEachRow([&](const CsvRow& row) {
    cells.push_back(row.cells[0]);
    return absl::OkStatus();
  }),
              IsOk());
  return cells;
}

TEST(ImportFile, CountsRowsAndReadsThemAgainAndAgain) {
  const TempDir folder;
  const std::string path = folder.Path("a.csv");
  std::ofstream(path) << "a,b\n1,2\n3,4\n";
  std::istringstream nothing;
  const auto file = ImportFile::Open(path, nothing, {});
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ((*file)->row_count(), 2);
  EXPECT_THAT((*file)->header(), ElementsAre("a", "b"));
  EXPECT_THAT(FirstCells(**file), ElementsAre("1", "3"));
  EXPECT_THAT(FirstCells(**file), ElementsAre("1", "3"));
}

TEST(ImportFile, ReadsTheInputAsAFile) {
  std::istringstream input("a,b\n1,2\n");
  const auto file = ImportFile::Open("-", input, {});
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(FirstCells(**file), ElementsAre("1"));
  std::istringstream empty;
  EXPECT_THAT(ImportFile::Open("-", empty, {}),
              StatusIs(kInvalid, "CSV_EMPTY"));
}

TEST(ImportFile, RefusesADamagedFileBeforeItsFirstRow) {
  std::istringstream input("a,b\n1,2\n3\n");
  EXPECT_THAT(ImportFile::Open("-", input, {}),
              StatusIs(kInvalid, "CSV_COLUMN_COUNT"));
}

TEST(ImportFile, RefusesWhatCannotBeRead) {
  const TempDir folder;
  std::istringstream nothing;
  EXPECT_THAT(ImportFile::Open(folder.Path("missing"), nothing, {}),
              StatusIs(kInvalid, "UNREADABLE_FILE"));
  EXPECT_THAT(ImportFile::Open(folder.path(), nothing, {}),
              StatusIs(kInvalid, "UNREADABLE_FILE"));
}

TEST(ImportFile, DigestFollowsTheContent) {
  std::istringstream one("a\n1\n");
  std::istringstream same("a\n1\n");
  std::istringstream other("a\n2\n");
  const auto first = ImportFile::Open("-", one, {});
  EXPECT_EQ((*first)->digest(), (*ImportFile::Open("-", same, {}))->digest());
  EXPECT_NE((*first)->digest(), (*ImportFile::Open("-", other, {}))->digest());
}

TEST(IdFromKey, KeepsWhatMayBeAnIdAndTellsTheRestApart) {
  EXPECT_EQ(IdFromKey("697"), "697");
  EXPECT_EQ(IdFromKey("aw-0001"), "aw-0001");
  const std::string spaced = IdFromKey("AW 0001");
  EXPECT_EQ(spaced.substr(0, 8), "aw-0001-");
  EXPECT_NE(spaced, IdFromKey("AW-0001"));
  EXPECT_EQ(spaced, IdFromKey("AW 0001"));
  EXPECT_LE(IdFromKey(std::string(500, 'x')).size(), 63U);
  EXPECT_FALSE(IdFromKey("株式会社").empty());
}

}  // namespace
}  // namespace kam::kamctl::import_file_test
