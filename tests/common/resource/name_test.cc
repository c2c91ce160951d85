#include "common/resource/name.h"

#include <string>
#include <vector>

#include "google/api/resource.pb.h"
#include "gtest/gtest.h"
#include "kam/testing/v1/sample.pb.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::resource::name_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::FakeRandom;
using ::kam::testing::HasMessage;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::kam::testing::v1::CreateSampleRequest;
using ::kam::testing::v1::Sample;
using ::kam::testing::v1::Top;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
constexpr char kName[] = "programs/p1/accounts/acme/indexReadings/r-7";

TEST(ResourcePattern, ReadsTheOption) {
  const ResourcePattern& pattern = ResourcePattern::Of<Sample>();
  EXPECT_EQ(pattern.type(), "kam.testing/Sample");
  EXPECT_EQ(pattern.singular(), "sample");
  EXPECT_EQ(pattern.plural(), "indexReadings");
  EXPECT_EQ(pattern.text(),
            "programs/{program}/accounts/{account}/indexReadings/{sample}");
  EXPECT_THAT(pattern.collections(),
              ElementsAre("programs", "accounts", "indexReadings"));
  EXPECT_EQ(&pattern, &ResourcePattern::Of(Sample::descriptor()));
}

TEST(ResourcePattern, RefusesWhatIsNotCollectionsAndIdsInTurn) {
  for (const char* text :
       {"", "programs", "programs/{program}/accounts", "{program}/programs",
        "programs/program", "programs/{}", "programs/{program}/", "/{program}",
        "programs//accounts/{account}", "*"}) {
    google::api::ResourceDescriptor option;
    option.add_pattern(text);
    EXPECT_THAT(ResourcePattern::FromOption(option), StatusIs(kInvalid))
        << text;
  }
  EXPECT_THAT(ResourcePattern::FromOption({}), StatusIs(kInvalid));
}

TEST(ResourcePatternDeathTest, EndsTheProgramForAMessageThatIsNoResource) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(ResourcePattern::Of<CreateSampleRequest>(),
               "kam.testing.v1.CreateSampleRequest");
}

TEST(ResourceName, IsTakenApartAndPutTogether) {
  const auto name = ResourceName::Parse<Sample>(kName);
  ASSERT_TRUE(name.ok()) << name.status();
  EXPECT_THAT(name->ids(), ElementsAre("p1", "acme", "r-7"));
  EXPECT_EQ(name->id(1), "acme");
  EXPECT_EQ(name->ToString(), kName);
  EXPECT_EQ(name->Parent().ToString(), "programs/p1/accounts/acme");
  EXPECT_EQ(name->Parent().Parent().Parent().ToString(), "");
  EXPECT_EQ(name->Parent().Parent().Parent().Parent().ToString(), "");
}

TEST(ResourceName, RefusesEveryOtherForm) {
  for (const char* name :
       {"",
        "/",
        "programs",
        "programs/p1",
        "programs/p1/accounts/acme",
        "programs/p1/accounts/acme/indexReadings",
        "programs/p1/accounts/acme/indexReadings/",
        "programs/p1/accounts/acme/indexReadings/r-7/",
        "/programs/p1/accounts/acme/indexReadings/r-7",
        "programs/p1/accounts/acme/indexReadings/r-7/x/y",
        "programs//accounts/acme/indexReadings/r-7",
        "programs/p1/accounts//indexReadings/r-7",
        "programs/p1//accounts/acme/indexReadings/r-7",
        "programs/p1/accounts/acme/contacts/r-7",
        "programs/p1/accounts/acme/indexreadings/r-7",
        "Programs/p1/accounts/acme/indexReadings/r-7",
        "programs/P1/accounts/acme/indexReadings/r-7",
        "programs/p1/accounts/Acme/indexReadings/r-7",
        "programs/p1/accounts/acme/indexReadings/R-7",
        "programs/p1/accounts/acme/indexReadings/-",
        "programs/p1/accounts/acme/indexReadings/r 7",
        " programs/p1/accounts/acme/indexReadings/r-7",
        "programs/p1/accounts/acme/indexReadings/r-7\n",
        "programs/../accounts/acme/indexReadings/r-7",
        "//kam/programs/p1/accounts/acme/indexReadings/r-7"}) {
    EXPECT_THAT(ResourceName::Parse<Sample>(name),
                StatusIs(kInvalid, "INVALID_NAME"))
        << name;
  }
  EXPECT_THAT(ResourceName::Parse<Sample>(std::string(5'000'000, '/')),
              StatusIs(kInvalid, "INVALID_NAME"));
  EXPECT_THAT(ResourceName::Parse<Sample>("x"),
              HasMessage(HasSubstr("programs/{program}/accounts/{account}/"
                                   "indexReadings/{sample}")));
}

TEST(ResourceName, TakesTheLongestIds) {
  const std::string id(63, 'z');
  EXPECT_THAT(ResourceName::Parse<Top>("programs/" + id),
              ::kam::testing::IsOk());
  EXPECT_THAT(ResourceName::Parse<Top>("programs/" + id + "z"),
              StatusIs(kInvalid, "INVALID_NAME"));
}

