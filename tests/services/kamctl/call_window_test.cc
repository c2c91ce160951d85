#include "services/kamctl/call_window.h"

#include <atomic>
#include <latch>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/testing/matchers.h"

namespace kam::kamctl::call_window_test {
namespace {

using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::ElementsAre;

absl::Status Nothing() { return absl::OkStatus(); }

CallWindow::Ended Note(std::string what, std::vector<std::string>& noted) {
  return [what = std::move(what), &noted](const absl::Status& result) {
    noted.push_back(what + (result.ok() ? "" : " failed"));
    return absl::OkStatus();
  };
}

TEST(CallWindow, KeepsAsManyInFlightAsItMayAndNoMore) {
  constexpr int kMost = 4;
  constexpr int kCalls = 40;
  CallWindow window(kMost);
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  // Each of the first few waits until all of them are there.
  std::latch together(kMost);
  int ended = 0;
  for (int i = 0; i < kCalls; ++i) {
    const auto call = [&, i] {
      const int running = ++now;
      for (int seen = most; running > seen;) {
        if (most.compare_exchange_weak(seen, running)) break;
      }
      if (i < kMost) together.arrive_and_wait();
      --now;
      return absl::OkStatus();
    };
    ASSERT_THAT(window.Begin("", call,
                             [&](const absl::Status&) {
                               ++ended;
                               return absl::OkStatus();
                             }),
                IsOk());
  }
  ASSERT_THAT(window.Finish(), IsOk());
  EXPECT_EQ(ended, kCalls);
  EXPECT_EQ(most, kMost);
}

TEST(CallWindow, TellsTheEndsInTheOrderOfTheBeginnings) {
  std::vector<std::string> noted;
  CallWindow window(3);
  std::latch second(1);
  const auto first = [&] {
    second.wait();
    return absl::OkStatus();
  };
  const auto then = [&] {
    second.count_down();
    return absl::AbortedError("no");
  };
  ASSERT_THAT(window.Begin("", first, Note("first", noted)), IsOk());
  ASSERT_THAT(window.Begin("", then, Note("second", noted)), IsOk());
  ASSERT_THAT(window.Skip(absl::NotFoundError(""), Note("third", noted)),
              IsOk());
  ASSERT_THAT(window.Begin("", Nothing, Note("fourth", noted)), IsOk());
  ASSERT_THAT(window.Finish(), IsOk());
  EXPECT_THAT(noted,
              ElementsAre("first", "second failed", "third failed", "fourth"));
}

TEST(CallWindow, MakesTheCallsOfALaneOneAfterAnother) {
  CallWindow window(8);
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  const auto call = [&] {
    if (++now > most) most = now.load();
    --now;
    return absl::OkStatus();
  };
  for (int i = 0; i < 200; ++i) {
    ASSERT_THAT(
        window.Begin("lane", call, [](const absl::Status& s) { return s; }),
        IsOk());
  }
  ASSERT_THAT(window.Finish(), IsOk());
  EXPECT_EQ(most, 1);
}

TEST(CallWindow, BeginsNothingAfterAnError) {
  CallWindow window(1);
  const auto pass = [](const absl::Status& result) { return result; };
  const auto fail = [] { return absl::UnavailableError("gone"); };
  bool begun = false;
  ASSERT_THAT(window.Begin("", fail, pass), IsOk());
  EXPECT_THAT(window.Begin(
                  "",
                  [&] {
                    begun = true;
                    return absl::OkStatus();
                  },
                  pass),
              StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(window.Finish(), IsOk());
  EXPECT_FALSE(begun);
}

}  // namespace
}  // namespace kam::kamctl::call_window_test
