// Indicators that follow from records (models.md 4.d, A-22), each rule from
// both sides.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/audit_builder.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::scorecard_derivation_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::HasSubstr;

constexpr absl::CivilDay kDay(2024, 6, 30);
constexpr auto kModel = v1::MODEL_PARTNERSHIP_INDICATORS;

absl::StatusOr<v1::Verdict> Try(const v1::Evidence& evidence) {
  return Evaluate(kModel, evidence, ModelPolicy::Default(), kDay);
}

absl::StatusOr<v1::Verdict> Try(const std::string& facts) {
  v1::Evidence evidence;
  *evidence.mutable_partnership_indicators() =
      ParseProto<v1::ScorecardFacts>(facts);
  return Try(evidence);
}

std::string StateIn(const v1::Evidence& evidence, const std::string& key) {
  const auto verdict = Try(evidence);
  EXPECT_THAT(verdict, IsOk());
  if (!verdict.ok()) return "";
  for (const v1::Finding& finding : verdict->findings()) {
    if (finding.key() == key) return finding.chosen();
  }
  return "UNKNOWN";
}

std::string StateIn(const std::string& facts, const std::string& key) {
  v1::Evidence evidence;
  *evidence.mutable_partnership_indicators() =
      ParseProto<v1::ScorecardFacts>(facts);
  return StateIn(evidence, key);
}

// "{ year: 2024 month: 6 day: 30 }" of "2024-06-30".
std::string Date(const std::string& day) {
  return absl::StrCat("{ year: ", std::stoi(day.substr(0, 4)),
                      " month: ", std::stoi(day.substr(5, 2)),
                      " day: ", std::stoi(day.substr(8, 2)), " }");
}

std::string Complete(const char* list) {
  return absl::StrCat("completeness { list: RECORD_LIST_", list,
                      " complete_through ", Date("2024-06-30"), " }");
}

