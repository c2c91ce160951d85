#include "common/base/text.h"

#include <string>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"

namespace kam::text_test {
namespace {

using ::kam::testing::FakeRandom;

// Returns what a JSON reader that is not ours makes of `json`.
std::string ReadJsonString(const std::string& json) {
  google::protobuf::Value value;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &value);
  return status.ok() ? value.string_value() : "unreadable: " + json;
}

TEST(IsValidUtf8, TakesEveryKindOfCharacter) {
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("plain"));
  EXPECT_TRUE(IsValidUtf8(absl::string_view("\0", 1)));
  EXPECT_TRUE(IsValidUtf8("\xC2\x80 \xDF\xBF"));
  EXPECT_TRUE(
      IsValidUtf8("\xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF"));
  EXPECT_TRUE(IsValidUtf8("\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
}

TEST(IsValidUtf8, RefusesWhatIsNot) {
  for (const char* text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x9F\xBF",
        "\xE2\x82", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF0\x90\x80", "\xFF",
        "ok then \xFE"}) {
    EXPECT_FALSE(IsValidUtf8(text)) << JsonQuote(text);
  }
}

TEST(IsValidUtf8, CoversEveryCodePoint) {
  for (uint32_t point = 0x800; point <= 0x10FFFF; ++point) {
    std::string text;
    if (point < 0x10000) {
      text = {static_cast<char>(0xE0 | point >> 12),
              static_cast<char>(0x80 | (point >> 6 & 0x3F)),
              static_cast<char>(0x80 | (point & 0x3F))};
    } else {
      text = {static_cast<char>(0xF0 | point >> 18),
              static_cast<char>(0x80 | (point >> 12 & 0x3F)),
              static_cast<char>(0x80 | (point >> 6 & 0x3F)),
              static_cast<char>(0x80 | (point & 0x3F))};
    }
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    ASSERT_EQ(IsValidUtf8(text), !surrogate) << std::hex << point;
  }
}

TEST(JsonQuote, EscapesWhatJsonAsks) {
  EXPECT_EQ(JsonQuote("plain"), R"("plain")");
  EXPECT_EQ(JsonQuote("a \"b\" \\ c"), R"("a \"b\" \\ c")");
  EXPECT_EQ(JsonQuote("a\nb\rc\td"), R"("a\nb\rc\td")");
  EXPECT_EQ(JsonQuote(absl::string_view("\0\x01\x1F\x7F", 4)),
            R"("\u0000\u0001\u001f\u007f")");
  EXPECT_EQ(JsonQuote("Z\xC3\xBCrich"), "\"Z\xC3\xBCrich\"");
}

TEST(JsonQuote, MendsWhatIsNotUtf8) {
  EXPECT_EQ(JsonQuote("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(JsonQuote("\xC3"), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(JsonQuote("\xC3\""), "\"\xEF\xBF\xBD\\\"\"");
}

TEST(JsonQuote, IsReadBackByAnyJsonReader) {
  FakeRandom random;
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes;
    const uint64_t size = random.Below(40);
    const uint64_t alphabet = random.Below(2) == 0 ? 128 : 256;
    while (bytes.size() < size) {
      bytes += static_cast<char>(random.Below(alphabet));
    }
    const std::string quoted = JsonQuote(bytes);
    ASSERT_TRUE(IsValidUtf8(quoted));
    ASSERT_EQ(quoted.find('\n'), std::string::npos);
    const std::string read = ReadJsonString(quoted);
    if (IsValidUtf8(bytes)) {
      ASSERT_EQ(read, bytes);
    } else {
      ASSERT_EQ(read.find("unreadable"), std::string::npos) << quoted;
    }
  }
}

TEST(Shorten, CutsBetweenCharacters) {
  EXPECT_EQ(Shorten("abc", 3), "abc");
  EXPECT_EQ(Shorten("abcd", 3), "abc");
  EXPECT_EQ(Shorten("ab\xC3\xBC", 3), "ab");
  EXPECT_EQ(Shorten("ab\xC3\xBC", 4), "ab\xC3\xBC");
  EXPECT_EQ(Shorten("\xF0\x90\x80\x80", 3), "");
  EXPECT_EQ(Shorten("", 0), "");
}

TEST(Quoted, IsShortAndPlain) {
  EXPECT_EQ(Quoted("abc"), "\"abc\"");
  EXPECT_EQ(Quoted("a\"\n\xFF"), R"("a\"\n\377")");
  EXPECT_EQ(Quoted(std::string(80, 'x')), "\"" + std::string(80, 'x') + "\"");
  EXPECT_EQ(Quoted(std::string(81, 'x')),
            "\"" + std::string(80, 'x') + "...\"");
}

}  // namespace
}  // namespace kam::text_test
