#include "services/assessment/verdict_builder.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::verdict_builder_test {
namespace {

using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr absl::CivilDay kDay(2024, 6, 30);

VerdictBuilder Builder(const v1::Evidence& evidence,
                       absl::CivilDay day = kDay) {
  return VerdictBuilder(v1::MODEL_PHASES, 1, evidence, ModelPolicy::Default(),
                        day);
}

v1::Verdict Empty(const v1::Evidence& evidence, absl::CivilDay day = kDay) {
  return Builder(evidence, day).Build();
}

TEST(VerdictBuilder, MissingAndFlagsAreInTheOrderOfTheirKeys) {
  VerdictBuilder builder = Builder({});
  builder.AddMissing("b", "team", "M03");
  builder.AddMissing("a", "account", "M02");
  builder.AddFlag("Z", type::v1::SEVERITY_INFO, "S0-01", "Last.");
  builder.AddFlag("A", type::v1::SEVERITY_WARN, "S0-01", "Second.");
  builder.AddFlag("A", type::v1::SEVERITY_WARN, "S0-01", "First.");
  const v1::Verdict verdict = std::move(builder).Build();
  ASSERT_THAT(verdict.missing(), SizeIs(2));
  EXPECT_EQ(verdict.missing(0).dimension(), "a");
  std::vector<std::string> flags;
  for (const auto& flag : verdict.flags()) flags.push_back(flag.detail());
  EXPECT_THAT(flags, ElementsAre("First.", "Second.", "Last."));
}

TEST(VerdictBuilder, AFindingNamesItsEvidenceOnceAndInOrder) {
  static const auto* const dimensions =
      new std::vector<Dimension>{{.key = "STYLE",
                                  .owner = "assessment",
                                  .requirement_id = "M01",
                                  .kind = ValueKind::kKey,
                                  .values = {"LOW", "HIGH"}}};
  v1::Evidence evidence;
  for (const char* id : {"b", "a"}) {
    v1::Observation& observation =
        AddKey(evidence, v1::MODEL_PHASES, id, "STYLE", "LOW", "2024-06-01",
               v1::SOURCE_CLASS_CUSTOMER);
    observation.mutable_source()->set_service("assessment");
    observation.mutable_source()->set_name("audit");
  }
  AddKey(evidence, v1::MODEL_PHASES, "c", "STYLE", "HIGH", "2024-06-02",
         v1::SOURCE_CLASS_SUPPLIER);
  ObservationSet set(*dimensions, kDay, 365);
  Violations violations;
  set.AddPosted(evidence, v1::MODEL_PHASES, violations);

  VerdictBuilder builder = Builder(evidence);
  builder.AddFinding(dimensions->front(), set.PickFrom(0));
  const v1::Verdict verdict = std::move(builder).Build();
  const v1::Finding& finding = verdict.findings(0);
  EXPECT_EQ(finding.chosen(), "LOW");
  EXPECT_EQ(finding.source_class(), v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_EQ(finding.observed_on().day(), 1);
  EXPECT_THAT(finding.observations(),
              ElementsAre("programs/p/accounts/a/observations/a",
                          "programs/p/accounts/a/observations/b"));
  EXPECT_THAT(finding.sources(), SizeIs(1));
  ASSERT_THAT(finding.disagreements(), SizeIs(1));
  EXPECT_EQ(finding.disagreements(0).value(), "HIGH");
  EXPECT_THAT(finding.disagreements(0).observations(),
              ElementsAre("programs/p/accounts/a/observations/c"));
}

TEST(VerdictBuilder, TheDigestIsOfEvidenceDayAndModel) {
  const v1::Evidence evidence = ParseProto<v1::Evidence>(R"pb(subject: "a")pb");
  const v1::Verdict verdict = Empty(evidence);
  EXPECT_THAT(verdict.bundle_digest(), SizeIs(32));
  EXPECT_EQ(verdict.bundle_digest(), Empty(evidence).bundle_digest());
  EXPECT_NE(verdict.bundle_digest(), Empty(evidence, kDay + 1).bundle_digest());
  EXPECT_NE(verdict.bundle_digest(), Empty({}).bundle_digest());
  VerdictBuilder other(v1::MODEL_PITFALLS, 1, evidence, ModelPolicy::Default(),
                       kDay);
  EXPECT_NE(verdict.bundle_digest(), other.verdict().bundle_digest());
}

TEST(VerdictBuilder, TitlesChangeTheDigestAndNotTheTitleBlindOne) {
  const v1::Verdict kam = Empty(ParseProto<v1::Evidence>(
      R"pb(phases { titles { program_name: "KAM" } })pb"));
  const v1::Verdict sales = Empty(ParseProto<v1::Evidence>(
      R"pb(phases { titles { program_name: "Sales" } })pb"));
  EXPECT_NE(kam.bundle_digest(), sales.bundle_digest());
  EXPECT_EQ(kam.title_blind_digest(), sales.title_blind_digest());
}

}  // namespace
}  // namespace kam::assessment::verdict_builder_test
