// Takes the place of the C library's calls that make files durable, in the
// crash writer and in the libraries it loads:
//
//   KAM_NO_SYNC=1        they do nothing, and say that they did
//   KAM_FAIL_SYNC_AT=n   from the n-th sync of a log of the engine on, they
//   KAM_FAIL_SYNC_COUNT=m  fail with EIO, m times
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

int Number(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : std::atoi(text);
}

bool DoesNothing() {
  static const bool nothing = Number("KAM_NO_SYNC") != 0;
  return nothing;
}

bool IsLog(int file) {
  char path[4096];
  std::string link = "/proc/self/fd/" + std::to_string(file);
  ssize_t size = readlink(link.c_str(), path, sizeof(path));
  return size > 4 && std::memcmp(path + size - 4, ".log", 4) == 0;
}

bool Fails(int file) {
  static const int first = Number("KAM_FAIL_SYNC_AT");
  static const int count = Number("KAM_FAIL_SYNC_COUNT");
  static std::atomic<int> calls{0};
  if (first == 0 || !IsLog(file)) return false;
  int call = ++calls;
  return call >= first && call < first + count;
}

int Sync(const char* name, int file) {
  if (DoesNothing()) return 0;
  if (Fails(file)) {
    errno = EIO;
    return -1;
  }
  auto real = reinterpret_cast<int (*)(int)>(dlsym(RTLD_NEXT, name));
  return real(file);
}

}  // namespace

extern "C" {

int fsync(int file) { return Sync("fsync", file); }

int fdatasync(int file) { return Sync("fdatasync", file); }

int sync_file_range(int file, off64_t offset, off64_t count,
                    unsigned int flags) {
  if (DoesNothing()) return 0;
  auto real = reinterpret_cast<int (*)(int, off64_t, off64_t, unsigned int)>(
      dlsym(RTLD_NEXT, "sync_file_range"));
  return real(file, offset, count, flags);
}
}
