#include "common/rpc/service_main.h"
#include "services/planning/planning_server.h"

int main(int argc, char** argv) {
  return kam::rpc::RunStoredService(argc, argv, "planning",
                                    kam::planning::MakePlanningService);
}
