// Rules of the phases beyond the golden examples: who decides, thresholds from
// both sides, flags, shifts and what would change.

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/phase_scale.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::phase_rules_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using type::v1::VERDICT_STATUS_DETERMINED;
using type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
using type::v1::VERDICT_STATUS_PROVISIONAL;

using Values = std::vector<std::pair<const char*, const char*>>;

constexpr char kToday[] = "2024-06-30";

v1::Verdict Assess(const v1::Evidence& evidence) {
  const auto verdict = Evaluate(v1::MODEL_PHASES, evidence,
                                ModelPolicy::Default(), kExemplarDay);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

v1::Evidence With(v1::Evidence evidence, const Values& values) {
  for (const auto& [dimension, value] : values) {
    SetPhaseValue(evidence, dimension, value);
  }
  return evidence;
}

v1::Evidence Of(const Values& values) { return With({}, values); }

std::vector<std::string> FlagsOf(const v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const auto& flag : verdict.flags()) codes.push_back(flag.code());
  return codes;
}

// What was chosen for the only dimension that anything was said of; "?" and
// the reason when it is unknown.
std::string Chosen(const v1::Evidence& evidence) {
  const v1::Verdict verdict = Assess(evidence);
  if (!verdict.findings().empty()) return verdict.findings(0).chosen();
  const std::string dimension =
      evidence.observations(0).observation().dimension();
  for (const auto& missing : verdict.missing()) {
    if (missing.dimension() == dimension) {
      return "?" + v1::MissingReason_Name(missing.why()).substr(15);
    }
  }
  return "";
}

void Say(v1::Evidence& evidence, const char* dimension, const char* value,
         v1::SourceClass source_class, const char* day = kToday) {
  AddKey(evidence, v1::MODEL_PHASES,
         dimension + std::to_string(evidence.observations_size()), dimension,
         value, day, source_class);
}

TEST(Perception, OnlyTheCustomerDecidesItAndOthersMayDisagree) {
  v1::Evidence evidence;
  Say(evidence, "PERCEPTION", "PARTNER", v1::SOURCE_CLASS_DERIVED);
  Say(evidence, "PERCEPTION", "PARTNER", v1::SOURCE_CLASS_THIRD_PARTY);
  EXPECT_EQ(Chosen(evidence), "?NEVER");
  Say(evidence, "PERCEPTION", "PREFERRED_OR_KEY", v1::SOURCE_CLASS_CUSTOMER);
  const v1::Verdict verdict = Assess(evidence);
  EXPECT_EQ(verdict.findings(0).chosen(), "PREFERRED_OR_KEY");
  ASSERT_THAT(verdict.findings(0).disagreements(), SizeIs(2));
  EXPECT_EQ(verdict.findings(0).disagreements(0).source_class(),
            v1::SOURCE_CLASS_DERIVED);
  EXPECT_EQ(verdict.findings(0).disagreements(1).source_class(),
            v1::SOURCE_CLASS_THIRD_PARTY);
}

// EXIT_COST as said by some: the value chosen and the class that it is of.
struct Said {
  v1::SourceClass source_class;
  const char* value;
  const char* day = kToday;
};

std::string ExitCost(const std::vector<Said>& said) {
  v1::Evidence evidence;
  for (const Said& one : said) {
    Say(evidence, "EXIT_COST", one.value, one.source_class, one.day);
  }
  return Chosen(evidence);
}

constexpr auto kDerivedClass = v1::SOURCE_CLASS_DERIVED;
constexpr auto kCustomer = v1::SOURCE_CLASS_CUSTOMER;
constexpr auto kThirdParty = v1::SOURCE_CLASS_THIRD_PARTY;
constexpr auto kSupplier = v1::SOURCE_CLASS_SUPPLIER;
constexpr char kOld[] = "2023-01-01";

TEST(ExitCost, TheLowerOfBothSidesHolds) {
  EXPECT_EQ(
      ExitCost({{kCustomer, "COMMITTED_BOTH"}, {kSupplier, "LOCKED_IN_BOTH"}}),
      "COMMITTED_BOTH");
  EXPECT_EQ(
      ExitCost({{kCustomer, "LOCKED_IN_BOTH"}, {kSupplier, "COMMITTED_BOTH"}}),
      "COMMITTED_BOTH");
  EXPECT_EQ(
      ExitCost({{kCustomer, "LOCKED_IN_BOTH"}, {kSupplier, "LOCKED_IN_BOTH"}}),
      "LOCKED_IN_BOTH");
}

