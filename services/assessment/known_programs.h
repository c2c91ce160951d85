#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/rpc/service_state.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "grpcpp/server_context.h"
#include "services/assessment/evidence_bundle.h"
#include "services/assessment/upstreams.h"

namespace kam::assessment {

// From where an assessment looks.
struct Standpoint {
  absl::CivilDay as_of;
  std::optional<google::protobuf::Timestamp> read_time;
  // It looks back: at a past day or at a past state.
  bool retrospective = false;

  // The state to read; null for the present one.
  const google::protobuf::Timestamp* time() const {
    return read_time.has_value() ? &*read_time : nullptr;
  }
};

// What is remembered of programmes, so that not every account asks for it:
// zones, and what bundles freeze of them today. Thread-safe.
class KnownPrograms {
 public:
  // Both must outlive this.
  KnownPrograms(const rpc::ServiceState* state, Upstreams* upstreams)
      : state_(state), upstreams_(upstreams) {}

  // Forgets what is remembered of a programme: it has changed.
  void Forget(const std::string& program);

  // From where a request looks that has as_of and read_time: without them
  // today in the programme's zone, and the present. NOT_FOUND;
  // INVALID_ARGUMENT for a day that is none.
  template <typename Request>
  absl::StatusOr<Standpoint> StandpointOf(const grpc::ServerContext* context,
                                          const std::string& program,
                                          const Request& request) {
    return StandpointAt(
        context, program, request.as_of(),
        request.has_read_time() ? &request.read_time() : nullptr);
  }

  // The programme's slice on a day; remembered of the present. Errors of the
  // account service.
  absl::StatusOr<ProgramSlice> SliceOf(const grpc::ServerContext* context,
                                       const std::string& program,
                                       const Standpoint& standpoint);

 private:
  struct Remembered {
    absl::TimeZone zone;
    // The slice of a day.
    std::optional<absl::CivilDay> sliced_on;
    ProgramSlice slice;
  };

  absl::StatusOr<Remembered> Find(const grpc::ServerContext* context,
                                  const std::string& program);
  absl::StatusOr<Standpoint> StandpointAt(
      const grpc::ServerContext* context, const std::string& program,
      const google::type::Date& as_of,
      const google::protobuf::Timestamp* read_time);

  const rpc::ServiceState* state_;
  Upstreams* upstreams_;
  std::mutex mutex_;
  std::map<std::string, Remembered> programs_ ABSL_GUARDED_BY(mutex_);
  // Counts Forget, so that what was asked before is not remembered after.
  int64_t forgotten_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace kam::assessment
