#include "common/base/log.h"

#include <atomic>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/text.h"
#include "spdlog/async_logger.h"
#include "spdlog/details/thread_pool.h"
#include "spdlog/logger.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace kam {
namespace {

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

std::atomic<LogLevel> least_level{LogLevel::kInfo};

// Writes lines to standard error at once, or to standard output through a
// queue. Thread-safe.
class Writer {
 public:
  explicit Writer(LogOutput output) {
    if (output == LogOutput::kStderr) {
      logger_ = std::make_shared<spdlog::logger>(
          "kam", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    } else {
      sink_ = std::make_shared<spdlog::sinks::stdout_sink_mt>();
      queue_ =
          std::make_shared<spdlog::details::thread_pool>(kLogQueueEvents, 1);
      logger_ = std::make_shared<spdlog::async_logger>(
          "kam", sink_, queue_, spdlog::async_overflow_policy::overrun_oldest);
    }
    Prepare(*logger_);
  }

  // Writes what waits.
  ~Writer() {
    if (queue_ == nullptr) return;
    const size_t dropped = Untold();
    queue_.reset();
    if (dropped == 0) return;
    spdlog::logger rest("kam", sink_);
    Prepare(rest);
    Write(rest, DropsLine(dropped));
  }

  void Write(const std::string& line) {
    // Told once there is room again, or the telling would be dropped too.
    if (queue_ != nullptr && queue_->queue_size() < kLogQueueEvents / 2) {
      const size_t dropped = Untold();
      if (dropped > 0) Write(*logger_, DropsLine(dropped));
    }
    Write(*logger_, line);
  }

 private:
  static void Prepare(spdlog::logger& logger) {
    logger.set_pattern("%v");
    logger.flush_on(spdlog::level::info);
  }

  static void Write(spdlog::logger& logger, const std::string& line) {
    logger.log(spdlog::level::info, spdlog::string_view_t(line));
  }

  static std::string DropsLine(size_t dropped) {
    return FormatLogLine(absl::Now(), LogLevel::kWarning, "events dropped",
                         {{"count", absl::StrCat(dropped)}});
  }

  // How many events were dropped since this was last asked.
  size_t Untold() {
    const size_t dropped = queue_->overrun_counter();
    const size_t told = told_.exchange(dropped);
    return dropped > told ? dropped - told : 0;
  }

  std::shared_ptr<spdlog::sinks::stdout_sink_mt> sink_;
  std::shared_ptr<spdlog::details::thread_pool> queue_;
  std::shared_ptr<spdlog::logger> logger_;
  std::atomic<size_t> told_{0};
};

// Where events go now. Never destroyed: threads may log while the program ends.
class Output {
 public:
  static Output& Get() {
    static auto* const kOutput = new Output();
    return *kOutput;
  }

  std::shared_ptr<Writer> writer() {
    std::lock_guard<std::mutex> lock(mutex_);
    return writer_;
  }

  void Set(std::shared_ptr<Writer> writer) {
    std::lock_guard<std::mutex> lock(mutex_);
    // The old one ends with this call, outside of the lock.
    writer_.swap(writer);
  }

 private:
  Output() : writer_(std::make_shared<Writer>(LogOutput::kStderr)) {}

  std::mutex mutex_;
  std::shared_ptr<Writer> writer_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

void Log(LogLevel level, absl::string_view message,
         const std::vector<LogField>& fields) noexcept {
  // The library may throw, on lack of memory if on nothing else; an event that
  // cannot be written must not end what it tells of.
  try {
    if (level < least_level.load()) return;
    Output::Get().writer()->Write(
        FormatLogLine(absl::Now(), level, message, fields));
  } catch (...) {
  }
}

void SetLogLevel(LogLevel level) { least_level = level; }

void SetLogOutput(LogOutput output) {
  static const int registered =
      std::atexit([] { SetLogOutput(LogOutput::kStderr); });
  static_cast<void>(registered);
  Output::Get().Set(std::make_shared<Writer>(output));
}

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
