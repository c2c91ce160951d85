// The pitfalls (models.md 4.k, A-57 to A-61) and a programme's flags (4.j).

#include "services/assessment/pitfalls_model.h"

#include <string>
#include <tuple>
#include <utility>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/tri_state.h"
#include "tests/services/assessment/domain/contact_facts.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::pitfalls_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Facts = v1::PitfallFacts;

absl::StatusOr<v1::Verdict> TryAssess(const Facts& facts) {
  v1::Evidence evidence;
  *evidence.mutable_pitfalls() = facts;
  return Evaluate(v1::MODEL_PITFALLS, evidence, ModelPolicy::Default(),
                  kContactDay);
}

TriState StateOf(const Facts& facts, const std::string& code) {
  const auto verdict = TryAssess(facts);
  EXPECT_THAT(verdict, IsOk());
  if (!verdict.ok()) return type::v1::TRI_STATE_UNSPECIFIED;
  for (const v1::PitfallState& one : verdict->pitfalls().pitfalls()) {
    if (one.code() == code) return one.state();
  }
  return type::v1::TRI_STATE_UNSPECIFIED;
}

google::type::Money Dollars(int64_t units) {
  google::type::Money money;
  money.set_currency_code("USD");
  money.set_units(units);
  return money;
}

void DeclareAll(Facts& facts) {
  DeclareComplete(*facts.mutable_completeness(), v1::RECORD_LIST_INTERACTIONS);
  DeclareComplete(*facts.mutable_completeness(), v1::RECORD_LIST_ACTIVITIES);
}

