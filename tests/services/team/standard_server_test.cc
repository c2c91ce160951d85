#include <string>

#include "gmock/gmock.h"
#include "tests/services/team/team_harness.h"
#include "tests/testing/proto_matchers.h"

// Each resource of the service goes through its five standard methods.

namespace kam::team::standard_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

// The five methods of one resource.
template <typename Create, typename Get, typename List, typename Update,
          typename Delete>
struct Methods {
  Create create;
  Get get;
  List list;
  Update update;
  Delete remove;
};
template <typename... All>
Methods(All...) -> Methods<All...>;

class StandardServerTest : public TeamServiceTest {
 protected:
  StandardServerTest() {
    HaveMember("ann");
    Have(&Stub::CreateDepartment,
         "parent: 'programs/p' department_id: 'd' "
         "department { display_name: 'D' }");
    Have(&Stub::CreateBuddyPair,
         "parent: 'programs/p' buddy_pair_id: 'ab' buddy_pair { " + Who("ann") +
             Who("bob", "buddy") + On("starts_on") + "}");
  }

  // Creates a record of `fields` under `parent`, reads, lists, changes and
  // deletes it.
  template <typename All>
  void GoThrough(const All& methods, const std::string& parent,
                 const std::string& field, const std::string& fields,
                 const std::string& change) {
    const std::string under = "parent: '" + parent + "' ";
    const auto created =
        Have(methods.create, under + field + " { " + fields + " }");
    const std::string name = "name: '" + created.name() + "' ";
    EXPECT_THAT(created.name(), ::testing::StartsWith(parent + "/"));
    EXPECT_THAT(Have(methods.get, name), EqualsProto(created));
    EXPECT_THAT(Have(methods.list, under).ShortDebugString(),
                HasSubstr(created.name() + "\""));
    const auto updated =
        Have(methods.update, field + " { " + name + change + " }");
    EXPECT_NE(updated.etag(), created.etag());
    EXPECT_THAT(
        Call(methods.remove, name + "etag: '" + created.etag() + "'").status,
        GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
    EXPECT_THAT(Call(methods.remove, name).status, GrpcIsOk());
    EXPECT_THAT(Call(methods.get, name).status,
                GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
    EXPECT_THAT(Have(methods.list, under).ShortDebugString(),
                Not(HasSubstr(created.name() + "\"")));
  }

  static constexpr char kProgram[] = "programs/p";
  static constexpr char kMember[] = "programs/p/members/ann";
};

TEST_F(StandardServerTest, OfTheProgramme) {
  GoThrough(Methods{&Stub::CreateMember, &Stub::GetMember, &Stub::ListMembers,
                    &Stub::UpdateMember, &Stub::DeleteMember},
            kProgram, "member", "display_name: 'X'", "email: 'x@example.org'");
  GoThrough(Methods{&Stub::CreateDepartment, &Stub::GetDepartment,
                    &Stub::ListDepartments, &Stub::UpdateDepartment,
                    &Stub::DeleteDepartment},
            kProgram, "department", "display_name: 'X'", "required: true");
  GoThrough(Methods{&Stub::CreateBuddyPair, &Stub::GetBuddyPair,
                    &Stub::ListBuddyPairs, &Stub::UpdateBuddyPair,
                    &Stub::DeleteBuddyPair},
            kProgram, "buddy_pair",
            Who("ann") + Who("cid", "buddy") + On("starts_on"), "note: 'N'");
  GoThrough(
      Methods{&Stub::CreateWillingnessStatement, &Stub::GetWillingnessStatement,
              &Stub::ListWillingnessStatements,
              &Stub::UpdateWillingnessStatement,
              &Stub::DeleteWillingnessStatement},
      kProgram, "willingness_statement",
      Who("ann", "executive") + On("signed_on") +
          "processes: 'P' answer: WILLINGNESS_ANSWER_WILLING",
      "note: 'N'");
  GoThrough(Methods{&Stub::CreateRoleRequirement, &Stub::GetRoleRequirement,
                    &Stub::ListRoleRequirements, &Stub::UpdateRoleRequirement,
                    &Stub::DeleteRoleRequirement},
            kProgram, "role_requirement",
            "role: ASSIGNMENT_ROLE_SUPPORT "
            "required_skills { skill: SKILL_SELLING level: 1 }",
            "note: 'N'");
}

TEST_F(StandardServerTest, OfAMemberADepartmentOrAPair) {
  GoThrough(Methods{&Stub::CreateAuthority, &Stub::GetAuthority,
                    &Stub::ListAuthorities, &Stub::UpdateAuthority,
                    &Stub::DeleteAuthority},
            kMember, "authority", On("starts_on"),
            "scopes: AUTHORITY_SCOPE_TEAM");
  GoThrough(Methods{&Stub::CreateSkillRating, &Stub::GetSkillRating,
                    &Stub::ListSkillRatings, &Stub::UpdateSkillRating,
                    &Stub::DeleteSkillRating},
            kMember, "skill_rating",
            "skill: SKILL_SELLING level: 2 rater: 'HR' " + On("rated_on"),
            "level: 3");
  GoThrough(
      Methods{&Stub::CreateTraining, &Stub::GetTraining, &Stub::ListTrainings,
              &Stub::UpdateTraining, &Stub::DeleteTraining},
      kMember, "training", "display_name: 'T' " + On("completed_on"),
      "provider: 'P'");
  GoThrough(
      Methods{&Stub::CreateAlignmentStatement, &Stub::GetAlignmentStatement,
              &Stub::ListAlignmentStatements, &Stub::UpdateAlignmentStatement,
              &Stub::DeleteAlignmentStatement},
      "programs/p/departments/d", "alignment_statement",
      "stated_by: 'HR' " + On("stated_on"), "note: 'N'");
  GoThrough(Methods{&Stub::CreateBuddyMeeting, &Stub::GetBuddyMeeting,
                    &Stub::ListBuddyMeetings, &Stub::UpdateBuddyMeeting,
                    &Stub::DeleteBuddyMeeting},
            "programs/p/buddyPairs/ab", "buddy_meeting", On("held_on"),
            "note: 'N'");
}

TEST_F(StandardServerTest, OfAnAccount) {
  GoThrough(Methods{&Stub::CreateAssignment, &Stub::GetAssignment,
                    &Stub::ListAssignments, &Stub::UpdateAssignment,
                    &Stub::DeleteAssignment},
            kAccount, "assignment",
            Who("ann") + "role: ASSIGNMENT_ROLE_SUPPORT " + On("starts_on"),
            "responsibility: 'R'");
  GoThrough(Methods{&Stub::CreateSpecialistAppointment,
                    &Stub::GetSpecialistAppointment,
                    &Stub::ListSpecialistAppointments,
                    &Stub::UpdateSpecialistAppointment,
                    &Stub::DeleteSpecialistAppointment},
            kAccount, "specialist_appointment",
            "skill: SKILL_SELLING " + Who("ann") + On("starts_on"),
            "appointed_by: 'HR'");
  GoThrough(
      Methods{&Stub::CreateActivity, &Stub::GetActivity, &Stub::ListActivities,
              &Stub::UpdateActivity, &Stub::DeleteActivity},
      kAccount, "activity",
      Who("ann") + "kind: ACTIVITY_KIND_SALES " + On("performed_on"),
      "note: 'N'");
  GoThrough(Methods{&Stub::CreateSponsorship, &Stub::GetSponsorship,
                    &Stub::ListSponsorships, &Stub::UpdateSponsorship,
                    &Stub::DeleteSponsorship},
            kAccount, "sponsorship", Who("ann") + On("starts_on"), "note: 'N'");
  GoThrough(
      Methods{&Stub::CreateMeeting, &Stub::GetMeeting, &Stub::ListMeetings,
              &Stub::UpdateMeeting, &Stub::DeleteMeeting},
      kAccount, "meeting", Who("ann", "attendees") + On("held_on"),
      "minutes: 'M'");
  GoThrough(Methods{&Stub::CreateJointTeam, &Stub::GetJointTeam,
                    &Stub::ListJointTeams, &Stub::UpdateJointTeam,
                    &Stub::DeleteJointTeam},
            kAccount, "joint_team",
            "display_name: 'J' " + Who("ann", "members") +
                "contacts: 'programs/p/accounts/a/contacts/c' " +
                On("starts_on"),
            "purpose: 'P'");
  GoThrough(
      Methods{&Stub::CreateListCompleteness, &Stub::GetListCompleteness,
              &Stub::ListListCompletenesses, &Stub::UpdateListCompleteness,
              &Stub::DeleteListCompleteness},
      kAccount, "list_completeness",
      "list: LIST_MEETINGS declared_by: 'Ann' " + On("declared_on") +
          On("complete_through"),
      "declared_by: 'Bob'");
}

}  // namespace
}  // namespace kam::team::standard_server_test
