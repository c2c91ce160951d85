#include "common/rpc/handler.h"

#include <atomic>
#include <chrono>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/log.h"
#include "common/resource/field_behavior.h"
#include "common/rpc/grpc_status.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/descriptor.h"

namespace kam::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::atomic<int> call_limit{256};
std::atomic<int> calls{0};

// Counts a call for as long as it lives.
class CallInProgress {
 public:
  CallInProgress() : count_(calls.fetch_add(1) + 1) {}
  ~CallInProgress() { calls.fetch_sub(1); }
  CallInProgress(const CallInProgress&) = delete;
  CallInProgress& operator=(const CallInProgress&) = delete;

  bool over_limit() const { return count_ > call_limit.load(); }

 private:
  int count_;
};

std::string RequestId(const Message& request) {
  const FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("request_id");
  if (field == nullptr) return "";
  return request.GetReflection()->GetString(request, field);
}

absl::Status CheckRequest(const grpc::ServerContext& context,
                          const Message& request) {
  if (std::chrono::system_clock::now() >= context.deadline()) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
                     "The deadline had passed before the call began.");
  }
  if (request.ByteSizeLong() > kMaxRequestBytes) {
    return ResourceExhausted(
        "REQUEST_TOO_LARGE",
        absl::StrCat("A request may have at most ", kMaxRequestBytes,
                     " bytes; this one has ", request.ByteSizeLong(), "."));
  }
  bool patch =
      request.GetDescriptor()->FindFieldByName("update_mask") != nullptr;
  Violations violations;
  resource::CheckInput(request, "", violations,
                       patch ? resource::RequiredFields::kNotAsked
                             : resource::RequiredFields::kAsked);
  return violations.ToStatus();
}

void LogCall(const Message& request, const Caller& caller,
             const absl::Status& status,
             std::chrono::steady_clock::time_point start) {
  auto elapsed = std::chrono::steady_clock::now() - start;
  auto micros =
      std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count();
  LogLevel level = status.code() == absl::StatusCode::kInternal ||
                           status.code() == absl::StatusCode::kDataLoss
                       ? LogLevel::kError
                       : LogLevel::kInfo;
  Log(level, "rpc",
      {{"method", MethodOf(request)},
       {"caller", caller.principal},
       {"code", absl::StatusCodeToString(status.code())},
       {"reason", Reason(status)},
       {"ms", absl::StrCat(micros / 1000, ".", micros / 100 % 10)},
       {"request_id", RequestId(request)}});
}

grpc::Status Run(const Message& request, HandlerBody body,
                 absl::FunctionRef<absl::Status()> check) {
  auto start = std::chrono::steady_clock::now();
  Caller caller = LocalCaller();
  absl::Status status = check();
  if (status.ok()) status = body(caller);
  LogCall(request, caller, status, start);
  return ToGrpcStatus(status);
}

}  // namespace

grpc::Status Handle(grpc::ServerContext* context, const Message& request,
                    HandlerBody body) {
  CallInProgress call;
  return Run(request, body, [&]() -> absl::Status {
    if (call.over_limit()) {
      return WithRetryDelay(
          ResourceExhausted("TOO_MANY_CALLS",
                            "The service is busy; try again shortly."),
          absl::Milliseconds(100));
    }
    return CheckRequest(*context, request);
  });
}

grpc::Status HandleStream(grpc::ServerContext* /*context*/, const Message& what,
                          HandlerBody body) {
  return Run(what, body, [] { return absl::OkStatus(); });
}

void SetCallLimit(int limit) { call_limit = limit; }

std::string MethodOf(const Message& request) {
  return std::string(
      absl::StripSuffix(request.GetDescriptor()->full_name(), "Request"));
}

}  // namespace kam::rpc
