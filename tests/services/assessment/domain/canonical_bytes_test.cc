#include "services/assessment/canonical_bytes.h"

#include "gtest/gtest.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment {
namespace {

using kam::testing::ParseProto;

v1::Evidence Evidence(const char* text) {
  return ParseProto<v1::Evidence>(text);
}

TEST(CanonicalBytes, TheOrderOfListsHasNoMeaningAtAnyDepth) {
  EXPECT_EQ(CanonicalBytes(Evidence(R"pb(
              phases {
                initiatives {
                  source { name: "a" }
                  functions: "x"
                  functions: "y"
                }
                initiatives { source { name: "b" } }
              })pb")),
            CanonicalBytes(Evidence(R"pb(
              phases {
                initiatives { source { name: "b" } }
                initiatives {
                  source { name: "a" }
                  functions: "y"
                  functions: "x"
                }
              })pb")));
}

TEST(CanonicalBytes, WhatDiffersHasOtherBytes) {
  const char* const texts[] = {
      R"pb(subject: "a")pb",
      R"pb(subject: "b")pb",
      R"pb(phases {})pb",
      R"pb(phases { lead { member: "a" } })pb",
      R"pb(phases { initiatives {} })pb",
      R"pb(phases {
             initiatives {}
             initiatives {}
           })pb",
      R"pb(phases { initiatives { supplier_share_bps: 0 } })pb",
      R"pb(phases { initiatives { customer_share_bps: 0 } })pb",
      R"pb(phases { initiatives { functions: "ab" functions: "c" } })pb",
      R"pb(phases { initiatives { functions: "a" functions: "bc" } })pb",
  };
  for (const char* a : texts) {
    for (const char* b : texts) {
      EXPECT_EQ(CanonicalBytes(Evidence(a)) == CanonicalBytes(Evidence(b)),
                a == b)
          << a << " and " << b;
    }
  }
}

TEST(CanonicalBytes, TitlesCanBeLeftOut) {
  const v1::Evidence manager = Evidence(R"pb(
    phases {
      titles {
        program_name: "KAM"
        members { member: "m" title: "KAM" }
      }
      lead { member: "m" }
    })pb");
  const v1::Evidence representative = Evidence(R"pb(
    phases {
      titles { program_name: "Sales" key_account: true }
      lead { member: "m" }
    })pb");
  EXPECT_NE(CanonicalFormsOf(manager).all,
            CanonicalFormsOf(representative).all);
  EXPECT_EQ(CanonicalFormsOf(manager).title_blind,
            CanonicalFormsOf(representative).title_blind);
  EXPECT_NE(CanonicalFormsOf(manager).title_blind,
            CanonicalFormsOf(Evidence("phases { lead { member: 'n' } }"))
                .title_blind);
}

TEST(CanonicalBytes, FactsThatAreTitlesAloneSayNothingWithoutThem) {
  const v1::Evidence titles =
      Evidence(R"pb(phases { titles { program_name: "KAM" } })pb");
  EXPECT_EQ(CanonicalFormsOf(titles).title_blind,
            CanonicalFormsOf(v1::Evidence()).title_blind);
  EXPECT_EQ(CanonicalFormsOf(titles).all, CanonicalBytes(titles));
}

}  // namespace
}  // namespace kam::assessment
