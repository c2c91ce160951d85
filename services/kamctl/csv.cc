#include "services/kamctl/csv.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::kamctl {
namespace {

constexpr size_t kMaxRowBytes = 1 << 20;
constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

// The parser's state between two rows; libcsv keeps the name to itself.
constexpr int kRowNotBegun = 0;

int NoSpace(unsigned char) { return 0; }

}  // namespace

CsvReader::CsvReader(std::istream& input, const CsvFormat& format)
    : input_(input), format_(format) {
  csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim(&parser_, static_cast<unsigned char>(format.delimiter));
  // It would trim blanks, which belong to the cell.
  csv_set_space_func(&parser_, NoSpace);
}

CsvReader::~CsvReader() { csv_free(&parser_); }

void CsvReader::OnCell(void* text, size_t size, void* reader) {
  static_cast<CsvReader*>(reader)->cells_.emplace_back(
      static_cast<const char*>(text), size);
}

void CsvReader::OnRow(int /*terminator*/, void* reader) {
  auto* self = static_cast<CsvReader*>(reader);
  self->rows_.push_back(
      CsvRow{self->row_line_, std::exchange(self->cells_, {})});
}

absl::Status CsvReader::Error(absl::string_view reason,
                              absl::string_view what) const {
  return InvalidArgument(reason, absl::StrCat("line ", line_, ": ", what));
}

absl::StatusOr<std::vector<std::string>> CsvReader::ReadHeader() {
  RETURN_IF_ERROR(FillRows());
  if (rows_.empty()) {
    return InvalidArgument("CSV_EMPTY", "the file has no header line");
  }
  std::vector<std::string> header = std::move(rows_.front().cells);
  rows_.pop_front();
  std::set<std::string> names;
  for (const std::string& name : header) {
    if (!names.insert(name).second) {
      return Error("CSV_DUPLICATE_COLUMN",
                   absl::StrCat("two columns are named ", Quoted(name)));
    }
  }
  columns_ = header.size();
  return header;
}

absl::StatusOr<bool> CsvReader::Next(CsvRow& row) {
  RETURN_IF_ERROR(FillRows());
  if (rows_.empty()) return false;
  row = std::move(rows_.front());
  rows_.pop_front();
  if (row.cells.size() != columns_) {
    return InvalidArgument(
        "CSV_COLUMN_COUNT",
        absl::StrCat("line ", row.line, ": the row has ", row.cells.size(),
                     " cells where the header has ", columns_));
  }
  return true;
}

absl::Status CsvReader::FillRows() {
  std::string text;
  while (rows_.empty() && !ended_) {
    if (!std::getline(input_, text)) {
      ended_ = true;
      return Finish();
    }
    ++line_;
    const bool terminated = !input_.eof();
    bytes_read_ += text.size() + (terminated ? 1 : 0);
    if (line_ == 1 && absl::string_view(text).substr(0, 3) == kByteOrderMark) {
      text.erase(0, 3);
    }
    if (terminated) {
      text.push_back('\n');
    } else if (!format_.accept_unterminated_last_line) {
      return Error("CSV_TRUNCATED",
                   "the last line has no end, so the file may be cut off; if "
                   "it is whole, say so with --unterminated-last-line");
    }
    RETURN_IF_ERROR(ParseLine(text));
  }
  return absl::OkStatus();
}

absl::Status CsvReader::ParseLine(absl::string_view text) {
  if (!IsValidUtf8(text) || text.find('\0') != absl::string_view::npos) {
    return Error("CSV_NOT_TEXT",
                 "not UTF-8 text; convert the file, for instance with "
                 "iconv -f WINDOWS-1252 -t UTF-8");
  }
  if (parser_.pstate == kRowNotBegun) {
    row_line_ = line_;
    row_bytes_ = 0;
  }
  row_bytes_ += text.size();
  if (row_bytes_ > kMaxRowBytes) {
    return Error("CSV_ROW_TOO_LONG",
                 absl::StrCat("the row that begins on line ", row_line_,
                              " is longer than a mebibyte; is a closing quote "
                              "missing?"));
  }
  if (csv_parse(&parser_, text.data(), text.size(), OnCell, OnRow, this) !=
      text.size()) {
    return Error("CSV_MALFORMED",
                 "a quote stands where none may; a cell that holds quotes is "
                 "quoted as a whole and its own are doubled");
  }
  return absl::OkStatus();
}

absl::Status CsvReader::Finish() {
  const bool within_row = parser_.pstate != kRowNotBegun;
  if (csv_fini(&parser_, OnCell, OnRow, this) != 0) {
    return Error("CSV_TRUNCATED",
                 absl::StrCat("the file ends within the quoted cell of the row "
                              "that begins on line ",
                              row_line_));
  }
  if (within_row && !format_.accept_unterminated_last_line) {
    return Error("CSV_TRUNCATED", "the file ends within a row");
  }
  return absl::OkStatus();
}

}  // namespace kam::kamctl
