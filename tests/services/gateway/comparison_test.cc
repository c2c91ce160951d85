#include "services/gateway/comparison.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway::comparison_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;
using ::testing::IsEmpty;

v1::KeyAccountView First() {
  return ParseProto<v1::KeyAccountView>(R"pb(
    name: "programs/p/accounts/a"
    as_of { year: 2013 month: 11 day: 30 }
    read_time { seconds: 9 }
    account {
      status { state: STATE_OK }
      account { display_name: "Bikes" }
      key_account: true
      classification { account_class: ACCOUNT_CLASS_KEY_ACCOUNT }
      profitability {
        value: VALUE_LOSS
        revenue { currency_code: "USD" units: 12 }
        margin_bps: -250
      }
    }
    team {
      status { state: STATE_OK }
      members { display_name: "Ann" }
      accounts_of_lead: 2
    }
    planning { status { state: STATE_UNAVAILABLE } }
    assessment {
      status { state: STATE_OK }
      standing {
        assessment: "programs/p/accounts/a/assessments/1"
        verdicts {
          model: MODEL_PHASES
          value: "2"
          bounds { low: "2" high: "4" }
        }
        flags { code: "X" severity: SEVERITY_WARN }
        flags { code: "Y" severity: SEVERITY_WARN }
      }
    }
  )pb");
}

v1::KeyAccountView Second() {
  return ParseProto<v1::KeyAccountView>(R"pb(
    name: "programs/p/accounts/b"
    as_of { year: 2013 month: 12 day: 1 }
    account {
      status { state: STATE_OK }
      account { display_name: "Boats" }
      key_account: true
      classification { account_class: ACCOUNT_CLASS_CUSTOMER }
    }
    team { status { state: STATE_OK } }
    planning {
      status { state: STATE_OK }
      plan { title: "Growth" }
    }
    assessment {
      status { state: STATE_OK }
      unavailable_reasons: "NOT_ASSESSED"
    }
  )pb");
}

// What a section says of a key: from, to, and "!" when that differs.
using Said = std::map<std::string, std::string>;

Said SaidOf(const v1::ComparedSection& section) {
  Said said;
  for (const v1::ComparedValue& one : section.values()) {
    const bool is_new = said.emplace(one.key(), one.from() + "|" + one.to() +
                                                    (one.differs() ? "!" : ""))
                            .second;
    EXPECT_TRUE(is_new) << one.key();
  }
  return said;
}

TEST(Comparison, PutsWhatTheViewsSaySideBySide) {
  const auto both = CompareViews(First(), Second(), std::nullopt);
  EXPECT_THAT(both.from(), EqualsProto(R"pb(
                name: "programs/p/accounts/a"
                display_name: "Bikes"
                as_of { year: 2013 month: 11 day: 30 }
                read_time { seconds: 9 }
                assessment: "programs/p/accounts/a/assessments/1"
              )pb"));
  EXPECT_EQ(both.to().display_name(), "Boats");
  ASSERT_EQ(both.sections_size(), 4);
  Said account = SaidOf(both.sections(0));
  EXPECT_EQ(account["KEY_ACCOUNT"], "YES|YES");
  EXPECT_EQ(account["CLASS"], "KEY_ACCOUNT|CUSTOMER!");
  EXPECT_EQ(account["PROFITABILITY"], "LOSS|!");
  EXPECT_EQ(account["REVENUE"], "12.0000 USD|!");
  EXPECT_EQ(account["MARGIN_BPS"], "-250|!");
  Said team = SaidOf(both.sections(1));
  EXPECT_EQ(team["LEAD"], "Ann|!");
  EXPECT_EQ(team["MEMBERS"], "1|0!");
  Said assessment = SaidOf(both.sections(3));
  EXPECT_EQ(assessment["PHASES"], "2 (2 to 4)|!");
  EXPECT_EQ(assessment["FLAGS_WARN"], "2|!");
  EXPECT_EQ(assessment["OBSERVATIONS"], "0|0");
  EXPECT_EQ(both.shifts_status().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
}

TEST(Comparison, ASectionThatIsDownSaysSoAndDiffersInNothing) {
  auto both = CompareViews(First(), Second(), std::nullopt);
  const v1::ComparedSection& planning = both.sections(2);
  EXPECT_EQ(planning.section(), v1::SECTION_PLANNING);
  EXPECT_EQ(planning.from().state(), v1::SectionStatus::STATE_UNAVAILABLE);
  EXPECT_EQ(planning.to().state(), v1::SectionStatus::STATE_OK);
  EXPECT_EQ(SaidOf(planning)["PLAN"], "|Growth");
  for (const v1::ComparedValue& one : planning.values()) {
    EXPECT_FALSE(one.differs()) << one.key();
    EXPECT_EQ(one.from(), "");
  }
  // Of a section that neither has nothing is said.
  both = CompareViews(First(), First(), std::nullopt);
  EXPECT_THAT(both.sections(2).values(), IsEmpty());
}

TEST(Comparison, AViewDiffersInNothingFromItself) {
  const auto both = CompareViews(First(), First(), std::nullopt);
  for (const v1::ComparedSection& section : both.sections()) {
    for (const v1::ComparedValue& one : section.values()) {
      EXPECT_FALSE(one.differs()) << one.key();
    }
  }
}

TEST(Comparison, AsksHowAssessmentsDifferWhereBothWereAssessed) {
  EXPECT_FALSE(ShiftsBetween(First(), Second()).has_value());
  EXPECT_FALSE(ShiftsBetween(Second(), First()).has_value());
  const auto question = ShiftsBetween(First(), First());
  ASSERT_TRUE(question.has_value());
  EXPECT_THAT(*question,
              EqualsProto("from { name: 'programs/p/accounts/a/assessments/1' }"
                          "to { name: 'programs/p/accounts/a/assessments/1' "
                          "}"));
}

TEST(Comparison, ShowsHowAssessmentsDifferOrWhyNot) {
  auto shifts = ParseProto<assessment::v1::CompareAssessmentsResponse>(
      "shifts { model: MODEL_PHASES shifts { key: 'APPROACH' from: 'TELL' } }");
  auto both = CompareViews(First(), First(), shifts);
  EXPECT_EQ(both.shifts_status().state(), v1::SectionStatus::STATE_OK);
  ASSERT_EQ(both.shifts_size(), 1);
  EXPECT_EQ(both.shifts(0).shifts(0).key(), "APPROACH");
  both = CompareViews(First(), First(), Unavailable("DRAINING", "It stops."));
  EXPECT_EQ(both.shifts_status().reason(), "DRAINING");
  EXPECT_EQ(both.shifts_size(), 0);
}

}  // namespace
}  // namespace kam::gateway::comparison_test
