#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace kam {

// How much an event matters.
enum class LogLevel { kDebug, kInfo, kWarning, kError };

// A named value of an event.
struct LogField {
  std::string name;
  std::string value;
};

// Writes one event as a line of JSON: ts, level, msg and the fields. Thread
// safe; never throws and never fails.
void Log(LogLevel level, absl::string_view message,
         const std::vector<LogField>& fields = {}) noexcept;

// Drops events below `level` from now on; kInfo at first. Thread safe.
void SetLogLevel(LogLevel level);

// Where events go.
enum class LogOutput {
  // Standard error, each written before Log returns: the default, for tools,
  // whose standard output is their answer.
  kStderr,
  // Standard output, for servers: a thread writes what waits in a queue of
  // kLogQueueEvents, so that a slow reader never holds up a call. When the
  // queue
  // is full the oldest event is dropped, and an event tells how many were.
  kStdout,
};
inline constexpr int kLogQueueEvents = 8192;

// Sends events to `output` from now on; those that wait are written first, here
// and at the end of the program. Thread safe.
void SetLogOutput(LogOutput output);

// Returns the line that Log writes, without its end. Text that is not UTF-8 is
// mended; a field that is called ts, level or msg gets the prefix "field_".
std::string FormatLogLine(absl::Time time, LogLevel level,
                          absl::string_view message,
                          const std::vector<LogField>& fields);

}  // namespace kam
