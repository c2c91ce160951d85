#include "tests/suite/five_processes.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <random>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"

namespace kam::suite {
namespace {

constexpr std::array<const char*, FiveProcesses::kCount> kNames = {
    "account", "team", "planning", "assessment", "gateway"};

// A port on which nobody listens. Not one that the machine gives to outgoing
// connections: while a server is down, somebody else could get it.
int FreePort() {
  constexpr int kFirst = 20'000;
  constexpr int kLast = 32'000;
  std::random_device random;
  std::uniform_int_distribution<int> ports(kFirst, kLast);
  while (true) {
    const int port = ports(random);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<uint16_t>(port));
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool free = bind(listener, reinterpret_cast<sockaddr*>(&address),
                           sizeof(address)) == 0;
    close(listener);
    if (free) return port;
  }
}

}  // namespace

FiveProcesses::FiveProcesses() {
  for (std::string& address : addresses_) {
    address = absl::StrCat("127.0.0.1:", FreePort());
  }
  std::lock_guard<std::mutex> lock(mutex_);
  for (size_t i = 0; i < kCount; ++i) {
    Run(static_cast<Service>(i), Start::kNew);
    channels_[i] = rpc::MakeChannel(addresses_[i]);
  }
}

void FiveProcesses::KillAndRestart(Service service) {
  std::lock_guard<std::mutex> lock(mutex_);
  processes_[service].reset();
  Run(service, Start::kAgain);
}

void FiveProcesses::Run(Service service, Start start) {
  const std::string name = kNames[service];
  std::vector<std::string> flags;
  if (service != kGateway) {
    flags = testing::StoreFlags(folder_.Path(name), start == Start::kNew);
  }
  flags.push_back("--listen=" + addresses_[service]);
  const size_t others = service == kGateway      ? kCount - 1
                        : service == kAssessment ? kAssessment
                                                 : 0;
  for (size_t i = 0; i < others; ++i) {
    flags.push_back(absl::StrCat("--", kNames[i], "=", addresses_[i]));
  }
  processes_[service] = std::make_unique<testing::ServerProcess>(
      absl::StrCat(KAM_BIN_DIRECTORY, "/kam-", name), std::move(flags));
}

}  // namespace kam::suite
