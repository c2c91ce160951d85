#include "services/team/titular.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::titular_test {
namespace {

using kam::testing::kDay;
using kam::testing::ParseProto;
using ::testing::IsEmpty;
using ::testing::SizeIs;

bool Claims(const std::string& title) {
  return ClaimsKeyAccountManagement(title, TeamValues());
}

TEST(ClaimsKeyAccountManagement, ByPhraseWordAndPlural) {
  EXPECT_TRUE(Claims("Key Account Manager"));
  EXPECT_TRUE(Claims("Key Accounts Director"));
  EXPECT_TRUE(Claims("Head of GLOBAL-ACCOUNTS, EMEA"));
  EXPECT_TRUE(Claims("Senior KAM"));
  EXPECT_TRUE(Claims("KAM+retail"));
  // Full-width letters are the same letters.
  EXPECT_TRUE(Claims("\xEF\xBC\xAB\xEF\xBC\xA1\xEF\xBC\xAD"));
  EXPECT_FALSE(Claims("KAMs"));
  EXPECT_FALSE(Claims("Sales rep"));
  EXPECT_FALSE(Claims("Accountant, key customers"));
  EXPECT_FALSE(Claims("Key to account"));
  EXPECT_FALSE(Claims(""));
}

TEST(ClaimsKeyAccountManagement, ByThePolicysOwnWords) {
  TeamValues values;
  values.title_phrases = {"grosskunden betreuer"};
  values.title_words = {"gkb"};
  EXPECT_TRUE(ClaimsKeyAccountManagement("Grosskunden-Betreuer", values));
  EXPECT_TRUE(ClaimsKeyAccountManagement("GKB", values));
  EXPECT_FALSE(ClaimsKeyAccountManagement("Key account manager", values));
}

v1::Member Titled(const std::string& title) {
  v1::Member member = ParseProto<v1::Member>("name: 'programs/p/members/ann'");
  member.add_positions()->set_title(title);
  return member;
}

std::vector<v1::Activity> Activities(v1::ActivityKind kind, int count) {
  std::vector<v1::Activity> activities(count);
  for (v1::Activity& activity : activities) {
    activity.set_member("programs/p/members/ann");
    activity.set_kind(kind);
    *activity.mutable_performed_on() =
        ParseProto<google::type::Date>("year: 2013 month: 11 day: 30");
  }
  return activities;
}

v1::TitularRoleValue Judge(const std::string& title,
                           const std::vector<v1::Activity>& activities) {
  return JudgeTitularRole(Titled(title), activities, kDay, TeamValues())
      .value();
}

TEST(TitularRole, IsProvenByFiveActivitiesOfWhichNoneIsKeyAccountWork) {
  const auto selling = v1::ACTIVITY_KIND_SALES;
  EXPECT_EQ(Judge("KAM", Activities(selling, 5)),
            v1::TITULAR_ROLE_VALUE_TITULAR);
  EXPECT_EQ(Judge("KAM", Activities(selling, 4)),
            v1::TITULAR_ROLE_VALUE_UNDETERMINED);
  EXPECT_EQ(Judge("Seller", Activities(selling, 5)),
            v1::TITULAR_ROLE_VALUE_NOT_APPLICABLE);
  // One activity of key account management disproves it, however few.
  EXPECT_EQ(Judge("KAM", Activities(v1::ACTIVITY_KIND_ACCOUNT_PLAN, 1)),
            v1::TITULAR_ROLE_VALUE_GENUINE);
  // Relationship work that is not among the nine does not.
  EXPECT_EQ(Judge("KAM", Activities(v1::ACTIVITY_KIND_CARE_VISIT, 5)),
            v1::TITULAR_ROLE_VALUE_TITULAR);
}

TEST(TitularRole, CountsTheMembersOwnActivitiesOfTheMonths) {
  std::vector<v1::Activity> activities =
      Activities(v1::ACTIVITY_KIND_ACCOUNT_PLAN, 4);
  activities[0].set_member("programs/p/members/bob");
  activities[1].mutable_performed_on()->set_year(2012);
  activities[2].mutable_performed_on()->set_year(2012);
  activities[2].mutable_performed_on()->set_day(29);
  activities[3].mutable_performed_on()->set_year(2014);
  const v1::TitularRole role =
      JudgeTitularRole(Titled("KAM"), activities, kDay, TeamValues());
  // 30 November 2012 is the first day of the twelve months.
  EXPECT_EQ(role.activities(), 1);
  EXPECT_EQ(role.key_account_activities(), 1);
  EXPECT_EQ(role.title(), "KAM");
}

TEST(ActivityKinds, NineAreOfKeyAccountManagementFiveBuildTheRelationship) {
  int key_account = 0;
  int relationship = 0;
  for (int i = v1::ActivityKind_MIN; i <= v1::ActivityKind_MAX; ++i) {
    const auto kind = static_cast<v1::ActivityKind>(i);
    key_account += IsKeyAccountActivity(kind) ? 1 : 0;
    relationship += IsRelationshipActivity(kind) ? 1 : 0;
  }
  EXPECT_EQ(key_account, 9);
  EXPECT_EQ(relationship, 5);
}

v1::Member Changed(const std::string& from, const std::string& to) {
  v1::Member member = Titled(from);
  v1::Position& position = *member.add_positions();
  position.set_title(to);
  *position.mutable_starts_on() =
      ParseProto<google::type::Date>("year: 2012 month: 11 day: 30");
  return member;
}

TEST(TitleChanges, AreThoseOfTwelveMonths) {
  const v1::Member member = Changed("Sales rep", "Account manager");
  EXPECT_THAT(FindTitleChanges(member, {}, kDay, TeamValues()), SizeIs(1));
  EXPECT_THAT(FindTitleChanges(member, {}, kDay + 1, TeamValues()), IsEmpty());
  EXPECT_THAT(
      FindTitleChanges(member, {}, absl::CivilDay(2012, 11, 29), TeamValues()),
      IsEmpty());
}

TEST(TitleChanges, AskForSkillsOnlyWhenTheClaimIsNew) {
  auto unproven = [](const v1::Member& member) {
    return FindTitleChanges(member, {}, kDay, TeamValues())[0]
        .unproven_skills_size();
  };
  EXPECT_EQ(unproven(Changed("Sales rep", "Account manager")), 4);
  EXPECT_EQ(unproven(Changed("KAM", "Account manager")), 0);
  EXPECT_EQ(unproven(Changed("KAM", "Sales rep")), 0);
}

TEST(TitleChanges, TellWhenNothingButTheTitleChanged) {
  v1::Member member = Changed("Sales rep", "KAM");
  auto change = FindTitleChanges(member, {}, kDay, TeamValues())[0];
  EXPECT_TRUE(change.title_only());
  EXPECT_TRUE(change.to_claims());
  EXPECT_FALSE(change.from_claims());
  member.mutable_positions(1)->set_grade(type::v1::GRADE_DIRECTOR);
  change = FindTitleChanges(member, {}, kDay, TeamValues())[0];
  EXPECT_FALSE(change.title_only());
  EXPECT_EQ(change.to_grade(), type::v1::GRADE_DIRECTOR);
}

}  // namespace
}  // namespace kam::team::titular_test
