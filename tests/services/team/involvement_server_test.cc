#include <string>

#include "gmock/gmock.h"
#include "tests/services/team/team_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// What members do for accounts and with each other, through the service. Named
// by the requirements' items.

namespace kam::team::involvement_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kFailedCall;
using kam::testing::kInvalidCall;
using kam::type::v1::TRI_STATE_ABSENT;
using kam::type::v1::TRI_STATE_PRESENT;
using kam::type::v1::TRI_STATE_UNKNOWN;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class InvolvementServerTest : public TeamServiceTest {
 protected:
  // Records an activity of a kind without `ACTIVITY_KIND_`.
  void Act(const std::string& member, const std::string& kind,
           const std::string& on =
               "performed_on { year: 2013 month: 11 "
               "day: 1 }",
           const std::string& account = "a") {
    ASSERT_THAT(
        Call(&Stub::CreateActivity,
             "parent: 'programs/p/accounts/" + account + "' activity { " +
                 Who(member) + "kind: ACTIVITY_KIND_" + kind + " " + on + " }")
            .status,
        GrpcIsOk());
  }

  grpc::Status Pair(const std::string& one, const std::string& other,
                    const std::string& days) {
    return Call(&Stub::CreateBuddyPair, "parent: 'programs/p' buddy_pair { " +
                                            Who(one) + Who(other, "buddy") +
                                            days + " }")
        .status;
  }

  grpc::Status Meet(const std::string& day, const std::string& attendees) {
    return Record(
               &Stub::CreateMeeting, "meeting",
               "held_on { year: 2013 month: 9 day: " + day + " } " + attendees)
        .status;
  }

  static const v1::Panel& PanelOf(const v1::TeamFacts& facts,
                                  const std::string& requirement) {
    for (const v1::Panel& panel : facts.panels()) {
      if (panel.requirement_id() == requirement) return panel;
    }
    return v1::Panel::default_instance();
  }
};

TEST_F(InvolvementServerTest, S4_13_BuddiesAreTwoAndOnePairWhicheverIsFirst) {
  EXPECT_THAT(Pair("ann", "ann", On("starts_on")),
              GrpcStatusIs(kInvalidCall, "BUDDY_OF_ONESELF"));
  ASSERT_THAT(Pair("ann", "bob",
                   On("starts_on") + "ends_on { year: 2013 month: 8 day: 31 }"),
              GrpcIsOk());
  EXPECT_THAT(Pair("bob", "ann", "starts_on { year: 2013 month: 8 day: 31 }"),
              GrpcStatusIs(kFailedCall, "BUDDY_PAIR_EXISTS"));
  ASSERT_THAT(Pair("bob", "ann", "starts_on { year: 2013 month: 9 day: 1 }"),
              GrpcIsOk());
  ASSERT_THAT(Pair("ann", "cid", On("starts_on")), GrpcIsOk());
  EXPECT_THAT(Have(&Stub::ListBuddyPairs,
                   "parent: 'programs/p' member: 'programs/p/members/bob'")
                  .buddy_pairs(),
              SizeIs(2));
  EXPECT_THAT(Have(&Stub::ListBuddyPairs,
                   "parent: 'programs/p' member: 'programs/p/members/cid'")
                  .buddy_pairs(),
              SizeIs(1));
}

TEST_F(InvolvementServerTest, S4_13_MissingBuddyIsAdviceOnceTheListIsComplete) {
  HaveTeam();
  EXPECT_THAT(Codes(Facts()), Not(Contains("BUDDY_MISSING")));
  EXPECT_EQ(PanelOf(Facts(), "S4-13").unknown(), 1);
  Complete("BUDDY_PAIRS");
  EXPECT_THAT(Codes(Facts()), Contains("BUDDY_MISSING"));
  ASSERT_THAT(Pair("bob", "ann", On("starts_on")), GrpcIsOk());
  const v1::TeamFacts facts = Facts();
  EXPECT_THAT(Codes(facts), Not(Contains("BUDDY_MISSING")));
  EXPECT_THAT(facts.buddy_pairs(), SizeIs(1));
  EXPECT_EQ(PanelOf(facts, "S4-13").present(), 1);
}

