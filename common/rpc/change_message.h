#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/storage/schema.h"
#include "google/protobuf/message.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::rpc {

// Adds a logged change to the `changes` of a watch or audit answer: kind, name,
// revision, commit time, actor and the resource, in the field of its type.
// Returns false, and adds nothing, when the answer has no field for the type:
// such records are not part of the feed.
absl::StatusOr<bool> AddChange(const storage::Schema& schema,
                               const std::string& epoch,
                               const storage::v1::ChangeRecord& change,
                               google::protobuf::Message& answer);

// The same for a record that a snapshot holds.
absl::StatusOr<bool> AddSnapshot(const storage::Table& table,
                                 const std::string& epoch, int64_t revision,
                                 std::string_view image,
                                 google::protobuf::Message& answer);

// The change that was added last to an answer that has one, and its removal.
google::protobuf::Message& LastChange(google::protobuf::Message& answer);
void RemoveLastChange(google::protobuf::Message& answer);

}  // namespace kam::rpc
