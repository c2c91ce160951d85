#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "gmock/gmock.h"
#include "kam/team/v1/skill_coverage.pb.h"
#include "kam/team/v1/team_facts.pb.h"
#include "kam/team/v1/team_service.pb.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl::team_run_test {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMembers[] =
    "key,name,title,starts_on,manager_key\n"
    "7,Mia,Sales Representative,2012-01-01,8\n"
    "8,Tom,Sales Manager,2012-01-01,\n";
constexpr char kTeam[] =
    "account_key,member_key,starts_on,role,lead\n"
    "1,7,2013-01-01,key account manager,yes\n";

class KamctlTeamTest : public KamctlTest {
 protected:
  KamctlTeamTest() {
    HaveAccounts();
    Done({"import", "members", "-"}, kMembers);
    Done({"import", "assignments", "-"}, kTeam);
  }

  // The team of account 1 on a day, as a page.
  std::string TeamOn(const std::string& day) const {
    return Done({"team", "show", "1", "--as-of", day});
  }
};

TEST_F(KamctlTeamTest, RatesSkillsAndShowsWhatIsMissing) {
  Done({"skills", "rate", "7", "customer objectives", "3", "--rater", "8",
        "--on", "2013-06-01", "--evidence", "three won tenders"});
  Done({"skills", "rate", "7", "product awareness", "1", "--rater",
        "the customer's engineer", "--on", "2013-06-01"});
  const std::string page =
      Done({"skills", "show", "1", "--as-of", "2013-11-30"});
  EXPECT_THAT(
      page,
      AllOf(HasSubstr("skills for programs/p/accounts/1 as of 2013-11-30: gaps "
                      "(determined), 1 of 11 areas covered, perhaps 10"),
            ContainsRegex("customer objectives +covered +3 +Mia 3 +rests on "
                          "one person"),
            ContainsRegex("product awareness +gap +1 +Mia 1"),
            HasSubstr("roles that nobody has: support, development"),
            HasSubstr("ROLE_MISSING")));
  EXPECT_THAT(
      Done({"skills", "show", "1", "--as-of", "2013-11-30", "--phase", "4"}),
      HasSubstr("TO TRAIN FOR"));
  const Outcome own = Run({"skills", "rate", "7", "planning", "3", "--rater",
                           "7", "--on", "2013-06-01"});
  EXPECT_EQ(own.exit, Exit::kRefused);
  EXPECT_THAT(own.err, HasSubstr("SELF_RATING"));
  EXPECT_EQ(Run({"skills", "rate", "7", "magic", "3", "--rater", "8", "--on",
                 "2013-06-01"})
                .exit,
            Exit::kUsage);
  EXPECT_EQ(Run({"skills", "show", "1", "--phase", "6"}).exit, Exit::kUsage);
}

TEST_F(KamctlTeamTest, ShowsWhoLeadsHowManyAccounts) {
  Done({"import", "assignments", "-"},
       "account_key,member_key,starts_on,role,lead\n"
       "2,7,2013-01-01,key account manager,yes\n");
  EXPECT_THAT(Done({"team", "program", "--as-of", "2013-11-30"}),
              AllOf(HasSubstr("teams of programs/p as of 2013-11-30"),
                    HasSubstr("accounts per manager: 2.00"),
                    ContainsRegex("Mia +Sales Representative +2")));
  EXPECT_THAT(Done({"team", "program", "--as-of", "2012-11-30"}),
              HasSubstr("nobody leads an account"));
}

TEST_F(KamctlTeamTest, MakesAMemberTheSponsor) {
  EXPECT_THAT(Done({"team", "sponsor", "1", "8", "--from", "2013-01-01", "--to",
                    "2013-12-31"}),
              HasSubstr("stored programs/p/accounts/1/sponsorships/"));
  EXPECT_THAT(TeamOn("2013-11-30"), HasSubstr("sponsors: Tom\n"));
  EXPECT_THAT(TeamOn("2014-01-01"), Not(HasSubstr("sponsors: ")));
  EXPECT_EQ(Run({"team", "sponsor", "1", "8"}).exit, Exit::kUsage);
}

// Today differs between the two programmes at any time.
TEST_F(KamctlTeamTest, TodayIsThatOfTheProgrammesZone) {
  for (const char* zone : {"Pacific/Kiritimati", "Etc/GMT+12"}) {
    const std::string id = zone[0] == 'P' ? "east" : "west";
    Done({"program", "create", id, "--name", id, "--currency", "USD",
          "--time-zone", zone});
    absl::TimeZone there;
    ASSERT_TRUE(absl::LoadTimeZone(zone, &there));
    const std::string account = "programs/" + id + "/accounts/1";
    for (const char* command : {"skills", "team"}) {
      const std::string before = FormatDay(Today(SystemClock(), there));
      const std::string page = Done({command, "show", account});
      const std::string after = FormatDay(Today(SystemClock(), there));
      EXPECT_THAT(page, AnyOf(HasSubstr("as of " + before),
                              HasSubstr("as of " + after)));
    }
  }
}

