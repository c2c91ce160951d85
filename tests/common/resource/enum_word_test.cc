#include "common/resource/enum_word.h"

#include "gtest/gtest.h"
#include "kam/type/v1/type.pb.h"

namespace kam::resource::enum_word_test {
namespace {

TEST(EnumWord, IsTheNameWithoutThePrefix) {
  EXPECT_EQ(WordOf(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA),
            "INSUFFICIENT_DATA");
  EXPECT_EQ(WordOf(type::v1::SEVERITY_WARN), "WARN");
}

TEST(EnumWord, OfNothingStatedAndOfUnknownNumbersIsEmpty) {
  EXPECT_EQ(WordOf(type::v1::SEVERITY_UNSPECIFIED), "");
  EXPECT_EQ(WordOf(static_cast<type::v1::Severity>(99)), "");
}

}  // namespace
}  // namespace kam::resource::enum_word_test
