#include "services/kamctl/progress.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

constexpr int64_t kBarWidth = 30;
constexpr std::chrono::milliseconds kRedraw(100);
constexpr std::chrono::seconds kNextLine(2);

}  // namespace

Progress::Progress(std::ostream& out, bool terminal, std::string what,
                   int64_t total)
    : out_(out),
      terminal_(terminal),
      what_(std::move(what)),
      total_(std::max<int64_t>(total, 1)),
      began_(Clock::now()),
      shown_(began_) {}

void Progress::Show(int64_t done) {
  const Clock::time_point now = Clock::now();
  if (now - shown_ <
      (terminal_ ? Clock::duration(kRedraw) : Clock::duration(kNextLine))) {
    return;
  }
  shown_ = now;
  const std::string count =
      absl::StrCat(PeopleCount(done), " of ", PeopleCount(total_), " ", what_);
  if (!terminal_) {
    out_ << count << std::endl;
    return;
  }
  const int64_t filled = std::min(done, total_) * kBarWidth / total_;
  out_ << "\r\x1b[K[" << std::string(static_cast<size_t>(filled), '#')
       << std::string(static_cast<size_t>(kBarWidth - filled), ' ') << "] "
       << count << std::flush;
  drawn_ = true;
}

void Progress::Finish() {
  if (drawn_) out_ << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

int64_t Progress::tenths() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() -
                                                               began_)
             .count() /
         100;
}

}  // namespace kam::kamctl
