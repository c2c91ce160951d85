#include "services/kamctl/program_day.h"

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/program_service.grpc.pb.h"

namespace kam::kamctl {

absl::StatusOr<google::type::Date> TodayIn(absl::string_view name,
                                           Connection& connection) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(name));
  account::v1::GetProgramRequest request;
  request.set_name(program.ToString());
  ASSIGN_OR_RETURN(
      const account::v1::Program found,
      connection.Call(&account::v1::ProgramService::Stub::GetProgram, request));
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(found.time_zone(), &zone)) {
    return Internal("UNKNOWN_TIME_ZONE",
                    "the programme's time zone is not known on this machine; "
                    "say the day with --as-of");
  }
  return kam::ToProto(Today(SystemClock(), zone));
}

}  // namespace kam::kamctl
