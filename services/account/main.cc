#include "common/rpc/service_main.h"
#include "services/account/account_server.h"

int main(int argc, char** argv) {
  return kam::rpc::RunStoredService(argc, argv, "account",
                                    kam::account::MakeAccountService);
}
