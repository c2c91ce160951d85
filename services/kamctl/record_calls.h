#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/kamctl/account_index.h"
#include "services/kamctl/connection.h"
#include "services/kamctl/csv.h"
#include "services/kamctl/mapping.h"
#include "services/kamctl/record_fields.h"

namespace kam::kamctl {

class RowReader;

// The call that stores one record.
struct RecordCall {
  // Resource name of the record.
  std::string record;
  // Calls of one lane are made in the order of the file, since what the server
  // makes of the later depends on the earlier; "" is in no lane.
  std::string lane;
  // Makes the call; may run on any thread.
  std::function<absl::Status()> call;
};

// Makes of each row of a file the call that stores it; a record that exists is
// updated, of members and assignments with their past kept. Not thread safe;
// its calls are, and must not outlive the connection.
class RecordCalls {
 public:
  // Rows of `kind` in the programme of the full name `program`, whose accounts
  // are known by the keys of `source_system`.
  RecordCalls(RecordKind kind, std::string program, std::string source_system,
              AccountIndex accounts, const Mapping& mapping,
              Connection& connection);

  // Returns the call for a row. INVALID_ARGUMENT says which cell is wrong,
  // NOT_FOUND that no account has the key.
  absl::StatusOr<RecordCall> Of(const CsvRow& row) const;

 private:
  absl::StatusOr<RecordCall> OfAccount(const RowReader& row) const;
  absl::StatusOr<RecordCall> OfContact(const RowReader& row) const;
  absl::StatusOr<RecordCall> OfMember(const RowReader& row) const;
  absl::StatusOr<RecordCall> OfAssignment(const RowReader& row) const;

  // The account that has the key, or a name for a new one: other systems may
  // use the same key for another customer.
  std::string AccountName(const std::string& key) const;

  // The call that updates `record`, or creates it.
  template <typename Stub, typename Request, typename Response>
  RecordCall Update(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    Request request, const std::string& record) const;

  const RecordKind kind_;
  const std::string program_;
  const std::string source_system_;
  const AccountIndex accounts_;
  const Mapping& mapping_;
  Connection& connection_;
};

}  // namespace kam::kamctl
