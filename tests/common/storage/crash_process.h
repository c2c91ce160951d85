#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/common/storage/crash_store.h"

namespace kam::storage {

// A crash writer in a process of its own, and what it said. Killed when this
// goes.
class CrashProcess {
 public:
  // Starts it on a directory. `environment` holds additions, "NAME=value".
  // `commits` of each writer end it; 0 for none.
  CrashProcess(const std::string& directory,
               const std::vector<std::string>& environment,
               int64_t commits = 0);
  ~CrashProcess();

  CrashProcess(const CrashProcess&) = delete;
  CrashProcess& operator=(const CrashProcess&) = delete;

  // Reads on until it has acknowledged `count` commits in all, or ended.
  void ReadAcknowledged(int64_t count);
  // Reads to the end of its output.
  void ReadAll();
  // Stops it where it is, and reads what it had said by then.
  void Freeze();
  // Kills it, and reads what it had said by then.
  void Kill();

  // The last sequence acknowledged to each writer.
  const std::array<int64_t, kCrashWriters>& acknowledged() const {
    return acknowledged_;
  }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  // Reads once; false at the end, or when nothing is there and it may not wait.
  bool Read();
  void TakeLine(const std::string& line);

  pid_t process_ = -1;
  int output_ = -1;
  bool ended_ = false;
  std::string rest_;
  std::vector<std::string> lines_;
  int64_t count_ = 0;
  std::array<int64_t, kCrashWriters> acknowledged_{};
};

// The seed of a schedule: KAM_CRASH_SEED or a new one. Prints it.
uint64_t CrashSeed();
// KAM_CRASH_ROUNDS, or `otherwise`.
int CrashRounds(int otherwise);

}  // namespace kam::storage
