#include "services/team/account_evidence.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/team/team_work.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::account_evidence_test {
namespace {

using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

AccountEvidence Evidence() {
  AccountEvidence evidence;
  evidence.account = "programs/p/accounts/a";
  evidence.day = absl::CivilDay(2013, 11, 30);
  evidence.values = ResolvePolicy({}).value();
  evidence.assignments.push_back(ParseProto<v1::Assignment>(
      "name: 'programs/p/accounts/a/assignments/ann' member: 'ann' "
      "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER"));
  evidence.members["ann"] =
      ParseProto<v1::Member>("name: 'ann' positions { title: 'KAM' }");
  return evidence;
}

v1::Activity Act(const std::string& name, int year, int month, int day) {
  v1::Activity activity;
  activity.set_name(name);
  activity.set_member("ann");
  activity.set_kind(v1::ACTIVITY_KIND_SALES);
  activity.mutable_performed_on()->set_year(year);
  activity.mutable_performed_on()->set_month(month);
  activity.mutable_performed_on()->set_day(day);
  return activity;
}

TEST(AccountEvidence, FactsHoldTwelveMonthsOfActivitiesNewestFirst) {
  AccountEvidence evidence = Evidence();
  evidence.activities = {Act("old", 2012, 11, 29), Act("first", 2012, 11, 30),
                         Act("b", 2013, 11, 30), Act("a", 2013, 11, 30),
                         Act("future", 2013, 12, 1)};
  const v1::TeamFacts facts = AssembleFacts(evidence);
  ASSERT_THAT(facts.activities(), SizeIs(3));
  EXPECT_EQ(facts.activities(0).name(), "a");
  EXPECT_EQ(facts.activities(1).name(), "b");
  EXPECT_EQ(facts.activities(2).name(), "first");
  EXPECT_EQ(facts.activity_count(), 4);
  EXPECT_FALSE(facts.activities_truncated());
}

TEST(AccountEvidence, TooLargeFactsLoseTheirOldestActivities) {
  v1::TeamFacts facts;
  for (int i = 0; i < 100; ++i) {
    v1::Activity& activity = *facts.add_activities();
    activity.set_name(absl::StrCat(i));
    activity.set_note(std::string(1000, 'x'));
  }
  CutToSize(50'000, facts);
  EXPECT_LE(facts.ByteSizeLong(), 50'000);
  EXPECT_GT(facts.activities_size(), 40);
  EXPECT_EQ(facts.activities(0).name(), "0");
  EXPECT_TRUE(facts.activities_truncated());
}

TEST(AccountEvidence, WhoHasLeftIsOfNoUseToTheTeam) {
  AccountEvidence evidence = Evidence();
  EXPECT_THAT(CoverageOf(evidence).team, SizeIs(1));
  *evidence.members["ann"].mutable_left_on() =
      ParseProto<google::type::Date>("year: 2013 month: 11 day: 30");
  EXPECT_THAT(CoverageOf(evidence).team, IsEmpty());
  const v1::TeamFacts facts = AssembleFacts(evidence);
  EXPECT_EQ(facts.team_form(), v1::TEAM_FORM_UNKNOWN);
  // The assignment is on record all the same.
  EXPECT_THAT(facts.members(), SizeIs(1));
}

TEST(AccountEvidence, AuthorityHoldsForItsAccountOrForAll) {
  AccountEvidence evidence = Evidence();
  evidence.authorities = {
      ParseProto<v1::Authority>("name: 'ann/authorities/1' "
                                "scopes: AUTHORITY_SCOPE_PLAN"),
      ParseProto<v1::Authority>("name: 'ann/authorities/2' "
                                "account: 'programs/p/accounts/b'"),
      ParseProto<v1::Authority>("name: 'bob/authorities/1'")};
  const v1::TeamFacts facts = AssembleFacts(evidence);
  ASSERT_THAT(facts.members(0).authorities(), SizeIs(1));
  EXPECT_THAT(facts.members(0).authorities(0).scopes(),
              ElementsAre(v1::AUTHORITY_SCOPE_PLAN));
}

TEST(AccountEvidence, ProductivityIsHeldAgainstTheWindowBefore) {
  AccountEvidence evidence = Evidence();
  auto drive = [&] {
    return AssembleFacts(evidence).panels(0).items(2).state();
  };
  EXPECT_EQ(drive(), type::v1::TRI_STATE_UNKNOWN);
  // The window is of the 90 days to 30 November, from 1 September on; the one
  // before has as many days and ends on 31 August.
  evidence.activities = {Act("now", 2013, 9, 1), Act("before", 2013, 8, 31)};
  EXPECT_EQ(drive(), type::v1::TRI_STATE_PRESENT);
  evidence.activities.push_back(Act("before too", 2013, 6, 2));
  EXPECT_EQ(drive(), type::v1::TRI_STATE_UNKNOWN);
  evidence.list_completenesses.push_back(ParseProto<v1::ListCompleteness>(
      "list: LIST_ACTIVITIES "
      "complete_through { year: 2013 month: 11 day: 30 }"));
  EXPECT_EQ(drive(), type::v1::TRI_STATE_ABSENT);
  // The day before is of neither window.
  evidence.activities.back() = Act("older", 2013, 6, 1);
  EXPECT_EQ(drive(), type::v1::TRI_STATE_PRESENT);
}

}  // namespace
}  // namespace kam::team::account_evidence_test
