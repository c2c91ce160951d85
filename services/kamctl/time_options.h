#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "absl/status/status.h"
#include "common/status/status_macros.h"
#include "services/kamctl/program_day.h"
#include "services/kamctl/session.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

// Of which day an answer speaks, and at what time the records are read.
struct TimeOptions {
  std::string as_of;
  std::string read_time;

  // Adds --as-of and --read-time to `command`, both with `prefix`.
  void AddTo(CLI::App& command, const std::string& prefix = "") {
    command.add_option("--" + prefix + "as-of", as_of,
                       "the business day, as 2013-11-30; default today "
                       "in the programme's time zone");
    command.add_option("--" + prefix + "read-time", read_time,
                       "read the records as they were at this time, as "
                       "2026-01-31T09:30:00Z; default now");
  }

  // Puts both into a request that has `as_of` and `read_time`.
  template <typename Request>
  absl::Status ApplyTo(Request& request) const {
    if (!as_of.empty()) {
      ASSIGN_OR_RETURN(*request.mutable_as_of(), ParseDate(as_of));
    }
    if (!read_time.empty()) {
      ASSIGN_OR_RETURN(*request.mutable_read_time(), ParseTime(read_time));
    }
    return absl::OkStatus();
  }

  // The same for a request about `name` to a service that does not know the
  // programme's time zone: its today is said.
  template <typename Request>
  absl::Status ApplyDayTo(const std::string& name, Session& session,
                          Request& request) const {
    RETURN_IF_ERROR(ApplyTo(request));
    if (request.has_as_of()) return absl::OkStatus();
    ASSIGN_OR_RETURN(*request.mutable_as_of(),
                     TodayIn(name, session.connection()));
    return absl::OkStatus();
  }
};

}  // namespace kam::kamctl
