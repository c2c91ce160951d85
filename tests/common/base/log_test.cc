#include "common/base/log.h"

#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace kam::log_test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Reads a line as a JSON reader that is not ours does; empty when it is none.
google::protobuf::Struct Read(const std::string& line) {
  google::protobuf::Struct event;
  const auto status = google::protobuf::util::JsonStringToMessage(line, &event);
  EXPECT_TRUE(status.ok()) << line;
  return event;
}

std::string Field(const google::protobuf::Struct& event,
                  const std::string& name) {
  const auto found = event.fields().find(name);
  return found == event.fields().end() ? "absent"
                                       : found->second.string_value();
}

// Returns what `body` writes to standard error, by lines.
template <typename Body>
std::vector<std::string> LinesOf(Body body) {
  ::testing::internal::CaptureStderr();
  body();
  const std::string text = ::testing::internal::GetCapturedStderr();
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

class LogTest : public ::testing::Test {
 protected:
  ~LogTest() override { SetLogLevel(LogLevel::kInfo); }
};

TEST_F(LogTest, LineHasTimeLevelMessageAndFields) {
  const absl::Time time = absl::FromUnixMicros(1'385'812'800'000'001);
  EXPECT_EQ(FormatLogLine(time, LogLevel::kInfo, "served",
                          {{"method", "GetAccount"}, {"ms", "3"}}),
            R"({"ts":"2013-11-30T12:00:00.000001Z","level":"info",)"
            R"("msg":"served","method":"GetAccount","ms":"3"})");
}

TEST_F(LogTest, HostileTextStaysOneWellFormedLine) {
  const std::string hostile("\"},\n{\"level\":\"error\"\\\x01\xFF\0{}%s", 29);
  const std::string line =
      FormatLogLine(absl::UnixEpoch(), LogLevel::kWarning, hostile,
                    {{hostile, hostile}, {"name", "{}"}});
  EXPECT_THAT(line, Not(HasSubstr("\n")));
  const auto event = Read(line);
  EXPECT_EQ(Field(event, "level"), "warning");
  EXPECT_EQ(Field(event, "name"), "{}");
  EXPECT_EQ(event.fields().size(), 5);
}

TEST_F(LogTest, FieldsCannotPassForTheEventsOwn) {
  const auto event =
      Read(FormatLogLine(absl::UnixEpoch(), LogLevel::kInfo, "real",
                         {{"msg", "a"}, {"level", "b"}, {"ts", "c"}}));
  EXPECT_EQ(Field(event, "msg"), "real");
  EXPECT_EQ(Field(event, "level"), "info");
  EXPECT_EQ(Field(event, "field_msg"), "a");
  EXPECT_EQ(Field(event, "field_level"), "b");
  EXPECT_EQ(Field(event, "field_ts"), "c");
}

TEST_F(LogTest, WritesOneLineAnEventToStandardError) {
  const auto lines = LinesOf([] {
    Log(LogLevel::kInfo, "first");
    Log(LogLevel::kError, "{} second %s\n", {{"a", "{}"}});
  });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(Field(Read(lines[0]), "msg"), "first");
  EXPECT_EQ(Field(Read(lines[1]), "msg"), "{} second %s\n");
  EXPECT_EQ(Field(Read(lines[1]), "level"), "error");
}

TEST_F(LogTest, AServersEventsGoToStandardOutput) {
  ::testing::internal::CaptureStdout();
  const auto errors = LinesOf([] {
    SetLogOutput(LogOutput::kStdout);
    for (int i = 0; i < 100; ++i) Log(LogLevel::kInfo, absl::StrCat(i));
    SetLogOutput(LogOutput::kStderr);
    Log(LogLevel::kInfo, "after");
  });
  const std::string text = ::testing::internal::GetCapturedStdout();
  const std::vector<std::string> lines =
      absl::StrSplit(text, '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 100u);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(Field(Read(lines[i]), "msg"), absl::StrCat(i));
  }
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(Field(Read(errors[0]), "msg"), "after");
}

TEST_F(LogTest, AReaderThatStandsStillLosesEventsAndIsToldHowMany) {
  constexpr int kEvents = 3 * kLogQueueEvents;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const int output = dup(STDOUT_FILENO);
  ASSERT_NE(dup2(ends[1], STDOUT_FILENO), -1);
  close(ends[1]);
  SetLogOutput(LogOutput::kStdout);
  // Nobody reads: a pipe holds 64 KiB, a tenth of this.
  for (int i = 0; i < kEvents; ++i) Log(LogLevel::kInfo, absl::StrCat(i));
  std::string text;
  std::thread reader([&] {
    char buffer[4096];
    ssize_t size = 0;
    while ((size = read(ends[0], buffer, sizeof buffer)) > 0) {
      text.append(buffer, static_cast<size_t>(size));
    }
  });
  SetLogOutput(LogOutput::kStderr);
  dup2(output, STDOUT_FILENO);
  close(output);
  reader.join();
  close(ends[0]);

  int written = 0;
  int dropped = 0;
  std::string last;
  for (const auto& line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const auto event = Read(std::string(line));
    if (Field(event, "msg") == "events dropped") {
      int count = 0;
      ASSERT_TRUE(absl::SimpleAtoi(Field(event, "count"), &count));
      dropped += count;
    } else {
      ++written;
      last = Field(event, "msg");
    }
  }
  EXPECT_GT(dropped, kLogQueueEvents);
  EXPECT_GE(written, kLogQueueEvents / 2);
  EXPECT_EQ(written + dropped, kEvents);
  EXPECT_EQ(last, absl::StrCat(kEvents - 1));
}

TEST_F(LogTest, DropsEventsBelowTheLevel) {
  EXPECT_THAT(LinesOf([] { Log(LogLevel::kDebug, "x"); }), IsEmpty());
  SetLogLevel(LogLevel::kDebug);
  EXPECT_EQ(LinesOf([] { Log(LogLevel::kDebug, "x"); }).size(), 1u);
  SetLogLevel(LogLevel::kError);
  EXPECT_THAT(LinesOf([] { Log(LogLevel::kWarning, "x"); }), IsEmpty());
  EXPECT_EQ(LinesOf([] { Log(LogLevel::kError, "x"); }).size(), 1u);
}

TEST_F(LogTest, ThreadsDoNotMixTheirLines) {
  const auto lines = LinesOf([] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([t] {
        for (int i = 0; i < 100; ++i) {
          Log(LogLevel::kInfo, absl::StrCat(t, "/", i),
              {{"padding", std::string(200, 'x')}});
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  ASSERT_EQ(lines.size(), 400u);
  for (const std::string& line : lines) {
    EXPECT_EQ(Field(Read(line), "padding"), std::string(200, 'x'));
  }
}

}  // namespace
}  // namespace kam::log_test
