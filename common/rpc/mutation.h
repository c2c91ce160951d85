#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/rpc/caller.h"
#include "common/rpc/service_state.h"
#include "common/storage/transaction.h"
#include "google/protobuf/message.h"

namespace kam::rpc {

// The one way in which a handler changes the store: runs `body` as one commit,
// in the caller's name. When the request has a `request_id` that was answered
// before, `*answer` is that answer and the body does not run; otherwise what
// the body leaves in `*answer` is kept with the commit. Returns the body's
// error, INVALID_ARGUMENT (INVALID_REQUEST_ID, REQUEST_ID_REUSED), or what
// Store::Update returns. The body must not call the store or the network.
absl::Status Mutate(
    ServiceState& state, const Caller& caller,
    const google::protobuf::Message& request, google::protobuf::Message* answer,
    absl::FunctionRef<absl::Status(storage::Transaction&)> body);

}  // namespace kam::rpc
