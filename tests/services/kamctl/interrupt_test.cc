#include "services/kamctl/interrupt.h"

#include <signal.h>

#include "gmock/gmock.h"
#include "tests/testing/matchers.h"

namespace kam::kamctl::interrupt_test {
namespace {

using kam::testing::IsOk;
using kam::testing::StatusIs;

TEST(InterruptTest, NotesTheFirstCtrlC) {
  const Interrupt interrupt;
  EXPECT_THAT(Interrupt::Check(), IsOk());
  ASSERT_EQ(raise(SIGINT), 0);
  const absl::Status status = Interrupt::Check();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kCancelled, "INTERRUPTED"));
  EXPECT_TRUE(IsInterrupted(status));
  EXPECT_FALSE(IsInterrupted(absl::CancelledError()));
}

TEST(InterruptTest, BeginsAnew) {
  {
    const Interrupt interrupt;
    ASSERT_EQ(raise(SIGINT), 0);
  }
  const Interrupt interrupt;
  EXPECT_THAT(Interrupt::Check(), IsOk());
}

TEST(InterruptDeathTest, TheSecondCtrlCEndsTheProgram) {
  EXPECT_EXIT(
      {
        const Interrupt interrupt;
        raise(SIGINT);
        raise(SIGINT);
      },
      ::testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace kam::kamctl::interrupt_test
