// What the gateway's view shows of our side, asked of the real services: the
// team and what it lacks, the plan and whether it is valid with that team, what
// is due, and what we and the customer have taken on.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/services/planning/whole_plan.h"
#include "tests/suite/suite_harness.h"
#include "tests/testing/matchers.h"

namespace kam::suite::view_test {
namespace {

using account::v1::AccountService;
using account::v1::ProgramService;
using gateway::v1::KeyAccountService;
using gateway::v1::KeyAccountView;
using kam::testing::EqualsProto;
using planning::v1::PlanningService;
using team::v1::TeamService;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kAccount[] = "programs/p/accounts/a";
constexpr char kPlan[] = "programs/p/accounts/a/plans/one";
constexpr char kUnder[] = "parent: 'programs/p/accounts/a' ";

// The account of WholePlan, the team it was written for, and a sponsor.
class AccountViewTest : public SuiteTest {
 protected:
  AccountViewTest() {
    Call<ProgramService>(&ProgramService::Stub::CreateProgram,
                         "program_id: 'p' program { display_name: 'P' "
                         "reporting_currency: 'USD' time_zone: 'UTC' }");
    Call<AccountService>(&AccountService::Stub::CreateAccount,
                         "parent: 'programs/p' account_id: 'a' "
                         "account { display_name: 'Bikes' }");
    HaveMember("ann", "GRADE_MANAGER");
    HaveMember("bob", "GRADE_STAFF");
    HaveMember("cid", "GRADE_SENIOR_EXECUTIVE");
    Assign("ann", "ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER");
    Assign("bob", "ASSIGNMENT_ROLE_SUPPORT");
    Call<TeamService>(&TeamService::Stub::CreateSponsorship,
                      absl::StrCat(kUnder,
                                   "sponsorship { member: 'programs/p/members/"
                                   "cid' starts_on { year: 2013 month: 1 day: "
                                   "1 } }"));
  }

  void HaveMember(const std::string& id, const std::string& grade) {
    Call<TeamService>(
        &TeamService::Stub::CreateMember,
        absl::StrCat("parent: 'programs/p' member_id: '", id,
                     "' member { display_name: 'The ", id,
                     "' positions { function: BUSINESS_FUNCTION_SALES grade: ",
                     grade, " } }"));
  }

  void Assign(const std::string& id, const std::string& role) {
    Call<TeamService>(
        &TeamService::Stub::CreateAssignment,
        absl::StrCat(kUnder, "assignment_id: '", id,
                     "' assignment { member: 'programs/p/members/", id,
                     "' role: ", role,
                     " starts_on { year: 2013 month: 1 day: 1 } "
                     "}"));
  }

  void Rate(const std::string& id, const std::string& skill, int level) {
    Call<TeamService>(
        &TeamService::Stub::CreateSkillRating,
        absl::StrCat("parent: 'programs/p/members/", id,
                     "' skill_rating { skill: ", skill, " level: ", level,
                     " rater: 'programs/p/members/cid' rated_on { year: 2013 "
                     "month: 6 day: 1 } }"));
  }

  void HavePlan(const planning::v1::Plan& plan) {
    planning::v1::CreatePlanRequest request;
    request.set_parent(kAccount);
    request.set_plan_id("one");
    *request.mutable_plan() = plan;
    Call<PlanningService>(&PlanningService::Stub::CreatePlan,
                          request.DebugString());
    Call<PlanningService>(&PlanningService::Stub::ActivatePlan,
                          absl::StrCat("name: '", kPlan, "'"));
  }

