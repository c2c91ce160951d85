// The partnership indicators (models.md 4.d): golden examples, thresholds,
// tailoring, what is refused.

#include "services/assessment/scorecard_model.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/indicator_template.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::scorecard_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::CivilDay kDay(2024, 6, 30);
constexpr auto kModel = v1::MODEL_PARTNERSHIP_INDICATORS;
constexpr auto kDetermined = type::v1::VERDICT_STATUS_DETERMINED;
constexpr auto kProvisional = type::v1::VERDICT_STATUS_PROVISIONAL;
constexpr auto kInsufficient = type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
constexpr auto kSaidPresent = type::v1::TRI_STATE_PRESENT;
constexpr auto kSaidAbsent = type::v1::TRI_STATE_ABSENT;

const v1::IndicatorTemplate& DefaultTemplate() {
  return ModelPolicy::Default().values().partnership_indicators().template_();
}

void Say(v1::Evidence& evidence, const std::string& key,
         type::v1::TriState state,
         v1::SourceClass source_class = v1::SOURCE_CLASS_SUPPLIER) {
  AddObservation(evidence, kModel,
                 absl::StrCat("o", evidence.observations_size()), key,
                 "2024-06-01", source_class)
      .set_state(state);
}

// The first indicators of the default template are present, the next absent.
v1::Evidence Answers(int present, int absent) {
  v1::Evidence evidence;
  evidence.mutable_partnership_indicators();
  for (int i = 0; i < present + absent; ++i) {
    Say(evidence, DefaultTemplate().indicators(i).key(),
        i < present ? kSaidPresent : kSaidAbsent);
  }
  return evidence;
}

absl::StatusOr<v1::Verdict> Try(const v1::Evidence& evidence) {
  return Evaluate(kModel, evidence, ModelPolicy::Default(), kDay);
}

