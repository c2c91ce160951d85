#include "services/kamctl/health_commands.h"

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::kamctl {
namespace {

constexpr char kServing[] = "\x08\x01";
constexpr std::chrono::milliseconds kBetweenChecks(100);

// OK when the server serves, UNAVAILABLE when it answers but does not.
absl::Status Check(Session& session) {
  // Of grpc.health.v1: the request for the whole server is empty, the answer
  // a message whose field 1 is 1 for SERVING.
  ASSIGN_OR_RETURN(
      const std::string answer,
      session.connection().CallBytes("/grpc.health.v1.Health/Check", ""));
  if (answer == kServing) return absl::OkStatus();
  return FromServer(grpc::Status(grpc::StatusCode::UNAVAILABLE,
                                 "the server answers but does not serve"));
}

absl::StatusOr<Exit> Health(int wait_seconds, Session& session) {
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::seconds(wait_seconds);
  absl::Status status = Check(session);
  while (!status.ok() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(kBetweenChecks);
    status = Check(session);
  }
  RETURN_IF_ERROR(status);
  session.out() << (session.json() ? "{\"status\":\"SERVING\"}" : "serving")
                << '\n';
  return Exit::kDone;
}

}  // namespace

void AddHealthCommands(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("health", "whether the server serves");
  auto wait = std::make_shared<int>(0);
  command->add_option("--wait", *wait, "seconds to wait until it does")
      ->check(CLI::Range(0, 3600))
      ->capture_default_str();
  command->callback([wait, &chosen] {
    chosen = [wait](Session& session) { return Health(*wait, session); };
  });
}

}  // namespace kam::kamctl
