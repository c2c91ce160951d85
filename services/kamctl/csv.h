#pragma once

#include <csv.h>

#include <cstdint>
#include <deque>
#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace kam::kamctl {

// A row of a CSV file.
struct CsvRow {
  // Line of the file on which the row begins, counted from 1.
  int64_t line = 0;
  // Its cells, as many as the header has.
  std::vector<std::string> cells;
};

// How a CSV file is written.
struct CsvFormat {
  // What stands between two cells.
  char delimiter = ',';
  // A last line without an end is whole. Otherwise it means that the file was
  // cut off: a row that lost only its last digits looks like any other.
  bool accept_unterminated_last_line = false;
};

// Reads CSV (RFC 4180) row by row, strictly, in memory that does not grow with
// the file. Every error is INVALID_ARGUMENT, names the line, and ends the
// reading; its reason is one of
//   CSV_EMPTY             there is no header
//   CSV_DUPLICATE_COLUMN  two columns have one name
//   CSV_NOT_TEXT          a line is not UTF-8, or holds a NUL
//   CSV_MALFORMED         a quote where none may stand
//   CSV_COLUMN_COUNT      a row has more or fewer cells than the header
//   CSV_TRUNCATED         the file ends within a row
//   CSV_ROW_TOO_LONG      a row of more than a mebibyte: a quote is not closed
// Blank lines are passed over. Not thread safe.
class CsvReader {
 public:
  // Reads from `input`, which must outlive the reader.
  CsvReader(std::istream& input, const CsvFormat& format);
  ~CsvReader();

  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  // Returns the names of the columns: the first row. To be called once, before
  // Next.
  absl::StatusOr<std::vector<std::string>> ReadHeader();

  // Reads the next row into `row`; returns false after the last one.
  absl::StatusOr<bool> Next(CsvRow& row);

  // Returns how many bytes have been read so far.
  int64_t bytes_read() const { return bytes_read_; }

 private:
  // Reads lines until a row is whole, or the file ends.
  absl::Status FillRows();
  // Gives `text`, a line with its end, to the parser.
  absl::Status ParseLine(absl::string_view text);
  // Ends the last row, which has no line end.
  absl::Status Finish();
  absl::Status Error(absl::string_view reason, absl::string_view what) const;

  static void OnCell(void* text, size_t size, void* reader);
  static void OnRow(int terminator, void* reader);

  std::istream& input_;
  const CsvFormat format_;
  csv_parser parser_;
  int64_t bytes_read_ = 0;
  int64_t line_ = 0;
  // Where the row being read begins, and how many bytes of it were read.
  int64_t row_line_ = 0;
  size_t row_bytes_ = 0;
  bool ended_ = false;
  size_t columns_ = 0;
  std::vector<std::string> cells_;
  std::deque<CsvRow> rows_;
};

}  // namespace kam::kamctl
