#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/rpc/server.h"
#include "common/rpc/service_main.h"
#include "tests/bench/echo_server.h"

int main(int argc, char** argv) {
  kam::rpc::BlockStopSignals();
  const absl::Status parsed = kam::rpc::ParseServerFlags(
      argc, argv,
      "A bare server, which the suite is measured beside.\n"
      "  kam-bench-echo --listen=127.0.0.1:0",
      kam::rpc::Keeps::kNothing);
  if (!parsed.ok()) return kam::rpc::RefuseToStart(parsed);
  kam::bench::EchoServer echo;
  auto server =
      kam::rpc::Server::Start(kam::rpc::ServerOptionsFromFlags(), {&echo}, {});
  if (!server.ok()) return kam::rpc::RefuseToStart(server.status());
  echo.Connect((*server)->InProcessChannel());
  kam::Log(kam::LogLevel::kInfo, "serving",
           {{"service", "echo"}, {"port", absl::StrCat((*server)->port())}});
  kam::rpc::WaitForStopSignal();
  (*server)->Drain([] {});
  return kam::rpc::kExitOk;
}
