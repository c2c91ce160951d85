#include "services/gateway/account_view.h"

#include <string>
#include <utility>
#include <vector>

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/gateway/account_answers.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway::account_view_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOkAndHolds;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;

// How a service may answer, and what its section's status says then.
struct Outcome {
  absl::Status failure;
  v1::SectionStatus::State state;
  std::string reason;
};

std::vector<Outcome> Outcomes() {
  return {
      {absl::OkStatus(), v1::SectionStatus::STATE_OK, ""},
      {Unavailable("DRAINING", "The server stops."),
       v1::SectionStatus::STATE_UNAVAILABLE, "DRAINING"},
      {absl::DeadlineExceededError("Deadline Exceeded"),
       v1::SectionStatus::STATE_TIMED_OUT, ""},
      {PermissionDenied("ROLE_MISSING", "You may not read plans."),
       v1::SectionStatus::STATE_REFUSED, "ROLE_MISSING"},
      {Internal("DISK_FAULT", "It broke."), v1::SectionStatus::STATE_FAILED,
       "DISK_FAULT"},
  };
}

template <typename Facts>
absl::StatusOr<Facts> Answer(const Outcome& outcome, Facts facts) {
  if (!outcome.failure.ok()) return outcome.failure;
  return facts;
}

template <typename SectionMessage>
void ExpectSection(const SectionMessage& section, const Outcome& outcome,
                   const SectionMessage& whole) {
  EXPECT_EQ(section.status().state(), outcome.state);
  EXPECT_EQ(section.status().code(), static_cast<int>(outcome.failure.code()));
  EXPECT_EQ(section.status().reason(), outcome.reason);
  EXPECT_EQ(section.status().has_store(), outcome.failure.ok());
  SectionMessage content = section;
  content.clear_status();
  SectionMessage expected;
  if (outcome.failure.ok()) {
    expected = whole;
    expected.clear_status();
  }
  EXPECT_THAT(content, EqualsProto(expected));
}

TEST(AccountView, EveryCombinationOfFailuresLeavesTheRestWhole) {
  const absl::StatusOr<v1::KeyAccountView> whole =
      AssembleAccountView(AllAnswers());
  ASSERT_TRUE(whole.ok());
  for (const Outcome& account : Outcomes()) {
    for (const Outcome& team : Outcomes()) {
      for (const Outcome& planning : Outcomes()) {
        for (const Outcome& assessment : Outcomes()) {
          const absl::StatusOr<v1::KeyAccountView> view = AssembleAccountView(
              AccountAnswers{Answer(account, Account()), Answer(team, Team()),
                             Answer(planning, Planning()),
                             Answer(assessment, Assessment())});
          if (!account.failure.ok()) {
            EXPECT_EQ(view.status(), account.failure);
            continue;
          }
          ASSERT_TRUE(view.ok());
          EXPECT_THAT(view->account(), EqualsProto(whole->account()));
          ExpectSection(view->team(), team, whole->team());
          ExpectSection(view->planning(), planning, whole->planning());
          ExpectSection(view->assessment(), assessment, whole->assessment());
        }
      }
    }
  }
}

