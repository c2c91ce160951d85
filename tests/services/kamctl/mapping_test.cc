#include "services/kamctl/mapping.h"

#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace kam::kamctl::mapping_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::HasMessage;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::kam::testing::TempDir;
using ::testing::HasSubstr;

const std::vector<Field>& Fields() {
  static const auto* const kFields = new std::vector<Field>{
      {"account_key", true, ""}, {"revenue", true, ""}, {"note", false, ""}};
  return *kFields;
}

TEST(Mapping, FindsColumnsByTheNamesOfFields) {
  const auto mapping =
      Mapping::Resolve(Fields(), {"Revenue", "Account Key"}, {});
  ASSERT_THAT(mapping, IsOk());
  const CsvRow row{2, {"10.00", "697"}};
  EXPECT_EQ(mapping->Value(row, "account_key"), "697");
  EXPECT_EQ(mapping->Value(row, "revenue"), "10.00");
  EXPECT_EQ(mapping->Value(row, "note"), "");
  EXPECT_FALSE(mapping->Has("note"));
}

TEST(Mapping, ArgumentsWinOverTheFileAndTheFileOverNames) {
  const TempDir folder;
  const std::string path = folder.Path("mapping");
  std::ofstream(path) << "# how the ERP calls it\n\n"
                         "account_key = Customer\nrevenue = Net\n"
                         "note := from file\n";
  MappingArguments arguments;
  arguments.file = path;
  arguments.columns = {"revenue=Gross"};
  const auto mapping = Mapping::Resolve(
      Fields(), {"account_key", "Customer", "Net", "Gross"}, arguments);
  ASSERT_THAT(mapping, IsOk());
  const CsvRow row{2, {"a", "b", "c", "d"}};
  EXPECT_EQ(mapping->Value(row, "account_key"), "b");
  EXPECT_EQ(mapping->Value(row, "revenue"), "d");
  EXPECT_EQ(mapping->Value(row, "note"), "from file");
}

TEST(Mapping, AConstantStandsForAColumn) {
  MappingArguments arguments;
  arguments.constants = {"revenue=0"};
  const auto mapping =
      Mapping::Resolve(Fields(), {"account_key", "revenue"}, arguments);
  ASSERT_THAT(mapping, IsOk());
  EXPECT_EQ(mapping->Value(CsvRow{2, {"a", "5"}}, "revenue"), "0");
}

TEST(Mapping, AFieldWithoutSourceIsRefusedWithAdvice) {
  const auto mapping = Mapping::Resolve(Fields(), {"account_key"}, {});
  EXPECT_THAT(mapping, StatusIs(kInvalid, "INVALID_MAPPING"));
  EXPECT_THAT(mapping, HasMessage(HasSubstr("--set revenue=")));
}

TEST(Mapping, WhatIsNotThereIsRefused) {
  const std::vector<std::string> header = {"account_key", "revenue"};
  MappingArguments column;
  column.columns = {"note=Remark"};
  EXPECT_THAT(Mapping::Resolve(Fields(), header, column),
              StatusIs(kInvalid, "INVALID_MAPPING"));
  MappingArguments field;
  field.constants = {"remark=x"};
  EXPECT_THAT(Mapping::Resolve(Fields(), header, field),
              StatusIs(kInvalid, "INVALID_MAPPING"));
  MappingArguments form;
  form.columns = {"revenue"};
  EXPECT_THAT(Mapping::Resolve(Fields(), header, form),
              StatusIs(kInvalid, "INVALID_MAPPING"));
  MappingArguments file;
  file.file = "/nowhere/mapping";
  EXPECT_THAT(Mapping::Resolve(Fields(), header, file),
              StatusIs(kInvalid, "INVALID_MAPPING"));
}

TEST(Mapping, FingerprintTellsMappingsApart) {
  const std::vector<std::string> header = {"account_key", "revenue"};
  MappingArguments constant;
  constant.constants = {"note=x"};
  const auto plain = Mapping::Resolve(Fields(), header, {});
  const auto other = Mapping::Resolve(Fields(), header, constant);
  EXPECT_EQ(plain->Fingerprint(),
            Mapping::Resolve(Fields(), header, {})->Fingerprint());
  EXPECT_NE(plain->Fingerprint(), other->Fingerprint());
}

}  // namespace
}  // namespace kam::kamctl::mapping_test
