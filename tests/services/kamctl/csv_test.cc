#include "services/kamctl/csv.h"

#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"

namespace kam::kamctl::csv_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::HasMessage;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// What reading a whole text gave: rows until the first error, and that.
struct Outcome {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int64_t> lines;
  absl::Status status;
};

Outcome Read(const std::string& text, const CsvFormat& format = {}) {
  std::istringstream input(text);
  CsvReader reader(input, format);
  Outcome outcome;
  auto header = reader.ReadHeader();
  outcome.status = header.status();
  if (!header.ok()) return outcome;
  outcome.header = *header;
  CsvRow row;
  while (true) {
    const auto more = reader.Next(row);
    outcome.status = more.status();
    if (!more.ok() || !*more) return outcome;
    outcome.rows.push_back(row.cells);
    outcome.lines.push_back(row.line);
  }
}

TEST(CsvReader, ReadsRowsWithTheirLines) {
  const Outcome outcome = Read("a,b\n1,2\n3,4\n");
  EXPECT_THAT(outcome.status, IsOk());
  EXPECT_THAT(outcome.header, ElementsAre("a", "b"));
  EXPECT_THAT(outcome.rows,
              ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")));
  EXPECT_THAT(outcome.lines, ElementsAre(2, 3));
}

TEST(CsvReader, UnderstandsQuotesBlanksAndBothLineEnds) {
  const Outcome outcome =
      Read("a,b\r\n\"x, \"\"y\"\"\", z \r\n\"two\nlines\",\"\"\r\nlast,\r\n");
  EXPECT_THAT(outcome.status, IsOk());
  EXPECT_THAT(outcome.rows, ElementsAre(ElementsAre("x, \"y\"", " z "),
                                        ElementsAre("two\nlines", ""),
                                        ElementsAre("last", "")));
  EXPECT_THAT(outcome.lines, ElementsAre(2, 3, 5));
}

TEST(CsvReader, PassesOverBlankLinesAndTheByteOrderMark) {
  const Outcome outcome = Read(
      "\xEF\xBB\xBF"
      "a,b\n\n1,2\n\n\n3,4\n\n");
  EXPECT_THAT(outcome.status, IsOk());
  EXPECT_THAT(outcome.header, ElementsAre("a", "b"));
  EXPECT_THAT(outcome.lines, ElementsAre(3, 6));
}

TEST(CsvReader, TakesAnotherDelimiter) {
  CsvFormat format;
  format.delimiter = ';';
  EXPECT_THAT(Read("a;b\n1,5;2\n", format).rows,
              ElementsAre(ElementsAre("1,5", "2")));
}

TEST(CsvReader, KeepsManyCharactersWhole) {
  const Outcome outcome = Read("näme\nJosé Saraiva\n株式会社\n");
  EXPECT_THAT(outcome.header, ElementsAre("näme"));
  EXPECT_THAT(outcome.rows, ElementsAre(ElementsAre("José Saraiva"),
                                        ElementsAre("株式会社")));
}

TEST(CsvReader, RefusesAFileWithoutHeader) {
  EXPECT_THAT(Read("").status, StatusIs(kInvalid, "CSV_EMPTY"));
  EXPECT_THAT(Read("\n\n").status, StatusIs(kInvalid, "CSV_EMPTY"));
}

TEST(CsvReader, RefusesTwoColumnsOfOneName) {
  EXPECT_THAT(Read("a,b,a\n").status,
              StatusIs(kInvalid, "CSV_DUPLICATE_COLUMN"));
}

TEST(CsvReader, RefusesARowOfAnotherWidthAndNamesItsLine) {
  const Outcome few = Read("a,b\n1,2\n3\n5,6\n");
  EXPECT_THAT(few.status, StatusIs(kInvalid, "CSV_COLUMN_COUNT"));
  EXPECT_THAT(few.status,
              HasMessage(AllOf(HasSubstr("line 3"), HasSubstr("has 1 cells"))));
  EXPECT_THAT(few.rows, ElementsAre(ElementsAre("1", "2")));
  EXPECT_THAT(Read("a,b\n1,2,3\n").status,
              StatusIs(kInvalid, "CSV_COLUMN_COUNT"));
}

TEST(CsvReader, RefusesWhatIsNotText) {
  const Outcome latin = Read("a,b\n1,Jos\xE9\n");
  EXPECT_THAT(latin.status, StatusIs(kInvalid, "CSV_NOT_TEXT"));
  EXPECT_THAT(latin.status, HasMessage(HasSubstr("line 2")));
  EXPECT_THAT(Read(std::string("a\n\0\n", 4)).status,
              StatusIs(kInvalid, "CSV_NOT_TEXT"));
}

TEST(CsvReader, RefusesAQuoteWhereNoneMayStand) {
  EXPECT_THAT(Read("a,b\n1,2 \"inch\"\n").status,
              StatusIs(kInvalid, "CSV_MALFORMED"));
  EXPECT_THAT(Read("a,b\n1,\"2\"x\n").status,
              StatusIs(kInvalid, "CSV_MALFORMED"));
}

TEST(CsvReader, RefusesAFileThatWasCutOff) {
  // Within the last cell: the row looks whole, its amount is not.
  EXPECT_THAT(Read("a,b\n1,2024.99").status,
              StatusIs(kInvalid, "CSV_TRUNCATED"));
  // Within a quoted cell that spans lines.
  EXPECT_THAT(Read("a,b\n1,\"two\n").status,
              StatusIs(kInvalid, "CSV_TRUNCATED"));
}

TEST(CsvReader, AcceptsAnUnterminatedLastLineWhenToldSo) {
  CsvFormat format;
  format.accept_unterminated_last_line = true;
  const Outcome whole = Read("a,b\n1,2\n3,4", format);
  EXPECT_THAT(whole.status, IsOk());
  EXPECT_THAT(whole.rows,
              ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")));
  EXPECT_THAT(Read("a,b\n1,2\n3", format).status,
              StatusIs(kInvalid, "CSV_COLUMN_COUNT"));
  EXPECT_THAT(Read("a,b\n1,\"2", format).status,
              StatusIs(kInvalid, "CSV_TRUNCATED"));
}

TEST(CsvReader, StopsAtARowWithoutEnd) {
  std::string text = "a,b\n1,\"never closed\n";
  while (text.size() < (2U << 20U)) text += "another line of the file\n";
  const Outcome outcome = Read(text);
  EXPECT_THAT(outcome.status, StatusIs(kInvalid, "CSV_ROW_TOO_LONG"));
  EXPECT_THAT(outcome.status, HasMessage(HasSubstr("begins on line 2")));
  EXPECT_THAT(outcome.rows, IsEmpty());
}

}  // namespace
}  // namespace kam::kamctl::csv_test
