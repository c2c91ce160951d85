#include "services/team/alignment.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/days.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::alignment_test {
namespace {

using kam::testing::kDay;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kAccount[] = "programs/p/accounts/a";

v1::Department Department(const std::string& id, bool required) {
  v1::Department department;
  department.set_name("programs/p/departments/" + id);
  department.set_required(required);
  return department;
}

v1::AlignmentStatement Say(
    const std::string& department, const std::string& id,
    const std::string& understands, const std::string& accepts,
    const std::string& more = "",
    const std::string& on = "stated_on { year: 2013 month: 6 day: 1 }") {
  v1::AlignmentStatement statement = ParseProto<v1::AlignmentStatement>(
      "understands: TRI_STATE_" + understands + " accepts: TRI_STATE_" +
      accepts + " " + on + " " + more);
  statement.set_name("programs/p/departments/" + department +
                     "/alignmentStatements/" + id);
  return statement;
}

v1::AlignmentVerdict Judge(
    const std::vector<v1::AlignmentStatement>& statements,
    const std::string& account = kAccount) {
  return JudgeAlignment(
      {Department("logistics", true), Department("finance", true),
       Department("canteen", false)},
      statements, account, kDay);
}

TEST(Alignment, NeedsBothOfEveryRequiredDepartment) {
  EXPECT_EQ(Judge({Say("logistics", "1", "PRESENT", "PRESENT"),
                   Say("finance", "1", "PRESENT", "PRESENT")})
                .value(),
            v1::ALIGNMENT_VALUE_ALIGNED);
  const v1::AlignmentVerdict unknown =
      Judge({Say("logistics", "1", "PRESENT", "PRESENT"),
             Say("finance", "1", "PRESENT", "UNKNOWN")});
  EXPECT_EQ(unknown.value(), v1::ALIGNMENT_VALUE_UNKNOWN);
  EXPECT_THAT(unknown.binding(), ElementsAre("programs/p/departments/finance"));
}

TEST(Alignment, OneUnawareDepartmentIsEnoughAgainstIt) {
  const v1::AlignmentVerdict verdict =
      Judge({Say("logistics", "1", "ABSENT", "PRESENT")});
  EXPECT_EQ(verdict.value(), v1::ALIGNMENT_VALUE_MISALIGNED);
  EXPECT_THAT(verdict.binding(),
              ElementsAre("programs/p/departments/logistics"));
}

TEST(Alignment, OnlyRequiredDepartmentsCount) {
  const v1::AlignmentVerdict verdict =
      Judge({Say("logistics", "1", "PRESENT", "PRESENT"),
             Say("finance", "1", "PRESENT", "PRESENT"),
             Say("canteen", "1", "ABSENT", "ABSENT")});
  EXPECT_EQ(verdict.value(), v1::ALIGNMENT_VALUE_ALIGNED);
  EXPECT_THAT(verdict.binding(), IsEmpty());
  EXPECT_EQ(verdict.departments_size(), 3);
  EXPECT_EQ(JudgeAlignment({Department("canteen", false)}, {}, kAccount, kDay)
                .value(),
            v1::ALIGNMENT_VALUE_UNKNOWN);
}

TEST(Alignment, TheLatestKnownAnswerCounts) {
  const std::string later = "stated_on { year: 2013 month: 7 day: 1 }";
  const std::string future = "stated_on { year: 2013 month: 12 day: 1 }";
  const auto verdict =
      Judge({Say("logistics", "1", "PRESENT", "ABSENT"),
             Say("logistics", "2", "UNKNOWN", "PRESENT", "", later),
             Say("logistics", "3", "ABSENT", "ABSENT", "", future)});
  const v1::DepartmentAlignment& logistics = verdict.departments(2);
  EXPECT_EQ(logistics.department(), "programs/p/departments/logistics");
  EXPECT_EQ(logistics.understands(), type::v1::TRI_STATE_PRESENT);
  EXPECT_EQ(logistics.accepts(), type::v1::TRI_STATE_PRESENT);
  EXPECT_THAT(
      logistics.statements(),
      ElementsAre("programs/p/departments/logistics/alignmentStatements/1",
                  "programs/p/departments/logistics/alignmentStatements/2"));
}

TEST(Alignment, AnswersOfOneDayThatDifferAreUnknown) {
  const auto verdict = Judge({Say("logistics", "1", "PRESENT", "ABSENT"),
                              Say("logistics", "2", "PRESENT", "PRESENT")});
  EXPECT_EQ(verdict.departments(2).understands(), type::v1::TRI_STATE_PRESENT);
  EXPECT_EQ(verdict.departments(2).accepts(), type::v1::TRI_STATE_UNKNOWN);
}

TEST(Alignment, WhatIsSaidOfTheAccountComesFirst) {
  const std::vector<v1::AlignmentStatement> statements = {
      Say("logistics", "1", "PRESENT", "PRESENT"),
      Say("finance", "1", "PRESENT", "PRESENT"),
      Say("finance", "2", "PRESENT", "ABSENT",
          "account: 'programs/p/accounts/a' service_rating: 2",
          "stated_on { year: 2013 month: 1 day: 1 }")};
  const auto of_account = Judge(statements);
  EXPECT_EQ(of_account.value(), v1::ALIGNMENT_VALUE_MISALIGNED);
  EXPECT_EQ(of_account.departments(1).service_rating(), 2);
  EXPECT_EQ(Judge(statements, "programs/p/accounts/b").value(),
            v1::ALIGNMENT_VALUE_ALIGNED);
  EXPECT_EQ(Judge(statements, "").value(), v1::ALIGNMENT_VALUE_ALIGNED);
}

}  // namespace
}  // namespace kam::team::alignment_test
