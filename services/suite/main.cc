#include "absl/flags/declare.h"
#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/rpc/handler.h"
#include "common/rpc/service_main.h"
#include "services/suite/suite.h"

ABSL_FLAG(absl::Duration, section_limit, kam::gateway::kSectionLimit,
          "A section of a view that takes longer is left out.");
ABSL_DECLARE_FLAG(int, max_calls);

int main(int argc, char** argv) {
  kam::rpc::BlockStopSignals();
  const absl::Status parsed = kam::rpc::ParseServerFlags(
      argc, argv,
      "The five services of the key account management suite in one process.\n"
      "  kam-suite --data_dir=DIRECTORY --init");
  if (!parsed.ok()) return kam::rpc::RefuseToStart(parsed);
  // A view asks four times within the process.
  kam::rpc::SetCallLimit(5 * absl::GetFlag(FLAGS_max_calls));
  kam::suite::SuiteOptions options;
  options.server = kam::rpc::ServerOptionsFromFlags();
  options.section_limit = absl::GetFlag(FLAGS_section_limit);
  options.store = [](const std::string& service) {
    return kam::rpc::StoreOptionsFromFlags(
        service, absl::StrCat(kam::rpc::DataDirectoryFlag(), "/", service));
  };
  auto suite = kam::suite::Suite::Open(options);
  if (!suite.ok()) return kam::rpc::RefuseToStart(suite.status());
  kam::Log(kam::LogLevel::kInfo, "serving",
           {{"service", "suite"}, {"port", absl::StrCat((*suite)->port())}});
  kam::rpc::WaitForStopSignal();
  (*suite)->Stop();
  return kam::rpc::kExitOk;
}
