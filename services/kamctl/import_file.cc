#include "services/kamctl/import_file.h"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/digest.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::kamctl {
namespace {

constexpr size_t kChunkBytes = 1 << 20;

absl::Status Unreadable(const std::string& path) {
  return InvalidArgument(
      "UNREADABLE_FILE",
      absl::StrCat("the file ", Quoted(path), " cannot be read"));
}

// Copies `in` to a temporary file that is gone once it is closed, opened as
// `file`.
absl::Status Spool(std::istream& in, std::ifstream& file) {
  std::string path =
      (std::filesystem::temp_directory_path() / "kamctl-XXXXXX").string();
  const int descriptor = mkstemp(path.data());
  if (descriptor < 0) return Unreadable(path);
  close(descriptor);
  std::ofstream copy(path, std::ios::binary);
  // An empty input would set the failure bit.
  if (in.peek() != std::istream::traits_type::eof()) copy << in.rdbuf();
  copy.close();
  file.open(path, std::ios::binary);
  unlink(path.c_str());
  if (!copy || !file) return Unreadable(path);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ImportFile>> ImportFile::Open(
    const std::string& path, std::istream& standard_input,
    const CsvFormat& format) {
  std::unique_ptr<ImportFile> file(new ImportFile(format));
  RETURN_IF_ERROR(file->OpenStream(path, standard_input));
  RETURN_IF_ERROR(file->Check());
  return file;
}

absl::Status ImportFile::OpenStream(const std::string& path, std::istream& in) {
  if (path == "-") return Spool(in, file_);
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return Unreadable(path);
  const bool regular = std::filesystem::is_regular_file(path, error);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return Unreadable(path);
  if (!regular) return Spool(stream, file_);
  file_ = std::move(stream);
  return absl::OkStatus();
}

void ImportFile::Rewind() {
  file_.clear();
  file_.seekg(0);
}

absl::Status ImportFile::Check() {
  std::string chunk(kChunkBytes, '\0');
  std::string chained;
  while (file_.read(chunk.data(), kChunkBytes) || file_.gcount() > 0) {
    chained = Sha256(absl::StrCat(
        chained,
        absl::string_view(chunk.data(), static_cast<size_t>(file_.gcount()))));
  }
  digest_ = absl::BytesToHexString(chained);
  Rewind();
  CsvReader reader(file_, format_);
  ASSIGN_OR_RETURN(header_, reader.ReadHeader());
  CsvRow row;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, reader.Next(row));
    if (!more) return absl::OkStatus();
    ++row_count_;
  }
}

absl::Status ImportFile::ForEachRow(
    absl::FunctionRef<absl::Status(const CsvRow& row)> body) {
  Rewind();
  CsvReader reader(file_, format_);
  RETURN_IF_ERROR(reader.ReadHeader().status());
  CsvRow row;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, reader.Next(row));
    if (!more) return absl::OkStatus();
    RETURN_IF_ERROR(body(row));
  }
}

}  // namespace kam::kamctl