TEST(AccountView, HoldsWhatEachServiceKnows) {
  auto expected = ParseProto<v1::KeyAccountView>(R"pb(
    name: "programs/p/accounts/a"
    as_of { year: 2013 month: 11 day: 30 }
    account {
      status {
        state: STATE_OK
        store { epoch: "e1" revision: 11 }
      }
      key_account: true
      designation { state: STATE_DESIGNATED reason: "Largest" }
      top_ranked: true
      interaction_count: 70
    }
    team {
      status {
        state: STATE_OK
        store { epoch: "e2" revision: 22 }
      }
      ever_assigned: true
      accounts_of_lead: 3
      team_form: TEAM_FORM_ALONE
      executive_sponsor: TRI_STATE_PRESENT
      gaps {
        status: VERDICT_STATUS_PROVISIONAL
        value: COVERAGE_VALUE_GAPS
        ceiling: COVERAGE_VALUE_GAPS
        areas: 4
        covered_areas: 1
        covered_areas_ceiling: 2
        gaps {
          key: "customer_objectives"
          state: AREA_STATE_THIN
          covered_by { display_name: "Ann" level: 2 }
        }
        gaps { key: "competitive_activity" state: AREA_STATE_GAP }
        unknown_areas: SKILL_SALES_ORDER_PROCESSING
        missing_roles: ASSIGNMENT_ROLE_DEVELOPMENT
        flags { code: "ROLE_MISSING" }
      }
    }
    planning {
      status {
        state: STATE_OK
        store { epoch: "e3" revision: 33 }
      }
      draft_plans: 1
      open_actions: 2
      overdue_actions { id: "late" text: "Call" }
      next_due_action { id: "next" text: "Visit" }
      plan_check {
        plan: "programs/p/accounts/a/plans/one"
        validity: PLAN_VALIDITY_NOT_VALID
        checks { check: PLAN_CHECK_THREATS outcome: CHECK_OUTCOME_FAILED }
      }
      initiatives { display_name: "Now" state: INITIATIVE_STATE_ACTIVE }
      initiatives { display_name: "Soon" state: INITIATIVE_STATE_PROPOSED }
      ended_initiatives: 2
      open_commitments {
        display_name: "November"
        state: COMMITMENT_STATE_PROPOSED
        due_on { year: 2013 month: 11 day: 30 }
      }
      open_commitments {
        display_name: "December"
        state: COMMITMENT_STATE_ACCEPTED
        due_on { year: 2013 month: 12 day: 1 }
      }
      open_commitments {
        display_name: "Some day"
        state: COMMITMENT_STATE_PROPOSED
      }
      blocked_commitments {
        display_name: "Refused"
        state: COMMITMENT_STATE_BLOCKED
      }
      commitments_incomplete: true
    }
    assessment {
      status {
        state: STATE_OK
        store { epoch: "e4" revision: 44 }
      }
      last_audit {
        audit: "programs/p/accounts/a/audits/2"
        held_on { year: 2013 month: 11 day: 1 }
        channel: AUDIT_CHANNEL_FACE_TO_FACE
        interviewer: "programs/p/members/cid"
        valid: true
      }
    }
  )pb");
  // What goes through as it is.
  const AccountAnswers known = AllAnswers();
  v1::AccountSection& account = *expected.mutable_account();
  *account.mutable_account() = known.account->account();
  *account.mutable_classification() = known.account->classification();
  *account.mutable_profitability() = known.account->profitability();
  *account.mutable_contacts() = known.account->contacts();
  *expected.mutable_team()->mutable_members() = (*known.team)->members();
  *expected.mutable_team()->mutable_sponsors() = (*known.team)->sponsors();
  *expected.mutable_planning()->mutable_plan() =
      (*known.planning)->active_plan();
  v1::AssessmentSection& assessment = *expected.mutable_assessment();
  *assessment.mutable_observations() = (*known.assessment)->observations();
  *assessment.mutable_standing() = (*known.assessment)->standing();
  EXPECT_THAT(AssembleAccountView(known), IsOkAndHolds(EqualsProto(expected)));
}

