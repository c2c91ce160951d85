#include "common/rpc/service_main.h"
#include "services/team/team_server.h"

int main(int argc, char** argv) {
  return kam::rpc::RunStoredService(argc, argv, "team",
                                    kam::team::MakeTeamService);
}
