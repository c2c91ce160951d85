#include "services/account/duplicates.h"

#include <algorithm>
#include <string>

#include "gmock/gmock.h"
#include "services/account/name_normaliser.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"

namespace kam::account::duplicates_test {
namespace {

using kam::testing::kDay;

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Date;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Account Named(const std::string& id, const std::string& display_name,
                  const std::string& region = "west") {
  v1::Account account;
  account.set_name(AccountName(id));
  account.set_display_name(display_name);
  account.set_region(region);
  return account;
}

v1::Account Keyed(const std::string& id, const std::string& system,
                  const std::string& key) {
  v1::Account account = Named(id, "Customer of its own " + id);
  v1::ExternalKey& added = *account.add_external_keys();
  added.set_source_system(system);
  added.set_key(key);
  return account;
}

// Returns "rule: ids", for each candidate.
std::vector<std::string> Find(const std::vector<v1::Account>& accounts) {
  std::vector<std::string> found;
  for (const auto& candidate : FindDuplicates(accounts, kDay)) {
    std::string line = std::to_string(candidate.rule()) + ":";
    for (const std::string& name : candidate.accounts()) {
      line += " " + name.substr(AccountName("").size());
    }
    EXPECT_THAT(candidate.explanation().sentence(), ::testing::Not(IsEmpty()));
    found.push_back(line);
  }
  return found;
}

TEST(NameWords, SetAsideWhatSpellingsDifferIn) {
  EXPECT_THAT(NameWords("The ACME  Bikes, Inc."), ElementsAre("acme", "bikes"));
  EXPECT_THAT(NameWords("Müller & Söhne GmbH & Co. KG"),
              ElementsAre("muller", "and", "sohne"));
  EXPECT_THAT(NameWords("Société Générale S.A."),
              ElementsAre("societe", "generale"));
  EXPECT_THAT(NameWords("Łódź-Straße"), ElementsAre("lodz", "strasse"));
  EXPECT_THAT(NameWords("O'Hara"), ElementsAre("ohara"));
  EXPECT_THAT(NameWords("株式会社 ABC"), ElementsAre("株式会社", "abc"));
  EXPECT_THAT(NameWords("The"), ElementsAre("the"));
  EXPECT_THAT(NameWords("Company"), ElementsAre("company"));
  EXPECT_THAT(NameWords(" .,- "), IsEmpty());
}

TEST(NormaliseKey, KeepsLettersAndDigits) {
  EXPECT_EQ(NormaliseKey("DE 0123-456"), "de0123456");
  EXPECT_EQ(NormaliseKey("000123"), "123");
  EXPECT_EQ(NormaliseKey("000"), "");
}

TEST(Duplicates, EqualNamesInAnySpelling) {
  EXPECT_THAT(Find({Named("a", "Acme Bikes Inc."), Named("b", "ACME bikes"),
                    Named("c", "Acme Boats")}),
              ElementsAre("2: a b"));
}

TEST(Duplicates, OneCandidateHoldsAllOfOneName) {
  EXPECT_THAT(
      Find({Named("c", "Acme"), Named("a", "ACME"), Named("b", "Acme Ltd")}),
      ElementsAre("2: a b c"));
}

TEST(Duplicates, TheSameWordsInAnotherOrder) {
  EXPECT_THAT(Find({Named("a", "Bikes Acme"), Named("b", "Acme Bikes")}),
              ElementsAre("3: a b"));
}

TEST(Duplicates, OneLetterApartInOneRegion) {
  EXPECT_THAT(
      Find({Named("a", "Progressive Sports"), Named("b", "Progresive Sports")}),
      ElementsAre("4: a b"));
  EXPECT_THAT(Find({Named("a", "Progressive Sports"),
                    Named("b", "Progressive Sporta")}),
              ElementsAre("4: a b"));
  EXPECT_THAT(Find({Named("a", "Progressive Sports"),
                    Named("b", "Progresive Sports", "east")}),
              IsEmpty());
  // Two letters apart, short names, and running numbers are no slips.
  EXPECT_THAT(
      Find({Named("a", "Progressive Sports"), Named("b", "Progresive Sport")}),
      IsEmpty());
  EXPECT_THAT(Find({Named("a", "Bikes"), Named("b", "Bites")}), IsEmpty());
  EXPECT_THAT(Find({Named("a", "Warehouse 14"), Named("b", "Warehouse 15")}),
              IsEmpty());
  EXPECT_THAT(Find({Named("a", "Warehouse 1"), Named("b", "Warehouse 15")}),
              IsEmpty());
  EXPECT_THAT(Find({Named("a", "Warehouse A"), Named("b", "Warehouse B")}),
              IsEmpty());
}

TEST(Duplicates, SharedExternalKeys) {
  EXPECT_THAT(Find({Keyed("a", "erp", "00-123"), Keyed("b", "ERP", "123"),
                    Keyed("c", "crm", "123")}),
              ElementsAre("1: a b"));
  // A long key is no running number, so it tells across systems.
  EXPECT_THAT(Find({Keyed("a", "erp", "DE 123456789"),
                    Keyed("b", "crm", "de123456789")}),
              ElementsAre("1: a b"));
  EXPECT_THAT(Find({Keyed("a", "erp", "000"), Keyed("b", "erp", "0")}),
              IsEmpty());
}

TEST(Duplicates, AKeyStandsBeforeTheName) {
  v1::Account a = Keyed("a", "erp", "1");
  v1::Account b = Keyed("b", "erp", "01");
  a.set_display_name("Acme Bikes");
  b.set_display_name("Acme Bikes");
  EXPECT_THAT(Find({a, b}), ElementsAre("1: a b"));
}

TEST(Duplicates, RelatedAccountsAreNoDuplicatesByName) {
  v1::Account parent = Named("a", "Acme Bikes");
  v1::Account branch = Named("b", "Acme Bikes");
  v1::HierarchyEdge& edge = *branch.add_hierarchy_edges();
  edge.set_kind(v1::HierarchyEdge::KIND_LEGAL);
  edge.set_parent(parent.name());
  EXPECT_THAT(Find({parent, branch}), IsEmpty());
  *edge.mutable_ends_on() = Date("2013-11-29");
  EXPECT_THAT(Find({parent, branch}), ElementsAre("2: a b"));
}

TEST(Duplicates, DeletedAccountsAreNone) {
  v1::Account deleted = Named("b", "Acme Bikes");
  deleted.mutable_delete_time()->set_seconds(1);
  EXPECT_THAT(Find({Named("a", "Acme Bikes"), deleted}), IsEmpty());
}

TEST(Duplicates, OrderDoesNotMatter) {
  std::vector<v1::Account> accounts = {
      Named("a", "Acme Bikes"), Named("b", "Bikes Acme"),
      Named("c", "Acme Bikes"), Named("d", "Acme Bykes"),
      Keyed("e", "erp", "123"), Keyed("f", "erp", "0123")};
  const auto expected = Find(accounts);
  EXPECT_EQ(expected.size(), 4u);
  std::reverse(accounts.begin(), accounts.end());
  EXPECT_EQ(Find(accounts), expected);
}

TEST(Duplicates, ManyAccountsOfOneNameStayOneCandidate) {
  std::vector<v1::Account> accounts;
  for (int i = 0; i < 3000; ++i) {
    accounts.push_back(Named("a" + std::to_string(i), "Progressive Sports"));
  }
  EXPECT_EQ(FindDuplicates(accounts, kDay).size(), 1u);
}

}  // namespace
}  // namespace kam::account::duplicates_test
