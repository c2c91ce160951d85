#include "services/assessment/known_programs.h"

#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::assessment {

void KnownPrograms::Forget(const std::string& program) {
  std::lock_guard<std::mutex> lock(mutex_);
  programs_.erase(program);
  ++forgotten_;
}

absl::StatusOr<KnownPrograms::Remembered> KnownPrograms::Find(
    const grpc::ServerContext* context, const std::string& program) {
  int64_t forgotten = 0;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto known = programs_.find(program);
    if (known != programs_.end()) return known->second;
    forgotten = forgotten_;
  }
  ASSIGN_OR_RETURN(const account::v1::Program answer,
                   upstreams_->AskForProgram(context, program));
  Remembered remembered;
  if (!absl::LoadTimeZone(answer.time_zone(), &remembered.zone)) {
    return Internal("UNKNOWN_TIME_ZONE",
                    "The programme's time zone is not known to this server.");
  }
  std::lock_guard<std::mutex> lock(mutex_);
  if (forgotten == forgotten_) programs_[program] = remembered;
  return remembered;
}

absl::StatusOr<ProgramSlice> KnownPrograms::SliceOf(
    const grpc::ServerContext* context, const std::string& program,
    const Standpoint& standpoint) {
  int64_t forgotten = 0;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    forgotten = forgotten_;
  }
  ASSIGN_OR_RETURN(const Remembered remembered, Find(context, program));
  if (!standpoint.retrospective && remembered.sliced_on == standpoint.as_of) {
    return remembered.slice;
  }
  ASSIGN_OR_RETURN(
      const account::v1::ProgramFacts facts,
      upstreams_->AskAboutProgram(context, program, ToProto(standpoint.as_of),
                                  standpoint.time()));
  ProgramSlice slice;
  slice.display_name = facts.program().display_name();
  slice.key_accounts = facts.key_accounts_size();
  if (standpoint.retrospective) return slice;
  std::lock_guard<std::mutex> lock(mutex_);
  const auto known = programs_.find(program);
  if (forgotten == forgotten_ && known != programs_.end()) {
    known->second.sliced_on = standpoint.as_of;
    known->second.slice = slice;
  }
  return slice;
}

absl::StatusOr<Standpoint> KnownPrograms::StandpointAt(
    const grpc::ServerContext* context, const std::string& program,
    const google::type::Date& as_of,
    const google::protobuf::Timestamp* read_time) {
  const absl::StatusOr<Remembered> remembered = Find(context, program);
  if (remembered.status().code() == absl::StatusCode::kNotFound) {
    return remembered.status();
  }
  // Without the account service nothing is stored, and any day will do.
  const absl::CivilDay today = Today(
      *state_->clock, remembered.ok() ? remembered->zone : absl::UTCTimeZone());
  Standpoint standpoint;
  ASSIGN_OR_RETURN(standpoint.as_of, DayOr(as_of, today));
  if (read_time != nullptr) standpoint.read_time = *read_time;
  standpoint.retrospective = read_time != nullptr || standpoint.as_of != today;
  return standpoint;
}

}  // namespace kam::assessment
