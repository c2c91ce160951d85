#include "common/rpc/service_main.h"
#include "services/assessment/assessment_server.h"

int main(int argc, char** argv) {
  return kam::rpc::RunStoredService(argc, argv, "assessment",
                                    kam::assessment::MakeAssessmentService);
}
