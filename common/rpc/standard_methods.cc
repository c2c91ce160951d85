#include "common/rpc/standard_methods.h"

#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "common/resource/field_behavior.h"
#include "common/resource/field_mask.h"
#include "common/resource/id.h"
#include "common/rpc/list_page.h"
#include "common/rpc/mutation.h"
#include "common/rpc/request_fields.h"
#include "common/status/status_macros.h"
#include "common/storage/stamps.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/message_differencer.h"

namespace kam::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using kam::resource::ResourceName;
using storage::Reader;
using storage::Table;
using storage::Transaction;

constexpr int64_t kMaxPageBytes = int64_t{3} << 20;

bool IsDeleted(const Message& record) {
  return HasMessageField(record, "delete_time");
}

std::unique_ptr<Message> NewRecord(const Table& table) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()
          ->GetPrototype(table.spec().descriptor)
          ->New());
}

// The resource inside a Create or Update request. INVALID_ARGUMENT without.
absl::StatusOr<const Message*> ResourceIn(const Message& request,
                                          const Table& table) {
  const FieldDescriptor* field = FieldOfType(request, table.spec().descriptor);
  if (field == nullptr || !request.GetReflection()->HasField(request, field)) {
    Violations violations;
    violations.Add(table.pattern().singular(), "must be set", "MISSING_FIELD");
    return violations.ToStatus();
  }
  return &request.GetReflection()->GetMessage(request, field);
}

absl::Status Validate(const Resource& resource, const Message& record) {
  Violations violations;
  resource::CheckInput(record, resource.table->pattern().singular(),
                       violations);
  if (resource.validate) resource.validate(record, violations);
  return violations.ToStatus();
}

absl::Status Admit(const Resource& resource, const Transaction& transaction,
                   const Message* before, Message& after) {
  if (!resource.admit) return absl::OkStatus();
  return resource.admit(transaction, before, after);
}

absl::Status CheckEtag(const std::string& given, const Message& stored) {
  if (given.empty() || given == StringField(stored, "etag")) {
    return absl::OkStatus();
  }
  return EtagMismatch(storage::NameOf(stored));
}

// The name that a Create request gives, with an id of ours when it gives none.
absl::StatusOr<ResourceName> NameToCreate(const Message& request,
                                          const Table& table, Random& random) {
  const resource::ResourcePattern& pattern = table.pattern();
  std::vector<std::string> ids;
  if (pattern.collections().size() > 1) {
    ASSIGN_OR_RETURN(
        ResourceName parent,
        ResourceName::ParseParent(pattern, StringField(request, "parent")));
    ids = parent.ids();
  }
  // The field is the message's in snake case with _id behind it.
  const FieldDescriptor* field = FieldOfType(request, table.spec().descriptor);
  std::string id = StringField(request, absl::StrCat(field->name(), "_id"));
  ids.push_back(id.empty() ? NewUuid(random) : id);
  return ResourceName::FromIds(pattern, std::move(ids));
}

// Stores a new record under a parent that must be there.
absl::Status CreateRecord(const ServiceState& state, Transaction& transaction,
                          const Resource& resource, const ResourceName& name,
                          Message* record) {
  RETURN_IF_ERROR(CheckParents(*state.schema, transaction, name));
  storage::StampName(*record, name.ToString());
  RETURN_IF_ERROR(Admit(resource, transaction, nullptr, *record));
  return resource.table->Create(transaction, name, record);
}

absl::Status UpdateRecord(const ServiceState& state, Transaction& transaction,
                          const Resource& resource, const ResourceName& name,
                          const Message& request, const Message& patch,
                          Message* record) {
  RETURN_IF_ERROR(CheckParents(*state.schema, transaction, name));
  ASSIGN_OR_RETURN(bool found, resource.table->Find(transaction, name, record));
  if (!found && BoolField(request, "allow_missing")) {
    record->CopyFrom(patch);
    resource::ClearOutputOnly(*record);
    RETURN_IF_ERROR(Validate(resource, *record));
    return CreateRecord(state, transaction, resource, name, record);
  }
  if (!found || IsDeleted(*record)) return NotFound(name.ToString());
  RETURN_IF_ERROR(CheckEtag(StringField(patch, "etag"), *record));
  std::unique_ptr<Message> before(record->New());
  before->CopyFrom(*record);
  FieldMask mask;
  const FieldDescriptor* field =
      request.GetDescriptor()->FindFieldByName("update_mask");
  mask.CopyFrom(request.GetReflection()->GetMessage(request, field));
  RETURN_IF_ERROR(resource::ApplyUpdate(patch, mask, *record));
  RETURN_IF_ERROR(Validate(resource, *record));
  RETURN_IF_ERROR(Admit(resource, transaction, before.get(), *record));
  return resource.table->Update(transaction, name, record);
}

absl::StatusOr<bool> HasChildren(const ServiceState& state,
                                 const Reader& reader, const Table& table,
                                 const std::string& name) {
  bool found = false;
  RETURN_IF_ERROR(state.schema->VisitAll(
      reader, name, [&](const Table& other, int64_t, std::string_view) {
        found = &other != &table;
        return !found;
      }));
  return found;
}

