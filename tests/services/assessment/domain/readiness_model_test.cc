// Readiness, the business case and the portfolio guard (models.md 4.i, A-48 to
// A-51).

#include "services/assessment/readiness_model.h"

#include <string>
#include <tuple>
#include <utility>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/tri_state.h"
#include "tests/services/assessment/domain/contact_facts.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::readiness_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Facts = v1::ReadinessFacts;

absl::StatusOr<v1::Verdict> TryAssess(const Facts& facts) {
  v1::Evidence evidence;
  *evidence.mutable_readiness() = facts;
  return Evaluate(v1::MODEL_READINESS, evidence, ModelPolicy::Default(),
                  kContactDay);
}

v1::Verdict Assess(const Facts& facts) {
  auto verdict = TryAssess(facts);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *std::move(verdict) : v1::Verdict();
}

google::type::Money Dollars(int64_t units) {
  google::type::Money money;
  money.set_currency_code("USD");
  money.set_units(units);
  return money;
}

void SetCase(Facts& facts, int64_t benefit, int64_t cost, int64_t one_off,
             int64_t disruption, int months) {
  v1::BusinessCase& made = *facts.mutable_business_case();
  *made.mutable_annual_benefit() = Dollars(benefit);
  made.set_benefit_rationale("more volume");
  made.set_benefit_owner("programs/p/members/m");
  *made.mutable_annual_cost() = Dollars(cost);
  *made.mutable_one_off_cost() = Dollars(one_off);
  *made.mutable_disruption_cost() = Dollars(disruption);
  made.set_horizon_months(months);
}

