#include "common/base/log.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/text.h"
#include "spdlog/logger.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace kam {
namespace {

spdlog::level::level_enum ToSpdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

absl::string_view NameOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

// Never destroyed: threads may log while the program ends.
spdlog::logger& Logger() {
  static spdlog::logger* const logger = [] {
    auto* made = new spdlog::logger(
        "kam", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::info);
    made->flush_on(spdlog::level::debug);
    return made;
  }();
  return *logger;
}

}  // namespace

void Log(LogLevel level, absl::string_view message,
         const std::vector<LogField>& fields) noexcept {
  // The library may throw, on lack of memory if on nothing else; an event that
  // cannot be written must not end what it tells of.
  try {
    spdlog::logger& logger = Logger();
    if (!logger.should_log(ToSpdlog(level))) return;
    const std::string line = FormatLogLine(absl::Now(), level, message, fields);
    logger.log(ToSpdlog(level), spdlog::string_view_t(line));
  } catch (...) {
  }
}

void SetLogLevel(LogLevel level) { Logger().set_level(ToSpdlog(level)); }

std::string FormatLogLine(absl::Time time, LogLevel level,
                          absl::string_view message,
                          const std::vector<LogField>& fields) {
  std::string line = absl::StrCat(
      R"({"ts":")",
      absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone()),
      R"(","level":")", NameOf(level), R"(","msg":)", JsonQuote(message));
  for (const LogField& field : fields) {
    const bool taken =
        field.name == "ts" || field.name == "level" || field.name == "msg";
    absl::StrAppend(&line, ",",
                    JsonQuote(absl::StrCat(taken ? "field_" : "", field.name)),
                    ":", JsonQuote(field.value));
  }
  line += '}';
  return line;
}

}  // namespace kam