v1::Verdict Judge(const v1::Evidence& evidence) {
  const auto verdict = Try(evidence);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

TEST(ScorecardModel, S4_07_TwentyIndicatorsWithTheirSenses) {
  const v1::IndicatorTemplate& indicators = DefaultTemplate();
  ASSERT_EQ(indicators.indicators_size(), 20);
  for (int i = 0; i < 20; ++i) {
    const int number = i + 1;
    const v1::Indicator& one = indicators.indicators(i);
    EXPECT_EQ(one.position(), number);
    EXPECT_EQ(one.weight(), 1);
    EXPECT_TRUE(one.active());
    const bool is_heard =
        number == 1 || number == 6 || number == 11 || number == 19;
    const bool is_felt = number == 12 || number == 18 || number == 20;
    EXPECT_EQ(one.sense(), is_heard  ? v1::INDICATOR_SENSE_HEAR
                           : is_felt ? v1::INDICATOR_SENSE_FEEL
                                     : v1::INDICATOR_SENSE_SEE)
        << one.key();
    EXPECT_EQ(one.kind(), RuleOf(one.key())) << one.key();
  }
  EXPECT_EQ(indicators.indicators(1).key(), "evidence_value_roi");
  EXPECT_EQ(indicators.indicators(19).key(), "bend_rules_to_keep_you");
}

TEST(ScorecardModel, GoldenExamples) {
  struct Golden {
    int present;
    int absent;
    int64_t low_bps;
    int64_t high_bps;
    const char* low;
    const char* high;
    type::v1::VerdictStatus status;
  };
  for (const Golden& golden : {
           Golden{15, 5, 7'500, 7'500, "PARTNER", "PARTNER", kDetermined},
           Golden{14, 6, 7'000, 7'000, "DEVELOPING", "DEVELOPING", kDetermined},
           Golden{15, 0, 7'500, 10'000, "PARTNER", "PARTNER", kDetermined},
           Golden{12, 2, 6'000, 9'000, "DEVELOPING", "PARTNER", kProvisional},
           Golden{9, 11, 4'500, 4'500, "SUPPLIER", "SUPPLIER", kDetermined},
           Golden{3, 2, 1'500, 9'000, "SUPPLIER", "PARTNER", kInsufficient},
           // Half is enough for DEVELOPING, one less is not.
           Golden{10, 10, 5'000, 5'000, "DEVELOPING", "DEVELOPING",
                  kDetermined},
           Golden{9, 10, 4'500, 5'000, "SUPPLIER", "DEVELOPING", kProvisional},
           Golden{0, 0, 0, 10'000, "SUPPLIER", "PARTNER", kInsufficient},
       }) {
    const auto verdict = Judge(Answers(golden.present, golden.absent));
    const auto& result = verdict.partnership_indicators();
    EXPECT_EQ(verdict.value(), golden.low);
    EXPECT_EQ(verdict.bounds().low(), golden.low);
    EXPECT_EQ(verdict.bounds().high(), golden.high);
    EXPECT_EQ(verdict.status(), golden.status);
    EXPECT_EQ(result.low_bps(), golden.low_bps);
    EXPECT_EQ(result.high_bps(), golden.high_bps);
    EXPECT_THAT(verdict.findings(), SizeIs(golden.present + golden.absent));
    EXPECT_THAT(verdict.missing(), SizeIs(20 - golden.present - golden.absent));
  }
}

TEST(ScorecardModel, A20_TheFewestUnknownsThatReachTheNextBand) {
  const auto verdict = Judge(Answers(12, 2));
  const auto& next = verdict.partnership_indicators().next_band();
  EXPECT_EQ(next.band(), v1::PARTNERSHIP_BAND_PARTNER);
  EXPECT_EQ(next.weight_needed(), 3);
  // Of one weight, by key.
  EXPECT_THAT(next.indicators(),
              ElementsAre("accept_new_products", "bend_rules_to_keep_you",
                          "case_studies_testimonials"));
  ASSERT_EQ(verdict.what_would_change_size(), 1);
  EXPECT_EQ(verdict.what_would_change(0).result(), "PARTNER");
  // Tried.
  v1::Evidence evidence = Answers(12, 2);
  Say(evidence, "accept_new_products", kSaidPresent);
  Say(evidence, "bend_rules_to_keep_you", kSaidPresent);
  EXPECT_EQ(Judge(evidence).value(), "DEVELOPING");
  Say(evidence, "case_studies_testimonials", kSaidPresent);
  EXPECT_EQ(Judge(evidence).value(), "PARTNER");
  // PARTNER already, and out of reach.
  EXPECT_FALSE(Judge(Answers(15, 0)).partnership_indicators().has_next_band());
  EXPECT_FALSE(Judge(Answers(14, 6)).partnership_indicators().has_next_band());
  EXPECT_TRUE(Judge(Answers(14, 5)).partnership_indicators().has_next_band());
}

// Five indicators that somebody has to assert, of weights 1 to 5.
v1::IndicatorTemplate Five() {
  v1::IndicatorTemplate five;
  five.set_version(2);
  for (int i = 1; i <= 5; ++i) {
    v1::Indicator& one = *five.add_indicators();
    one.set_key(absl::StrCat("k", i));
    one.set_sense(v1::INDICATOR_SENSE_SEE);
    one.set_weight(i);
    one.set_kind(v1::INDICATOR_KIND_ASSERTED);
    one.set_active(true);
  }
  return five;
}

TEST(ScorecardModel, S4_07_IndicatorsAreTailored) {
  v1::Evidence evidence;
  auto& facts = *evidence.mutable_partnership_indicators();
  *facts.mutable_template_() = Five();
  Say(evidence, "k5", kSaidPresent);
  Say(evidence, "k4", kSaidPresent);
  Say(evidence, "k1", kSaidAbsent);
  auto result = Judge(evidence).partnership_indicators();
  EXPECT_EQ(result.template_version(), 2);
  EXPECT_EQ(result.present_weight(), 9);
  EXPECT_EQ(result.absent_weight(), 1);
  EXPECT_EQ(result.unknown_weight(), 5);
  EXPECT_EQ(result.low_bps(), 6'000);
  EXPECT_EQ(result.high_bps(), 9'333);
  // 12 of 15 are needed, 11 would be 73.3 %; the weightiest comes first.
  EXPECT_EQ(result.next_band().weight_needed(), 3);
  EXPECT_THAT(result.next_band().indicators(), ElementsAre("k3"));
  // What is not active is not scored, and may be answered.
  auto& sixth = *facts.mutable_template_()->add_indicators();
  sixth = Five().indicators(0);
  sixth.set_key("k6");
  sixth.set_active(false);
  Say(evidence, "k6", kSaidAbsent);
  EXPECT_EQ(Judge(evidence).partnership_indicators().low_bps(), 6'000);
}

void ExpectRefused(const v1::IndicatorTemplate& indicators, const char* field) {
  v1::Evidence evidence;
  *evidence.mutable_partnership_indicators()->mutable_template_() = indicators;
  EXPECT_THAT(Try(evidence),
              AllOf(StatusIs(absl::StatusCode::kInvalidArgument),
                    HasMessage(HasSubstr(absl::StrCat(
                        "evidence.partnership_indicators.template.", field)))))
      << field;
}

TEST(ScorecardModel, S4_07_RefusesTemplatesByField) {
  v1::IndicatorTemplate indicators = Five();
  indicators.mutable_indicators()->RemoveLast();
  ExpectRefused(indicators, "indicators");
  indicators = Five();
  indicators.mutable_indicators(4)->set_active(false);
  ExpectRefused(indicators, "indicators");
  for (const int weight : {0, -1, 11}) {
    indicators = Five();
    indicators.mutable_indicators(1)->set_weight(weight);
    ExpectRefused(indicators, "indicators[1].weight");
  }
  indicators = Five();
  indicators.mutable_indicators(2)->set_key("k1");
  ExpectRefused(indicators, "indicators[2].key");
  for (const char* key : {"", "K1", "1k", "price_resistance"}) {
    indicators.mutable_indicators(2)->set_key(key);
    ExpectRefused(indicators, "indicators[2].key");
  }
  indicators = Five();
  indicators.mutable_indicators(0)->clear_sense();
  ExpectRefused(indicators, "indicators[0].sense");
  indicators = Five();
  indicators.mutable_indicators(0)->clear_kind();
  ExpectRefused(indicators, "indicators[0].kind");
  indicators.mutable_indicators(0)->set_kind(v1::INDICATOR_KIND_DERIVED);
  ExpectRefused(indicators, "indicators[0].kind");
  indicators = Five();
  indicators.mutable_indicators(0)->set_weight(10);
  v1::Evidence evidence;
  *evidence.mutable_partnership_indicators()->mutable_template_() = indicators;
  EXPECT_THAT(Try(evidence), IsOk());
}

TEST(ScorecardModel, S4_06_OneSidedWhenTheyDoNotCallUsPartner) {
  v1::Evidence evidence = Answers(16, 0);
  EXPECT_THAT(Judge(evidence).flags(), IsEmpty());
  evidence.mutable_observations(0)->mutable_observation()->set_state(
      kSaidAbsent);
  const auto verdict = Judge(evidence);
  EXPECT_EQ(verdict.value(), "PARTNER");
  ASSERT_THAT(verdict.flags(), SizeIs(1));
  EXPECT_EQ(verdict.flags(0).code(), "ONE_SIDED");
  evidence.mutable_observations(1)->mutable_observation()->set_state(
      kSaidAbsent);
  EXPECT_THAT(Judge(evidence).flags(), IsEmpty());
}

TEST(ScorecardModel, S2_25_ValueAndReturnCountAsAnIndicator) {
  v1::Evidence evidence = Answers(0, 0);
  Say(evidence, "evidence_value_roi", kSaidPresent);
  EXPECT_EQ(Judge(evidence).partnership_indicators().present_weight(), 1);
}

TEST(ScorecardModel, A21_ScoresCompareOnTheIndicatorsTheyShare) {
  v1::Evidence evidence;
  auto& facts = *evidence.mutable_partnership_indicators();
  *facts.mutable_template_() = Five();
  Say(evidence, "k5", kSaidPresent);
  auto& previous = *facts.mutable_previous();
  *previous.mutable_template_() = Five();
  auto& state = *previous.add_states();
  state.set_key("k4");
  state.set_state(kSaidPresent);
  auto comparison = Judge(evidence).partnership_indicators().comparison();
  EXPECT_TRUE(comparison.comparable());
  EXPECT_EQ(comparison.low_bps(), 3'333);
  EXPECT_EQ(comparison.previous_low_bps(), 2'667);
  // Another weight: comparable no more, computed with the weights of now.
  previous.mutable_template_()->mutable_indicators(3)->set_weight(9);
  comparison = Judge(evidence).partnership_indicators().comparison();
  EXPECT_FALSE(comparison.comparable());
  EXPECT_EQ(comparison.previous_low_bps(), 2'667);
  // Another key: k1 to k3 and k5 are shared.
  previous.mutable_template_()->mutable_indicators(3)->set_key("x");
  state.set_key("k3");
  comparison = Judge(evidence).partnership_indicators().comparison();
  EXPECT_FALSE(comparison.comparable());
  EXPECT_THAT(comparison.common_keys(), ElementsAre("k1", "k2", "k3", "k5"));
  EXPECT_EQ(comparison.low_bps(), 4'545);
  EXPECT_EQ(comparison.previous_low_bps(), 2'727);
  // An indicator more is another score too.
  *previous.mutable_template_() = Five();
  *previous.mutable_template_()->add_indicators() = Five().indicators(0);
  previous.mutable_template_()->mutable_indicators(5)->set_key("x");
  comparison = Judge(evidence).partnership_indicators().comparison();
  EXPECT_FALSE(comparison.comparable());
  for (int i = 0; i < 5; ++i) {
    previous.mutable_template_()->mutable_indicators(i)->set_key(
        absl::StrCat("y", i));
  }
  previous.clear_states();
  comparison = Judge(evidence).partnership_indicators().comparison();
  EXPECT_FALSE(comparison.has_low_bps());
  EXPECT_FALSE(Judge(Answers(1, 1)).partnership_indicators().has_comparison());
}

TEST(ScorecardModel, RefusesWhatThePreviousTemplateLacks) {
  v1::Evidence evidence = Answers(0, 0);
  auto& previous =
      *evidence.mutable_partnership_indicators()->mutable_previous();
  *previous.mutable_template_() = Five();
  previous.add_states()->set_key("k9");
  EXPECT_THAT(Try(evidence), StatusIs(absl::StatusCode::kInvalidArgument,
                                      "UNKNOWN_DIMENSION"));
  previous.mutable_states(0)->set_key("k1");
  previous.add_states()->set_key("k1");
  EXPECT_THAT(Try(evidence), StatusIs(absl::StatusCode::kInvalidArgument,
                                      "DUPLICATE_DIMENSION"));
}

TEST(ScorecardModel, RefusesUnknownIndicatorsAndValuesByField) {
  v1::Evidence evidence = Answers(1, 0);
  auto& observation = *evidence.mutable_observations(0)->mutable_observation();
  observation.set_dimension("price_drops");
  EXPECT_THAT(
      Try(evidence),
      HasMessage(HasSubstr("evidence.observations[0].observation.dimension")));
  observation.set_dimension("told_partner");
  observation.set_rating(1);
  EXPECT_THAT(
      Try(evidence),
      HasMessage(HasSubstr("evidence.observations[0].observation.state")));
  observation.set_dimension("price_resistance");
  EXPECT_THAT(Try(evidence), IsOk());
  for (const int rating : {-1, 101}) {
    observation.set_rating(rating);
    EXPECT_THAT(
        Try(evidence),
        HasMessage(HasSubstr("evidence.observations[0].observation.rating")));
  }
  observation.set_rating(100);
  EXPECT_THAT(Try(evidence), IsOk());
  observation.clear_observed_on();
  EXPECT_THAT(Try(evidence),
              HasMessage(HasSubstr(
                  "evidence.observations[0].observation.observed_on")));
}

TEST(ScorecardModel, RefusesAbsurdPoliciesByField) {
  auto refusal = [](const char* text) {
    return ModelPolicy::Resolve(ParseProto<v1::Policy>(text)).status();
  };
  EXPECT_THAT(
      refusal("partnership_indicators { partner_bps: 5000 }"),
      HasMessage(HasSubstr("policy.partnership_indicators.partner_bps")));
  EXPECT_THAT(refusal("partnership_indicators { partner_bps: 5001 }"), IsOk());
  EXPECT_THAT(
      refusal(
          "partnership_indicators { template { indicators { weight: 0 } } }"),
      HasMessage(HasSubstr(
          "policy.partnership_indicators.template.indicators[0].weight")));
}

}  // namespace
}  // namespace kam::assessment::scorecard_model_test