TEST(ResourceName, ParsesParents) {
  const ResourcePattern& pattern = ResourcePattern::Of<Sample>();
  const auto parent =
      ResourceName::ParseParent(pattern, "programs/p1/accounts/acme");
  ASSERT_TRUE(parent.ok()) << parent.status();
  EXPECT_EQ(parent->ToString(), "programs/p1/accounts/acme");
  EXPECT_EQ(*parent, ResourceName::Parse<Sample>(kName)->Parent());
  for (const char* wrong : {"", "programs/p1", kName, "programs/p1/accounts/",
                            "programs/p1/accounts/-"}) {
    EXPECT_THAT(ResourceName::ParseParent(pattern, wrong),
                StatusIs(kInvalid, "INVALID_PARENT"))
        << wrong;
  }
}

TEST(ResourceName, ATopCollectionHasTheEmptyParent) {
  const ResourcePattern& pattern = ResourcePattern::Of<Top>();
  EXPECT_EQ(ResourceName::ParseParent(pattern, "")->ToString(), "");
  EXPECT_THAT(ResourceName::ParseParent(pattern, "programs/p"),
              StatusIs(kInvalid, "INVALID_PARENT"));
}

TEST(ResourceName, IsMadeOfIds) {
  const ResourcePattern& pattern = ResourcePattern::Of<Sample>();
  EXPECT_EQ(ResourceName::FromIds(pattern, {"p1", "acme", "r-7"})->ToString(),
            kName);
  EXPECT_THAT(ResourceName::FromIds(pattern, {"p1", "acme"}),
              StatusIs(kInvalid, "INVALID_ID"));
  EXPECT_THAT(ResourceName::FromIds(pattern, {"p1", "acme", "r", "s"}),
              StatusIs(kInvalid, "INVALID_ID"));
  EXPECT_THAT(ResourceName::FromIds(pattern, {"p1", "", "r"}),
              StatusIs(kInvalid, "INVALID_ID"));
  EXPECT_THAT(ResourceName::FromIds(pattern, {"p1", "a/b", "r"}),
              StatusIs(kInvalid, "INVALID_ID"));
}

TEST(ResourceName, ComparesAsText) {
  const auto a = *ResourceName::Parse<Top>("programs/a");
  const auto b = *ResourceName::Parse<Top>("programs/b");
  EXPECT_EQ(a, *ResourceName::Parse<Top>("programs/a"));
  EXPECT_FALSE(a == b);
  EXPECT_LT(a, b);
}

TEST(ResourceName, RandomIdsRoundTripAndDamageIsRefusedOrTold) {
  const ResourcePattern& pattern = ResourcePattern::Of<Sample>();
  const std::string alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  FakeRandom random;
  for (int i = 0; i < 5'000; ++i) {
    std::vector<std::string> ids(3);
    for (std::string& id : ids) {
      id.resize(1 + random.Below(63));
      for (char& c : id) c = alphabet[random.Below(alphabet.size())];
    }
    const std::string name = ResourceName::FromIds(pattern, ids)->ToString();
    const auto parsed = ResourceName::Parse(pattern, name);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    ASSERT_EQ(parsed->ids(), ids);

    std::string damaged = name;
    damaged[random.Below(damaged.size())] =
        static_cast<char>(random.Below(256));
    const auto other = ResourceName::Parse(pattern, damaged);
    // What is accepted spells itself.
    if (other.ok()) {
      ASSERT_EQ(other->ToString(), damaged);
    } else {
      ASSERT_THAT(other, StatusIs(kInvalid, "INVALID_NAME"));
    }
  }
}

TEST(ProgramName, ParsesAndSpells) {
  EXPECT_THAT(ProgramName::Parse("programs/p1"),
              IsOkAndHolds(ProgramName{"p1"}));
  EXPECT_EQ(ProgramName{"p1"}.ToString(), "programs/p1");
  for (const char* name :
       {"", "programs", "programs/", "programs/p1/", "programs/p1/accounts/a",
        "accounts/p1", "programs/P"}) {
    EXPECT_THAT(ProgramName::Parse(name), StatusIs(kInvalid, "INVALID_NAME"))
        << name;
  }
}

TEST(ProgramName, IsFoundInAnyName) {
  EXPECT_THAT(ProgramName::Of("programs/p1"), IsOkAndHolds(ProgramName{"p1"}));
  EXPECT_THAT(ProgramName::Of(kName), IsOkAndHolds(ProgramName{"p1"}));
  for (const char* name :
       {"", "programs", "programs/", "programs//accounts/a", "accounts/a",
        "programs/P/accounts/a", "xprograms/p"}) {
    EXPECT_THAT(ProgramName::Of(name), StatusIs(kInvalid, "INVALID_NAME"))
        << name;
  }
}

TEST(AccountName, ParsesAndSpells) {
  const auto name = AccountName::Parse("programs/p1/accounts/acme");
  EXPECT_THAT(name, IsOkAndHolds(AccountName{"p1", "acme"}));
  EXPECT_EQ(name->ToString(), "programs/p1/accounts/acme");
  EXPECT_EQ(name->Program(), ProgramName{"p1"});
  for (const char* other :
       {"", "programs/p1", "programs/p1/accounts", "programs/p1/accounts/",
        "programs/p1/accounts/acme/", "programs/p1/contacts/acme",
        "programs/p1/accounts/acme/contacts/c", "programs/p1/accounts/ACME"}) {
    EXPECT_THAT(AccountName::Parse(other), StatusIs(kInvalid, "INVALID_NAME"))
        << other;
  }
}

}  // namespace
}  // namespace kam::resource::name_test
