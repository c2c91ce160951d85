#include "services/assessment/feed_effects.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace kam::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

FeedEffects EffectsOf(const std::string& name) {
  FeedEffects effects;
  AddEffect(name, &effects);
  return effects;
}

TEST(FeedEffects, ARecordOfAnAccountConcernsIt) {
  for (const char* name :
       {"programs/p/accounts/a", "programs/p/accounts/a/contacts/joe",
        "programs/p/accounts/a/ledgerRollups/2013-11-usd",
        "programs/p/accounts/a/observations/one"}) {
    const FeedEffects effects = EffectsOf(name);
    EXPECT_THAT(effects.accounts, ElementsAre("programs/p/accounts/a"));
    EXPECT_THAT(effects.programs, IsEmpty());
    EXPECT_THAT(effects.members, IsEmpty());
  }
}

TEST(FeedEffects, ARecordOfAMemberConcernsTheMember) {
  for (const char* name :
       {"programs/p/members/m", "programs/p/members/m/authorities/one"}) {
    EXPECT_THAT(EffectsOf(name).members, ElementsAre("programs/p/members/m"));
  }
}

TEST(FeedEffects, AnyOtherRecordConcernsTheProgramme) {
  for (const char* name :
       {"programs/p", "programs/p/periodCloses/2013-11",
        "programs/p/departments/d/alignmentStatements/one"}) {
    EXPECT_THAT(EffectsOf(name).programs, ElementsAre("programs/p"));
  }
}

TEST(FeedEffects, WhatFollowsFromOtherRecordsConcernsNobody) {
  for (const char* name :
       {"programs/p/imports/one", "programs/p/accounts/a/assessments/one",
        "programs/p/diagnoses/one", ""}) {
    const FeedEffects effects = EffectsOf(name);
    EXPECT_THAT(effects.accounts, IsEmpty());
    EXPECT_THAT(effects.members, IsEmpty());
    EXPECT_THAT(effects.programs, IsEmpty());
  }
}

}  // namespace
}  // namespace kam::assessment
