#pragma once

#include "absl/time/civil_time.h"
#include "kam/planning/v1/plan.pb.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning {

// A day on which WholePlan passes every check.
inline constexpr absl::CivilDay kWholePlanDay(2013, 11, 30);

// A plan of the account programs/p/accounts/a that lacks nothing: Ann, the key
// account manager, wrote it; Bob has it.
inline v1::Plan WholePlan() {
  return kam::testing::ParseProto<v1::Plan>(R"pb(
    name: "programs/p/accounts/a/plans/one"
    kind: PLAN_KIND_BESPOKE_ACCOUNT
    state: PLAN_STATE_ACTIVE
    starts_on { year: 2013 month: 1 day: 1 }
    activated_on { year: 2013 month: 9 day: 1 }
    co_authors { member: "programs/p/members/ann" }
    shared_with: "programs/p/members/bob"
    horizon_months: 36
    profit_target: "programs/p/accounts/a/targets/profit"
    positioning {
      position: "The one supplier of light wheels who knows what northern"
      perception: "winters do to a bicycle shop and its stock"
      objectives: "programs/p/accounts/a/objectives/grow"
    }
    value_perception {
      text: "Few returns matter more than price"
      owner: "programs/p/members/ann"
      noted_on { year: 2013 month: 8 day: 1 }
    }
    answers {
      question: KAM_QUESTION_AFTER_THIS_DEAL
      text: "On the shelf either way"
      owner: "programs/p/members/ann"
      answered_on { year: 2013 month: 8 day: 1 }
    }
    answers {
      question: KAM_QUESTION_LONG_TERM_GOAL
      text: "Sole supplier"
      owner: "programs/p/members/ann"
      answered_on { year: 2013 month: 8 day: 1 }
    }
    answers {
      question: KAM_QUESTION_FIVE_YEARS_ON
      text: "More so, with a joint warehouse"
      owner: "programs/p/members/ann"
      answered_on { year: 2013 month: 8 day: 1 }
    }
    swot {
      strengths { id: "s1" text: "Service in two days" }
      weaknesses { id: "w1" text: "One contact only" }
      opportunities { id: "o1" text: "Three new shops" }
      threats { id: "t1" text: "A rival's price" }
    }
    intentions {
      id: "i1"
      category: INTENTION_CATEGORY_ADD_VALUE
      text: "Shorter delivery"
    }
    intentions {
      id: "i2"
      category: INTENTION_CATEGORY_IMPROVE_BUSINESS
      text: "Fewer small orders"
    }
    intentions {
      id: "i3"
      category: INTENTION_CATEGORY_DEVELOP_RELATIONSHIPS
      text: "Know the owner"
    }
    critical_success_factors { id: "f1" text: "Stock in the north" }
    actions {
      id: "a1"
      text: "Agree on stock levels"
      owner { member: "programs/p/members/ann" }
      due_on { year: 2013 month: 12 day: 24 }
      intention_ids: "i1"
      success_factor_ids: "f1"
    }
    actions {
      id: "a2"
      text: "Offer a weekly order"
      owner { member: "programs/p/members/bob" }
      due_on { year: 2014 month: 1 day: 31 }
      intention_ids: "i2"
    }
    actions {
      id: "a3"
      text: "Visit the owner"
      owner { member: "programs/p/members/ann" }
      due_on { year: 2014 month: 2 day: 28 }
      intention_ids: "i3"
    }
  )pb");
}

}  // namespace kam::planning
