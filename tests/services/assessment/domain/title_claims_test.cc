#include "services/assessment/title_claims.h"

#include "gtest/gtest.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment::title_claims_test {
namespace {

bool Claims(const char* text) {
  return ModelPolicy::Default().kam_words().AreIn(text);
}

TEST(TitleClaims, ListedSequencesClaim) {
  for (const char* title :
       {"Key Account Manager", "Senior Strategic Account Lead",
        "GLOBAL ACCOUNT", "national account", "Account Manager North",
        "Account Executive", "Account Director", "KAM", "Head of KAM", "SAM",
        "gam"}) {
    EXPECT_TRUE(Claims(title)) << title;
  }
}

TEST(TitleClaims, WhatPartsWordsDoesNotHideThem) {
  for (const char* title :
       {"Key-Account-Manager", "key  account", "Key+Account", "Key|Accounts",
        "Director, Key Accounts", "\xEF\xBC\xAB\xEF\xBC\xA1\xEF\xBC\xAD",
        "Keys Account", "(KAM)", "KAM/Sales",
        "Key\xC2\xA0"
        "Account"}) {
    EXPECT_TRUE(Claims(title)) << title;
  }
}

TEST(TitleClaims, OtherTitlesDoNot) {
  for (const char* title :
       {"", "Sales Representative", "Keyaccount Manager", "Account",
        "Accounting Manager", "Kams", "Sams", "Key to the Account",
        "Manager, Accounts", "Samuel"}) {
    EXPECT_FALSE(Claims(title)) << title;
  }
}

}  // namespace
}  // namespace kam::assessment::title_claims_test
