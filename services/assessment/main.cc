#include "absl/flags/flag.h"
#include "common/rpc/channel.h"
#include "common/rpc/service_main.h"
#include "services/assessment/assessment_server.h"
#include "services/assessment/upstreams.h"

ABSL_FLAG(std::string, account, "dns:///account:7400", "Account service.");
ABSL_FLAG(std::string, team, "dns:///team:7400", "Team service.");
ABSL_FLAG(std::string, planning, "dns:///planning:7400", "Planning service.");

int main(int argc, char** argv) {
  kam::assessment::Upstreams upstreams;
  return kam::rpc::RunStoredService(
      argc, argv, "assessment", [&upstreams](kam::rpc::ServiceState* state) {
        // The flags are known by now.
        upstreams.Connect(
            {kam::rpc::MakeChannel(absl::GetFlag(FLAGS_account)),
             kam::rpc::MakeChannel(absl::GetFlag(FLAGS_team)),
             kam::rpc::MakeChannel(absl::GetFlag(FLAGS_planning))});
        return kam::assessment::MakeFollowingService(state, &upstreams);
      });
}
