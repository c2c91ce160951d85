// Selling at the wrong level (models.md 4.h.4, A-44).

#include <string>
#include <utility>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/contact_model.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/contact_facts.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::selling_level_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Facts = v1::ContactCoverageFacts;

constexpr v1::ContactFunction kBuyer = v1::CONTACT_FUNCTION_PURCHASING;
constexpr v1::ContactFunction kEngineer = v1::CONTACT_FUNCTION_TECHNICAL;
constexpr v1::ContactFunction kManager =
    v1::CONTACT_FUNCTION_GENERAL_MANAGEMENT;
constexpr v1::ContactFunction kFinance = v1::CONTACT_FUNCTION_FINANCE;
constexpr v1::DecisionLevel kInstigator = v1::DECISION_LEVEL_INSTIGATOR;
constexpr v1::DecisionLevel kImplementer = v1::DECISION_LEVEL_IMPLEMENTER;
constexpr v1::DecisionLevel kNoLevel = v1::DECISION_LEVEL_UNSPECIFIED;

absl::StatusOr<v1::Verdict> TryAssess(const Facts& facts) {
  v1::Evidence evidence;
  *evidence.mutable_selling_level() = facts;
  return Evaluate(v1::MODEL_SELLING_LEVEL, evidence, ModelPolicy::Default(),
                  kContactDay);
}

v1::Verdict Assess(const Facts& facts) {
  auto verdict = TryAssess(facts);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *std::move(verdict) : v1::Verdict();
}

// Adds `count` meetings with one contact each.
void AddMeetings(Facts& facts, int count, v1::ContactFunction function,
                 v1::DecisionLevel level = kImplementer) {
  for (int n = 0; n < count; ++n) {
    AddPresent(AddMeeting(facts, n, {"m"}), "c", function, level);
  }
}

std::string EffectOf(const v1::Verdict& verdict, const std::string& key) {
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.key() == key) return finding.effect();
  }
  return "";
}

TEST(SellingLevel, S3_20_TwelveOfTwelveWithPurchasing) {
  Facts facts;
  AddMeetings(facts, 12, kBuyer);
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "PURCHASING_ONLY");
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(FlagCodes(verdict.flags()), ElementsAre("PURCHASING_ONLY"));
}

TEST(SellingLevel, S3_19_TenOfTwelveWithPurchasing) {
  Facts facts;
  AddMeetings(facts, 10, kBuyer);
  AddMeetings(facts, 2, kEngineer);
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "WRONG_LEVEL");
  EXPECT_EQ(verdict.selling_level().functions(0).share_bps(), 8333);
  // Each failing clause is a finding of its own.
  EXPECT_EQ(EffectOf(verdict, "PURCHASING_SHARE"), "BINDING");
  EXPECT_EQ(EffectOf(verdict, "INSTIGATOR_TOUCHED"), "BINDING");
  EXPECT_EQ(EffectOf(verdict, "DECISION_FUNCTION_TOUCHED"), "SUPPORTS");
  EXPECT_THAT(FlagCodes(verdict.flags()), ElementsAre("WRONG_LEVEL"));
}

TEST(SellingLevel, S3_19_SeniorAndTechnicalContactsAreTheRightLevels) {
  Facts facts;
  AddMeetings(facts, 4, kBuyer);
  AddMeetings(facts, 3, kEngineer);
  AddMeetings(facts, 2, kManager, kInstigator);
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "RIGHT_LEVELS");
  EXPECT_THAT(verdict.flags(), IsEmpty());
}

TEST(SellingLevel, FourInteractionsAreTooFew) {
  Facts facts;
  AddMeetings(facts, 4, kBuyer);
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(verdict.value(), "INSUFFICIENT_DATA");
  AddMeetings(facts, 1, kBuyer);
  EXPECT_EQ(Assess(facts).value(), "PURCHASING_ONLY");
}

TEST(SellingLevel, TwoThirdsWithPurchasingAreNotTooMany) {
  Facts facts;
  AddMeetings(facts, 4, kBuyer);
  AddMeetings(facts, 2, kManager, kInstigator);
  EXPECT_EQ(Assess(facts).value(), "RIGHT_LEVELS");
  AddMeetings(facts, 1, kBuyer);
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "WRONG_LEVEL");
  EXPECT_EQ(EffectOf(verdict, "PURCHASING_SHARE"), "BINDING");
  EXPECT_EQ(EffectOf(verdict, "INSTIGATOR_TOUCHED"), "SUPPORTS");
}

