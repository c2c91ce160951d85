#include "services/suite/suite.h"

#include <string>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/suite/suite_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::suite::suite_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcStatusIs;

constexpr char kAccount[] = "programs/p/accounts/a";

class JointViewTest : public SuiteTest {
 protected:
  void HaveAccount() {
    using Programs = account::v1::ProgramService;
    using Accounts = account::v1::AccountService;
    Call<Programs>(&Programs::Stub::CreateProgram,
                   "program_id: 'p' program { display_name: 'Key accounts' "
                   "reporting_currency: 'USD' time_zone: 'UTC' }");
    Call<Accounts>(&Accounts::Stub::CreateAccount,
                   "parent: 'programs/p' account_id: 'a' "
                   "account { display_name: 'Bikes' }");
    Call<Accounts>(&Accounts::Stub::CreateContact,
                   "parent: 'programs/p/accounts/a' contact_id: 'joe' "
                   "contact { display_name: 'Joe' }");
    Call<Accounts>(&Accounts::Stub::DesignateKeyAccount,
                   "name: 'programs/p/accounts/a' state: STATE_NOMINATED "
                   "basis: BASIS_STRATEGIC reason: 'It opens doors'");
    Call<Accounts>(&Accounts::Stub::DesignateKeyAccount,
                   "name: 'programs/p/accounts/a' state: STATE_DESIGNATED "
                   "basis: BASIS_STRATEGIC reason: 'It opens doors' "
                   "approver: 'programs/p/members/cid' "
                   "approver_grade: GRADE_DIRECTOR "
                   "review_on { year: 2014 month: 6 day: 1 }");
  }

  void HaveOurSide() {
    using Team = team::v1::TeamService;
    using Planning = planning::v1::PlanningService;
    using Assessment = assessment::v1::AssessmentService;
    Call<Team>(&Team::Stub::CreateMember,
               "parent: 'programs/p' member_id: 'ann' "
               "member { display_name: 'Ann' }");
    Call<Team>(&Team::Stub::CreateAssignment,
               "parent: 'programs/p/accounts/a' assignment_id: 'ann' "
               "assignment { member: 'programs/p/members/ann' lead: true "
               "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER "
               "starts_on { year: 2013 month: 1 day: 1 } }");
    Call<Planning>(&Planning::Stub::CreatePlan,
                   "parent: 'programs/p/accounts/a' plan_id: 'one' "
                   "plan { kind: PLAN_KIND_BESPOKE_ACCOUNT title: 'Growth' "
                   "actions { id: 'call' text: 'Call' "
                   "owner { contact: 'programs/p/accounts/a/contacts/eve' } "
                   "due_on { year: 2013 month: 12 day: 24 } } }");
    Call<Planning>(&Planning::Stub::ActivatePlan,
                   "name: 'programs/p/accounts/a/plans/one'");
    Call<Assessment>(&Assessment::Stub::CreateObservation,
                     "parent: 'programs/p/accounts/a' observation_id: 'one' "
                     "observation { model: MODEL_PHASES dimension: 'APPROACH' "
                     "key: 'MUTUAL_PLANS' source_class: SOURCE_CLASS_CUSTOMER "
                     "observed_on { year: 2013 month: 11 day: 1 } }");
  }

  // The view and the list; what the account was assessed as meanwhile is left
  // out.
  gateway::v1::KeyAccountView View() {
    using Gateway = gateway::v1::KeyAccountService;
    auto view = Call<Gateway>(&Gateway::Stub::GetKeyAccountView,
                              "name: 'programs/p/accounts/a'");
    view.mutable_assessment()->mutable_status()->clear_store();
    view.mutable_assessment()->clear_standing();
    view.mutable_assessment()->clear_unavailable_reasons();
    return view;
  }

  gateway::v1::ListKeyAccountsResponse List() {
    using Gateway = gateway::v1::KeyAccountService;
    auto list =
        Call<Gateway>(&Gateway::Stub::ListKeyAccounts, "parent: 'programs/p'");
    list.mutable_assessment_status()->clear_store();
    for (auto& one : *list.mutable_key_accounts()) {
      one.mutable_evidence()->clear_standing();
    }
    return list;
  }
};

TEST_F(JointViewTest, TheViewIsWholeAndTheSameAfterARestart) {
  HaveAccount();
  HaveOurSide();
  const gateway::v1::KeyAccountView view = View();
  EXPECT_EQ(view.name(), kAccount);
  EXPECT_TRUE(view.account().key_account());
  EXPECT_EQ(view.account().designation().reason(), "It opens doors");
  EXPECT_EQ(view.account().contacts_size(), 1);
  ASSERT_EQ(view.team().members_size(), 1);
  EXPECT_EQ(view.team().members(0).display_name(), "Ann");
  EXPECT_EQ(view.team().accounts_of_lead(), 1);
  EXPECT_EQ(view.planning().plan().title(), "Growth");
  EXPECT_EQ(view.planning().next_due_action().id(), "call");
  ASSERT_EQ(view.assessment().observations_size(), 1);
  EXPECT_EQ(view.assessment().observations(0).key(), "MUTUAL_PLANS");
  EXPECT_THAT(view.unresolved_references(),
              ::testing::ElementsAre("programs/p/accounts/a/contacts/eve"));
  EXPECT_GT(view.account().status().store().revision(), 0);
  EXPECT_EQ(view.team().status().store().revision(), 2);
  EXPECT_EQ(view.planning().status().store().revision(), 2);
  const gateway::v1::ListKeyAccountsResponse list = List();
  ASSERT_EQ(list.key_accounts_size(), 1);
  EXPECT_EQ(list.key_accounts(0).display_name(), "Bikes");
  EXPECT_EQ(list.key_accounts(0).team().lead_display_name(), "Ann");
  EXPECT_EQ(list.key_accounts(0).plan().open_actions(), 1);
  EXPECT_EQ(list.key_accounts(0).evidence().observations(), 1);
  Restart();
  EXPECT_THAT(View(), EqualsProto(view));
  EXPECT_THAT(List(), EqualsProto(list));
}

TEST_F(JointViewTest, AViewOfAnAccountThatIsNotThereIsNotFound) {
  HaveAccount();
  const auto stub =
      gateway::v1::KeyAccountService::NewStub(suite().InProcessChannel());
  grpc::ClientContext context;
  gateway::v1::GetKeyAccountViewRequest request;
  request.set_name("programs/p/accounts/none");
  gateway::v1::KeyAccountView view;
  EXPECT_THAT(stub->GetKeyAccountView(&context, request, &view),
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(JointViewTest, OurSideOfAnAccountWithoutRecordsIsEmptyAndNotDown) {
  HaveAccount();
  const gateway::v1::KeyAccountView view = View();
  EXPECT_EQ(view.team().status().state(), gateway::v1::SectionStatus::STATE_OK);
  EXPECT_EQ(view.team().members_size(), 0);
  EXPECT_FALSE(view.planning().has_plan());
  EXPECT_EQ(view.assessment().observations_size(), 0);
}

}  // namespace
}  // namespace kam::suite::suite_test
