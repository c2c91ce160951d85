#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/handler.h"
#include "common/rpc/service_state.h"
#include "common/storage/reader.h"
#include "common/storage/table.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/sync_stream.h"

namespace kam::rpc {

// How often a watch does what nobody asked it for.
struct WatchTiming {
  // A quiet stream gets a message with only a token.
  absl::Duration heartbeat = absl::Seconds(10);
  // How long a watch may take to notice that its client has gone.
  absl::Duration poll = absl::Milliseconds(250);
};

// How a feed differs from one that shows every record of a programme or an
// account.
struct WatchView {
  // Part of what its tokens are bound to, beside the parent; equal for two
  // views that show the same.
  std::string filter;
  // Whether a change of the answer is shown; may alter it. May be empty.
  std::function<bool(google::protobuf::Message& change)> show;
  // Calls `visit` with each record that a snapshot begins with, instead of all
  // at or under the parent. May be empty.
  std::function<absl::Status(
      const storage::Reader& reader, const std::string& parent,
      absl::FunctionRef<bool(const storage::Table&, int64_t revision,
                             std::string_view image)>
          visit)>
      snapshot;
};

// The one loop behind every change feed. Without a token it sends a snapshot,
// then `caught_up` with a token, then whole commits as they come; with one it
// goes on from there. Ordered by revision, unique within the stream, without a
// gap, a commit never split. Request and answer follow the field names in
// architecture.md, "Change feeds", and are read by reflection; `answer` is used
// for every message, `send` returns false when the stream is gone.
//
// INVALID_ARGUMENT, INVALID_RESUME_TOKEN; OUT_OF_RANGE (RESUME_TOKEN_TRIMMED,
// _OF_ANOTHER_STORE, _OF_ANOTHER_FILTER): start again without a token;
// UNAVAILABLE, DRAINING: go on elsewhere with the last token;
// RESOURCE_EXHAUSTED, TOO_MANY_WATCHERS.
grpc::Status WatchChanges(grpc::ServerContext* context, ServiceState& state,
                          const google::protobuf::Message& request,
                          google::protobuf::Message* answer,
                          const std::function<bool()>& send,
                          const WatchTiming& timing = {},
                          const WatchView& view = {});

// The same for a generated handler's writer.
template <typename Answer>
grpc::Status WatchChanges(grpc::ServerContext* context, ServiceState& state,
                          const google::protobuf::Message& request,
                          grpc::ServerWriter<Answer>* writer,
                          const WatchView& view = {}) {
  Answer answer;
  return WatchChanges(
      context, state, request, &answer, [&] { return writer->Write(answer); },
      WatchTiming(), view);
}

// The audit trail: changes of the record `name`, newest first, in pages.
// INVALID_ARGUMENT when no record of this service has such a name.
grpc::Status ListChanges(grpc::ServerContext* context, ServiceState& state,
                         const google::protobuf::Message& request,
                         google::protobuf::Message* answer);

}  // namespace kam::rpc
