#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/rpc/channel.h"
#include "common/rpc/server.h"
#include "common/rpc/service_main.h"
#include "services/gateway/backends.h"
#include "services/gateway/gateway_server.h"

ABSL_FLAG(std::string, account, "dns:///account:7400", "Account service.");
ABSL_FLAG(std::string, team, "dns:///team:7400", "Team service.");
ABSL_FLAG(std::string, planning, "dns:///planning:7400", "Planning service.");
ABSL_FLAG(std::string, assessment, "dns:///assessment:7400",
          "Assessment service.");
ABSL_FLAG(absl::Duration, section_limit, kam::gateway::kSectionLimit,
          "A section of a view that takes longer is left out.");

int main(int argc, char** argv) {
  kam::rpc::BlockStopSignals();
  const absl::Status parsed = kam::rpc::ParseServerFlags(
      argc, argv, "The joint view of key accounts over four services.",
      kam::rpc::Keeps::kNothing);
  if (!parsed.ok()) return kam::rpc::RefuseToStart(parsed);
  kam::gateway::Backends backends(
      {kam::rpc::MakeChannel(absl::GetFlag(FLAGS_account)),
       kam::rpc::MakeChannel(absl::GetFlag(FLAGS_team)),
       kam::rpc::MakeChannel(absl::GetFlag(FLAGS_planning)),
       kam::rpc::MakeChannel(absl::GetFlag(FLAGS_assessment))},
      absl::GetFlag(FLAGS_section_limit));
  const kam::SystemClock clock;
  kam::gateway::GatewayServer gateway(&clock, &backends);
  auto server = kam::rpc::Server::Start(
      kam::rpc::ServerOptionsFromFlags(), {&gateway},
      {kam::gateway::v1::KeyAccountService::service_full_name()});
  if (!server.ok()) return kam::rpc::RefuseToStart(server.status());
  kam::Log(kam::LogLevel::kInfo, "serving",
           {{"service", "gateway"}, {"port", absl::StrCat((*server)->port())}});
  kam::rpc::WaitForStopSignal();
  (*server)->Drain([] {});
  return kam::rpc::kExitOk;
}