TEST(ExitCost, OneFreeSideIsEnoughAndOneBoundSideIsNot) {
  EXPECT_EQ(ExitCost({{kSupplier, "LOW"}}), "LOW");
  EXPECT_EQ(ExitCost({{kCustomer, "LOW"}}), "LOW");
  EXPECT_EQ(ExitCost({{kCustomer, "LOCKED_IN_BOTH"}}), "?NEVER");
  EXPECT_EQ(ExitCost({{kSupplier, "COMMITTED_BOTH"}}), "?NEVER");
  EXPECT_EQ(ExitCost({{kThirdParty, "LOW"}}), "?NEVER");
  EXPECT_EQ(ExitCost({{kSupplier, "LOW"},
                      {kCustomer, "LOCKED_IN_BOTH"},
                      {kCustomer, "COMMITTED_BOTH"}}),
            "LOW");
}

TEST(ExitCost, SaysTheWorseOfTwoReasonsForNotKnowing) {
  EXPECT_EQ(ExitCost({{kCustomer, "COMMITTED_BOTH"}, {kSupplier, "LOW", kOld}}),
            "?STALE");
  EXPECT_EQ(ExitCost({{kCustomer, "COMMITTED_BOTH"},
                      {kCustomer, "LOW"},
                      {kSupplier, "LOCKED_IN_BOTH", kOld}}),
            "?CONFLICT");
}

TEST(ExitCost, ADerivedValueStandsAloneUnlessItConflicts) {
  EXPECT_EQ(ExitCost({{kDerivedClass, "LOCKED_IN_BOTH"}, {kCustomer, "LOW"}}),
            "LOCKED_IN_BOTH");
  EXPECT_EQ(ExitCost({{kDerivedClass, "LOCKED_IN_BOTH"},
                      {kDerivedClass, "COMMITTED_BOTH"},
                      {kCustomer, "LOW"},
                      {kSupplier, "LOW"}}),
            "?CONFLICT");
}

TEST(ExitCost, ClassesOtherThanTheSideThatHoldsMayDisagree) {
  v1::Evidence evidence;
  Say(evidence, "EXIT_COST", "LOCKED_IN_BOTH", kCustomer);
  Say(evidence, "EXIT_COST", "LOW", kThirdParty);
  Say(evidence, "EXIT_COST", "COMMITTED_BOTH", kSupplier);
  const v1::Verdict verdict = Assess(evidence);
  const v1::Finding& finding = verdict.findings(0);
  EXPECT_EQ(finding.source_class(), kSupplier);
  ASSERT_THAT(finding.disagreements(), SizeIs(2));
  EXPECT_EQ(finding.disagreements(0).value(), "LOCKED_IN_BOTH");
  EXPECT_EQ(finding.disagreements(1).value(), "LOW");
}

