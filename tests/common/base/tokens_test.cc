#include "common/base/tokens.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace kam::tokens_test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Tokens, PartAtWhateverIsNoLetterMarkOrNumber) {
  EXPECT_THAT(Tokens("Key-Account  Manager (EMEA)"),
              ElementsAre("key", "account", "manager", "emea"));
  EXPECT_THAT(Tokens("a+b|c&d_e"), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(Tokens("Q4 2024"), ElementsAre("q4", "2024"));
}

TEST(Tokens, FoldCaseAndCompatibility) {
  // Fullwidth letters, a ligature, sharp s, and the Kelvin sign.
  EXPECT_THAT(Tokens("\xEF\xBC\xAB\xEF\xBC\xA1\xEF\xBC\xAD"),
              ElementsAre("kam"));
  EXPECT_THAT(Tokens("\xEF\xAC\x81xed"), ElementsAre("fixed"));
  EXPECT_THAT(Tokens("Stra\xC3\x9F"
                     "e STRASSE"),
              ElementsAre("strasse", "strasse"));
  EXPECT_THAT(Tokens("\xE2\x84\xAA"), ElementsAre("k"));
}

TEST(Tokens, TwoSpellingsOfOneLetterAreOne) {
  EXPECT_EQ(Tokens("Caf\xC3\xA9"), Tokens("CAFE\xCC\x81"));
}

TEST(Tokens, ReadCharactersBeyondTheFirstPlane) {
  // Two Deseret capitals, and an emoji that parts words.
  EXPECT_THAT(Tokens("\xF0\x90\x90\x80\xF0\x9F\x98\x80\xF0\x90\x90\x81"),
              ElementsAre("\xF0\x90\x90\xA8", "\xF0\x90\x90\xA9"));
}

TEST(Tokens, OfNothingAreNone) {
  EXPECT_THAT(Tokens(""), IsEmpty());
  EXPECT_THAT(Tokens(" -.\t"), IsEmpty());
  EXPECT_THAT(Tokens("\xFF\xFE"), IsEmpty());
}

}  // namespace
}  // namespace kam::tokens_test