  // The view; what the account was assessed as meanwhile is left out.
  KeyAccountView View(const std::string& more = "") {
    auto view =
        Call<KeyAccountService>(&KeyAccountService::Stub::GetKeyAccountView,
                                absl::StrCat("name: '", kAccount, "' ", more));
    view.mutable_assessment()->mutable_status()->clear_store();
    view.mutable_assessment()->clear_standing();
    view.mutable_assessment()->clear_unavailable_reasons();
    return view;
  }
};

std::vector<std::string> GapsOf(const KeyAccountView& view) {
  std::vector<std::string> gaps;
  for (const auto& area : view.team().gaps().gaps()) {
    gaps.push_back(absl::StrCat(area.key(), " ", area.covered_by_size()));
  }
  return gaps;
}

template <typename Records>
std::vector<std::string> NamesOf(const Records& records) {
  std::vector<std::string> names;
  for (const auto& record : records) names.push_back(record.display_name());
  return names;
}

TEST_F(AccountViewTest, ShowsTheTeamItsSponsorAndWhatItLacks) {
  Rate("ann", "SKILL_CUSTOMER_OBJECTIVES", 3);
  Rate("bob", "SKILL_PRODUCT_AWARENESS", 2);
  Rate("ann", "SKILL_COMPETITIVE_ACTIVITY", 0);
  const KeyAccountView view = View();
  ASSERT_EQ(view.team().members_size(), 2);
  EXPECT_EQ(view.team().members(0).display_name(), "The ann");
  EXPECT_EQ(view.team().members(1).assignment().role(),
            team::v1::ASSIGNMENT_ROLE_SUPPORT);
  ASSERT_EQ(view.team().sponsors_size(), 1);
  EXPECT_EQ(view.team().sponsors(0).member().display_name(), "The cid");
  EXPECT_EQ(view.team().executive_sponsor(), type::v1::TRI_STATE_PRESENT);
  const gateway::v1::TeamGaps& gaps = view.team().gaps();
  EXPECT_EQ(gaps.value(), team::v1::COVERAGE_VALUE_GAPS);
  EXPECT_EQ(gaps.areas(), 11);
  EXPECT_EQ(gaps.covered_areas(), 1);
  EXPECT_EQ(gaps.covered_areas_ceiling(), 9);
  EXPECT_EQ(gaps.unknown_areas_size(), 8);
  EXPECT_THAT(GapsOf(view),
              ElementsAre("product_awareness 1", "competitive_activity 0"));
  EXPECT_THAT(gaps.missing_roles(),
              ElementsAre(team::v1::ASSIGNMENT_ROLE_DEVELOPMENT));
  // The one who covers an area is the only one.
  std::vector<std::string> flags;
  for (const auto& flag : gaps.flags()) flags.push_back(flag.code());
  EXPECT_THAT(flags, ::testing::IsSupersetOf({"ROLE_MISSING", "SINGLE_POINT"}));
}

TEST_F(AccountViewTest, NamesASponsorWhoDoesNotExist) {
  Call<TeamService>(&TeamService::Stub::CreateSponsorship,
                    absl::StrCat(kUnder,
                                 "sponsorship { member: 'programs/p/members/"
                                 "gone' starts_on { year: 2013 month: 1 day: 1 "
                                 "} }"));
  EXPECT_THAT(View().unresolved_references(),
              ElementsAre("programs/p/members/gone"));
}

TEST_F(AccountViewTest, TellsAPlanValidWithTheTeamThatThereIs) {
  HavePlan(planning::WholePlan());
  const KeyAccountView view = View();
  const planning::v1::PlanCheckResult& check = view.planning().plan_check();
  EXPECT_EQ(check.validity(), planning::v1::PLAN_VALIDITY_VALID);
  EXPECT_EQ(check.satisfied(), 20);
  EXPECT_THAT(check.flags(), IsEmpty());
  // Unasked, the team decides nothing.
  EXPECT_EQ(
      View("sections: SECTION_PLANNING").planning().plan_check().validity(),
      planning::v1::PLAN_VALIDITY_UNDETERMINED);

  // Without Bob an action has no owner on the team.
  clock().Advance(absl::Hours(1));
  Call<TeamService>(&TeamService::Stub::UpdateAssignment,
                    "assignment { name: 'programs/p/accounts/a/assignments/bob'"
                    " ends_on { year: 2013 month: 11 day: 30 } }");
  const planning::v1::PlanCheckResult without = View().planning().plan_check();
  EXPECT_EQ(without.validity(), planning::v1::PLAN_VALIDITY_NOT_VALID);
  const auto& owners =
      without.checks(planning::v1::PLAN_CHECK_ACTIONS_COMPLETE - 1);
  ASSERT_EQ(owners.failures_size(), 1);
  EXPECT_EQ(owners.failures(0).item(), "a2");
  // As of a day on which he was there, and as it was stored an hour ago.
  EXPECT_EQ(
      View("as_of { year: 2013 month: 11 day: 30 } ").team().members_size(), 2);
  KeyAccountView before = View(absl::StrCat(
      "read_time { seconds: ", absl::ToUnixSeconds(clock().Now()) - 60, " }"));
  before.clear_read_time();
  EXPECT_THAT(before, EqualsProto(view));
}

TEST_F(AccountViewTest, NamesWhatKeepsAPlanFromBeingValid) {
  planning::v1::Plan plan = planning::WholePlan();
  plan.mutable_swot()->clear_threats();
  plan.clear_profit_target();
  HavePlan(plan);
  const planning::v1::PlanCheckResult check = View().planning().plan_check();
  EXPECT_EQ(check.validity(), planning::v1::PLAN_VALIDITY_NOT_VALID);
  std::vector<int> failing;
  for (const auto& line : check.checks()) {
    if (line.outcome() == planning::v1::CHECK_OUTCOME_FAILED) {
      failing.push_back(line.check());
    }
  }
  EXPECT_THAT(failing, ElementsAre(planning::v1::PLAN_CHECK_THREATS,
                                   planning::v1::PLAN_CHECK_PROFIT_TARGET));
  EXPECT_EQ(
      check.checks(planning::v1::PLAN_CHECK_THREATS - 1).failures(0).detail(),
      "No threat is named.");
}

TEST_F(AccountViewTest, ShowsWhatIsDueNextAndWhatIsLate) {
  HavePlan(planning::WholePlan());
  EXPECT_EQ(View().planning().next_due_action().id(), "a1");
  EXPECT_THAT(View().planning().overdue_actions(), IsEmpty());
  clock().Advance(absl::Hours(24) * 40);
  const KeyAccountView later = View();
  ASSERT_EQ(later.planning().overdue_actions_size(), 1);
  EXPECT_EQ(later.planning().overdue_actions(0).id(), "a1");
  EXPECT_EQ(later.planning().next_due_action().id(), "a2");
}

TEST_F(AccountViewTest, ShowsInitiativesAndCommitmentsThatGoOn) {
  for (const char* id : {"soon", "now", "done"}) {
    Call<PlanningService>(
        &PlanningService::Stub::CreateInitiative,
        absl::StrCat(kUnder, "initiative_id: '", id,
                     "' initiative { display_name: '", id, "' }"));
  }
  for (const char* id : {"now", "done"}) {
    Call<PlanningService>(
        &PlanningService::Stub::StartInitiative,
        absl::StrCat("name: '", kAccount, "/initiatives/", id, "'"));
  }
  Call<PlanningService>(
      &PlanningService::Stub::CompleteInitiative,
      absl::StrCat("name: '", kAccount, "/initiatives/done'"));
  for (const char* id : {"kept", "late", "early", "open", "refused"}) {
    const std::string due =
        id == std::string("open")
            ? ""
            : absl::StrCat("due_on { year: 2014 month: ",
                           id == std::string("late") ? 6 : 1, " day: 1 }");
    Call<PlanningService>(
        &PlanningService::Stub::CreateCommitment,
        absl::StrCat(kUnder, "commitment_id: '", id,
                     "' commitment { display_name: '", id,
                     "' type: COMMITMENT_TYPE_DELIVERY "
                     "department: 'programs/p/departments/logistics' "
                     "promised_on { year: 2013 month: 11 day: 1 } ",
                     due, " }"));
  }
  const auto name = [](const char* id) {
    return absl::StrCat("name: '", kAccount, "/commitments/", id, "' ");
  };
  Call<PlanningService>(&PlanningService::Stub::AcceptCommitment, name("kept"));
  Call<PlanningService>(&PlanningService::Stub::DeliverCommitment,
                        name("kept"));
  Call<PlanningService>(&PlanningService::Stub::BlockCommitment,
                        name("refused") + "reason: 'no lorry'");
  const KeyAccountView view = View();
  EXPECT_FALSE(view.planning().has_plan());
  EXPECT_THAT(NamesOf(view.planning().initiatives()),
              ElementsAre("now", "soon"));
  EXPECT_EQ(view.planning().ended_initiatives(), 1);
  EXPECT_THAT(NamesOf(view.planning().open_commitments()),
              ElementsAre("early", "late", "open"));
  EXPECT_THAT(NamesOf(view.planning().blocked_commitments()),
              ElementsAre("refused"));
  Restart();
  EXPECT_THAT(View(), EqualsProto(view));
}

}  // namespace
}  // namespace kam::suite::view_test
