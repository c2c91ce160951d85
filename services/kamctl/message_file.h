#pragma once

#include <istream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace kam::kamctl {

// Reads a record that was written as a text file, in protobuf's JSON, into
// `message`. "-" is `standard_input`. INVALID_ARGUMENT with the reason
// UNREADABLE_FILE, or INVALID_RECORD_FILE where it is no such record; the
// message says what is wrong.
absl::Status ReadMessageFile(const std::string& path,
                             std::istream& standard_input,
                             google::protobuf::Message& message);

template <typename Message>
absl::StatusOr<Message> ReadMessage(const std::string& path,
                                    std::istream& standard_input) {
  Message message;
  absl::Status status = ReadMessageFile(path, standard_input, message);
  if (!status.ok()) return status;
  return message;
}

}  // namespace kam::kamctl
