#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/malformed_request.h"
#include "common/status/errors.h"
#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/sync_stream.h"

namespace kam::rpc {

// Reads the next message of a client's stream into `*request`; false at the end
// that the client gave it. INVALID_ARGUMENT, MALFORMED_REQUEST, for a message
// that is none of this type, which gRPC alone would take for the end;
// CANCELLED when the client has gone or what it sent broke a limit of the
// channel.
template <typename Request>
absl::StatusOr<bool> ReadNext(const grpc::ServerContext& context,
                              grpc::ServerReader<Request>& stream,
                              Request* request) {
  // gRPC clears a message before it reads one into it, even one that it then
  // cannot read; at the end of a stream it leaves the message alone.
  constexpr int kMark = (1 << 29) - 1;  // the last number; no contract has it
  request->Clear();
  auto* unknown = request->GetReflection()->MutableUnknownFields(request);
  unknown->AddVarint(kMark, 0);
  if (stream.Read(request)) return true;
  if (context.IsCancelled()) {
    return MakeError(absl::StatusCode::kCancelled, "CANCELLED",
                     "The stream broke off before its end.");
  }
  const auto& left = request->GetReflection()->GetUnknownFields(*request);
  const bool untouched =
      left.field_count() == 1 && left.field(0).number() == kMark;
  request->Clear();
  if (untouched) return false;
  return MalformedRequest();
}

}  // namespace kam::rpc
