#include "services/account/classification.h"

#include <vector>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"

namespace kam::account::classification_test {
namespace {

using kam::testing::kDay;

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Parts;
using ::kam::account::testing::Units;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Returns an account that buys exactly as much as a customer must.
ClassificationInput ACustomer() {
  ClassificationInput input;
  input.account = AccountName("a");
  input.purchases_ever = 2;
  input.window.purchases = 2;
  input.window.purchase_months = 2;
  input.window.revenue = Parts(1);
  return input;
}

v1::AccountClassification Classify(const ClassificationInput& input) {
  const auto result = ClassifyAccount(input, kDay, SelectionValues(), "USD");
  EXPECT_THAT(result, IsOk());
  return result.ok() ? *result : v1::AccountClassification();
}

std::vector<std::string> Codes(const v1::AccountClassification& result) {
  std::vector<std::string> codes;
  for (const auto& flag : result.flags()) codes.push_back(flag.code());
  return codes;
}

TEST(Classification, S4_01_IdentifiedAndNeverContactedIsASuspect) {
  ClassificationInput input;
  input.account = AccountName("a");
  const v1::AccountClassification result = Classify(input);
  EXPECT_EQ(result.account_class(), v1::ACCOUNT_CLASS_SUSPECT);
  EXPECT_THAT(Codes(result), IsEmpty());
  EXPECT_EQ(result.explanation().requirement_id(), "S4-01");
}

TEST(Classification, S4_01_ContactedAndNotYetBuyingIsAProspect) {
  ClassificationInput input;
  input.contacted = true;
  const v1::AccountClassification result = Classify(input);
  EXPECT_EQ(result.account_class(), v1::ACCOUNT_CLASS_PROSPECT);
  EXPECT_THAT(Codes(result), IsEmpty());
}

TEST(Classification, S4_01_BuyingRegularlyIsACustomer) {
  const v1::AccountClassification result = Classify(ACustomer());
  EXPECT_EQ(result.account_class(), v1::ACCOUNT_CLASS_CUSTOMER);
  EXPECT_EQ(result.evidence().revenue_in_window().nanos(), 100'000);
  EXPECT_EQ(result.evidence().window_start().year(), 2012);
  EXPECT_EQ(result.evidence().window_end().month(), 11);
}

TEST(Classification, S4_01_DesignatedIsAKeyAccountWhateverItBuys) {
  ClassificationInput input = ACustomer();
  input.key_account = true;
  EXPECT_EQ(Classify(input).account_class(), v1::ACCOUNT_CLASS_KEY_ACCOUNT);
  EXPECT_THAT(Codes(Classify(input)), IsEmpty());
}

TEST(Classification, S4_05_AKeyAccountThatDoesNotBuyKeepsItsClass) {
  ClassificationInput input;
  input.key_account = true;
  const v1::AccountClassification result = Classify(input);
  EXPECT_EQ(result.account_class(), v1::ACCOUNT_CLASS_KEY_ACCOUNT);
  EXPECT_THAT(Codes(result), ElementsAre("KEY_NOT_BUYING"));
}

TEST(Classification, S4_01_EachClauseOfBuyingRegularlyIsNeeded) {
  ClassificationInput one_purchase = ACustomer();
  one_purchase.window.purchases = 1;
  ClassificationInput one_month = ACustomer();
  one_month.window.purchase_months = 1;
  ClassificationInput no_revenue = ACustomer();
  no_revenue.window.revenue = Units(0);
  ClassificationInput credited = ACustomer();
  credited.window.revenue = Parts(-1);
  for (const auto& input : {one_purchase, one_month, no_revenue, credited}) {
    EXPECT_EQ(Classify(input).account_class(), v1::ACCOUNT_CLASS_PROSPECT);
    // Recent but irregular buyers carry neither flag.
    EXPECT_THAT(Codes(Classify(input)), IsEmpty());
  }
}

TEST(Classification, A31_OneOffIsExactlyOnePurchaseEver) {
  ClassificationInput input;
  input.purchases_ever = 1;
  input.window.purchases = 1;
  input.window.purchase_months = 1;
  input.window.revenue = Units(5);
  EXPECT_EQ(Classify(input).account_class(), v1::ACCOUNT_CLASS_PROSPECT);
  EXPECT_THAT(Codes(Classify(input)), ElementsAre("ONE_OFF"));
}

TEST(Classification, A31_LapsedBoughtBeforeAndNotInTheWindow) {
  ClassificationInput input;
  input.purchases_ever = 5;
  EXPECT_EQ(Classify(input).account_class(), v1::ACCOUNT_CLASS_PROSPECT);
  EXPECT_THAT(Codes(Classify(input)), ElementsAre("LAPSED"));
}

TEST(Classification, A31_OneOffAndLapsedMayBothHold) {
  ClassificationInput input;
  input.purchases_ever = 1;
  EXPECT_THAT(Codes(Classify(input)), ElementsAre("ONE_OFF", "LAPSED"));
}

TEST(Classification, ThresholdsArePolicy) {
  SelectionValues values;
  values.customer_min_purchases = 3;
  const auto result = ClassifyAccount(ACustomer(), kDay, values, "USD");
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->account_class(), v1::ACCOUNT_CLASS_PROSPECT);
}

TEST(Classification, CurrenciesOfOneSignNeedNoRate) {
  ClassificationInput input = ACustomer();
  input.window.foreign_revenue["EUR"] = Units(3);
  EXPECT_EQ(Classify(input).account_class(), v1::ACCOUNT_CLASS_CUSTOMER);
  EXPECT_FALSE(Classify(input).evidence().has_revenue_in_window());
  input.window.foreign_revenue["EUR"] = Units(-3);
  EXPECT_THAT(
      ClassifyAccount(input, kDay, SelectionValues(), "USD"),
      StatusIs(absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY"));
}

}  // namespace
}  // namespace kam::account::classification_test
