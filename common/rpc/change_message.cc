#include "common/rpc/change_message.h"

#include "common/rpc/request_fields.h"
#include "common/status/status_macros.h"
#include "common/storage/stamps.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"

namespace kam::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* ChangesField(const Message& answer) {
  return answer.GetDescriptor()->FindFieldByName("changes");
}

// A new change in the answer with its resource decoded; null when the feed
// does not carry the type.
absl::StatusOr<Message*> NewChange(const storage::Table& table,
                                   const std::string& epoch, int64_t revision,
                                   std::string_view image, Message& answer) {
  const FieldDescriptor* changes = ChangesField(answer);
  const google::protobuf::Descriptor* type = changes->message_type();
  const FieldDescriptor* field = nullptr;
  for (int i = 0; i < type->field_count() && field == nullptr; ++i) {
    if (type->field(i)->message_type() == table.spec().descriptor) {
      field = type->field(i);
    }
  }
  if (field == nullptr) return nullptr;
  Message* change = answer.GetReflection()->AddMessage(&answer, changes);
  const google::protobuf::Reflection* reflection = change->GetReflection();
  Message* record = reflection->MutableMessage(change, field);
  RETURN_IF_ERROR(table.Decode(image, revision, epoch, record));
  SetStringField(*change, "name", storage::NameOf(*record));
  reflection->SetInt64(change, type->FindFieldByName("revision"), revision);
  return change;
}

void SetKind(Message& change, kam::type::v1::ChangeKind kind) {
  change.GetReflection()->SetEnumValue(
      &change, change.GetDescriptor()->FindFieldByName("kind"), kind);
}

}  // namespace

absl::StatusOr<bool> AddChange(const storage::Schema& schema,
                               const std::string& epoch,
                               const storage::v1::ChangeRecord& change,
                               Message& answer) {
  const storage::Table* table = schema.Find(change.record_type());
  if (table == nullptr) return false;
  ASSIGN_OR_RETURN(Message * added, NewChange(*table, epoch, change.revision(),
                                              change.image(), answer));
  if (added == nullptr) return false;
  SetKind(*added, change.kind());
  added->GetReflection()
      ->MutableMessage(added,
                       added->GetDescriptor()->FindFieldByName("commit_time"))
      ->CopyFrom(change.commit_time());
  SetStringField(*added, "actor", change.actor());
  SetStringField(*added, "on_behalf_of", change.on_behalf_of());
  SetStringField(*added, "request_id", change.request_id());
  SetStringField(*added, "reason", change.reason());
  return true;
}

absl::StatusOr<bool> AddSnapshot(const storage::Table& table,
                                 const std::string& epoch, int64_t revision,
                                 std::string_view image, Message& answer) {
  ASSIGN_OR_RETURN(Message * added,
                   NewChange(table, epoch, revision, image, answer));
  if (added == nullptr) return false;
  SetKind(*added, kam::type::v1::CHANGE_KIND_SNAPSHOT);
  return true;
}

Message& LastChange(Message& answer) {
  const FieldDescriptor* changes = ChangesField(answer);
  const auto* reflection = answer.GetReflection();
  return *reflection->MutableRepeatedMessage(
      &answer, changes, reflection->FieldSize(answer, changes) - 1);
}

void RemoveLastChange(Message& answer) {
  answer.GetReflection()->RemoveLast(&answer, ChangesField(answer));
}

}  // namespace kam::rpc
