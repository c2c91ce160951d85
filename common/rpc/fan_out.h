#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/grpc_status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_unary_call.h"

namespace kam::rpc {

// A stub's AsyncX.
template <typename Answer, typename Stub, typename Request>
using AsyncMethod = std::unique_ptr<grpc::ClientAsyncResponseReader<Answer>> (
    Stub::*)(grpc::ClientContext*, const Request&, grpc::CompletionQueue*);

// Several unary calls at once on behalf of one request, on a completion queue
// of the request's own. The calls carry the request's deadline and
// cancellation, and end at the latest `limit` from now. Use: Ask each question,
// then Wait. Not thread-safe.
class FanOut {
 public:
  // `parent` may be null, for calls that no request asked for.
  FanOut(const grpc::ServerContext* parent, absl::Duration limit);
  ~FanOut();
  FanOut(const FanOut&) = delete;
  FanOut& operator=(const FanOut&) = delete;

  // Starts a call: `method` is the AsyncX of `stub`; the request may go at
  // once. By the end of Wait, `*outcome` is the answer or the error, which has
  // a reason; it must live until then.
  template <typename Answer, typename Stub, typename Request>
  void Ask(Stub& stub, const Request& request,
           AsyncMethod<Answer, Stub, Request> method,
           absl::StatusOr<Answer>* outcome) {
    auto call = std::make_unique<TypedCall<Answer>>(NewContext(), outcome);
    call->reader = (stub.*method)(call->context.get(), request, &queue_);
    call->reader->Finish(&call->answer, &call->status, call.get());
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

  template <typename Answer>
  struct TypedCall : Call {
    TypedCall(std::unique_ptr<grpc::ClientContext> call_context,
              absl::StatusOr<Answer>* call_outcome)
        : Call(std::move(call_context)), outcome(call_outcome) {}
    void Finish() override {
      if (status.ok()) {
        *outcome = std::move(answer);
      } else {
        *outcome = OutcomeOf(status);
      }
    }

    absl::StatusOr<Answer>* outcome;
    Answer answer;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Answer>> reader;
  };

  std::unique_ptr<grpc::ClientContext> NewContext() const;

  const grpc::ServerContext* parent_;
  std::chrono::system_clock::time_point deadline_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<Call>> calls_;
  size_t finished_ = 0;
};

// One such call alone; returns the answer or the error, which has a reason.
template <typename Answer, typename Stub, typename Request>
absl::StatusOr<Answer> Ask(const grpc::ServerContext* parent,
                           absl::Duration limit, Stub& stub,
                           const Request& request,
                           AsyncMethod<Answer, Stub, Request> method) {
  absl::StatusOr<Answer> answer;
  FanOut fan_out(parent, limit);
  fan_out.Ask(stub, request, method, &answer);
  fan_out.Wait();
  return answer;
}

}  // namespace kam::rpc