TEST_F(InvolvementServerTest, S4_13_BuddiesKeepALog) {
  const auto pair =
      Call(&Stub::CreateBuddyPair,
           "parent: 'programs/p' buddy_pair_id: 'ab' "
           "buddy_pair { " +
               Who("ann") + Who("bob", "buddy") + On("starts_on") + " }");
  ASSERT_THAT(pair.status, GrpcIsOk());
  const std::string parent = "parent: 'programs/p/buddyPairs/ab' ";
  Have(&Stub::CreateBuddyMeeting,
       parent + "buddy_meeting { " + On("held_on") +
           "topics: BUDDY_TOPIC_DILEMMA topics: BUDDY_TOPIC_CHALLENGE "
           "accounts: 'programs/p/accounts/a' }");
  EXPECT_THAT(Have(&Stub::ListBuddyMeetings, parent).buddy_meetings(),
              SizeIs(1));
  EXPECT_THAT(
      Call(&Stub::CreateBuddyMeeting,
           parent + "buddy_meeting { held_on { year: 2014 month: 1 day: 1 } }")
          .status,
      GrpcStatusIs(kInvalidCall, "DATE_IN_FUTURE"));
  EXPECT_THAT(Call(&Stub::CreateBuddyMeeting,
                   "parent: 'programs/p/buddyPairs/none' buddy_meeting { " +
                       On("held_on") + "}")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(InvolvementServerTest, S4_16_MeetingAboutTheAccountWithinNinetyDays) {
  HaveTeam();
  Complete("MEETINGS");
  // 90 days before 1 December is 2 September.
  ASSERT_THAT(Meet("1", Who("ann", "attendees")), GrpcIsOk());
  EXPECT_THAT(Codes(Facts()), Contains("NO_ACCOUNT_MEETING"));
  ASSERT_THAT(Meet("2", Who("ann", "attendees")), GrpcIsOk());
  EXPECT_THAT(Codes(Facts()), Not(Contains("NO_ACCOUNT_MEETING")));
  EXPECT_THAT(Meet("3", ""), GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(Meet("3", Who("ann", "attendees") + Who("ann", "attendees")),
              GrpcStatusIs(kInvalidCall));
  ASSERT_THAT(Facts().meetings(), SizeIs(2));
  EXPECT_THAT(Facts().meetings(0).held_on(),
              EqualsProto("year: 2013 month: 9 day: 2"));
}

TEST_F(InvolvementServerTest, S3_05_RelationshipWorkHasFiveKindsAndAShare) {
  HaveTeam();
  EXPECT_FALSE(Facts().has_relationship_work_bps());
  for (const char* kind :
       {"MEET_DECISION_MAKERS", "TECHNICAL_PROJECT_REVIEW", "CARE_VISIT",
        "TEAM_MEETING", "BRIEF_SPECIALISTS", "SALES", "SALES"}) {
    Act("ann", kind);
  }
  // Older than the ninety days of the window: in the facts, not in the share.
  Act("ann", "SALES", On("performed_on"));
  const v1::TeamFacts facts = Facts();
  // 5 of 7.
  EXPECT_EQ(facts.relationship_work_bps(), 7143);
  EXPECT_THAT(facts.activities(), SizeIs(8));
  EXPECT_EQ(facts.activities(7).kind(), v1::ACTIVITY_KIND_SALES);
  EXPECT_EQ(facts.activity_count(), 8);
}

TEST_F(InvolvementServerTest, S4_03_WorkIsCountedByKind) {
  HaveTeam();
  Act("ann", "SALES");
  Act("bob", "SALES");
  Act("ann", "ACCOUNT_PLAN");
  EXPECT_THAT(
      Facts().work(),
      ElementsAre(EqualsProto("kind: ACTIVITY_KIND_ACCOUNT_PLAN count: 1"),
                  EqualsProto("kind: ACTIVITY_KIND_SALES count: 2")));
  EXPECT_THAT(Have(&Stub::ListActivities,
                   "parent: 'programs/p/accounts/a' " + Who("bob"))
                  .activities(),
              SizeIs(1));
}

TEST_F(InvolvementServerTest, S1_01_TitleWithoutTheWorkIsTitular) {
  HaveTeam();
  auto value = [&] { return Facts().titular_roles(0).value(); };
  for (int i = 0; i < 4; ++i) Act("ann", "SALES");
  EXPECT_EQ(value(), v1::TITULAR_ROLE_VALUE_UNDETERMINED);
  // What the member does for other accounts counts too.
  Act("ann", "SALES", On("performed_on"), "b");
  EXPECT_EQ(value(), v1::TITULAR_ROLE_VALUE_TITULAR);
  EXPECT_EQ(Facts().titular_roles(0).activities(), 5);
  Act("ann", "PROFITABILITY_REVIEW");
  EXPECT_EQ(value(), v1::TITULAR_ROLE_VALUE_GENUINE);
  // A year and more ago it was not yet so.
  EXPECT_EQ(
      Facts("as_of { year: 2013 month: 10 day: 31 }").titular_roles(0).value(),
      v1::TITULAR_ROLE_VALUE_UNDETERMINED);
}

TEST_F(InvolvementServerTest, TitularRoleOfAPastStateReadsThePast) {
  HaveTeam();
  harness_.clock().Advance(absl::Hours(2));
  Act("ann", "ACCOUNT_PLAN");
  const std::string before = "read_time { seconds: 1385902800 }";  // 13:00
  EXPECT_EQ(Facts(before).titular_roles(0).activities(), 0);
  EXPECT_EQ(Facts().titular_roles(0).activities(), 1);
}

TEST_F(InvolvementServerTest, S4_12_DirectorSponsorsOrItDoesNotStart) {
  HaveMember("eve",
             "positions { grade: GRADE_MANAGER } positions { "
             "grade: GRADE_DIRECTOR starts_on { year: 2013 month: 9 day: 1 } "
             "}");
  EXPECT_EQ(Facts().executive_sponsor(), TRI_STATE_UNKNOWN);
  Complete("SPONSORSHIPS");
  EXPECT_EQ(Facts().executive_sponsor(), TRI_STATE_ABSENT);
  ASSERT_THAT(Record(&Stub::CreateSponsorship, "sponsorship",
                     Who("eve") + On("starts_on"))
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Facts().executive_sponsor(), TRI_STATE_PRESENT);
  // She sponsored before she was a director.
  EXPECT_EQ(Facts("as_of { year: 2013 month: 8 day: 31 }").executive_sponsor(),
            TRI_STATE_ABSENT);
}

TEST_F(InvolvementServerTest, S2_22_SponsorOfUnknownGradeRaisesNoFlag) {
  HaveMember("eve");
  Complete("SPONSORSHIPS");
  ASSERT_THAT(Record(&Stub::CreateSponsorship, "sponsorship",
                     Who("eve") + On("starts_on"))
                  .status,
              GrpcIsOk());
  const v1::TeamFacts facts = Facts();
  EXPECT_EQ(facts.executive_sponsor(), TRI_STATE_UNKNOWN);
  ASSERT_THAT(facts.sponsors(), SizeIs(1));
  EXPECT_TRUE(facts.sponsors(0).member().resolved());
  EXPECT_THAT(Record(&Stub::CreateSponsorship, "sponsorship",
                     Who("eve") + On("starts_on") +
                         "ends_on { year: 2013 month: 5 day: 31 }")
                  .status,
              GrpcStatusIs(kInvalidCall, "DATES_REVERSED"));
}

TEST_F(InvolvementServerTest, M18_LineIsTracedToTheTop) {
  HaveMember("eve", "positions { grade: GRADE_SENIOR_EXECUTIVE }");
  HaveMember("ann", "positions { reports_to: 'programs/p/members/eve' }");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  EXPECT_EQ(Facts().members(0).manager_grade(),
            type::v1::GRADE_SENIOR_EXECUTIVE);
}

TEST_F(InvolvementServerTest, M02_JointTeamHasPeopleOfBothSides) {
  auto team = [&](const std::string& fields) {
    return Record(&Stub::CreateJointTeam, "joint_team",
                  "display_name: 'Shelf' " + On("starts_on") + fields)
        .status;
  };
  const std::string contact = "contacts: 'programs/p/accounts/a/contacts/c' ";
  EXPECT_THAT(team(contact), GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(team(Who("ann", "members")),
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(team(Who("ann", "members") +
                   "contacts: 'programs/p/accounts/b/contacts/c'"),
              GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
  ASSERT_THAT(team(Who("ann", "members") + contact), GrpcIsOk());
  EXPECT_THAT(Facts().joint_teams(), SizeIs(1));
  EXPECT_THAT(Facts("as_of { year: 2013 month: 5 day: 31 }").joint_teams(),
              IsEmpty());
}

TEST_F(InvolvementServerTest,
       S3_09_AimsOfTheSkillsProgrammeAreServedByTraining) {
  HaveTeam();
  Have(&Stub::CreateTraining,
       "parent: 'programs/p/members/ann' training { display_name: 'T' " +
           On("completed_on") +
           "aims: PROGRAMME_AIM_TEAM_PRODUCTIVITY goal: 'G' metric: 'M' }");
  const v1::TeamFacts open = Facts();
  EXPECT_THAT(PanelOf(open, "S3-09").items(), SizeIs(4));
  EXPECT_EQ(PanelOf(open, "S3-09").present(), 1);
  EXPECT_EQ(PanelOf(open, "S3-09").unknown(), 3);
  EXPECT_EQ(open.trainings(0).metric(), "M");
  Complete("TRAININGS");
  EXPECT_EQ(PanelOf(Facts(), "S3-09").absent(), 3);
}

TEST_F(InvolvementServerTest, S3_10_HealthOfTheTeamIsShownNotScored) {
  HaveTeam();
  const v1::TeamFacts facts = Facts();
  const v1::Panel& unknown = PanelOf(facts, "S3-10");
  ASSERT_THAT(unknown.items(), SizeIs(3));
  EXPECT_EQ(unknown.unknown(), 3);
  ASSERT_THAT(Meet("15", Who("ann", "attendees") + Who("bob", "attendees")),
              GrpcIsOk());
  Act("ann", "SALES");
  Rate("ann", "OWN_OBJECTIVES", 1);
  const v1::TeamFacts later = Facts();
  EXPECT_THAT(PanelOf(later, "S3-10").items(0).state(), TRI_STATE_PRESENT);
  EXPECT_THAT(PanelOf(later, "S3-10").items(1).state(), TRI_STATE_ABSENT);
  EXPECT_THAT(PanelOf(later, "S3-10").items(2).state(), TRI_STATE_PRESENT);
}

TEST_F(InvolvementServerTest, ActivityOfTheFutureIsRefused) {
  EXPECT_THAT(Record(&Stub::CreateActivity, "activity",
                     Who("ann") + "kind: ACTIVITY_KIND_SALES "
                                  "performed_on { year: 2014 month: 1 day: 1 }")
                  .status,
              GrpcStatusIs(kInvalidCall, "DATE_IN_FUTURE"));
}

}  // namespace
}  // namespace kam::team::involvement_server_test