// A key account with steady revenue and nobody who talks.
Facts SilentFacts() {
  Facts facts;
  facts.set_key_account(kPresent);
  *facts.mutable_revenue() = Dollars(1'000);
  *facts.mutable_prior_revenue() = Dollars(1'000);
  facts.mutable_plan()->set_exists(kPresent);
  *facts.mutable_plan()->mutable_last_reviewed_on() = ToProto(kContactDay);
  DeclareAll(facts);
  return facts;
}

TEST(Pitfalls, S2_01_SteadyRevenueAndSilenceIsTakenForGranted) {
  const char* code = "TAKEN_FOR_GRANTED";
  EXPECT_EQ(StateOf(SilentFacts(), code), kPresent);
  for (const auto& [now, state] : {std::pair(1'100, kPresent),
                                   {1'101, kAbsent},
                                   {900, kPresent},
                                   {899, kAbsent}}) {
    Facts facts = SilentFacts();
    *facts.mutable_revenue() = Dollars(now);
    EXPECT_EQ(StateOf(facts, code), state) << now;
  }
  Facts none = SilentFacts();
  *none.mutable_revenue() = Dollars(0);
  *none.mutable_prior_revenue() = Dollars(0);
  EXPECT_EQ(StateOf(none, code), kAbsent);
  Facts other = SilentFacts();
  other.set_key_account(kAbsent);
  EXPECT_EQ(StateOf(other, code), kAbsent);
  Facts unknown = SilentFacts();
  unknown.clear_completeness();
  EXPECT_EQ(StateOf(unknown, code), kUnknown);
}

TEST(Pitfalls, S2_01_ATalkOfNinetyDaysAndAReviewOf180Help) {
  const char* code = "TAKEN_FOR_GRANTED";
  for (const auto& [talk, review, state] : {std::tuple(90, 180, kAbsent),
                                            {91, 180, kPresent},
                                            {90, 181, kPresent}}) {
    Facts facts = SilentFacts();
    AddMeeting(*facts.mutable_contacts(), talk, {"m"});
    *facts.mutable_plan()->mutable_last_reviewed_on() =
        ToProto(kContactDay - review);
    EXPECT_EQ(StateOf(facts, code), state) << talk << " " << review;
  }
  Facts ordered = SilentFacts();
  AddMeeting(*ordered.mutable_contacts(), 1, {"m"})
      .set_type(v1::INTERACTION_TYPE_ORDER);
  EXPECT_EQ(StateOf(ordered, code), kPresent);
}

TEST(Pitfalls, S4_04_NeglectIsNoPlanNoAuditOrNoPair) {
  const char* code = "NEGLECTED_KEY_ACCOUNT";
  Facts facts = SilentFacts();
  facts.mutable_plan()->set_valid(kPresent);
  facts.set_audit_overdue(kAbsent);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  AddMember(*facts.mutable_contacts(), "m");
  AddContact(*facts.mutable_contacts(), "c", v1::DECISION_LEVEL_INSTIGATOR);
  AddStrongPair(*facts.mutable_contacts(), "m", "c");
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  facts.set_audit_overdue(kUnknown);
  EXPECT_EQ(StateOf(facts, code), kUnknown);
  facts.set_audit_overdue(kPresent);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  facts.set_audit_overdue(kAbsent);
  facts.mutable_plan()->set_valid(kAbsent);
  EXPECT_EQ(StateOf(facts, code), kPresent);
}

TEST(Pitfalls, S2_22_ASponsorMeetsTheCustomerInHalfAYear) {
  const char* code = "NO_EXECUTIVE_SPONSOR";
  Facts facts;
  EXPECT_EQ(StateOf(facts, code), kUnknown);
  facts.set_executive_sponsor(kPresent);
  facts.add_sponsors("s");
  AddMeeting(*facts.mutable_contacts(), 180, {"s"});
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  *facts.mutable_contacts()->mutable_interactions(0)->mutable_held_on() =
      ToProto(kContactDay - 181);
  EXPECT_EQ(StateOf(facts, code), kUnknown);
  DeclareAll(facts);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  facts.set_key_account(kPresent);
  EXPECT_EQ(TryAssess(facts)->value(), "VIOLATION");
}

TEST(Pitfalls, S2_22_WhoIsNotKnownToSponsorMayHaveMetTheCustomer) {
  const char* code = "NO_EXECUTIVE_SPONSOR";
  Facts facts;
  DeclareAll(facts);
  EXPECT_EQ(StateOf(facts, code), kUnknown);
  facts.set_executive_sponsor(kAbsent);
  EXPECT_EQ(StateOf(facts, code), kPresent);
}

TEST(Pitfalls, S2_10_AllSocialOrAllWithOneIsPersonality) {
  const char* code = "PERSONALITY_RELIANCE";
  for (const auto& [social, state] : {std::pair(4, kPresent), {3, kAbsent}}) {
    Facts facts;
    for (int n = 0; n < 5; ++n) {
      v1::InteractionFact& one = AddMeeting(*facts.mutable_contacts(), n, {});
      if (n < social) one.set_type(v1::INTERACTION_TYPE_SOCIAL);
    }
    EXPECT_EQ(StateOf(facts, code), state) << social;
  }
  // One of us holds four of five strong pairs, then three of four.
  for (const auto& [others, state] : {std::pair(4, kPresent), {3, kAbsent}}) {
    Facts facts;
    v1::ContactCoverageFacts& contacts = *facts.mutable_contacts();
    AddMember(contacts, "m");
    AddMember(contacts, "n");
    for (int n = 0; n <= others; ++n) {
      const std::string contact = "c" + std::to_string(n);
      AddContact(contacts, contact, v1::DECISION_LEVEL_INSTIGATOR);
      AddStrongPair(contacts, n < others ? "m" : "n", contact);
    }
    EXPECT_EQ(StateOf(facts, code), state) << others;
  }
}

TEST(Pitfalls, S3_05_TenSalesWithoutRelationshipWorkAreABias) {
  const char* code = "SALES_PRODUCTIVITY_BIAS";
  Facts facts;
  DeclareAll(facts);
  for (int n = 0; n < 9; ++n) AddMeeting(*facts.mutable_contacts(), 90, {});
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  v1::MemberActivity& sale = *facts.add_activities();
  sale.set_kind(v1::ACTIVITY_KIND_SALES);
  *sale.mutable_done_on() = ToProto(kContactDay - 91);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  *facts.mutable_activities(0)->mutable_done_on() = ToProto(kContactDay - 90);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  for (const auto kind :
       {v1::ACTIVITY_KIND_MEETING_DECISION_MAKERS,
        v1::ACTIVITY_KIND_PROJECT_REVIEW, v1::ACTIVITY_KIND_CARE_REVIEW,
        v1::ACTIVITY_KIND_TEAM_MEETING, v1::ACTIVITY_KIND_SPECIALISTS}) {
    Facts with = facts;
    *with.add_activities() = with.activities(0);
    with.mutable_activities(1)->set_kind(kind);
    EXPECT_EQ(StateOf(with, code), kAbsent) << kind;
  }
}

TEST(Pitfalls, S0_18_ThePhaseRoseWithoutReadiness) {
  const char* code = "PHASE_CREEP";
  Facts facts;
  facts.set_demonstrated(4);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  facts.set_previous_demonstrated(4);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  facts.set_previous_demonstrated(3);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  v1::ReadinessOnFile& filed = *facts.add_readiness();
  filed.set_verdict(v1::READINESS_VERDICT_READY);
  filed.set_target(4);
  *filed.mutable_assessed_on() = ToProto(kContactDay);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  facts.mutable_readiness(0)->set_target(3);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  facts.mutable_readiness(0)->set_target(5);
  facts.mutable_readiness(0)->set_verdict(
      v1::READINESS_VERDICT_CONDITIONALLY_READY);
  EXPECT_EQ(StateOf(facts, code), kPresent);
}

TEST(Pitfalls, S3_07_TwoQuartersOfLossInSilence) {
  const char* code = "UNPROFITABLE_KEPT_SILENTLY";
  Facts facts;
  v1::LossFact& losses = *facts.mutable_losses();
  losses.set_loss(kPresent);
  losses.set_quarters(2);
  losses.set_exception_live(kAbsent);
  facts.mutable_plan()->set_exists(kAbsent);
  EXPECT_EQ(StateOf(facts, code), kPresent);
  losses.set_quarters(1);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  losses.set_quarters(2);
  losses.set_exception_live(kPresent);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
  losses.set_exception_live(kAbsent);
  facts.mutable_plan()->set_exists(kPresent);
  EXPECT_EQ(StateOf(facts, code), kUnknown);
  facts.mutable_plan()->set_loss_addressed(kPresent);
  EXPECT_EQ(StateOf(facts, code), kAbsent);
}

TEST(Pitfalls, OwnersTellTheirOwn) {
  Facts facts = ParseProto<Facts>(R"pb(
    answers {
      service: "planning"
      flags { code: "LONE_HERO" }
    }
    answers { service: "account" })pb");
  EXPECT_EQ(StateOf(facts, "LONE_HERO"), kPresent);
  EXPECT_EQ(StateOf(facts, "STALE_PLAN"), kAbsent);
  EXPECT_EQ(StateOf(facts, "NO_PROFIT_TARGET"), kAbsent);
  EXPECT_EQ(StateOf(facts, "ROLE_MISSING"), kUnknown);
  const auto verdict = TryAssess(facts);
  EXPECT_EQ(verdict->value(), "WARN");
  EXPECT_EQ(verdict->bounds().high(), "VIOLATION");
  EXPECT_EQ(verdict->status(), type::v1::VERDICT_STATUS_PROVISIONAL);
}

TEST(Pitfalls, NamesWhatIsWrong) {
  auto refusal = [](const char* text) {
    return TryAssess(ParseProto<Facts>(text)).status();
  };
  EXPECT_THAT(refusal(R"(answers { service: "gateway" })"),
              HasMessage(HasSubstr("evidence.pitfalls.answers[0].service")));
  EXPECT_THAT(
      refusal(R"(answers { service: "team" flags { code: "LONE_HERO" } })"),
      HasMessage(HasSubstr("evidence.pitfalls.answers[0].flags[0].code")));
  // What needs several stores no owner tells.
  EXPECT_THAT(refusal(R"(answers { service: "assessment"
                           flags { code: "PHASE_CREEP" } })"),
              HasMessage(HasSubstr("answers[0].flags[0].code")));
  EXPECT_THAT(refusal("demonstrated: 6"),
              HasMessage(HasSubstr("evidence.pitfalls.demonstrated")));
  EXPECT_THAT(refusal(R"(revenue { currency_code: "USD" }
                         prior_revenue { currency_code: "EUR" })"),
              HasMessage(HasSubstr("prior_revenue.currency_code")));
  EXPECT_THAT(refusal("activities { kind: ACTIVITY_KIND_SALES }"),
              HasMessage(HasSubstr("activities[0].done_on")));
}

absl::StatusOr<v1::Verdict> TryFlags(const char* text) {
  v1::Evidence evidence;
  *evidence.mutable_program_flags() = ParseProto<v1::ProgramFlagFacts>(text);
  return Evaluate(v1::MODEL_PROGRAM_FLAGS, evidence, ModelPolicy::Default(),
                  kContactDay);
}

TEST(ProgramFlags, S1_07_TheCaseShowsAllThree) {
  const auto verdict = TryFlags(R"pb(
    alignment: ALIGNMENT_STANDING_MISALIGNED
    friction { internal_blocking: TRI_STATE_PRESENT blocked: 6 counted: 9 }
    announcement { collapsed: TRI_STATE_PRESENT announced: 15 served: 4 }
    service_trends {
      account: "a"
      responsiveness_declining: TRI_STATE_PRESENT
      reliability_declining: TRI_STATE_PRESENT
      satisfaction_declining: TRI_STATE_PRESENT
    })pb");
  ASSERT_THAT(verdict, IsOk());
  EXPECT_THAT(FlagCodes(verdict->flags()),
              ElementsAre("INTERNAL_BLOCKING", "PROGRAMME_COLLAPSE",
                          "SERVICE_DECLINE"));
  EXPECT_EQ(verdict->program_flags().friction_bps(), 6667);
  EXPECT_EQ(verdict->status(), type::v1::VERDICT_STATUS_DETERMINED);
}

TEST(ProgramFlags, S1_10_TwoOfThreeIndicesAreADecline) {
  for (const auto& [first, second, third, state] :
       {std::tuple(kPresent, kPresent, kAbsent, kPresent),
        {kPresent, kAbsent, kAbsent, kAbsent},
        {kPresent, kUnknown, kAbsent, kUnknown},
        {kUnknown, kAbsent, kAbsent, kAbsent}}) {
    v1::Evidence evidence;
    v1::ServiceTrendFact& trend =
        *evidence.mutable_program_flags()->add_service_trends();
    trend.set_account("a");
    trend.set_responsiveness_declining(first);
    trend.set_reliability_declining(second);
    trend.set_satisfaction_declining(third);
    const auto verdict = Evaluate(v1::MODEL_PROGRAM_FLAGS, evidence,
                                  ModelPolicy::Default(), kContactDay);
    ASSERT_THAT(verdict, IsOk());
    EXPECT_EQ(verdict->program_flags().service_decline(), state);
  }
}

TEST(ProgramFlags, WhatNobodyToldIsMissing) {
  const auto verdict = TryFlags("");
  ASSERT_THAT(verdict, IsOk());
  EXPECT_EQ(verdict->status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(verdict->missing_size(), 4);
  EXPECT_THAT(TryFlags("friction { blocked: 2 counted: 1 }").status(),
              HasMessage(HasSubstr("program_flags.friction.blocked")));
  EXPECT_THAT(TryFlags("announcement { served: 1 }").status(),
              HasMessage(HasSubstr("program_flags.announcement.served")));
  EXPECT_THAT(TryFlags(R"(service_trends { account: "a" }
                          service_trends { account: "a" })")
                  .status(),
              HasMessage(HasSubstr("service_trends[1].account")));
}

}  // namespace
}  // namespace kam::assessment::pitfalls_model_test
