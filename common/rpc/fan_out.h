#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/grpc_status.h"
#include "common/status/errors.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_unary_call.h"

namespace kam::rpc {

// Several unary calls at once on behalf of one request, on a completion queue
// of the request's own. The calls carry the request's deadline and
// cancellation, and end at the latest `limit` from now. Use: Start each call,
// then Wait. Not thread-safe.
class FanOut {
 public:
  // `parent` may be null, for calls that no request asked for.
  FanOut(const grpc::ServerContext* parent, absl::Duration limit);
  ~FanOut();
  FanOut(const FanOut&) = delete;
  FanOut& operator=(const FanOut&) = delete;

  // Starts a call: `begin(context, queue)` is the stub's AsyncX with its
  // request bound. By the end of Wait, `*outcome` is the answer or the error;
  // it must live until then.
  template <typename Response>
  void Start(absl::FunctionRef<
                 std::unique_ptr<grpc::ClientAsyncResponseReader<Response>>(
                     grpc::ClientContext*, grpc::CompletionQueue*)>
                 begin,
             absl::StatusOr<Response>* outcome) {
    auto call = std::make_unique<TypedCall<Response>>(NewContext(), outcome);
    call->reader = begin(call->context.get(), &queue_);
    call->reader->Finish(&call->response, &call->status, call.get());
    calls_.push_back(std::move(call));
  }

  // Returns when every call has ended.
  void Wait();

 private:
  struct Call {
    explicit Call(std::unique_ptr<grpc::ClientContext> call_context)
        : context(std::move(call_context)) {}
    virtual ~Call() = default;
    // Hands the answer over.
    virtual void Finish() = 0;

    std::unique_ptr<grpc::ClientContext> context;
    grpc::Status status;
  };

  template <typename Response>
  struct TypedCall : Call {
    TypedCall(std::unique_ptr<grpc::ClientContext> call_context,
              absl::StatusOr<Response>* call_outcome)
        : Call(std::move(call_context)), outcome(call_outcome) {}
    void Finish() override {
      if (status.ok()) {
        *outcome = std::move(response);
      } else {
        *outcome = FromGrpcStatus(status);
      }
    }

    absl::StatusOr<Response>* outcome;
    Response response;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> reader;
  };

  std::unique_ptr<grpc::ClientContext> NewContext() const;

  const grpc::ServerContext* parent_;
  std::chrono::system_clock::time_point deadline_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Call>> calls_;
  size_t finished_ = 0;
};

}  // namespace kam::rpc