TEST_F(KamctlTeamTest, AnImportOfAnotherTitleBeginsAPosition) {
  Done({"import", "members", "-"},
       "key,name,title,starts_on\n7,Mia,Key Account Manager,2013-06-01\n");
  EXPECT_THAT(TeamOn("2013-05-31"), HasSubstr("Sales Representative"));
  EXPECT_THAT(TeamOn("2013-06-01"), HasSubstr("Key Account Manager"));
  // What the file leaves out stays: the line manager.
  EXPECT_THAT(Done({"list", "members"}),
              ContainsRegex("Mia +Key Account Manager +Tom"));
  // The file of before and that of now may be sent again.
  for (const std::string& file :
       {std::string(kMembers),
        std::string("key,name,title,starts_on\n"
                    "7,Mia,Key Account Manager,2013-06-01\n"),
        std::string("key,name,title\n7,Mia,Key Account Manager\n")}) {
    Done({"import", "members", "-"}, file);
  }
  const auto facts =
      Json<team::v1::TeamFacts>({"team", "show", "1", "--as-of", "2013-12-01"});
  EXPECT_EQ(facts.members(0).position().starts_on().month(), 6);
  EXPECT_THAT(TeamOn("2013-05-31"), HasSubstr("Sales Representative"));
  // What holds from today needs no day.
  Done({"import", "members", "-"}, "key,name,title\n7,Mia M.,Director\n");
  EXPECT_THAT(TeamOn("2013-12-01"),
              AllOf(HasSubstr("Mia M."), HasSubstr("Key Account Manager")));
  EXPECT_THAT(Done({"list", "members"}), ContainsRegex("Mia M. +Director"));
}

TEST_F(KamctlTeamTest, AnImportOfTheSameBeginsNothing) {
  for (int run = 0; run < 2; ++run) {
    Done({"import", "members", "-", "--set", "function=sales"},
         "key,name,title,manager_key\n9,Ann,Clerk,8\n");
  }
  const auto members = Json<team::v1::ListMembersResponse>({"list", "members"});
  ASSERT_EQ(members.members_size(), 3);
  EXPECT_EQ(members.members(2).display_name(), "Ann");
  EXPECT_EQ(members.members(2).positions_size(), 1);
}

TEST_F(KamctlTeamTest, AnImportDoesNotRewriteWhatSomebodyWas) {
  const Outcome outcome =
      Run({"import", "members", "-"},
          "key,name,title,starts_on\n7,Mia,Director,2012-01-01\n");
  EXPECT_EQ(outcome.exit, Exit::kRowsRejected);
  EXPECT_THAT(outcome.out, HasSubstr("2  7    POSITION_HISTORY"));
  EXPECT_THAT(TeamOn("2013-11-30"), HasSubstr("Sales Representative"));
}

TEST_F(KamctlTeamTest, AnImportOfAnotherRoleEndsTheOneBefore) {
  const std::string support =
      "account_key,member_key,starts_on,role\n1,7,2013-06-01,support\n";
  const std::string manager =
      "account_key,member_key,starts_on,role,lead\n"
      "1,7,2013-09-01,key account manager,yes\n";
  for (int run = 0; run < 2; ++run) {
    Done({"import", "assignments", "-"}, support);
    EXPECT_THAT(TeamOn("2013-05-31"), HasSubstr("key account manager"));
    EXPECT_THAT(
        TeamOn("2013-06-01"),
        AllOf(HasSubstr("support"), Not(HasSubstr("key account manager"))));
  }
  for (int run = 0; run < 2; ++run) {
    Done({"import", "assignments", "-"}, manager);
    EXPECT_THAT(TeamOn("2013-05-31"), HasSubstr("key account manager"));
    EXPECT_THAT(TeamOn("2013-08-31"), HasSubstr("support"));
    EXPECT_THAT(TeamOn("2013-09-01"), AllOf(HasSubstr("key account manager"),
                                            Not(HasSubstr("support"))));
  }
  // Two roles cannot begin on one day.
  const Outcome both =
      Run({"import", "assignments", "-"},
          "account_key,member_key,starts_on,role\n1,7,2013-01-01,support\n");
  EXPECT_EQ(both.exit, Exit::kRowsRejected);
  EXPECT_THAT(both.out, HasSubstr("IMMUTABLE_FIELD"));
}

}  // namespace
}  // namespace kam::kamctl::team_run_test
