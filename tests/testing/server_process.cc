#include "tests/testing/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "gtest/gtest.h"

namespace kam::testing {
namespace {

// What follows `"port":"` in a line of the log that says it serves.
std::string PortIn(const std::string& log) {
  const size_t line = log.find("\"msg\":\"serving\"");
  if (line == std::string::npos) return "";
  const std::string before = "\"port\":\"";
  const size_t start = log.find(before, line);
  if (start == std::string::npos) return "";
  const size_t end = log.find('"', start + before.size());
  if (end == std::string::npos) return "";
  return log.substr(start + before.size(), end - start - before.size());
}

}  // namespace

std::vector<std::string> StoreFlags(const std::string& directory, bool init) {
  std::vector<std::string> flags = {"--data_dir=" + directory,
                                    "--min_free_percent=0",
                                    "--min_free_bytes=0", "--ballast_bytes=0"};
  if (init) flags.push_back("--init");
  return flags;
}

ServerProcess::ServerProcess(const std::string& program,
                             std::vector<std::string> flags) {
  flags.insert(flags.begin(), {program, "--listen=127.0.0.1:0"});
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  log_ = ends[0];
  std::vector<char*> arguments;
  for (std::string& flag : flags) arguments.push_back(flag.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  EXPECT_EQ(posix_spawn(&process_, program.c_str(), &actions, nullptr,
                        arguments.data(), environ),
            0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);

  std::string log;
  char buffer[4096];
  ssize_t size = 1;
  while (port_.empty() && (size = read(log_, buffer, sizeof(buffer))) > 0) {
    log.append(buffer, static_cast<size_t>(size));
    port_ = PortIn(log);
  }
  EXPECT_FALSE(port_.empty()) << log;
  reader_ = std::thread([log_end = log_] {
    char rest[4096];
    while (read(log_end, rest, sizeof(rest)) > 0) {
    }
  });
}

ServerProcess::~ServerProcess() {
  Kill();
  reader_.join();
  close(log_);
}

void ServerProcess::Kill() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

}  // namespace kam::testing
