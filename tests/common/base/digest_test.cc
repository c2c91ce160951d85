#include "common/base/digest.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace kam::digest_test {
namespace {

// From FIPS 180-4's examples.
TEST(Sha256, MatchesThePublishedExamples) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(absl::BytesToHexString(Sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, TakesZeroBytes) {
  EXPECT_NE(Sha256(absl::string_view("a\0", 2)), Sha256("a"));
}

// Stored and sent, so these may never change.
TEST(StableHash64, IsFixedForEver) {
  EXPECT_EQ(StableHash64(""), 0xe3b0c44298fc1c14u);
  EXPECT_EQ(StableHash64("abc"), 0xba7816bf8f01cfeau);
}

}  // namespace
}  // namespace kam::digest_test
