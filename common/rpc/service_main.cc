#include "common/rpc/service_main.h"

#include <iostream>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"
#include "common/base/log.h"
#include "common/base/text.h"
#include "common/rpc/handler.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "grpc/support/log.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:7400",
          "Address to serve on, host:port; port 0 takes a free one.");
ABSL_FLAG(std::string, data_dir, "", "Directory of the store. Required.");
ABSL_FLAG(bool, init, false,
          "Make a new store where the data directory has none. Without it an "
          "empty directory is an error: a lost volume must not look new.");
ABSL_FLAG(bool, accept_data_loss, false,
          "Open a store although writes it had acknowledged are missing.");
ABSL_FLAG(absl::Duration, drain_delay, absl::Seconds(5),
          "Time between NOT_SERVING and the end of new calls at a stop.");
ABSL_FLAG(int, max_calls, 256,
          "Calls in progress at most; more are refused at once.");
ABSL_FLAG(bool, reflection, true, "Tell clients the contracts (reflection).");
ABSL_FLAG(int, min_free_percent, 10,
          "Refuse writes when less of the disk is free.");
ABSL_FLAG(int64_t, min_free_bytes, int64_t{512} << 20,
          "Refuse writes when fewer bytes of the disk are free.");
ABSL_FLAG(int64_t, ballast_bytes, int64_t{64} << 20,
          "Size of the file kept to be deleted in need; 0 for none.");

namespace kam::rpc {
namespace {

constexpr int kMaxPort = 65535;
constexpr absl::Duration kLongestDrainDelay = absl::Minutes(10);

// gRPC's own lines become lines of our log.
void LogForGrpc(gpr_log_func_args* line) {
  const LogLevel level = line->severity == GPR_LOG_SEVERITY_ERROR
                             ? LogLevel::kWarning
                             : LogLevel::kDebug;
  Log(level, "grpc",
      {{"cause", line->message},
       {"at", absl::StrCat(line->file, ":", line->line)}});
}

absl::CommandLineFlag* FindFlag(absl::string_view name) {
  absl::CommandLineFlag* flag = absl::FindCommandLineFlag(name);
  if (flag != nullptr || !absl::ConsumePrefix(&name, "no")) return flag;
  flag = absl::FindCommandLineFlag(name);
  return flag != nullptr && flag->IsOfType<bool>() ? flag : nullptr;
}

// Refuses what Abseil would end the program for, in words of its own and with
// an exit code that says nothing.
absl::Status CheckArguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (argument == "--") break;
    if (!absl::ConsumePrefix(&argument, "-")) continue;
    absl::ConsumePrefix(&argument, "-");
    const size_t equals = argument.find('=');
    const absl::string_view name = argument.substr(0, equals);
    absl::CommandLineFlag* flag = FindFlag(name);
    if (flag == nullptr) {
      return InvalidArgument(
          "UNKNOWN_ARGUMENT",
          absl::StrCat("--", name, " is not a flag; see --help."));
    }
    if (equals == absl::string_view::npos && flag->IsOfType<bool>()) continue;
    if (equals == absl::string_view::npos && ++i == argc) {
      return InvalidArgument("INVALID_FLAG",
                             absl::StrCat("--", name, " needs a value."));
    }
    const absl::string_view value = equals == absl::string_view::npos
                                        ? absl::string_view(argv[i])
                                        : argument.substr(equals + 1);
    std::string error;
    if (flag->Name() != name || !flag->ParseFrom(value, &error)) {
      return InvalidArgument(
          "INVALID_FLAG", absl::StrCat("--", name, " cannot be ", Quoted(value),
                                       "; see --help."));
    }
  }
  return absl::OkStatus();
}

bool IsAddress(absl::string_view listen) {
  const size_t colon = listen.rfind(':');
  int port = 0;
  return colon != absl::string_view::npos && colon > 0 &&
         absl::SimpleAtoi(listen.substr(colon + 1), &port) && port >= 0 &&
         port <= kMaxPort;
}

