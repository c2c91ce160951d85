#include "tests/bench/resident_memory.h"

#include <unistd.h>

#include <fstream>

#include "absl/strings/str_cat.h"

namespace kam::bench {

absl::StatusOr<int64_t> ResidentMemory(int process) {
  std::ifstream file(absl::StrCat("/proc/", process, "/statm"));
  int64_t all_pages = 0;
  int64_t resident_pages = 0;
  if (file >> all_pages >> resident_pages) {
    return resident_pages * sysconf(_SC_PAGESIZE);
  }
  return absl::NotFoundError(absl::StrCat("There is no process ", process));
}

}  // namespace kam::bench
