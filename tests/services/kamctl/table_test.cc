#include "services/kamctl/table.h"

#include "gtest/gtest.h"

namespace kam::kamctl::table_test {
namespace {

TEST(Table, AlignsColumnsByCharactersNotBytes) {
  Table table({{"name"}, {"revenue", Side::kRight}, {"note"}});
  table.AddRow({"José", "1.00", ""});
  table.AddRow({"Anna", "1,234.56", "x"});
  EXPECT_EQ(table.ToString(),
            "name   revenue  note\n"
            "----  --------  ----\n"
            "José      1.00\n"
            "Anna  1,234.56  x\n");
}

TEST(Table, FillsMissingCells) {
  Table table({{"a"}, {"b"}});
  EXPECT_TRUE(table.empty());
  table.AddRow({"1"});
  EXPECT_FALSE(table.empty());
  EXPECT_EQ(table.ToString(), "a  b\n-  -\n1\n");
}

}  // namespace
}  // namespace kam::kamctl::table_test
