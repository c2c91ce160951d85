#include "services/team/team_form.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::team_form_test {
namespace {

using kam::testing::ParseProto;

v1::AssignedMember Manager(const std::string& more = "") {
  v1::AssignedMember worker;
  *worker.mutable_assignment() = ParseProto<v1::Assignment>(
      "member: 'ann' role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER " + more);
  worker.mutable_position()->set_function(v1::BUSINESS_FUNCTION_SALES);
  return worker;
}

v1::AssignedMember Worker(const std::string& member, const std::string& kind,
                          v1::BusinessFunction function,
                          const std::string& more = "") {
  v1::AssignedMember worker;
  *worker.mutable_assignment() = ParseProto<v1::Assignment>(
      "member: '" + member + "' kind: ASSIGNMENT_KIND_" + kind + " " + more);
  worker.mutable_position()->set_function(function);
  return worker;
}

v1::TeamForm Form(const std::vector<v1::AssignedMember>& team) {
  return FindTeamForm(team, TeamValues());
}

constexpr auto kLogistics = v1::BUSINESS_FUNCTION_LOGISTICS;
constexpr auto kFinance = v1::BUSINESS_FUNCTION_FINANCE;
constexpr auto kNotRecorded = v1::BUSINESS_FUNCTION_UNSPECIFIED;

TEST(TeamForm, OfNobodyIsUnknownAndOfTheManagerAlone) {
  EXPECT_EQ(Form({}), v1::TEAM_FORM_UNKNOWN);
  EXPECT_EQ(Form({Manager()}), v1::TEAM_FORM_ALONE);
}

TEST(TeamForm, SupportFromTimeToTimeMakesNoTeam) {
  EXPECT_EQ(Form({Manager(), Worker("bob", "OCCASIONAL", kLogistics),
                  Worker("cid", "OCCASIONAL", kFinance)}),
            v1::TEAM_FORM_ALONE_WITH_SUPPORT);
  EXPECT_EQ(Form({Manager(), Worker("bob", "PERMANENT", kLogistics),
                  Worker("cid", "PERMANENT", kLogistics)}),
            v1::TEAM_FORM_ALONE_WITH_SUPPORT);
  EXPECT_EQ(Form({Manager(), Worker("bob", "PERMANENT", kLogistics),
                  Worker("cid", "PERMANENT", kNotRecorded)}),
            v1::TEAM_FORM_ALONE_WITH_SUPPORT);
}

TEST(TeamForm, DisciplinesAreThoseBesideTheManager) {
  EXPECT_EQ(Form({Manager(), Worker("bob", "PERMANENT", kLogistics),
                  Worker("ann", "PERMANENT", v1::BUSINESS_FUNCTION_SALES)}),
            v1::TEAM_FORM_ALONE_WITH_SUPPORT);
  EXPECT_EQ(Form({Manager(), Worker("bob", "PERMANENT", kLogistics),
                  Worker("cid", "PERMANENT", kFinance)}),
            v1::TEAM_FORM_PERMANENT_MULTI);
}

TEST(TeamForm, OnePermanentAndOneAdHocOfTwoDisciplinesIsAdHoc) {
  EXPECT_EQ(Form({Manager(), Worker("bob", "PERMANENT", kLogistics),
                  Worker("cid", "AD_HOC", kFinance)}),
            v1::TEAM_FORM_AD_HOC_MULTI);
  EXPECT_EQ(Form({Manager(), Worker("bob", "AD_HOC", kLogistics),
                  Worker("cid", "AD_HOC", kFinance)}),
            v1::TEAM_FORM_AD_HOC_MULTI);
}

TEST(TeamForm, IsDedicatedWhenTheWholeCoreIs) {
  const std::string full = "dedication_bps: 10000";
  EXPECT_EQ(Form({Manager(full), Worker("bob", "PERMANENT", kLogistics, full),
                  Worker("cid", "PERMANENT", kFinance, full)}),
            v1::TEAM_FORM_DEDICATED_PERMANENT_MULTI);
  EXPECT_EQ(Form({Manager(full), Worker("bob", "PERMANENT", kLogistics, full),
                  Worker("cid", "PERMANENT", kFinance)}),
            v1::TEAM_FORM_PERMANENT_MULTI);
  // Without a manager it is nobody's team.
  EXPECT_EQ(Form({Worker("bob", "PERMANENT", kLogistics, full),
                  Worker("cid", "PERMANENT", kFinance, full)}),
            v1::TEAM_FORM_PERMANENT_MULTI);
  // Others than the core do not count.
  EXPECT_EQ(Form({Manager(full), Worker("bob", "PERMANENT", kLogistics, full),
                  Worker("cid", "PERMANENT", kFinance, full),
                  Worker("dan", "AD_HOC", kFinance)}),
            v1::TEAM_FORM_DEDICATED_PERMANENT_MULTI);
}

TEST(TeamForm, TwoThirdsOfFivePeopleSuffice) {
  const std::string full = "dedication_bps: 10000";
  // Of a core of 6, 4 are full: exactly two thirds.
  std::vector<v1::AssignedMember> team = {
      Manager(full),
      Worker("bob", "PERMANENT", kLogistics, full),
      Worker("cid", "PERMANENT", kFinance, full),
      Worker("dan", "PERMANENT", kFinance, full),
      Worker("eve", "PERMANENT", kFinance),
      Worker("fay", "PERMANENT", kFinance, "dedication_bps: 9999")};
  EXPECT_EQ(Form(team), v1::TEAM_FORM_DEDICATED_PERMANENT_MULTI);
  team[3].mutable_assignment()->set_dedication_bps(5000);
  EXPECT_EQ(Form(team), v1::TEAM_FORM_PERMANENT_MULTI);
  // Three of four are more than two thirds, and too few people.
  EXPECT_EQ(Form({team[0], team[1], team[2], team[4]}),
            v1::TEAM_FORM_PERMANENT_MULTI);
}

}  // namespace
}  // namespace kam::team::team_form_test
