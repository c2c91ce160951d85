#include "common/rpc/grpc_status.h"

#include <string>

#include "common/base/log.h"
#include "common/status/errors.h"
#include "google/rpc/status.pb.h"

namespace kam::rpc {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  if (!GetErrorInfo(status).has_value()) {
    Log(LogLevel::kError, "error without a reason",
        {{"cause", status.ToString()}});
    return ToGrpcStatus(Internal(
        "INTERNAL", "The service failed; its log tells more under this time."));
  }
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(std::string(status.message()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    google::protobuf::Any* any = details.add_details();
    any->set_type_url(std::string(url));
    any->set_value(std::string(payload));
  });
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                      std::string(status.message()),
                      details.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return result;
  for (const google::protobuf::Any& any : details.details()) {
    result.SetPayload(any.type_url(), absl::Cord(any.value()));
  }
  return result;
}

absl::Status OutcomeOf(const grpc::Status& ended) {
  const absl::Status status = FromGrpcStatus(ended);
  return WithReason(status, absl::StatusCodeToString(status.code()));
}

}  // namespace kam::rpc
