#include "services/assessment/observation_set.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::observation_set_test {
namespace {

using kam::testing::HasReason;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr v1::Model kModel = v1::MODEL_PHASES;
constexpr absl::CivilDay kDay(2024, 6, 30);
constexpr int kMaxAge = 365;

const std::vector<Dimension>& Dimensions() {
  static const auto* const dimensions =
      new std::vector<Dimension>{{.key = "STYLE",
                                  .owner = "assessment",
                                  .requirement_id = "M01",
                                  .kind = ValueKind::kKey,
                                  .values = {"LOW", "MIDDLE", "HIGH"}},
                                 {.key = "trust",
                                  .owner = "assessment",
                                  .requirement_id = "S4-07",
                                  .kind = ValueKind::kState,
                                  .values = {}},
                                 {.key = "mark",
                                  .owner = "assessment",
                                  .requirement_id = "S4-08",
                                  .kind = ValueKind::kRating,
                                  .values = {},
                                  .low = 1,
                                  .high = 4}};
  return *dimensions;
}

// The only dimension that most tests need.
Pick PickStyle(const v1::Evidence& evidence,
               SourceClasses deciding = AllClasses()) {
  ObservationSet set(Dimensions(), kDay, kMaxAge);
  Violations violations;
  set.AddPosted(evidence, kModel, violations);
  EXPECT_TRUE(violations.empty()) << violations.ToStatus();
  Pick pick = set.PickFrom(0, deciding);
  // They point into the set, which ends here.
  pick.evidence.clear();
  pick.stale.clear();
  return pick;
}

absl::Status Refusal(const v1::Evidence& evidence) {
  ObservationSet set(Dimensions(), kDay, kMaxAge);
  Violations violations;
  RefuseOtherModels(evidence, {kModel}, violations);
  set.AddPosted(evidence, kModel, violations);
  return violations.ToStatus();
}

void Style(v1::Evidence& evidence, absl::string_view id, absl::string_view key,
           absl::string_view day, v1::SourceClass source_class) {
  AddKey(evidence, kModel, id, "STYLE", key, day, source_class);
}

TEST(ObservationSet, TheStrongestClassDecidesThoughItIsOlder) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_SUPPLIER);
  Style(evidence, "b", "LOW", "2024-01-01", v1::SOURCE_CLASS_CUSTOMER);
  const Pick pick = PickStyle(evidence);
  EXPECT_EQ(pick.value, 0);
  EXPECT_EQ(pick.source_class, v1::SOURCE_CLASS_CUSTOMER);
  ASSERT_THAT(pick.dissents, SizeIs(1));
  EXPECT_EQ(pick.dissents[0].source_class, v1::SOURCE_CLASS_SUPPLIER);
  EXPECT_EQ(pick.dissents[0].value, 2);
}

TEST(ObservationSet, TheLatestDayOfAClassDecides) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-29", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "b", "MIDDLE", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  const Pick pick = PickStyle(evidence);
  EXPECT_EQ(pick.value, 1);
  EXPECT_EQ(pick.day, kDay);
  EXPECT_THAT(pick.dissents, IsEmpty());
}

TEST(ObservationSet, EvidenceIsStaleFromTheDayAfterItsLast) {
  v1::Evidence evidence;
  // 2023-07-01 is 365 days before 2024-06-30.
  Style(evidence, "a", "HIGH", "2023-07-01", v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_EQ(PickStyle(evidence).value, 2);
  v1::Evidence older;
  Style(older, "a", "HIGH", "2023-06-30", v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_EQ(PickStyle(older).value, std::nullopt);
  EXPECT_EQ(PickStyle(older).why, v1::MISSING_REASON_STALE);
}

TEST(ObservationSet, AStaleStrongClassYieldsToAFreshWeakOne) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2020-01-01", v1::SOURCE_CLASS_DERIVED);
  Style(evidence, "b", "LOW", "2024-06-30", v1::SOURCE_CLASS_SUPPLIER);
  const Pick pick = PickStyle(evidence);
  EXPECT_EQ(pick.value, 0);
  EXPECT_THAT(pick.dissents, IsEmpty());
}

TEST(ObservationSet, WhatIsNotYetSeenDoesNotCount) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-07-01", v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_EQ(PickStyle(evidence).why, v1::MISSING_REASON_NEVER);
}

