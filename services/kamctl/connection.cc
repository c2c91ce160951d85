#include "services/kamctl/connection.h"

#include <grpcpp/generic/generic_stub.h>

#include <chrono>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "google/rpc/status.pb.h"

namespace kam::kamctl {
namespace {

constexpr char kServerUrl[] = "kam.dev/kamctl/from-server";
constexpr int kKeepaliveMilliseconds = 20'000;
// A view of a large account, or a page of a thousand records.
constexpr int kMaxMessageBytes = 64 << 20;

}  // namespace

absl::Status FromServer(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& detail : details.details()) {
      result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
  result.SetPayload(kServerUrl, absl::Cord());
  return result;
}

bool IsFromServer(const absl::Status& status) {
  return status.GetPayload(kServerUrl).has_value();
}

bool IsUnreachable(const absl::Status& status) {
  // A server that drains says so with a reason; a missing one says nothing.
  return IsFromServer(status) &&
         (absl::IsDeadlineExceeded(status) ||
          (absl::IsUnavailable(status) && Reason(status).empty()));
}

Connection::Connection(const std::string& address, absl::Duration timeout)
    : timeout_(timeout) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMilliseconds);
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  channel_ = grpc::CreateCustomChannel(
      address, grpc::InsecureChannelCredentials(), arguments);
}

absl::StatusOr<std::string> Connection::CallBytes(const std::string& method,
                                                  const std::string& request) {
  grpc::GenericStub stub(channel_);
  grpc::ClientContext context;
  SetDeadline(context);
  grpc::CompletionQueue queue;
  const grpc::Slice sent(request);
  const auto call = stub.PrepareUnaryCall(&context, method,
                                          grpc::ByteBuffer(&sent, 1), &queue);
  grpc::ByteBuffer received;
  grpc::Status status;
  call->StartCall();
  call->Finish(&received, &status, nullptr);
  void* tag = nullptr;
  bool finished = false;
  queue.Next(&tag, &finished);
  if (!status.ok()) return FromServer(status);
  std::vector<grpc::Slice> slices;
  if (!received.Dump(&slices).ok()) {
    return Internal("UNREADABLE_ANSWER", "the answer cannot be read");
  }
  std::string answer;
  for (const grpc::Slice& slice : slices) {
    answer.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return answer;
}

void Connection::SetDeadline(grpc::ClientContext& context) const {
  context.set_deadline(std::chrono::system_clock::now() +
                       absl::ToChronoNanoseconds(timeout_));
}

}  // namespace kam::kamctl