TEST(PhaseThresholds, SixtyPercentOfTheKnownIsBroadEnough) {
  const Values three_of_five = {{"APPROACH", "PROJECT_LED"},
                                {"JOINT_ACTIVITY", "AD_HOC_PROJECTS"},
                                {"PERCEPTION", "PREFERRED_OR_KEY"},
                                {"AGENDA", "OWN"},
                                {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"}};
  EXPECT_EQ(Assess(Of(three_of_five)).phases().demonstrated(), 3);
  const v1::Verdict narrower =
      Assess(With(Of(three_of_five), {{"TEAM_FORM", "ALONE"}}));
  EXPECT_EQ(narrower.phases().demonstrated(), 2);
  EXPECT_THAT(narrower.phases().binding(), ElementsAre("BREADTH"));
}

TEST(PhaseThresholds, EvidenceIsThinBelowAThirdOfTheDimensions) {
  Values known = {{"APPROACH", "TELL"},       {"AGENDA", "OWN"},
                  {"TEAM_FORM", "ALONE"},     {"PLANS", "NONE"},
                  {"OFFERING", "FIXED"},      {"JOINT_ACTIVITY", "NONE"},
                  {"FUNDING", "SINGLE_PARTY"}};
  const v1::Verdict seven = Assess(Of(known));
  EXPECT_EQ(seven.status(), VERDICT_STATUS_PROVISIONAL);
  EXPECT_EQ(seven.status_reason(), "THIN_EVIDENCE");
  known.push_back({"HORIZON", "UP_TO_3"});
  const v1::Verdict eight = Assess(Of(known));
  EXPECT_EQ(eight.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(eight.status_reason(), IsEmpty());
}

TEST(PhaseThresholds, BoundsThreePhasesApartAreInsufficient) {
  const v1::Verdict three = Assess(Of({{"APPROACH", "MUTUAL_PLANS"}}));
  EXPECT_EQ(three.phases().demonstrated(), 2);
  EXPECT_EQ(three.phases().ceiling(), 5);
  EXPECT_EQ(three.status(), VERDICT_STATUS_INSUFFICIENT_DATA);
  const v1::Verdict two = Assess(Of({{"APPROACH", "MUTUAL_PLANS"},
                                     {"JOINT_ACTIVITY", "JOINT_INITIATIVES"},
                                     {"PERCEPTION", "PREFERRED_OR_KEY"}}));
  EXPECT_EQ(two.phases().demonstrated(), 3);
  EXPECT_EQ(two.phases().ceiling(), 5);
  EXPECT_EQ(two.status(), VERDICT_STATUS_PROVISIONAL);
}

TEST(PhaseThresholds, AThirdOfLeadersIsOverInvested) {
  const v1::Evidence four_of_twelve =
      Of({{"APPROACH", "PROJECT_LED"},
          {"JOINT_ACTIVITY", "AD_HOC_PROJECTS"},
          {"PERCEPTION", "PREFERRED_OR_KEY"},
          {"INFORMATION", "CONFIDENTIAL"},
          {"HORIZON", "FROM_12_TO_36"},
          {"CO_LOCATION", "NONE"},
          {"FUNDING", "SINGLE_PARTY"},
          {"INTEGRATION", "NONE"},
          {"MEASURES", "ACCOUNT_PROFIT_AND_MUTUAL"},
          {"KAM_AUTHORITY", "LEADS_TEAM_AND_PLAN"},
          {"KAM_SENIORITY", "TEAM_LEADER"},
          {"MODEL_FLEX", "ADAPTS_TO_CUSTOMER"}});
  const v1::Verdict over = Assess(four_of_twelve);
  EXPECT_EQ(over.phases().demonstrated(), 3);
  EXPECT_EQ(over.phases().best_fit(), 4);
  EXPECT_THAT(FlagsOf(over), ElementsAre("LOPSIDED", "OVER_INVESTED"));
  const v1::Verdict less = Assess(With(four_of_twelve, {{"AGENDA", "OWN"}}));
  EXPECT_EQ(less.phases().demonstrated(), 3);
  EXPECT_EQ(less.phases().best_fit(), 4);
  EXPECT_THAT(FlagsOf(less), ElementsAre("LOPSIDED"));
}

TEST(PhaseFlags, ALowerGateThatStayedBehindIsNamed) {
  const v1::Verdict verdict =
      Assess(With(Exemplar(4), {{"APPROACH", "ASK_LISTEN_PERSUADE"}}));
  EXPECT_EQ(verdict.phases().demonstrated(), 4);
  ASSERT_THAT(FlagsOf(verdict), ElementsAre("UNDER_SUPPORTED"));
  EXPECT_THAT(verdict.flags(0).evidence(), ElementsAre("APPROACH"));
  EXPECT_EQ(verdict.flags(0).severity(), type::v1::SEVERITY_WARN);
  // A laggard that is no gate is no reason.
  const v1::Verdict other =
      Assess(With(Exemplar(4), {{"KAM_SENIORITY", "SALES_PERSON"}}));
  EXPECT_THAT(FlagsOf(other), Not(Contains("UNDER_SUPPORTED")));
  EXPECT_THAT(other.phases().laggards(), Contains("KAM_SENIORITY"));
}

TEST(PhaseChanges, TheLeastValueThatRaisesIsNamed) {
  v1::Evidence evidence = Exemplar(4);
  ClearPhaseValue(evidence, "TEAM_FORM");
  const v1::Verdict open = Assess(evidence);
  ASSERT_THAT(open.what_would_change(), SizeIs(1));
  EXPECT_EQ(open.what_would_change(0).result(), "4");
  const v1::ChangeStep& step = open.what_would_change(0).steps(0);
  EXPECT_EQ(step.dimension(), "TEAM_FORM");
  EXPECT_THAT(step.from(), IsEmpty());
  EXPECT_EQ(step.to_at_least(), "PERMANENT_MULTI");

  const v1::Verdict failing =
      Assess(With(Exemplar(5), {{"INFORMATION", "CONFIDENTIAL"}}));
  ASSERT_THAT(failing.what_would_change(), SizeIs(1));
  EXPECT_EQ(failing.what_would_change(0).steps(0).from(), "CONFIDENTIAL");
  EXPECT_EQ(failing.what_would_change(0).steps(0).to_at_least(),
            "SENSITIVE_BOTH_WAYS");
  EXPECT_THAT(Assess(Exemplar(5)).what_would_change(), IsEmpty());
}

// Evidence of `phase` after a verdict on the exemplar of `before`.
v1::Evidence After(int phase, int before) {
  v1::Evidence evidence = Exemplar(phase);
  for (const Dimension& dimension : PhaseDimensions()) {
    v1::DimensionValue& value =
        *evidence.mutable_phases()->add_previous_values();
    value.set_dimension(dimension.key);
    value.set_value(ExemplarValue(dimension.key, before));
  }
  return evidence;
}

TEST(PhaseShifts, S0_15_TheElevenShiftsAreNamed) {
  const v1::Verdict verdict = Assess(After(5, 1));
  std::vector<std::string> shifted;
  for (const auto& shift : verdict.phases().shifts()) {
    shifted.push_back(shift.dimension());
  }
  for (const char* dimension :
       {"EXIT_COST", "HORIZON", "PLANS", "JOINT_ACTIVITY", "APPROACH", "AGENDA",
        "KAM_SENIORITY", "KAM_AUTHORITY", "KAM_BACKGROUND", "TEAM_FORM",
        "MODEL_FLEX"}) {
    EXPECT_THAT(shifted, Contains(dimension));
  }
  EXPECT_EQ(verdict.phases().shifts(0).from(), "TELL");
  EXPECT_EQ(verdict.phases().shifts(0).to(), "NO_LONGER_SELLING");
  EXPECT_THAT(Assess(After(3, 3)).phases().shifts(), IsEmpty());
}

TEST(PhaseShifts, RefuseValuesThatAreNone) {
  v1::Evidence evidence;
  auto& value = *evidence.mutable_phases()->add_previous_values();
  value.set_dimension("APPROACH");
  value.set_value("SHOUT");
  EXPECT_THAT(
      Evaluate(v1::MODEL_PHASES, evidence, ModelPolicy::Default(), kExemplarDay)
          .status(),
      HasReason("UNKNOWN_VALUE"));
}

TEST(Phases, S0_04_AuthorityAloneIsInsufficient) {
  EXPECT_EQ(Assess(Of({{"KAM_AUTHORITY", "LIMITED"}})).status(),
            VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST(Phases, S0_09_TheContinuumOrdersTheExemplars) {
  int last = 0;
  for (int phase = 1; phase <= 5; ++phase) {
    const int index = Assess(Exemplar(phase)).phases().continuum_hundredths();
    EXPECT_GT(index, last);
    last = index;
  }
}

TEST(Phases, S0_05_ARenamedSalesForceStaysWhereItWas) {
  v1::Evidence evidence = Of({{"KAM_SENIORITY", "SALES_PERSON"},
                              {"KAM_BACKGROUND", "SALES_TRAINED"},
                              {"APPROACH", "TELL"}});
  const v1::Verdict before = Assess(evidence);
  evidence.mutable_phases()->mutable_titles()->set_program_name(
      "Key Account Managers");
  const v1::Verdict after = Assess(evidence);
  EXPECT_EQ(after.value(), before.value());
  EXPECT_EQ(after.phases().relationship_title(),
            v1::RELATIONSHIP_TITLE_TITULAR);
}

TEST(Phases, DerivedValuesOutrankWhatPeopleSay) {
  v1::Evidence evidence;
  Say(evidence, "PROFITABILITY_KNOWLEDGE", "REVENUE_ONLY", kCustomer);
  evidence.mutable_phases()->set_profitability(
      v1::PROFITABILITY_STANDING_PER_ACCOUNT);
  const v1::Verdict verdict = Assess(evidence);
  EXPECT_EQ(verdict.findings(0).chosen(), "PER_ACCOUNT");
  EXPECT_THAT(verdict.findings(0).disagreements(), SizeIs(1));
}

}  // namespace
}  // namespace kam::assessment::phase_rules_test