// All that is asked for phase 4 is there, and it pays.
Facts ReadyFacts() {
  Facts facts = ParseProto<Facts>(R"pb(
    phase { demonstrated: 3 status: VERDICT_STATUS_DETERMINED }
    sponsors {
      member: "s"
      grade: GRADE_DIRECTOR
      starts_on { year: 2023 month: 1 day: 1 }
      active_on { year: 2024 month: 4 day: 1 }
    }
    kam_grade: GRADE_SENIOR_MANAGER
    required_roles { role: "SUPPORT" filled: TRI_STATE_PRESENT }
    disciplines: 2
    headcount_funded: TRI_STATE_PRESENT
    area_skills_covered: TRI_STATE_PRESENT
    profitability: PROFITABILITY_STANDING_PER_ACCOUNT
    plan_valid: TRI_STATE_PRESENT
    joint_data_systems: TRI_STATE_PRESENT
    willing_to_change: TRI_STATE_PRESENT
    departments_aligned: TRI_STATE_PRESENT
    pay_beyond_selling: TRI_STATE_PRESENT
    specific_positioning: TRI_STATE_PRESENT
    willingness_to_partner: 2
    called_supplier: TRI_STATE_ABSENT)pb");
  SetCase(facts, 900'000, 400'000, 600'000, 0, 36);
  return facts;
}

TEST(Readiness, ReadyWhereAllIsThereAndPays) {
  const v1::Verdict verdict = Assess(ReadyFacts());
  EXPECT_EQ(verdict.value(), "READY");
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(verdict.readiness().target(), 4);
  EXPECT_THAT(verdict.readiness().stay_reason(), Not(IsEmpty()));
}

TEST(BusinessCase, S0_19_TheGoldenCase) {
  const v1::CaseResult made = Assess(ReadyFacts()).readiness().business_case();
  EXPECT_EQ(made.net().units(), 900'000);
  EXPECT_EQ(made.payback_months(), 15);
}

TEST(BusinessCase, BenefitRoundsDownAndCostUpToATenThousandth) {
  Facts facts = ReadyFacts();
  SetCase(facts, 1, 1, 0, 0, 5);
  // 0.4166 less 0.4167.
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.readiness().business_case().net().units(), 0);
  EXPECT_EQ(verdict.readiness().business_case().net().nanos(), -100'000);
  EXPECT_EQ(verdict.value(), "NOT_JUSTIFIED");
  EXPECT_FALSE(verdict.readiness().business_case().has_payback_months());
}

TEST(BusinessCase, PaybackIsTheLeastWholeMonth) {
  for (const auto& [once, months] :
       {std::pair(0, 0), {1, 1}, {100, 1}, {101, 2}, {1'200, 12}}) {
    Facts facts = ReadyFacts();
    SetCase(facts, 2'200, 1'000, once, 0, 36);
    EXPECT_EQ(Assess(facts).readiness().business_case().payback_months(),
              months)
        << once;
  }
}

TEST(BusinessCase, ANetOfZeroDoesNotJustify) {
  Facts facts = ReadyFacts();
  SetCase(facts, 1'200, 0, 1'000, 200, 12);
  EXPECT_EQ(Assess(facts).value(), "NOT_JUSTIFIED");
  SetCase(facts, 1'200, 0, 1'000, 199, 12);
  EXPECT_EQ(Assess(facts).value(), "READY");
}

TEST(BusinessCase, S0_18_WhatIsNotStatedMakesNoCase) {
  for (const char* field :
       {"annual_benefit", "annual_cost", "one_off_cost", "disruption_cost"}) {
    Facts facts = ReadyFacts();
    v1::BusinessCase& made = *facts.mutable_business_case();
    made.GetReflection()->ClearField(
        &made, made.GetDescriptor()->FindFieldByName(field));
    const v1::Verdict verdict = Assess(facts);
    EXPECT_EQ(verdict.value(), "CASE_NOT_MADE");
    EXPECT_THAT(verdict.readiness().business_case().missing(),
                ElementsAre(field));
  }
  Facts facts = ReadyFacts();
  facts.mutable_business_case()->set_benefit_rationale(" ");
  EXPECT_EQ(Assess(facts).value(), "CASE_NOT_MADE");
  facts = ReadyFacts();
  facts.mutable_business_case()->clear_benefit_owner();
  EXPECT_EQ(Assess(facts).value(), "CASE_NOT_MADE");
}

TEST(Readiness, S0_20_UnwillingnessToChangeBlocksUnlessSigned) {
  for (const TriState state : {kAbsent, kUnknown}) {
    Facts facts = ReadyFacts();
    facts.set_willing_to_change(state);
    const v1::Verdict verdict = Assess(facts);
    EXPECT_EQ(verdict.value(), "NOT_READY");
    EXPECT_THAT(verdict.readiness().blockers(),
                ElementsAre("UNWILLING_TO_CHANGE"));
    EXPECT_EQ(verdict.bounds().high(),
              state == kUnknown ? "READY" : "NOT_READY");
  }
}

TEST(Readiness, ACustomerRatedOneIsUnwilling) {
  for (const auto& [rating, value] :
       {std::pair(0, "NOT_READY"), {1, "NOT_READY"}, {2, "READY"}}) {
    Facts facts = ReadyFacts();
    facts.set_willingness_to_partner(rating);
    EXPECT_EQ(Assess(facts).value(), value) << rating;
  }
  Facts facts = ReadyFacts();
  facts.clear_willingness_to_partner();
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "READY");
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_PROVISIONAL);
}

TEST(Readiness, BeingCalledASupplierBlocksPhaseFiveAlone) {
  Facts facts = ReadyFacts();
  facts.set_called_supplier(kPresent);
  EXPECT_EQ(Assess(facts).value(), "READY");
  facts.set_target(5);
  facts.set_kam_grade(type::v1::GRADE_SENIOR_EXECUTIVE);
  EXPECT_THAT(Assess(facts).readiness().blockers(),
              ElementsAre("CUSTOMER_UNWILLING"));
  facts.set_called_supplier(kAbsent);
  EXPECT_EQ(Assess(facts).value(), "READY");
}

TEST(Readiness, S2_22_ASponsorIsADirectorActiveInNinetyDays) {
  auto state_of = [](const Facts& facts) {
    const v1::Verdict verdict = Assess(facts);
    return verdict.readiness().pillars(0).items(0).state();
  };
  Facts facts = ReadyFacts();
  auto& sponsor = *facts.mutable_sponsors(0);
  for (const auto& [days_ago, state] :
       {std::pair(90, kPresent), {91, kAbsent}, {0, kPresent}, {-1, kAbsent}}) {
    *sponsor.mutable_active_on(0) = ToProto(kContactDay - days_ago);
    facts.clear_completeness();
    EXPECT_EQ(state_of(facts), state == kPresent ? kPresent : kUnknown);
    DeclareComplete(*facts.mutable_completeness(),
                    v1::RECORD_LIST_INTERACTIONS);
    EXPECT_EQ(state_of(facts), state == kPresent ? kPresent : kUnknown);
    DeclareComplete(*facts.mutable_completeness(),
                    v1::RECORD_LIST_SPONSORSHIPS);
    EXPECT_EQ(state_of(facts), state) << days_ago;
  }
  *sponsor.mutable_active_on(0) = ToProto(kContactDay);
  sponsor.set_grade(type::v1::GRADE_SENIOR_MANAGER);
  EXPECT_EQ(state_of(facts), kAbsent);
  EXPECT_THAT(Assess(facts).readiness().blockers(),
              ElementsAre("NO_EXECUTIVE_SPONSOR"));
  sponsor.clear_grade();
  EXPECT_EQ(state_of(facts), kUnknown);
  EXPECT_THAT(Assess(facts).readiness().blockers(), IsEmpty());
}

TEST(Readiness, GradesAreAskedByTarget) {
  for (const auto& [shown, grade, state] : {std::tuple(1, 1, kAbsent),
                                            {1, 2, kPresent},
                                            {2, 2, kPresent},
                                            {3, 2, kAbsent},
                                            {3, 3, kPresent},
                                            {4, 4, kAbsent},
                                            {4, 5, kPresent},
                                            {4, 0, kUnknown}}) {
    Facts facts = ReadyFacts();
    facts.mutable_phase()->set_demonstrated(shown);
    facts.set_kam_grade(static_cast<type::v1::Grade>(grade));
    EXPECT_EQ(Assess(facts).readiness().pillars(0).items(1).state(), state)
        << shown << " " << grade;
  }
}

TEST(Readiness, APillarPassesWithTwoThirdsOfItsItems) {
  // EQUIPMENT has three items below phase 5.
  struct Case {
    TriState first;
    TriState second;
    v1::PillarStanding standing;
    const char* value;
  };
  for (const Case& one :
       {Case{kAbsent, kPresent, v1::PILLAR_STANDING_PASS, "READY"},
        Case{kAbsent, kAbsent, v1::PILLAR_STANDING_FAIL, "NOT_READY"},
        Case{kAbsent, kUnknown, v1::PILLAR_STANDING_OPEN,
             "CONDITIONALLY_READY"}}) {
    Facts facts = ReadyFacts();
    facts.set_area_skills_covered(one.first);
    facts.set_plan_valid(one.second);
    const v1::Verdict verdict = Assess(facts);
    EXPECT_EQ(verdict.readiness().pillars(1).standing(), one.standing);
    EXPECT_EQ(verdict.value(), one.value);
  }
}

TEST(Readiness, ItemsAreAskedFromTheirTargetOn) {
  auto count = [](int shown) {
    Facts facts = ReadyFacts();
    facts.mutable_phase()->set_demonstrated(shown);
    const v1::ReadinessResult result = Assess(facts).readiness();
    return std::tuple(result.pillars(0).items_size(),
                      result.pillars(1).items_size(),
                      result.pillars(2).items_size());
  };
  EXPECT_EQ(count(1), std::tuple(3, 3, 4));
  EXPECT_EQ(count(2), std::tuple(4, 3, 4));
  EXPECT_EQ(count(3), std::tuple(4, 3, 4));
  EXPECT_EQ(count(4), std::tuple(5, 4, 4));
}

TEST(Readiness, AnUnknownPhaseComesFirstAndPhaseFiveIsSustained) {
  Facts facts = ReadyFacts();
  facts.clear_business_case();
  facts.mutable_phase()->set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(Assess(facts).value(), "INSUFFICIENT_DATA");
  facts.clear_phase();
  EXPECT_EQ(Assess(facts).status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  facts = ReadyFacts();
  facts.mutable_phase()->set_demonstrated(5);
  EXPECT_EQ(Assess(facts).value(), "SUSTAIN");
}

TEST(Readiness, S0_22_FewSuppliersVeryFewCustomers) {
  for (const auto& [count, keys, is_flagged] : {std::tuple(1, 1, false),
                                                {1, 0, false},
                                                {2, 40, false},
                                                {2, 39, true},
                                                {3, 60, false},
                                                {3, 59, true},
                                                {2, 0, true}}) {
    Facts facts = ReadyFacts();
    facts.set_partnerships(count);
    facts.set_key_accounts(keys);
    EXPECT_EQ(FlagCodes(Assess(facts).flags()).size(), is_flagged ? 1 : 0)
        << count << " of " << keys;
  }
}

TEST(Readiness, NamesWhatIsWrong) {
  auto refusal = [](auto change) {
    Facts facts = ReadyFacts();
    change(facts);
    return TryAssess(facts).status();
  };
  auto names = [](const char* field) { return HasMessage(HasSubstr(field)); };
  EXPECT_THAT(refusal([](Facts& f) { f.set_target(3); }),
              names("evidence.readiness.target"));
  EXPECT_THAT(refusal([](Facts& f) { f.set_willingness_to_partner(6); }),
              names("evidence.readiness.willingness_to_partner"));
  EXPECT_THAT(
      refusal([](Facts& f) { f.mutable_business_case()->set_discount_bps(1); }),
      names("business_case.discount_bps"));
  EXPECT_THAT(refusal([](Facts& f) {
                f.mutable_business_case()->set_horizon_months(0);
              }),
              names("business_case.horizon_months"));
  EXPECT_THAT(refusal([](Facts& f) {
                *f.mutable_business_case()->mutable_annual_cost() = Dollars(-1);
              }),
              names("business_case.annual_cost"));
  EXPECT_THAT(
      refusal([](Facts& f) {
        f.mutable_business_case()->mutable_one_off_cost()->set_currency_code(
            "EUR");
      }),
      names("business_case.one_off_cost.currency_code"));
  EXPECT_THAT(
      refusal([](Facts& f) { f.mutable_sponsors(0)->clear_starts_on(); }),
      names("evidence.readiness.sponsors[0].starts_on"));
}

TEST(Readiness, AnAbsurdPolicyIsRefused) {
  auto refusal = [](const char* text) {
    return ModelPolicy::Resolve(ParseProto<v1::Policy>(text)).status();
  };
  EXPECT_THAT(refusal("readiness { pass_numerator: 4 }"),
              HasMessage(HasSubstr("policy.readiness.pass_denominator")));
  EXPECT_THAT(refusal("readiness { kam_grades { target: 2 grade: 2 } }"),
              HasMessage(HasSubstr("policy.readiness.kam_grades")));
  EXPECT_THAT(refusal(R"(readiness { items {
                item: READINESS_ITEM_PLAN_VALID
                pillar: READINESS_PILLAR_EQUIPMENT from_target: 2 } })"),
              HasMessage(HasSubstr("policy.readiness.items")));
}

TEST(ReadinessProperties, BoundsHoldUnderEveryRevelation) {
  RandomNumbers random(31);
  const auto rank = [](const std::string& value) {
    return value == "READY" ? 3 : value == "CONDITIONALLY_READY" ? 2 : 1;
  };
  for (int n = 0; n < 20'000; ++n) {
    Facts facts = ReadyFacts();
    facts.mutable_phase()->set_demonstrated(1 +
                                            static_cast<int>(Below(random, 4)));
    auto state = [&] { return static_cast<TriState>(1 + Below(random, 3)); };
    facts.set_headcount_funded(state());
    facts.set_area_skills_covered(state());
    facts.set_plan_valid(state());
    facts.set_willing_to_change(Below(random, 4) > 0 ? kPresent : state());
    facts.set_departments_aligned(state());
    facts.set_pay_beyond_selling(state());
    facts.set_specific_positioning(state());
    const v1::Verdict before = Assess(facts);
    // One unknown is told.
    const TriState told = Below(random, 2) == 0 ? kPresent : kAbsent;
    if (facts.plan_valid() == kUnknown) {
      facts.set_plan_valid(told);
    } else if (facts.departments_aligned() == kUnknown) {
      facts.set_departments_aligned(told);
    } else {
      continue;
    }
    const v1::Verdict after = Assess(facts);
    ASSERT_GE(rank(after.bounds().low()), rank(before.bounds().low()));
    ASSERT_LE(rank(after.bounds().high()), rank(before.bounds().high()));
    ASSERT_GE(rank(after.value()), rank(before.bounds().low()));
    ASSERT_LE(rank(after.value()), rank(before.bounds().high()));
  }
}

}  // namespace
}  // namespace kam::assessment::readiness_model_test
