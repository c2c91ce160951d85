#include "services/account/account_facts.h"

#include "gmock/gmock.h"
#include "services/account/service_trends.h"
#include "tests/testing/days.h"
#include "tests/testing/parse_proto.h"

namespace kam::account::account_facts_test {
namespace {

using kam::testing::kDay;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::AccountFacts WithInteractions(const std::vector<std::string>& days) {
  v1::AccountFacts facts;
  for (const std::string& day : days) {
    auto* one = facts.add_interactions();
    *one = ParseProto<v1::Interaction>("happened_on { " + day + " }");
    one->set_name(day);
  }
  return facts;
}

TEST(AccountFactsTest, DropsTheOldestInteractionsOfFactsTooLarge) {
  auto facts = WithInteractions({"year: 2013 month: 3 day: 1",
                                 "year: 2013 month: 2 day: 1",
                                 "year: 2013 month: 1 day: 1"});
  for (auto& one : *facts.mutable_interactions()) {
    one.set_note(std::string(1000, 'x'));
  }
  CutToDay(kDay, 2500, facts);
  EXPECT_TRUE(facts.interactions_truncated());
  ASSERT_THAT(facts.interactions(), SizeIs(2));
  EXPECT_EQ(facts.interactions(1).happened_on().month(), 2);
}

TEST(AccountFactsTest, KeepsTwentyFourMonthsOfSums) {
  v1::AccountFacts facts;
  for (const char* month :
       {"year: 2011 month: 11 day: 1", "year: 2011 month: 12 day: 1",
        "year: 2013 month: 11 day: 1", "year: 2013 month: 12 day: 1"}) {
    *facts.add_ledger_rollups() =
        ParseProto<v1::LedgerRollup>(std::string("month { ") + month + " }");
  }
  CutToDay(kDay, kMaxFactsBytes, facts);
  ASSERT_THAT(facts.ledger_rollups(), SizeIs(2));
  EXPECT_EQ(facts.ledger_rollups(0).month().month(), 12);
}

TEST(AccountFactsTest, LeavesOutWhatBeginsLater) {
  auto facts = ParseProto<v1::AccountFacts>(R"pb(
    account {
      designations { on { year: 2013 month: 12 day: 1 } }
      criteria_ratings { rated_on { year: 2013 month: 12 day: 1 } }
    }
    agreements { starts_on { year: 2013 month: 12 day: 1 } }
    issues { opened_on { year: 2013 month: 12 day: 1 } }
    objectives { recorded_on { year: 2013 month: 12 day: 1 } }
    disclosures { disclosed_on { year: 2013 month: 12 day: 1 } }
    index_readings { read_on { year: 2013 month: 12 day: 1 } }
    offers { first_offered_on { year: 2013 month: 12 day: 1 } }
    targets { starts_on { year: 2013 month: 12 day: 1 } }
  )pb");
  CutToDay(kDay, kMaxFactsBytes, facts);
  EXPECT_THAT(facts.account().designations(), IsEmpty());
  EXPECT_THAT(facts.account().criteria_ratings(), IsEmpty());
  EXPECT_THAT(facts.agreements(), IsEmpty());
  EXPECT_THAT(facts.issues(), IsEmpty());
  EXPECT_THAT(facts.objectives(), IsEmpty());
  EXPECT_THAT(facts.disclosures(), IsEmpty());
  EXPECT_THAT(facts.index_readings(), IsEmpty());
  EXPECT_THAT(facts.offers(), IsEmpty());
  EXPECT_THAT(facts.targets(), SizeIs(1));  // those of the future count
}

TEST(AccountFactsTest, FindsTheSegmentationInForce) {
  const auto program = ParseProto<v1::Program>(R"pb(
    segmentations { starts_on { year: 2013 month: 12 day: 1 } }
    segmentations {
      starts_on { year: 2013 month: 11 day: 30 }
      revenue: true
    }
    segmentations { starts_on { year: 2012 month: 1 day: 1 } }
  )pb");
  ASSERT_NE(SegmentationOn(program, kDay), nullptr);
  EXPECT_TRUE(SegmentationOn(program, kDay)->revenue());
  EXPECT_EQ(SegmentationOn(program, absl::CivilDay(2011, 12, 31)), nullptr);
}

TEST(ServiceTrendsTest, LooksAtTheLastThreeDaysUpToTheDay) {
  const auto facts = ParseProto<v1::AccountFacts>(R"pb(
    index_readings {
      index: INDEX_RELIABILITY
      value: 5
      read_on { year: 2013 month: 4 day: 1 }
    }
    index_readings {
      index: INDEX_RELIABILITY
      value: 1
      read_on { year: 2013 month: 1 day: 1 }
    }
    index_readings {
      index: INDEX_RELIABILITY
      value: 7
      read_on { year: 2013 month: 2 day: 1 }
    }
    index_readings {
      index: INDEX_RELIABILITY
      value: 6
      read_on { year: 2013 month: 3 day: 1 }
    }
  )pb");
  const auto trends = FindTrends(facts.index_readings(), kDay);
  ASSERT_THAT(trends, SizeIs(1));
  EXPECT_TRUE(trends[0].declining());
  EXPECT_THAT(trends[0].values(), ElementsAre(7, 6, 5));
  EXPECT_FALSE(
      FindTrends(facts.index_readings(), absl::CivilDay(2013, 3, 31))[0]
          .declining());
}

}  // namespace
}  // namespace kam::account::account_facts_test
