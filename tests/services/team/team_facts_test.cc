#include "services/team/team_facts.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::team_facts_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::kDay;
using kam::testing::ParseProto;

v1::Assignment Assign(const std::string& account, const std::string& id,
                      const std::string& member, const std::string& more) {
  v1::Assignment assignment = ParseProto<v1::Assignment>(
      "role: ASSIGNMENT_ROLE_SUPPORT "
      "starts_on { year: 2013 month: 1 day: 1 } " +
      more);
  assignment.set_name("programs/p/accounts/" + account + "/assignments/" + id);
  assignment.set_member("programs/p/members/" + member);
  return assignment;
}

MembersByName People() {
  MembersByName people;
  for (const char* text : {
           R"pb(name: "programs/p/members/ann"
                display_name: "Ann"
                positions { title: "Seller" grade: GRADE_STAFF }
                positions {
                  starts_on { year: 2013 month: 6 day: 1 }
                  title: "Account manager"
                  grade: GRADE_MANAGER
                  function: BUSINESS_FUNCTION_SALES
                  reports_to: "programs/p/members/cid"
                })pb",
           R"pb(name: "programs/p/members/bob"
                display_name: "Bob"
                positions { function: BUSINESS_FUNCTION_LOGISTICS })pb",
           R"pb(name: "programs/p/members/cid"
                display_name: "Cid"
                positions { grade: GRADE_SENIOR_EXECUTIVE })pb"}) {
    v1::Member member = ParseProto<v1::Member>(text);
    people[member.name()] = member;
  }
  return people;
}

TEST(TeamFacts, ShowMembersAsOfTheDayLeadsFirst) {
  const v1::TeamFacts facts = AssembleTeamFacts(
      {Assign("a", "a-support", "bob", ""),
       Assign("a", "b-lead", "ann", "lead: true"),
       Assign("a", "c-past", "cid", "ends_on { year: 2013 month: 2 day: 1 }")},
      People(), kDay);
  ASSERT_EQ(facts.members_size(), 2);
  EXPECT_THAT(facts.members(0), EqualsProto(R"pb(
                assignment {
                  name: "programs/p/accounts/a/assignments/b-lead"
                  member: "programs/p/members/ann"
                  role: ASSIGNMENT_ROLE_SUPPORT
                  lead: true
                  starts_on { year: 2013 month: 1 day: 1 }
                }
                display_name: "Ann"
                position {
                  starts_on { year: 2013 month: 6 day: 1 }
                  title: "Account manager"
                  grade: GRADE_MANAGER
                  function: BUSINESS_FUNCTION_SALES
                  reports_to: "programs/p/members/cid"
                }
                resolved: true
                manager_grade: GRADE_SENIOR_EXECUTIVE
              )pb"));
  EXPECT_EQ(facts.members(1).display_name(), "Bob");
  EXPECT_TRUE(facts.ever_assigned());
}

TEST(TeamFacts, AnEarlierDayShowsTheEarlierPosition) {
  const v1::TeamFacts facts = AssembleTeamFacts(
      {Assign("a", "lead", "ann", "")}, People(), absl::CivilDay(2013, 5, 31));
  ASSERT_EQ(facts.members_size(), 1);
  EXPECT_EQ(facts.members(0).position().title(), "Seller");
  EXPECT_EQ(facts.members(0).manager_grade(), type::v1::GRADE_UNSPECIFIED);
}

TEST(TeamFacts, AMemberWhoIsNotKnownShowsAsUnresolved) {
  const v1::TeamFacts facts =
      AssembleTeamFacts({Assign("a", "one", "nobody", "")}, People(), kDay);
  ASSERT_EQ(facts.members_size(), 1);
  EXPECT_FALSE(facts.members(0).resolved());
  EXPECT_FALSE(facts.members(0).has_position());
}

TEST(TeamFacts, TellNeverFromNoLonger) {
  EXPECT_FALSE(AssembleTeamFacts({}, People(), kDay).ever_assigned());
  const v1::TeamFacts past = AssembleTeamFacts(
      {Assign("a", "one", "ann", "ends_on { year: 2013 month: 2 day: 1 }")},
      People(), kDay);
  EXPECT_TRUE(past.ever_assigned());
  EXPECT_EQ(past.members_size(), 0);
}

v1::Assignment Manage(const std::string& id, const std::string& member,
                      const std::string& more) {
  v1::Assignment assignment = Assign("a", id, member, more);
  assignment.set_role(v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER);
  return assignment;
}

TEST(TeamFacts, TellWhoManagedTheAccountBefore) {
  const std::string february = "ends_on { year: 2013 month: 2 day: 1 }";
  const v1::TeamFacts facts = AssembleTeamFacts(
      {Manage("c", "cid", february),
       Manage("b", "bob", "ends_on { year: 2013 month: 3 day: 1 }"),
       Manage("a", "ann", february),
       // Neither one who still does, nor one who did something else.
       Manage("d", "ann", ""), Assign("a", "e", "bob", february)},
      People(), kDay);
  ASSERT_EQ(facts.former_managers_size(), 3);
  EXPECT_EQ(facts.former_managers(0).member(), "programs/p/members/bob");
  EXPECT_EQ(facts.former_managers(1).member(), "programs/p/members/ann");
  EXPECT_EQ(facts.former_managers(2).member(), "programs/p/members/cid");
  EXPECT_EQ(facts.members_size(), 1);
}

TEST(TeamFacts, SummaryCountsPeopleAndDisciplinesOnce) {
  const v1::AccountTeamSummary summary = SummarizeTeam(
      {Assign("a", "1", "ann", "lead: true"), Assign("a", "2", "ann", ""),
       Assign("a", "3", "bob", ""), Assign("a", "4", "cid", "")},
      People(), kDay);
  EXPECT_THAT(summary, EqualsProto(R"pb(
                lead: "programs/p/members/ann"
                lead_display_name: "Ann"
                members: 3
                functions: 2
              )pb"));
}

TEST(TeamFacts, S0_02_LeadsAreCountedWithTheAccountsTheyLead) {
  LeadCounter counter(kDay);
  for (const v1::Assignment& assignment :
       {Assign("a", "1", "ann", "lead: true"),
        Assign("a", "2", "ann", "lead: true"),
        Assign("b", "1", "ann", "lead: true"),
        Assign("b", "2", "bob", "lead: true"), Assign("c", "1", "bob", ""),
        Assign("d", "1", "bob",
               "lead: true ends_on { year: 2013 month: 2 day: 1 }")}) {
    counter.Add(assignment);
  }
  EXPECT_EQ(counter.Count().leads, 2);
  EXPECT_EQ(counter.Count().led_accounts, 3);
  EXPECT_EQ(counter.AccountsOf("programs/p/members/ann"), 2);
  EXPECT_EQ(counter.AccountsOf("programs/p/members/bob"), 1);
  EXPECT_EQ(counter.AccountsOf("programs/p/members/cid"), 0);
}

}  // namespace
}  // namespace kam::team::team_facts_test