TEST(ObservationSet, TwoValuesOfOneDayAreAConflictThatNothingSettles) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "b", "LOW", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "c", "LOW", "2024-06-30", v1::SOURCE_CLASS_SUPPLIER);
  Style(evidence, "d", "LOW", "2024-06-29", v1::SOURCE_CLASS_CUSTOMER);
  const Pick pick = PickStyle(evidence);
  EXPECT_EQ(pick.value, std::nullopt);
  EXPECT_EQ(pick.why, v1::MISSING_REASON_CONFLICT);
  EXPECT_THAT(pick.dissents, IsEmpty());
}

TEST(ObservationSet, ExplicitUnknownNeitherDisplacesNorIsMoreThanNever) {
  v1::Evidence evidence;
  AddObservation(evidence, kModel, "a", "STYLE", "2024-06-30",
                 v1::SOURCE_CLASS_DERIVED)
      .set_state(type::v1::TRI_STATE_UNKNOWN);
  EXPECT_EQ(PickStyle(evidence).why, v1::MISSING_REASON_NEVER);
  Style(evidence, "b", "LOW", "2024-01-01", v1::SOURCE_CLASS_SUPPLIER);
  EXPECT_EQ(PickStyle(evidence).value, 0);
  v1::Evidence in_words;
  Style(in_words, "a", "UNKNOWN", "2020-01-01", v1::SOURCE_CLASS_DERIVED);
  EXPECT_EQ(PickStyle(in_words).why, v1::MISSING_REASON_NEVER);
}

TEST(ObservationSet, TheGreatestRevisionOfANameIsTheOnlyOne) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "a", "LOW", "2024-06-01", v1::SOURCE_CLASS_CUSTOMER);
  evidence.mutable_observations(1)->set_revision(7);
  EXPECT_EQ(PickStyle(evidence).value, 0);
  evidence.mutable_observations()->SwapElements(0, 1);
  EXPECT_EQ(PickStyle(evidence).value, 0);
}

TEST(ObservationSet, ARetractedVersionRemovesTheEarlierOnes) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  evidence.mutable_observations(1)->set_revision(2);
  evidence.mutable_observations(1)->mutable_observation()->set_retracted(true);
  EXPECT_EQ(PickStyle(evidence).why, v1::MISSING_REASON_NEVER);
}

TEST(ObservationSet, UnnamedObservationsAreNoVersionsOfOneAnother) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "a", "LOW", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  for (auto& version : *evidence.mutable_observations()) {
    version.mutable_observation()->clear_name();
  }
  EXPECT_EQ(PickStyle(evidence).why, v1::MISSING_REASON_CONFLICT);
}

TEST(ObservationSet, OnlyDecidingClassesDecideAndOthersMayDissent) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_DERIVED);
  Style(evidence, "b", "LOW", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "c", "MIDDLE", "2024-06-30", v1::SOURCE_CLASS_SUPPLIER);
  Style(evidence, "d", "HIGH", "2024-06-30", v1::SOURCE_CLASS_SUPPLIER);
  const Pick pick = PickStyle(evidence, ClassesOf({v1::SOURCE_CLASS_CUSTOMER}));
  EXPECT_EQ(pick.value, 0);
  ASSERT_THAT(pick.dissents, SizeIs(3));
  EXPECT_EQ(pick.dissents[0].source_class, v1::SOURCE_CLASS_DERIVED);
  EXPECT_EQ(pick.dissents[1].value, 1);
  EXPECT_EQ(pick.dissents[2].value, 2);
  EXPECT_EQ(PickStyle(evidence, ClassesOf({v1::SOURCE_CLASS_THIRD_PARTY})).why,
            v1::MISSING_REASON_NEVER);
}

TEST(ObservationSet, DissentsComeFromAWeakerClassesLatestFreshDayAlone) {
  v1::Evidence evidence;
  Style(evidence, "a", "LOW", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "b", "HIGH", "2024-06-01", v1::SOURCE_CLASS_SUPPLIER);
  Style(evidence, "c", "LOW", "2024-06-02", v1::SOURCE_CLASS_SUPPLIER);
  EXPECT_THAT(PickStyle(evidence).dissents, IsEmpty());
}

