#include "tests/common/storage/crash_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sstream>

#include "gtest/gtest.h"

namespace kam::storage {

CrashProcess::CrashProcess(const std::string& directory,
                           const std::vector<std::string>& environment,
                           int64_t commits) {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  output_ = ends[0];
  std::vector<std::string> words = {KAM_CRASH_WRITER, directory};
  if (commits > 0) words.push_back(std::to_string(commits));
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::vector<std::string> additions = environment;
  std::vector<char*> variables;
  for (std::string& addition : additions) variables.push_back(addition.data());
  for (char** one = environ; *one != nullptr; ++one) variables.push_back(*one);
  variables.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  EXPECT_EQ(posix_spawn(&process_, KAM_CRASH_WRITER, &actions, nullptr,
                        arguments.data(), variables.data()),
            0);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
}

CrashProcess::~CrashProcess() {
  if (!ended_) Kill();
  close(output_);
}

void CrashProcess::ReadAcknowledged(int64_t count) {
  while (count_ < count && Read()) {
  }
}

void CrashProcess::ReadAll() {
  while (Read()) {
  }
  EXPECT_EQ(waitpid(process_, nullptr, 0), process_);
  ended_ = true;
}

void CrashProcess::Freeze() {
  ASSERT_EQ(kill(process_, SIGSTOP), 0);
  ASSERT_EQ(waitpid(process_, nullptr, WUNTRACED), process_);
  fcntl(output_, F_SETFL, O_NONBLOCK);
  while (Read()) {
  }
  fcntl(output_, F_SETFL, 0);
}

void CrashProcess::Kill() {
  kill(process_, SIGKILL);
  ReadAll();
}

bool CrashProcess::Read() {
  char buffer[4096];
  ssize_t size = read(output_, buffer, sizeof(buffer));
  if (size <= 0) return false;
  rest_.append(buffer, static_cast<size_t>(size));
  size_t end;
  while ((end = rest_.find('\n')) != std::string::npos) {
    TakeLine(rest_.substr(0, end));
    rest_.erase(0, end + 1);
  }
  return true;
}

void CrashProcess::TakeLine(const std::string& line) {
  lines_.push_back(line);
  std::istringstream words(line);
  char kind = 0;
  int writer = 0;
  int64_t sequence = 0;
  if (!(words >> kind >> writer >> sequence) || kind != 'A') return;
  acknowledged_.at(writer) = std::max(acknowledged_.at(writer), sequence);
  ++count_;
}

uint64_t CrashSeed() {
  const char* given = std::getenv("KAM_CRASH_SEED");
  uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10)
                                   : std::random_device()();
  std::cout << "seed: KAM_CRASH_SEED=" << seed << std::endl;
  return seed;
}

int CrashRounds(int otherwise) {
  const char* given = std::getenv("KAM_CRASH_ROUNDS");
  return given != nullptr ? std::atoi(given) : otherwise;
}

}  // namespace kam::storage
