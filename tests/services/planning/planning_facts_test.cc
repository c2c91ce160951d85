#include "services/planning/planning_facts.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;
using ::testing::ElementsAre;

constexpr absl::CivilDay kDay(2013, 11, 30);

v1::Plan ActivePlan() {
  return ParseProto<v1::Plan>(R"pb(
    name: "programs/p/accounts/a/plans/two"
    state: PLAN_STATE_ACTIVE
    activated_on { year: 2013 month: 9 day: 1 }
    actions {
      id: "next"
      due_on { year: 2013 month: 11 day: 30 }
    }
    actions {
      id: "later"
      due_on { year: 2014 month: 1 day: 31 }
    }
    actions {
      id: "late"
      state: ACTION_STATE_OPEN
      due_on { year: 2013 month: 11 day: 29 }
    }
    actions {
      id: "latest"
      due_on { year: 2013 month: 10 day: 1 }
    }
    actions {
      id: "done"
      state: ACTION_STATE_DONE
      due_on { year: 2013 month: 10 day: 1 }
    }
    actions { id: "undated" }
    reviews { held_on { year: 2013 month: 10 day: 15 } }
    reviews { held_on { year: 2013 month: 12 day: 15 } }
  )pb");
}

TEST(PlanningFacts, TellWhatIsDueOfTheActivePlan) {
  const v1::PlanningFacts facts = AssemblePlanningFacts({ActivePlan()}, kDay);
  EXPECT_THAT(facts.active_plan(), EqualsProto(ActivePlan()));
  EXPECT_EQ(facts.open_actions(), 5);
  EXPECT_THAT(facts.overdue_action_ids(), ElementsAre("latest", "late"));
  EXPECT_EQ(facts.next_due_action().id(), "next");
}

TEST(PlanningFacts, S2_14_ActivationCountsAsAReviewAndTheFutureDoesNot) {
  v1::Plan plan = ActivePlan();
  EXPECT_THAT(AssemblePlanningFacts({plan}, kDay).last_reviewed_on(),
              EqualsProto("year: 2013 month: 10 day: 15"));
  plan.clear_reviews();
  EXPECT_THAT(AssemblePlanningFacts({plan}, kDay).last_reviewed_on(),
              EqualsProto("year: 2013 month: 9 day: 1"));
}

TEST(PlanningFacts, S2_12_DraftsAreNoPlan) {
  const v1::PlanningFacts facts =
      AssemblePlanningFacts({ParseProto<v1::Plan>("state: PLAN_STATE_DRAFT"),
                             ParseProto<v1::Plan>("state: PLAN_STATE_DRAFT")},
                            kDay);
  EXPECT_THAT(facts, EqualsProto("draft_plans: 2"));
}

TEST(PlanningFacts, APastDayShowsThePlanOfThatDay) {
  const v1::Plan before = ParseProto<v1::Plan>(R"pb(
    name: "programs/p/accounts/a/plans/one"
    state: PLAN_STATE_SUPERSEDED
    activated_on { year: 2013 month: 1 day: 1 }
    superseded_on { year: 2013 month: 9 day: 1 }
  )pb");
  const std::vector<v1::Plan> plans = {before, ActivePlan()};
  EXPECT_EQ(AssemblePlanningFacts(plans, absl::CivilDay(2013, 8, 31))
                .active_plan()
                .name(),
            before.name());
  EXPECT_EQ(AssemblePlanningFacts(plans, absl::CivilDay(2013, 9, 1))
                .active_plan()
                .name(),
            ActivePlan().name());
  EXPECT_FALSE(AssemblePlanningFacts(plans, absl::CivilDay(2012, 12, 31))
                   .has_active_plan());
}

TEST(PlanningFacts, SummaryCountsTheSame) {
  EXPECT_THAT(SummarizePlans({ActivePlan()}, kDay), EqualsProto(R"pb(
                active_plan: "programs/p/accounts/a/plans/two"
                last_reviewed_on { year: 2013 month: 10 day: 15 }
                open_actions: 5
                overdue_actions: 2
                next_due_on { year: 2013 month: 11 day: 30 }
              )pb"));
  EXPECT_THAT(SummarizePlans({}, kDay), EqualsProto(""));
}

}  // namespace
}  // namespace kam::planning