TEST(ObservationSet, DerivedValuesAreOfTheDayAssessed) {
  ObservationSet set(Dimensions(), kDay, kMaxAge);
  set.AddDerived(0, 2, {});
  const Pick pick = set.PickFrom(0);
  EXPECT_EQ(pick.value, 2);
  EXPECT_EQ(pick.day, kDay);
  EXPECT_EQ(pick.source_class, v1::SOURCE_CLASS_DERIVED);
}

TEST(ObservationSet, RefusesWhatItCannotReadByField) {
  v1::Evidence evidence;
  AddKey(evidence, kModel, "a", "STYLE", "NONE", "2024-06-30",
         v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_THAT(
      Refusal(evidence),
      AllOf(StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE"),
            kam::testing::HasMessage(
                HasSubstr("evidence.observations[0].observation.key"))));
  v1::Evidence dimension;
  AddKey(dimension, kModel, "a", "COLOUR", "LOW", "2024-06-30",
         v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_THAT(Refusal(dimension), StatusIs(absl::StatusCode::kInvalidArgument,
                                           "UNKNOWN_DIMENSION"));
  v1::Evidence undated;
  AddKey(undated, kModel, "a", "STYLE", "LOW", "2024-06-30",
         v1::SOURCE_CLASS_CUSTOMER)
      .clear_observed_on();
  EXPECT_THAT(Refusal(undated),
              StatusIs(absl::StatusCode::kInvalidArgument, "MISSING_FIELD"));
  v1::Evidence classless;
  AddKey(classless, kModel, "a", "STYLE", "LOW", "2024-06-30",
         v1::SOURCE_CLASS_UNSPECIFIED);
  EXPECT_THAT(Refusal(classless),
              StatusIs(absl::StatusCode::kInvalidArgument, "MISSING_FIELD"));
  v1::Evidence other;
  AddKey(other, v1::MODEL_PITFALLS, "a", "STYLE", "LOW", "2024-06-30",
         v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_THAT(Refusal(other),
              StatusIs(absl::StatusCode::kInvalidArgument, "WRONG_MODEL"));
}

TEST(ObservationSet, RefusesAValueOfAnotherKind) {
  for (const char* dimension : {"STYLE", "mark"}) {
    v1::Evidence evidence;
    AddObservation(evidence, kModel, "a", dimension, "2024-06-30",
                   v1::SOURCE_CLASS_CUSTOMER)
        .set_state(type::v1::TRI_STATE_PRESENT);
    EXPECT_THAT(Refusal(evidence),
                StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE"))
        << dimension;
  }
  v1::Evidence key;
  AddKey(key, kModel, "a", "trust", "LOW", "2024-06-30",
         v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_THAT(Refusal(key),
              StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE"));
}

TEST(ObservationSet, RatingsHaveTwoEnds) {
  for (const auto& [rating, is_refused] :
       {std::pair(0, true), {1, false}, {4, false}, {5, true}}) {
    v1::Evidence evidence;
    AddObservation(evidence, kModel, "a", "mark", "2024-06-30",
                   v1::SOURCE_CLASS_CUSTOMER)
        .set_rating(rating);
    EXPECT_EQ(Refusal(evidence).ok(), !is_refused) << rating;
  }
}

TEST(ObservationSet, RefusesTwoVersionsOfOneRevision) {
  v1::Evidence evidence;
  Style(evidence, "a", "HIGH", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  Style(evidence, "a", "LOW", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_THAT(Refusal(evidence), StatusIs(absl::StatusCode::kInvalidArgument,
                                          "DUPLICATE_OBSERVATION"));
  // A later version makes them no better, wherever it stands.
  Style(evidence, "a", "LOW", "2024-06-30", v1::SOURCE_CLASS_CUSTOMER);
  evidence.mutable_observations(2)->set_revision(5);
  for (int place = 2; place >= 0; --place) {
    EXPECT_THAT(Refusal(evidence), HasReason("DUPLICATE_OBSERVATION")) << place;
    evidence.mutable_observations()->SwapElements(place, (place + 2) % 3);
  }
}

}  // namespace
}  // namespace kam::assessment::observation_set_test
