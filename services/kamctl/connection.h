#pragma once

#include <grpcpp/grpcpp.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace kam::kamctl {

// Returns what the server answered, its details included, marked as an answer
// of a server.
absl::Status FromServer(const grpc::Status& status);

// Whether `status` came from a server and not from kamctl itself.
bool IsFromServer(const absl::Status& status);

// Whether `status` says that there is no server to answer.
bool IsUnreachable(const absl::Status& status);

// Calls the services at one address. Thread safe.
class Connection {
 public:
  // Connects to `address`, such as "127.0.0.1:7400", when the first call is
  // made; each call has `timeout`.
  Connection(const std::string& address, absl::Duration timeout);

  // Calls an rpc, such as `AccountService::Stub::GetAccount`.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    Response response;
    const grpc::Status status =
        (StubOf<Stub>().*method)(&context, request, &response);
    if (!status.ok()) return FromServer(status);
    return response;
  }

  // Calls the rpc of the path `method` with a serialised request and returns
  // the serialised answer; for rpcs whose contract is not among ours.
  absl::StatusOr<std::string> CallBytes(const std::string& method,
                                        const std::string& request);

  // Returns the stub of a service, for its streams.
  template <typename Stub>
  Stub& StubOf() {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::shared_ptr<void>& stub = stubs_[typeid(Stub)];
    if (stub == nullptr) stub = std::make_shared<Stub>(channel_);
    return *static_cast<Stub*>(stub.get());
  }

 private:
  void SetDeadline(grpc::ClientContext& context) const;

  const absl::Duration timeout_;
  std::shared_ptr<grpc::Channel> channel_;
  std::mutex mutex_;
  std::map<std::type_index, std::shared_ptr<void>> stubs_;  // under mutex_
};

}  // namespace kam::kamctl
