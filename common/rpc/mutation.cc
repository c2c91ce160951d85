#include "common/rpc/mutation.h"

#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "common/base/digest.h"
#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/request_fields.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/request_log.h"
#include "common/storage/stamps.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace kam::rpc {
namespace {

using google::protobuf::Message;

// Records of a commit, its log and its indexes take about this many times the
// request.
constexpr int64_t kWeightFactor = 4;

bool IsUuid(const std::string& text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-'
             : !std::isxdigit(static_cast<unsigned char>(text[i]))) {
      return false;
    }
  }
  return true;
}

std::string Digest(const Message& request) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return Sha256(bytes);
}

std::string ProgramIn(const std::string& name) {
  auto program = resource::ProgramName::Of(name);
  return program.ok() ? program->program : "";
}

// The programme that the request speaks of, by its parent, its name or its
// resource's name; "" for one that makes a programme.
std::string ProgramOf(const Message& request) {
  for (const char* field : {"parent", "name", "account", "program"}) {
    std::string program = ProgramIn(StringField(request, field));
    if (!program.empty()) return program;
  }
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  request.GetReflection()->ListFields(request, &fields);
  for (const auto* field : fields) {
    if (field->message_type() == nullptr || field->is_repeated()) continue;
    std::string program = ProgramIn(
        storage::NameOf(request.GetReflection()->GetMessage(request, field)));
    if (!program.empty()) return program;
  }
  return "";
}

}  // namespace

absl::Status Mutate(
    ServiceState& state, const Caller& caller, const Message& request,
    Message* answer,
    absl::FunctionRef<absl::Status(storage::Transaction&)> body) {
  storage::UpdateOptions options;
  options.context.actor = caller.principal;
  options.context.request_id = StringField(request, "request_id");
  options.context.reason = StringField(request, "reason");
  options.weight_bytes =
      kWeightFactor * static_cast<int64_t>(request.ByteSizeLong());
  const std::string& request_id = options.context.request_id;
  if (request_id.empty()) return state.store->Update(options, body);
  if (!IsUuid(request_id)) {
    return InvalidArgument("INVALID_REQUEST_ID",
                           "request_id must be a UUID, or empty.");
  }

  storage::RequestKey key{ProgramOf(request), caller.principal,
                          MethodOf(request), request_id};
  std::string digest = Digest(request);
  return state.store->Update(
      options, [&](storage::Transaction& transaction) -> absl::Status {
        ASSIGN_OR_RETURN(std::optional<std::string> kept,
                         storage::FindAnswer(transaction, key, digest));
        if (kept.has_value()) {
          answer->ParseFromString(*kept);
          return absl::OkStatus();
        }
        RETURN_IF_ERROR(body(transaction));
        storage::KeepAnswer(transaction, key, digest,
                            answer->SerializeAsString());
        return absl::OkStatus();
      });
}

}  // namespace kam::rpc
