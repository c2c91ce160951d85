#pragma once

#include <sys/types.h>

#include <string>
#include <thread>
#include <vector>

namespace kam::testing {

// Flags of a server that keeps its store in `directory`, however full the disk.
std::vector<std::string> StoreFlags(const std::string& directory, bool init);

// One of our servers in a process of its own. Killed, without any warning, when
// this goes.
class ServerProcess {
 public:
  // Starts it, on any port unless a flag names one; the test fails when it does
  // not serve.
  ServerProcess(const std::string& program, std::vector<std::string> flags);
  ~ServerProcess();

  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Kills it with SIGKILL; does nothing the second time.
  void Kill();

  // Where it listens.
  std::string address() const { return "127.0.0.1:" + port_; }

 private:
  pid_t process_ = -1;
  int log_ = -1;
  std::string port_;
  std::thread reader_;  // so that it never waits for its log to be read
};

}  // namespace kam::testing
