// Properties of audits and partnership indicators over generated cases.

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/scorecard_model.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::scorecard_properties_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOk;

constexpr int kCases = 20'000;
// Lists of whole evidence are short, for many cases.
constexpr uint64_t kLongest = 2;
constexpr auto kIndicators = v1::MODEL_PARTNERSHIP_INDICATORS;

const v1::ScorecardPolicy& Policy() {
  return ModelPolicy::Default().values().partnership_indicators();
}

// The band as models.md words it.
int BandByTheBook(int64_t part, int64_t total) {
  if (4 * part >= 3 * total) return v1::PARTNERSHIP_BAND_PARTNER;
  return 2 * part >= total ? v1::PARTNERSHIP_BAND_DEVELOPING
                           : v1::PARTNERSHIP_BAND_SUPPLIER;
}

TEST(ScorecardProperties, BandsAndWeightsNeededAreExact) {
  RandomNumbers random(1);
  for (int i = 0; i < kCases; ++i) {
    Score score;
    score.present = static_cast<int64_t>(Below(random, 60));
    score.absent = static_cast<int64_t>(Below(random, 60));
    score.unknown = static_cast<int64_t>(Below(random, 60));
    if (score.total() == 0) continue;
    const auto low = PartnershipBandOf(score.present, score.total(), Policy());
    ASSERT_EQ(low, BandByTheBook(score.present, score.total()));
    if (low == v1::PARTNERSHIP_BAND_PARTNER) continue;
    const auto next = static_cast<v1::PartnershipBand>(low + 1);
    const int64_t needed = WeightNeeded(score, next, Policy());
    ASSERT_GT(needed, 0);
    // So much reaches it, one less does not.
    ASSERT_GE(BandByTheBook(score.present + needed, score.total()), next);
    ASSERT_LT(BandByTheBook(score.present + needed - 1, score.total()), next);
  }
}

TEST(ScorecardProperties, WhatWouldChangeDoesAndBoundsOnlyNarrow) {
  RandomNumbers random(2);
  int evaluated = 0;
  int changed = 0;
  for (int i = 0; i < kCases; ++i) {
    v1::Evidence evidence = RandomEvidence(kIndicators, random, kLongest);
    const auto verdict =
        Evaluate(kIndicators, evidence, ModelPolicy::Default(), kRandomDay);
    if (!verdict.ok()) continue;
    ++evaluated;
    const v1::ScorecardResult& result = verdict->partnership_indicators();
    ASSERT_EQ(result.low(),
              BandByTheBook(result.present_weight(),
                            result.present_weight() + result.absent_weight() +
                                result.unknown_weight()));
    v1::Evidence shuffled = evidence;
    ShuffleLists(shuffled, random);
    const auto again =
        Evaluate(kIndicators, shuffled, ModelPolicy::Default(), kRandomDay);
    ASSERT_THAT(again, IsOk());
    ASSERT_EQ(again->SerializeAsString(), verdict->SerializeAsString());
    if (verdict->what_would_change().empty()) continue;
    ++changed;
    // Someone says so of each today, in the strongest class.
    for (const v1::ChangeStep& step : verdict->what_would_change(0).steps()) {
      v1::Observation& one =
          *evidence.add_observations()->mutable_observation();
      one.set_model(kIndicators);
      one.set_dimension(step.dimension());
      one.set_state(type::v1::TRI_STATE_PRESENT);
      one.set_source_class(v1::SOURCE_CLASS_DERIVED);
      one.mutable_observed_on()->set_year(kRandomDay.year());
      one.mutable_observed_on()->set_month(kRandomDay.month());
      one.mutable_observed_on()->set_day(kRandomDay.day());
    }
    const auto after =
        Evaluate(kIndicators, evidence, ModelPolicy::Default(), kRandomDay);
    ASSERT_THAT(after, IsOk());
    ASSERT_EQ(after->value(), verdict->what_would_change(0).result());
    ASSERT_GE(after->partnership_indicators().low_bps(), result.low_bps());
    ASSERT_LE(after->partnership_indicators().high_bps(), result.high_bps());
  }
  EXPECT_GT(evaluated, kCases / 2);
  EXPECT_GT(changed, kCases / 10);
}

// The position as models.md 4.e and A-26 word it.
v1::AuditPosition PositionByTheBook(int partner, int supplier, int unsure) {
  if (partner > supplier + unsure) return v1::AUDIT_POSITION_PARTNER;
  if (supplier > 0 && supplier >= partner) return v1::AUDIT_POSITION_SUPPLIER;
  return partner + unsure > 0 ? v1::AUDIT_POSITION_UNSURE
                              : v1::AUDIT_POSITION_UNSPECIFIED;
}

TEST(AuditProperties, PositionsAndMediansOfAllSmallAudits) {
  RandomNumbers random(3);
  for (int i = 0; i < kCases; ++i) {
    PositionCount count;
    count.partner = static_cast<int>(Below(random, 6));
    count.supplier = static_cast<int>(Below(random, 6));
    count.unsure = static_cast<int>(Below(random, 6));
    ASSERT_EQ(count.Position(),
              PositionByTheBook(count.partner, count.supplier, count.unsure));
    Audit audit;
    for (uint64_t left = 1 + Below(random, 6); left > 0; --left) {
      audit.marks.push_back(static_cast<int>(Below(random, 11)));
    }
    std::sort(audit.marks.begin(), audit.marks.end());
    const int median = *MedianMark(audit);
    // The least mark that at least half of them do not exceed.
    const auto size = static_cast<long>(audit.marks.size());
    const auto up_to = std::count_if(audit.marks.begin(), audit.marks.end(),
                                     [&](int m) { return m <= median; });
    const auto below = std::count_if(audit.marks.begin(), audit.marks.end(),
                                     [&](int m) { return m < median; });
    ASSERT_GE(2 * up_to, size);
    ASSERT_LT(2 * below, size);
  }
}

TEST(AuditProperties, TheOrderOfListsIsIrrelevant) {
  RandomNumbers random(4);
  int evaluated = 0;
  for (int i = 0; i < kCases; ++i) {
    constexpr v1::Model kModels[] = {v1::MODEL_CUSTOMER_AUDIT,
                                     v1::MODEL_BUY_SELL_LEVEL,
                                     v1::MODEL_PROGRAM_DIAGNOSIS};
    const v1::Model model = kModels[static_cast<size_t>(i) % 3];
    v1::Evidence evidence = RandomEvidence(model, random, kLongest);
    const auto verdict =
        Evaluate(model, evidence, ModelPolicy::Default(), kRandomDay);
    ShuffleLists(evidence, random);
    const auto again =
        Evaluate(model, evidence, ModelPolicy::Default(), kRandomDay);
    ASSERT_EQ(verdict.ok(), again.ok());
    if (!verdict.ok()) continue;
    ++evaluated;
    ASSERT_EQ(again->SerializeAsString(), verdict->SerializeAsString());
    if (model != v1::MODEL_CUSTOMER_AUDIT) continue;
    // Only what is valid says anything.
    const v1::AuditResult& result = verdict->customer_audit();
    const bool has_valid =
        std::any_of(result.audits().begin(), result.audits().end(),
                    [](const v1::AuditReading& one) { return one.valid(); });
    ASSERT_EQ(has_valid, result.has_latest_valid_on());
    if (!has_valid) {
      ASSERT_TRUE(result.feeds().empty());
    }
  }
  EXPECT_GT(evaluated, kCases / 2);
}

}  // namespace
}  // namespace kam::assessment::scorecard_properties_test
