#pragma once

#include <cstdint>
#include <fstream>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/kamctl/csv.h"

namespace kam::kamctl {

// A CSV file that has been read to its end once, so that nothing of a damaged
// one is ever sent. Not thread safe.
class ImportFile {
 public:
  // Opens and checks the file at `path`. "-" is `standard_input`; that and
  // whatever else cannot be read twice is kept in a temporary file meanwhile.
  // Errors: those of CsvReader, and INVALID_ARGUMENT with UNREADABLE_FILE.
  static absl::StatusOr<std::unique_ptr<ImportFile>> Open(
      const std::string& path, std::istream& standard_input,
      const CsvFormat& format);

  const std::vector<std::string>& header() const { return header_; }

  // Returns how many rows there are below the header.
  int64_t row_count() const { return row_count_; }

  // Returns a digest of the content, in hexadecimal digits.
  const std::string& digest() const { return digest_; }

  // Calls `body` with each row, from the first, until it returns an error,
  // which it returns.
  absl::Status ForEachRow(
      absl::FunctionRef<absl::Status(const CsvRow& row)> body);

 private:
  explicit ImportFile(const CsvFormat& format) : format_(format) {}

  absl::Status OpenStream(const std::string& path, std::istream& in);
  absl::Status Check();
  void Rewind();

  const CsvFormat format_;
  std::ifstream file_;
  std::vector<std::string> header_;
  int64_t row_count_ = 0;
  std::string digest_;
};

}  // namespace kam::kamctl