TEST(AccountView, SaysThatAnAccountWasNotAssessed) {
  AccountAnswers answers = AllAnswers();
  answers.assessment = ParseProto<assessment::v1::AssessmentFacts>("");
  const auto view = AssembleAccountView(std::move(answers));
  ASSERT_TRUE(view.ok());
  EXPECT_THAT(view->assessment(), EqualsProto(R"pb(
                status {
                  state: STATE_OK
                  store {}
                }
                unavailable_reasons: "NOT_ASSESSED"
              )pb"));
}

TEST(AccountView, ShowsUndertakingsOfAnAccountWithoutAPlan) {
  AccountAnswers answers = AllAnswers();
  (*answers.planning)->clear_active_plan();
  (*answers.planning)->clear_plan_check();
  const auto view = AssembleAccountView(std::move(answers));
  ASSERT_TRUE(view.ok());
  EXPECT_FALSE(view->planning().has_plan());
  EXPECT_FALSE(view->planning().has_plan_check());
  EXPECT_EQ(view->planning().initiatives_size(), 2);
  EXPECT_EQ(view->planning().open_commitments_size(), 3);
}

TEST(AccountView, TellsNotRequestedFromEmpty) {
  AccountAnswers answers{Account(), std::nullopt, planning::v1::PlanningFacts(),
                         std::nullopt};
  const absl::StatusOr<v1::KeyAccountView> view =
      AssembleAccountView(std::move(answers));
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->team().status().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
  EXPECT_EQ(view->planning().status().state(), v1::SectionStatus::STATE_OK);
  EXPECT_FALSE(view->planning().has_plan());
  EXPECT_EQ(view->assessment().status().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
}

TEST(AccountView, ShowsTenInteractionsAndWhatIsOpenOnTheDay) {
  AccountAnswers answers = AllAnswers();
  for (int i = 0; i < 12; ++i) {
    answers.account->add_interactions()->set_subject(std::to_string(i));
  }
  *answers.account->add_issues() = ParseProto<account::v1::Issue>("name: 'i1'");
  *answers.account->add_issues() = ParseProto<account::v1::Issue>(
      "name: 'i2' closed_on { year: 2013 month: 11 day: 30 }");
  *answers.account->add_issues() = ParseProto<account::v1::Issue>(
      "name: 'i3' closed_on { year: 2013 month: 12 day: 1 }");
  *answers.account->add_agreements() = ParseProto<account::v1::Agreement>(
      "name: 'g1' ends_on { year: 2013 month: 11 day: 30 }");
  *answers.account->add_agreements() = ParseProto<account::v1::Agreement>(
      "name: 'g2' ends_on { year: 2013 month: 11 day: 29 }");
  *answers.account->add_agreements() = ParseProto<account::v1::Agreement>(
      "name: 'g3' ends_on { year: 2013 month: 1 day: 1 } auto_renews: true");
  const auto view = AssembleAccountView(std::move(answers));
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->account().latest_interactions_size(), 10);
  EXPECT_EQ(view->account().latest_interactions(0).subject(), "0");
  std::vector<std::string> names;
  for (const auto& issue : view->account().open_issues()) {
    names.push_back(issue.name());
  }
  for (const auto& agreement : view->account().agreements()) {
    names.push_back(agreement.name());
  }
  EXPECT_THAT(names, ElementsAre("i1", "i3", "g1", "g3"));
}

TEST(AccountView, NamesReferencesThatPointNowhere) {
  AccountAnswers answers = AllAnswers();
  (*answers.team)->mutable_members(0)->set_resolved(false);
  (*answers.team)->mutable_sponsors(0)->mutable_member()->set_resolved(false);
  auto* plan = (*answers.planning)->mutable_active_plan();
  plan->mutable_actions(0)->mutable_owner()->set_contact(
      "programs/p/accounts/a/contacts/gone");
  plan->mutable_actions(1)->mutable_owner()->set_contact(
      "programs/p/accounts/a/contacts/joe");
  (*answers.assessment)
      ->mutable_observations(0)
      ->set_contact("programs/p/accounts/a/contacts/gone");
  const auto view = AssembleAccountView(std::move(answers));
  ASSERT_TRUE(view.ok());
  EXPECT_THAT(view->unresolved_references(),
              ElementsAre("programs/p/accounts/a/contacts/gone",
                          "programs/p/members/ann", "programs/p/members/cid"));
}

TEST(AccountView, TheAccountsErrorIsTheCallsWithItsReason) {
  AccountAnswers answers = AllAnswers();
  answers.account = NotFound("programs/p/accounts/a");
  EXPECT_THAT(AssembleAccountView(std::move(answers)),
              StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace kam::gateway::account_view_test