// Refuses values that no server could work with.
absl::Status CheckValues() {
  Violations violations;
  auto need = [&](bool holds, absl::string_view flag, absl::string_view what) {
    if (!holds) violations.Add(absl::StrCat("--", flag), what, "INVALID_FLAG");
  };
  const int percent = absl::GetFlag(FLAGS_min_free_percent);
  const absl::Duration delay = absl::GetFlag(FLAGS_drain_delay);
  need(IsAddress(absl::GetFlag(FLAGS_listen)), "listen",
       "must be a host and a port from 0 to 65535, such as 127.0.0.1:7400");
  need(delay >= absl::ZeroDuration() && delay <= kLongestDrainDelay,
       "drain_delay", "must be from 0 to 10 minutes");
  need(absl::GetFlag(FLAGS_max_calls) > 0, "max_calls", "must be 1 or more");
  need(percent >= 0 && percent < 100, "min_free_percent",
       "must be from 0 to 99");
  need(absl::GetFlag(FLAGS_min_free_bytes) >= 0, "min_free_bytes",
       "must not be negative");
  need(absl::GetFlag(FLAGS_ballast_bytes) >= 0, "ballast_bytes",
       "must not be negative");
  return violations.ToStatus();
}

}  // namespace

absl::Status ParseServerFlags(int argc, char** argv, const std::string& usage,
                              Keeps keeps) {
  gpr_set_log_function(LogForGrpc);
  // Debian's Abseil would look for circles of locks at every lock gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  absl::SetProgramUsageMessage(usage);
  RETURN_IF_ERROR(CheckArguments(argc, argv));
  std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    return InvalidArgument(
        "UNKNOWN_ARGUMENT",
        absl::StrCat("'", rest[1], "' is not a flag; see --help."));
  }
  if (keeps == Keeps::kStores && absl::GetFlag(FLAGS_data_dir).empty()) {
    return InvalidArgument("MISSING_FLAG", "--data_dir is required.");
  }
  RETURN_IF_ERROR(CheckValues());
  SetCallLimit(absl::GetFlag(FLAGS_max_calls));
  SetLogOutput(LogOutput::kStdout);
  return absl::OkStatus();
}

ServerOptions ServerOptionsFromFlags() {
  ServerOptions options;
  options.listen = absl::GetFlag(FLAGS_listen);
  options.drain_delay = absl::GetFlag(FLAGS_drain_delay);
  options.reflection = absl::GetFlag(FLAGS_reflection);
  return options;
}

storage::StoreOptions StoreOptionsFromFlags(const std::string& service,
                                            const std::string& directory) {
  storage::StoreOptions options;
  options.directory = directory;
  options.service = service;
  options.init = absl::GetFlag(FLAGS_init);
  options.accept_data_loss = absl::GetFlag(FLAGS_accept_data_loss);
  options.disk.min_free_bps = absl::GetFlag(FLAGS_min_free_percent) * 100;
  options.disk.min_free_bytes = absl::GetFlag(FLAGS_min_free_bytes);
  options.disk.ballast_bytes = absl::GetFlag(FLAGS_ballast_bytes);
  return options;
}

std::string DataDirectoryFlag() { return absl::GetFlag(FLAGS_data_dir); }

int RefuseToStart(const absl::Status& status) {
  // In one piece: the log's writer may be at work on the same terminal.
  std::cerr << absl::StrCat(status.message(), "\n");
  Log(LogLevel::kError, "not started",
      {{"reason", Reason(status)}, {"message", std::string(status.message())}});
  if (status.code() == absl::StatusCode::kInvalidArgument) return kExitUsage;
  return status.code() == absl::StatusCode::kDataLoss ? kExitStoreRefused
                                                      : kExitFailed;
}

int RunStoredService(int argc, char** argv, const std::string& service,
                     const ServiceFactory& factory) {
  BlockStopSignals();
  absl::Status parsed = ParseServerFlags(
      argc, argv,
      absl::StrCat("The ", service,
                   " service of the key account management suite.\n  kam-",
                   service, " --data_dir=DIRECTORY --init"));
  if (!parsed.ok()) return RefuseToStart(parsed);

  HealthReporter reporter;
  storage::StoreOptions options =
      StoreOptionsFromFlags(service, DataDirectoryFlag());
  options.on_health = [&](storage::StoreHealth health) {
    reporter.Report(health);
  };
  absl::StatusOr<std::unique_ptr<OpenService>> open =
      OpenService::Open(std::move(options), factory);
  if (!open.ok()) return RefuseToStart(open.status());

  StoredService& handlers = (*open)->handlers();
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(
      ServerOptionsFromFlags(), handlers.services(), handlers.names());
  if (!server.ok()) return RefuseToStart(server.status());
  reporter.Attach(server->get(), handlers.names());
  reporter.Report((*open)->store().health());
  handlers.Start();
  Log(LogLevel::kInfo, "serving",
      {{"service", service}, {"port", absl::StrCat((*server)->port())}});

  WaitForStopSignal();
  (*server)->Drain([&] { handlers.Drain(); });
  reporter.Attach(nullptr, {});
  return kExitOk;
}

}  // namespace kam::rpc