TEST(SellingLevel, NeitherTechnicalNorGeneralManagementIsWrong) {
  Facts facts;
  AddMeetings(facts, 3, kBuyer);
  AddMeetings(facts, 3, kFinance, kInstigator);
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "WRONG_LEVEL");
  EXPECT_EQ(EffectOf(verdict, "DECISION_FUNCTION_TOUCHED"), "BINDING");
  EXPECT_EQ(EffectOf(verdict, "PURCHASING_SHARE"), "SUPPORTS");
}

TEST(SellingLevel, OnlyCommercialInteractionsOfTheWindowCount) {
  Facts facts;
  AddMeetings(facts, 4, kBuyer);
  for (const auto type :
       {v1::INTERACTION_TYPE_SERVICE_TICKET, v1::INTERACTION_TYPE_SOCIAL}) {
    v1::InteractionFact& one = AddMeeting(facts, 1, {"m"});
    one.set_type(type);
    AddPresent(one, "c", kManager, kInstigator);
  }
  AddPresent(AddMeeting(facts, 181, {"m"}), "c", kManager, kInstigator);
  AddPresent(AddMeeting(facts, -1, {"m"}), "c", kManager, kInstigator);
  AddMeeting(facts, 1, {"m"});
  EXPECT_EQ(Assess(facts).selling_level().interactions(), 4);
  v1::InteractionFact& order = AddMeeting(facts, 180, {"m"});
  order.set_type(v1::INTERACTION_TYPE_ORDER);
  order.set_two_way(false);
  AddPresent(order, "c", kBuyer);
  EXPECT_EQ(Assess(facts).value(), "PURCHASING_ONLY");
}

TEST(SellingLevel, SeveralFunctionsSplitOneInteraction) {
  Facts facts;
  AddMeetings(facts, 4, kManager, kInstigator);
  v1::InteractionFact& one = AddMeeting(facts, 1, {"m"});
  AddPresent(one, "c", kBuyer);
  AddPresent(one, "d", kBuyer);
  AddPresent(one, "e", kEngineer);
  AddPresent(one, "f", kFinance);
  AddPresent(one, "g", v1::CONTACT_FUNCTION_UNSPECIFIED);
  const v1::SellingLevelResult result = Assess(facts).selling_level();
  EXPECT_EQ(result.interactions(), 5);
  EXPECT_EQ(result.functions(0).function(), kBuyer);
  EXPECT_EQ(result.functions(0).weight(), 140);
  EXPECT_EQ(result.functions(0).share_bps(), 667);
}

TEST(SellingLevel, AnUnknownLevelThatCouldDecideMakesItProvisional) {
  Facts facts;
  AddMeetings(facts, 3, kBuyer);
  AddMeetings(facts, 3, kEngineer, kNoLevel);
  v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "WRONG_LEVEL");
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_PROVISIONAL);
  EXPECT_EQ(verdict.bounds().high(), "RIGHT_LEVELS");
  // The share fails whoever it was.
  AddMeetings(facts, 4, kBuyer);
  verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "WRONG_LEVEL");
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_DETERMINED);
}

TEST(SellingLevel, AnObjectiveNeedsACoveredContactOfItsLevel) {
  Facts facts;
  AddMember(facts, "m");
  AddContact(facts, "c", kImplementer);
  AddStrongPair(facts, "m", "c");
  for (const auto& [name, level] : {std::pair("high", kInstigator),
                                    {"low", kImplementer},
                                    {"any", kNoLevel}}) {
    v1::ObjectiveLevelFact& objective = *facts.add_objectives();
    objective.set_objective(name);
    objective.set_required_level(level);
  }
  const v1::Verdict verdict = Assess(facts);
  EXPECT_THAT(verdict.selling_level().mismatched_objectives(),
              ElementsAre("high"));
  EXPECT_THAT(FlagCodes(verdict.flags()), Contains("OBJECTIVE_LEVEL_MISMATCH"));
}

TEST(SellingLevel, NamesWhatIsWrong) {
  Facts facts;
  facts.add_interactions();
  EXPECT_THAT(
      TryAssess(facts).status(),
      HasMessage(HasSubstr("evidence.selling_level.interactions[0].held_on")));
  EXPECT_THAT(
      ModelPolicy::Resolve(
          ParseProto<v1::Policy>("selling_level { purchasing_numerator: 4 }"))
          .status(),
      HasMessage(HasSubstr("policy.selling_level.purchasing_denominator")));
}

}  // namespace
}  // namespace kam::assessment::selling_level_test