TEST(ScorecardDerivation, JointActionPlansNeedAnActionOfTheCustomer) {
  constexpr char kKey[] = "joint_action_plans";
  auto action = [](bool customer, const char* from, const char* to) {
    return absl::StrCat(
        "actions { customer_owned: ", customer ? "true" : "false",
        " starts_on ", Date(from),
        *to == '\0' ? "" : absl::StrCat(" ends_on ", Date(to)), " }");
  };
  EXPECT_EQ(StateIn(action(true, "2024-06-30", ""), kKey), "PRESENT");
  EXPECT_EQ(StateIn(action(true, "2024-01-01", "2024-06-30"), kKey), "PRESENT");
  EXPECT_EQ(StateIn(action(true, "2024-07-01", ""), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(action(true, "2024-01-01", "2024-06-29"), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(action(false, "2024-01-01", ""), kKey), "UNKNOWN");
  EXPECT_EQ(
      StateIn(action(false, "2024-01-01", "") + Complete("ACTIONS"), kKey),
      "ABSENT");
  EXPECT_EQ(StateIn(Complete("OFFERS"), kKey), "UNKNOWN");
}

TEST(ScorecardDerivation, RelationshipsAreMultiLevelWhenAllAreCovered) {
  constexpr char kKey[] = "multi_level_relationships";
  std::string contacts = "members { member: 'm' }";
  for (const char* level : {"INSTIGATOR", "INFLUENCER", "IMPLEMENTER"}) {
    EXPECT_EQ(StateIn(absl::StrCat("contacts { ", contacts, " }"), kKey),
              "ABSENT");
    absl::StrAppend(&contacts, " contacts { contact: '", level,
                    "' level: DECISION_LEVEL_", level, " }");
    for (const char* day : {"2024-01-02", "2024-06-30"}) {
      absl::StrAppend(&contacts,
                      " interactions { type: INTERACTION_TYPE_MEETING two_way: "
                      "true members: 'm' contacts { contact: '",
                      level, "' } held_on ", Date(day), " }");
    }
  }
  EXPECT_EQ(StateIn(absl::StrCat("contacts { ", contacts, " }"), kKey),
            "PRESENT");
  EXPECT_EQ(StateIn("", kKey), "UNKNOWN");
}

TEST(ScorecardDerivation, AnAgreementRollsWithoutAnEndOrByRenewal) {
  constexpr char kKey[] = "rolling_agreement";
  const std::string open =
      absl::StrCat("agreements { starts_on ", Date("2024-06-30"), " }");
  const std::string fixed =
      absl::StrCat("agreements { starts_on ", Date("2024-01-01"), " ends_on ",
                   Date("2024-06-30"), " }");
  const std::string renews =
      absl::StrCat("agreements { auto_renews: true starts_on ",
                   Date("2024-01-01"), " ends_on ", Date("2024-06-30"), " }");
  const std::string past =
      absl::StrCat("agreements { auto_renews: true starts_on ",
                   Date("2024-01-01"), " ends_on ", Date("2024-06-29"), " }");
  EXPECT_EQ(StateIn(open, kKey), "PRESENT");
  EXPECT_EQ(StateIn(renews, kKey), "PRESENT");
  EXPECT_EQ(StateIn(fixed, kKey), "ABSENT");
  EXPECT_EQ(StateIn(fixed + open, kKey), "PRESENT");
  EXPECT_EQ(StateIn(past, kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(past + fixed, kKey), "ABSENT");
}

TEST(ScorecardDerivation, SalesAndProfitsMustBothGrow) {
  constexpr char kKey[] = "more_sales_and_profits";
  auto money = [](const char* field, int units) {
    return absl::StrCat(field, " { currency_code: 'EUR' units: ", units, " } ");
  };
  auto trade = [&](int revenue, int prior, const std::string& rest) {
    return absl::StrCat("trade { ", money("revenue", revenue),
                        money("prior_revenue", prior), rest, " }");
  };
  const std::string grew = money("profit", 2) + money("prior_profit", 1);
  EXPECT_EQ(StateIn(trade(11, 10, grew), kKey), "PRESENT");
  EXPECT_EQ(StateIn(trade(10, 10, grew), kKey), "ABSENT");
  EXPECT_EQ(
      StateIn(trade(11, 10, money("profit", 1) + money("prior_profit", 1)),
              kKey),
      "ABSENT");
  EXPECT_EQ(StateIn(trade(11, 10, ""), kKey), "UNKNOWN");
  // One known non-increase is enough.
  EXPECT_EQ(StateIn(trade(9, 10, ""), kKey), "ABSENT");
  EXPECT_EQ(StateIn(trade(9, 10, money("profit", 1)), kKey), "ABSENT");
  EXPECT_THAT(Try("trade { revenue { currency_code: 'EUR' } "
                  "prior_revenue { currency_code: 'USD' } }"),
              StatusIs(absl::StatusCode::kInvalidArgument, "MIXED_CURRENCIES"));
  EXPECT_THAT(
      Try("trade { profit { units: 1 nanos: -1 } }"),
      HasMessage(HasSubstr("evidence.partnership_indicators.trade.profit")));
}

TEST(ScorecardDerivation, StrategyIsUnderstoodAtBothHorizons) {
  constexpr char kKey[] = "understand_future_strategy";
  auto objective = [](const char* horizon, const char* day) {
    return absl::StrCat("objectives { horizon: OBJECTIVE_HORIZON_", horizon,
                        " recorded_on ", Date(day), " } ");
  };
  const std::string both =
      objective("SHORT", "2023-06-30") + objective("LONG", "2024-06-30");
  EXPECT_EQ(StateIn(both, kKey), "PRESENT");
  const std::string old =
      objective("SHORT", "2023-06-29") + objective("LONG", "2024-06-30");
  EXPECT_EQ(StateIn(old, kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(old + Complete("OBJECTIVES"), kKey), "ABSENT");
  EXPECT_EQ(
      StateIn(objective("LONG", "2024-07-01") +
                  objective("SHORT", "2024-06-01") + Complete("OBJECTIVES"),
              kKey),
      "ABSENT");
  EXPECT_THAT(Try("objectives { horizon: OBJECTIVE_HORIZON_LONG }"),
              HasMessage(HasSubstr("evidence.partnership_indicators."
                                   "objectives[0].recorded_on")));
}

TEST(ScorecardDerivation, NewProductsAreThoseOfTheWindow) {
  constexpr char kKey[] = "accept_new_products";
  auto offer = [](const char* offered, const char* bought) {
    return absl::StrCat(
        "offers { first_offered_on ", Date(offered),
        *bought == '\0' ? "" : absl::StrCat(" first_bought_on ", Date(bought)),
        " } ");
  };
  EXPECT_EQ(StateIn(offer("2023-06-30", "2024-06-30"), kKey), "PRESENT");
  EXPECT_EQ(StateIn(offer("2023-06-29", "2024-06-30"), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(offer("2023-06-30", "2024-07-01"), kKey), "ABSENT");
  EXPECT_EQ(StateIn(offer("2024-06-30", ""), kKey), "ABSENT");
  EXPECT_EQ(StateIn(offer("2024-07-01", ""), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(offer("2024-01-01", "2024-02-01") + offer("2024-01-01", ""),
                    kKey),
            "PRESENT");
}

TEST(ScorecardDerivation, NoNastySurprisesInAuditsAndIssues) {
  constexpr char kKey[] = "no_nasty_surprises";
  auto audited = [&](const char* day, bool asked, bool logged) {
    v1::Evidence evidence;
    AuditBuilder audit(day, "a");
    if (asked) {
      audit.Answer("p4", "late").add_issues()->set_already_logged(logged);
    }
    *evidence.mutable_partnership_indicators()->add_audits() = audit.fact();
    return evidence;
  };
  EXPECT_EQ(StateIn(audited("2023-06-30", true, true), kKey), "PRESENT");
  EXPECT_EQ(StateIn(audited("2023-06-29", true, true), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(audited("2024-07-01", true, true), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(audited("2024-06-30", false, true), kKey), "UNKNOWN");
  EXPECT_EQ(StateIn(audited("2023-06-30", true, false), kKey), "ABSENT");
  EXPECT_EQ(StateIn(audited("2023-06-29", true, false), kKey), "UNKNOWN");
  v1::Evidence invalid = audited("2024-06-30", true, false);
  invalid.mutable_partnership_indicators()->mutable_audits(0)->set_state(
      v1::AUDIT_STATE_DRAFT);
  EXPECT_EQ(StateIn(invalid, kKey), "UNKNOWN");

  auto issue = [&](const char* day, int severity, bool announced) {
    v1::Evidence evidence = audited("2024-06-01", true, true);
    auto& one = *evidence.mutable_partnership_indicators()->add_issues();
    one = ParseProto<v1::IssueFact>(absl::StrCat("opened_on ", Date(day)));
    one.set_severity(severity);
    one.set_announced(announced);
    return StateIn(evidence, kKey);
  };
  EXPECT_EQ(issue("2023-06-30", 1, false), "ABSENT");
  EXPECT_EQ(issue("2023-06-29", 1, false), "PRESENT");
  EXPECT_EQ(issue("2024-06-30", 1, true), "PRESENT");
  EXPECT_EQ(issue("2024-06-30", 2, false), "PRESENT");
  EXPECT_EQ(issue("2024-06-30", 0, false), "PRESENT");
}

// Ratings as "2024-01-01=5".
std::string Trend(const std::vector<std::string>& ratings) {
  v1::Evidence evidence;
  for (const std::string& one : ratings) {
    AddObservation(
        evidence, kModel, absl::StrCat("r", evidence.observations_size()),
        "price_resistance", one.substr(0, 10), v1::SOURCE_CLASS_SUPPLIER)
        .set_rating(std::stoi(one.substr(11)));
  }
  return StateIn(evidence, "price_resistance_drops");
}

TEST(ScorecardDerivation, PriceResistanceDropsBetweenDistantRatings) {
  // 90 days before 2024-06-30 is 2024-04-01; 365 days, 2023-07-01.
  EXPECT_EQ(Trend({"2024-04-01=5", "2024-06-30=4"}), "PRESENT");
  EXPECT_EQ(Trend({"2024-04-02=5", "2024-06-30=4"}), "UNKNOWN");
  EXPECT_EQ(Trend({"2024-04-01=5", "2024-06-30=5"}), "ABSENT");
  EXPECT_EQ(Trend({"2024-04-01=5", "2024-06-30=6"}), "ABSENT");
  EXPECT_EQ(Trend({"2024-06-30=4"}), "UNKNOWN");
  EXPECT_EQ(Trend({}), "UNKNOWN");
  EXPECT_EQ(Trend({"2023-07-01=5", "2024-01-01=9", "2024-06-30=4"}), "PRESENT");
  // Too old, and in the future.
  EXPECT_EQ(Trend({"2023-06-30=5", "2024-01-01=3", "2024-06-30=4"}), "ABSENT");
  EXPECT_EQ(Trend({"2024-04-02=5", "2024-06-30=4", "2024-07-01=4"}), "UNKNOWN");
  // A day with two ratings is dropped, one said twice is not.
  EXPECT_EQ(
      Trend({"2024-01-01=3", "2024-01-01=2", "2024-04-01=5", "2024-06-30=4"}),
      "PRESENT");
  EXPECT_EQ(
      Trend({"2024-01-01=3", "2024-01-01=3", "2024-04-01=5", "2024-06-30=4"}),
      "ABSENT");
}

TEST(ScorecardDerivation, RecordsOutrankWhatIsSaidAndDissentIsShown) {
  v1::Evidence evidence;
  *evidence.mutable_partnership_indicators() = ParseProto<v1::ScorecardFacts>(
      absl::StrCat("agreements { source { service: 'account' name: 'x' } "
                   "starts_on ",
                   Date("2024-01-01"), " }"));
  AddObservation(evidence, kModel, "o", "rolling_agreement", "2024-06-30",
                 v1::SOURCE_CLASS_CUSTOMER)
      .set_state(type::v1::TRI_STATE_ABSENT);
  const auto verdict = Try(evidence);
  ASSERT_THAT(verdict, IsOk());
  ASSERT_EQ(verdict->findings_size(), 1);
  const v1::Finding& finding = verdict->findings(0);
  EXPECT_EQ(finding.chosen(), "PRESENT");
  EXPECT_EQ(finding.source_class(), v1::SOURCE_CLASS_DERIVED);
  EXPECT_EQ(finding.sources(0).name(), "x");
  ASSERT_EQ(finding.disagreements_size(), 1);
  EXPECT_EQ(finding.disagreements(0).value(), "ABSENT");
  // Asserted alone, records say nothing.
  auto& indicators =
      *evidence.mutable_partnership_indicators()->mutable_template_();
  indicators =
      ModelPolicy::Default().values().partnership_indicators().template_();
  indicators.mutable_indicators(6)->set_kind(v1::INDICATOR_KIND_ASSERTED);
  EXPECT_EQ(StateIn(evidence, "rolling_agreement"), "ABSENT");
}

}  // namespace
}  // namespace kam::assessment::scorecard_derivation_test
