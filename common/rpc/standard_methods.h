#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/rpc/handler.h"
#include "common/rpc/service_state.h"
#include "common/status/errors.h"
#include "common/storage/collection.h"
#include "common/storage/table.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"

namespace kam::rpc {

// How one resource behaves under the standard methods.
struct Resource {
  const storage::Table* table = nullptr;
  // Adds what is wrong with a record whatever the state of the store; field
  // paths begin at the record. May be empty.
  std::function<void(const google::protobuf::Message& record,
                     Violations& violations)>
      validate;
  // Says whether the store's state allows the write, and may complete `after`:
  // `before` is null for a new record. May be empty.
  std::function<absl::Status(const storage::Transaction& transaction,
                             const google::protobuf::Message* before,
                             google::protobuf::Message& after)>
      admit;
  // Says whether the record may be deleted in the state of the store. May be
  // empty.
  std::function<absl::Status(const storage::Transaction& transaction,
                             const google::protobuf::Message& record)>
      admit_delete;
};

// The same for a resource T whose checks take it as what it is.
template <typename T>
struct ResourceOf : Resource {
  // The collection must outlive this; any check may be left out.
  explicit ResourceOf(
      const storage::Collection<T>& collection,
      std::function<void(const T&, Violations&)> validate_record = nullptr,
      std::function<absl::Status(const storage::Transaction&, const T*, T&)>
          admit_record = nullptr,
      std::function<absl::Status(const storage::Transaction&, const T&)>
          admit_deletion = nullptr) {
    using google::protobuf::Message;
    table = &collection.table();
    if (validate_record) {
      validate = [check = std::move(validate_record)](const Message& record,
                                                      Violations& violations) {
        check(static_cast<const T&>(record), violations);
      };
    }
    if (admit_record) {
      admit = [check = std::move(admit_record)](
                  const storage::Transaction& transaction,
                  const Message* before, Message& after) {
        return check(transaction, static_cast<const T*>(before),
                     static_cast<T&>(after));
      };
    }
    if (admit_deletion) {
      admit_delete = [check = std::move(admit_deletion)](
                         const storage::Transaction& transaction,
                         const Message& record) {
        return check(transaction, static_cast<const T&>(record));
      };
    }
  }
};

// Which records a list shows, beside those it hides as deleted. May be empty.
using ListFilter = std::function<bool(const google::protobuf::Message&)>;

// Get, List, Create, Update and Delete, once for every resource (AIP-131 to
// 135): names and ids, field behaviour, field masks, etags, request ids,
// paging, read times, soft deletion and the parent's existence. A handler that
// does the standard thing is one line. Requests and answers follow the field
// names of the AIPs and are read by reflection. Thread-safe.
//
// Errors of all: INVALID_ARGUMENT for what is malformed, NOT_FOUND when the
// resource or its parent is not there, and Mutate's.
class StandardMethods {
 public:
  using Message = google::protobuf::Message;

  // The state must outlive this.
  explicit StandardMethods(ServiceState* state) : state_(state) {}

  // ALREADY_EXISTS.
  grpc::Status Create(grpc::ServerContext* context, const Message& request,
                      Message* response, const Resource& resource) const;
  grpc::Status Get(grpc::ServerContext* context, const Message& request,
                   Message* response, const Resource& resource) const;
  // OUT_OF_RANGE when the page token's state is no longer kept.
  grpc::Status List(grpc::ServerContext* context, const Message& request,
                    Message* response, const Resource& resource,
                    const ListFilter& filter = nullptr) const;
  // The same, with a filter that takes the resource as what it is.
  template <typename T>
  grpc::Status List(
      grpc::ServerContext* context, const Message& request, Message* response,
      const ResourceOf<T>& resource,
      const std::type_identity_t<std::function<bool(const T&)>>& filter) const {
    return List(context, request, response,
                static_cast<const Resource&>(resource),
                [&](const Message& record) {
                  return filter(static_cast<const T&>(record));
                });
  }
  // ABORTED, ETAG_MISMATCH; creates what is missing when `allow_missing`.
  grpc::Status Update(grpc::ServerContext* context, const Message& request,
                      Message* response, const Resource& resource) const;
  // ABORTED, ETAG_MISMATCH; FAILED_PRECONDITION, CHILDREN_EXIST, when there is
  // something under the resource and `force` is not set; what `admit_delete`
  // returns. A resource with a `delete_time` is kept and hidden.
  grpc::Status Delete(grpc::ServerContext* context, const Message& request,
                      google::protobuf::Empty* response,
                      const Resource& resource) const;
  // A step of one record that has an rpc of its own, such as completing or
  // retracting it: reads the record that the request's `name` tells, compares
  // the request's `etag`, lets `step` change it, checks it as Update does and
  // stores it, when it changed. NOT_FOUND; ABORTED, ETAG_MISMATCH; what `step`
  // returns.
  grpc::Status Change(
      grpc::ServerContext* context, const Message& request, Message* response,
      const Resource& resource,
      absl::FunctionRef<absl::Status(storage::Transaction&, Message&)> step)
      const;
  template <typename T>
  grpc::Status Change(
      grpc::ServerContext* context, const Message& request, T* response,
      const ResourceOf<T>& resource,
      std::type_identity_t<
          absl::FunctionRef<absl::Status(storage::Transaction&, T&)>>
          step) const {
    return Change(context, request, response,
                  static_cast<const Resource&>(resource),
                  [&](storage::Transaction& transaction, Message& record) {
                    return step(transaction, static_cast<T&>(record));
                  });
  }
  // Takes a soft deletion back; FAILED_PRECONDITION, NOT_DELETED.
  grpc::Status Undelete(grpc::ServerContext* context, const Message& request,
                        Message* response, const Resource& resource) const;

 private:
  ServiceState* state_;
};

// NOT_FOUND when the parent of `name`, where this service keeps its kind, does
// not exist or is deleted; likewise for the parent's parents.
absl::Status CheckParents(const storage::Schema& schema,
                          const storage::Reader& reader,
                          const resource::ResourceName& name);

}  // namespace kam::rpc
