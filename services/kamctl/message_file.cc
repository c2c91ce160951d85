#include "services/kamctl/message_file.h"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "common/status/errors.h"

namespace kam::kamctl {
namespace {

std::string ReadAll(std::istream& in) {
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

absl::Status ReadMessageFile(const std::string& path,
                             std::istream& standard_input,
                             google::protobuf::Message& message) {
  std::string text;
  if (path == "-") {
    text = ReadAll(standard_input);
  } else {
    std::ifstream file(path);
    if (!file) {
      return InvalidArgument(
          "UNREADABLE_FILE",
          absl::StrCat("the file ", Quoted(path), " cannot be read"));
    }
    text = ReadAll(file);
  }
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(text, &message);
  if (parsed.ok()) return absl::OkStatus();
  const auto detail = parsed.message();
  return InvalidArgument(
      "INVALID_RECORD_FILE",
      absl::StrCat("this is no ", message.GetDescriptor()->name(),
                   " in JSON: ", std::string(detail.data(), detail.size())));
}

}  // namespace kam::kamctl