// Removes a record and all under it. RESOURCE_EXHAUSTED, COMMIT_TOO_LARGE.
absl::Status DeleteWithChildren(const ServiceState& state,
                                Transaction& transaction,
                                const ResourceName& name) {
  // Collected first: what is visited must not change on the way.
  std::vector<std::pair<const Table*, std::unique_ptr<Message>>> records;
  absl::Status failure;
  RETURN_IF_ERROR(state.schema->VisitAll(
      transaction, name.ToString(),
      [&](const Table& table, int64_t revision, std::string_view image) {
        std::unique_ptr<Message> record = NewRecord(table);
        failure =
            table.Decode(image, revision, transaction.epoch(), record.get());
        records.emplace_back(&table, std::move(record));
        return failure.ok() && records.size() <= Transaction::kMaxChanges;
      }));
  RETURN_IF_ERROR(failure);
  for (const auto& [table, record] : records) {
    ASSIGN_OR_RETURN(
        ResourceName child,
        ResourceName::Parse(table->pattern(), storage::NameOf(*record)));
    RETURN_IF_ERROR(table->Delete(transaction, child));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckParents(const storage::Schema& schema, const Reader& reader,
                          const ResourceName& name) {
  ResourceName parent = name;
  while (parent.ids().size() > 1) {
    parent = parent.Parent();
    const Table* table = schema.ForName(parent.ToString());
    if (table == nullptr) continue;
    std::unique_ptr<Message> record = NewRecord(*table);
    ASSIGN_OR_RETURN(bool found, table->Find(reader, parent, record.get()));
    if (!found || IsDeleted(*record)) return NotFound(parent.ToString());
  }
  return absl::OkStatus();
}

grpc::Status StandardMethods::Create(grpc::ServerContext* context,
                                     const Message& request, Message* response,
                                     const Resource& resource) const {
  return Handle(context, request, [&](const Caller& caller) -> absl::Status {
    ASSIGN_OR_RETURN(const Message* given,
                     ResourceIn(request, *resource.table));
    ASSIGN_OR_RETURN(ResourceName name,
                     NameToCreate(request, *resource.table, *state_->random));
    std::unique_ptr<Message> record = NewRecord(*resource.table);
    record->CopyFrom(*given);
    resource::ClearOutputOnly(*record);
    storage::StampName(*record, name.ToString());
    RETURN_IF_ERROR(Validate(resource, *record));
    return Mutate(*state_, caller, request, response,
                  [&](Transaction& transaction) -> absl::Status {
                    RETURN_IF_ERROR(CreateRecord(*state_, transaction, resource,
                                                 name, record.get()));
                    response->CopyFrom(*record);
                    return absl::OkStatus();
                  });
  });
}

grpc::Status StandardMethods::Get(grpc::ServerContext* context,
                                  const Message& request, Message* response,
                                  const Resource& resource) const {
  return Handle(context, request, [&](const Caller&) -> absl::Status {
    ASSIGN_OR_RETURN(ResourceName name,
                     ResourceName::Parse(resource.table->pattern(),
                                         StringField(request, "name")));
    ASSIGN_OR_RETURN(storage::ReadView view,
                     state_->store->ViewAt(ReadTimeOf(request)));
    RETURN_IF_ERROR(CheckParents(*state_->schema, view, name));
    return resource.table->Get(view, name, response);
  });
}

grpc::Status StandardMethods::List(grpc::ServerContext* context,
                                   const Message& request, Message* response,
                                   const Resource& resource,
                                   const ListFilter& filter) const {
  return Handle(context, request, [&](const Caller&) -> absl::Status {
    const Table& table = *resource.table;
    storage::ListQuery query;
    ASSIGN_OR_RETURN(const ListPage page, StartPage(*state_, request));
    query.limit = page.limit;
    query.after_key = page.after_key;
    query.max_bytes = kMaxPageBytes;
    bool show_deleted = BoolField(request, "show_deleted");
    query.filter = [&](const Message& record) {
      return (show_deleted || !IsDeleted(record)) &&
             (!filter || filter(record));
    };
    if (table.pattern().collections().size() > 1) {
      ASSIGN_OR_RETURN(ResourceName parent,
                       ResourceName::ParseParent(
                           table.pattern(), StringField(request, "parent")));
      query.parent_ids = parent.ids();
      std::vector<std::string> any_child = parent.ids();
      any_child.push_back("a");
      ASSIGN_OR_RETURN(
          ResourceName child,
          ResourceName::FromIds(table.pattern(), std::move(any_child)));
      RETURN_IF_ERROR(CheckParents(*state_->schema, page.view, child));
    }
    const FieldDescriptor* items =
        FieldOfType(*response, table.spec().descriptor);
    ASSIGN_OR_RETURN(
        storage::ListEnd end,
        table.List(page.view, query, [&](Message& record) {
          record.GetReflection()->Swap(
              response->GetReflection()->AddMessage(response, items), &record);
        }));
    if (end.next_after.empty()) return absl::OkStatus();
    SetStringField(*response, "next_page_token",
                   page.NextToken(end.next_after));
    return absl::OkStatus();
  });
}

grpc::Status StandardMethods::Update(grpc::ServerContext* context,
                                     const Message& request, Message* response,
                                     const Resource& resource) const {
  return Handle(context, request, [&](const Caller& caller) -> absl::Status {
    ASSIGN_OR_RETURN(const Message* patch,
                     ResourceIn(request, *resource.table));
    ASSIGN_OR_RETURN(ResourceName name,
                     ResourceName::Parse(resource.table->pattern(),
                                         storage::NameOf(*patch)));
    return Mutate(*state_, caller, request, response,
                  [&](Transaction& transaction) {
                    return UpdateRecord(*state_, transaction, resource, name,
                                        request, *patch, response);
                  });
  });
}

grpc::Status StandardMethods::Delete(grpc::ServerContext* context,
                                     const Message& request,
                                     google::protobuf::Empty* response,
                                     const Resource& resource) const {
  return Handle(context, request, [&](const Caller& caller) -> absl::Status {
    const Table& table = *resource.table;
    ASSIGN_OR_RETURN(
        ResourceName name,
        ResourceName::Parse(table.pattern(), StringField(request, "name")));
    return Mutate(
        *state_, caller, request, response,
        [&](Transaction& transaction) -> absl::Status {
          RETURN_IF_ERROR(CheckParents(*state_->schema, transaction, name));
          std::unique_ptr<Message> record = NewRecord(table);
          RETURN_IF_ERROR(table.Get(transaction, name, record.get()));
          if (IsDeleted(*record)) return NotFound(name.ToString());
          RETURN_IF_ERROR(CheckEtag(StringField(request, "etag"), *record));
          if (resource.admit_delete) {
            RETURN_IF_ERROR(resource.admit_delete(transaction, *record));
          }
          ASSIGN_OR_RETURN(bool children, HasChildren(*state_, transaction,
                                                      table, name.ToString()));
          if (children && !BoolField(request, "force")) {
            return FailedPrecondition(
                "CHILDREN_EXIST",
                absl::StrCat("There are records under ", name.ToString(),
                             "; set force to delete it with them."));
          }
          bool soft = table.spec().descriptor->FindFieldByName("delete_time") !=
                      nullptr;
          if (!soft) return DeleteWithChildren(*state_, transaction, name);
          storage::StampTime(*record, "delete_time", transaction.commit_time());
          return table.Update(transaction, name, record.get());
        });
  });
}

grpc::Status StandardMethods::Change(
    grpc::ServerContext* context, const Message& request, Message* response,
    const Resource& resource,
    absl::FunctionRef<absl::Status(Transaction&, Message&)> step) const {
  return Handle(context, request, [&](const Caller& caller) -> absl::Status {
    const Table& table = *resource.table;
    ASSIGN_OR_RETURN(
        ResourceName name,
        ResourceName::Parse(table.pattern(), StringField(request, "name")));
    return Mutate(
        *state_, caller, request, response,
        [&](Transaction& transaction) -> absl::Status {
          RETURN_IF_ERROR(CheckParents(*state_->schema, transaction, name));
          RETURN_IF_ERROR(table.Get(transaction, name, response));
          if (IsDeleted(*response)) return NotFound(name.ToString());
          RETURN_IF_ERROR(CheckEtag(StringField(request, "etag"), *response));
          std::unique_ptr<Message> before(response->New());
          before->CopyFrom(*response);
          RETURN_IF_ERROR(step(transaction, *response));
          if (MessageDifferencer::Equals(*before, *response)) {
            return absl::OkStatus();
          }
          RETURN_IF_ERROR(Validate(resource, *response));
          RETURN_IF_ERROR(
              Admit(resource, transaction, before.get(), *response));
          return table.Update(transaction, name, response);
        });
  });
}

grpc::Status StandardMethods::Undelete(grpc::ServerContext* context,
                                       const Message& request,
                                       Message* response,
                                       const Resource& resource) const {
  return Handle(context, request, [&](const Caller& caller) -> absl::Status {
    const Table& table = *resource.table;
    ASSIGN_OR_RETURN(
        ResourceName name,
        ResourceName::Parse(table.pattern(), StringField(request, "name")));
    return Mutate(
        *state_, caller, request, response,
        [&](Transaction& transaction) -> absl::Status {
          RETURN_IF_ERROR(CheckParents(*state_->schema, transaction, name));
          RETURN_IF_ERROR(table.Get(transaction, name, response));
          RETURN_IF_ERROR(CheckEtag(StringField(request, "etag"), *response));
          if (!IsDeleted(*response)) {
            return FailedPrecondition(
                "NOT_DELETED",
                absl::StrCat(name.ToString(), " is not deleted."));
          }
          response->GetReflection()->ClearField(
              response,
              response->GetDescriptor()->FindFieldByName("delete_time"));
          return table.Update(transaction, name, response);
        });
  });
}

}  // namespace kam::rpc
