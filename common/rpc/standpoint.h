#pragma once

#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/service_state.h"
#include "common/status/status_macros.h"
#include "common/storage/commit_time.h"
#include "common/storage/reader.h"
#include "google/protobuf/util/time_util.h"

namespace kam::rpc {

// From where a computed answer looks: the state of the store that it reads, and
// the business day that it speaks of.
struct Standpoint {
  storage::ReadView view;
  absl::CivilDay as_of;
};

// The standpoint that a request with `as_of` and `read_time` asks for; without
// them today (in UTC: only the account service knows a programme's zone) and
// the present. INVALID_ARGUMENT for a day that is none, and what Store::ViewAt
// returns.
template <typename Request>
absl::StatusOr<Standpoint> StandpointOf(const ServiceState& state,
                                        const Request& request) {
  ASSIGN_OR_RETURN(
      const absl::CivilDay as_of,
      DayOr(request.as_of(), Today(*state.clock, absl::UTCTimeZone())));
  ASSIGN_OR_RETURN(storage::ReadView view,
                   state.store->ViewAt(ReadTimeOf(request)));
  return Standpoint{std::move(view), as_of};
}

// Says in the `store` of an answer which state it comes from.
template <typename Answer>
void SetStore(const storage::Reader& reader, Answer* answer) {
  answer->mutable_store()->set_epoch(reader.epoch());
  answer->mutable_store()->set_revision(reader.revision());
}

// The same with the day, in `store` and `as_of`.
template <typename Answer>
void SetStandpoint(const storage::Reader& reader, absl::CivilDay as_of,
                   Answer* answer) {
  SetStore(reader, answer);
  *answer->mutable_as_of() = ToProto(as_of);
}

template <typename Answer>
void SetStandpoint(const Standpoint& standpoint, Answer* answer) {
  SetStandpoint(standpoint.view, standpoint.as_of, answer);
}

// Says in the `read_time` of an answer when its state was committed. DATA_LOSS.
template <typename Answer>
absl::Status SetReadTime(const storage::Reader& reader, Answer* answer) {
  ASSIGN_OR_RETURN(const std::optional<absl::Time> time,
                   storage::CommitTimeOf(reader, reader.revision()));
  if (time.has_value()) {
    *answer->mutable_read_time() =
        google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
            absl::ToUnixMicros(*time));
  }
  return absl::OkStatus();
}

}  // namespace kam::rpc
