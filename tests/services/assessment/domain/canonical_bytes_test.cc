#include "services/assessment/canonical_bytes.h"

#include <string>

#include "absl/strings/escaping.h"
#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "services/assessment/phase_model.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::canonical_bytes_test {
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

// Digests of stored verdicts rest on these bytes: they must never change.
TEST(CanonicalBytes, AreThoseOfEveryVersion) {
  const v1::Evidence evidence = Evidence(R"pb(
    subject: "a"
    observations {
      revision: 300
      observation { name: "o" model: MODEL_PHASES rating: -1 }
    }
    phases {
      titles {
        program_name: "KAM"
        members { member: "m" }
      }
      initiatives {
        source { name: "b" revision: 1 }
        functions: "y"
        functions: "x"
        supplier_share_bps: 0
      }
      initiatives { committed_by_customer: true }
      lead {
        authorities {
          scopes: AUTHORITY_SCOPE_PROFIT
          scopes: AUTHORITY_SCOPE_PRICE
        }
      }
    })pb");
  // The subject, and one observation as protobuf writes it.
  const std::string head =
      "0101610201"
      "16150a100a016f500170ffffffffffffffffff0110ac02";
  const std::string titles = "010c01034b414d0401040301016d";
  // The lead with two scopes, and two initiatives, one with two functions.
  const std::string rest =
      "040a0601070602020101010606"
      "020302090112110105120162180104020201780201790600";
  EXPECT_EQ(absl::BytesToHexString(CanonicalBytes(evidence)),
            head + "0a33" + titles + rest);
  EXPECT_EQ(absl::BytesToHexString(CanonicalFormsOf(evidence).all),
            head + "0a33" + titles + rest);
  EXPECT_EQ(absl::BytesToHexString(CanonicalFormsOf(evidence).title_blind),
            head + "0a25" + rest);
}

TEST(CanonicalBytes, OfExemplarsGiveTheDigestsOfEveryVersion) {
  const char* const digests[] = {
      "b6d8f6bb1527d4f5209dbd6178635c9f14a0bedda4aaedddbd516466455e3286",
      "fb8aa9a16e763bfea3b9d8f8d4d51a656627a963429c0c27b6b1d74f5489167d",
      "326ee5888d61fd63a123cccc3b59b9bf72b82adaee3fd568b5cc206f0e994809",
      "f4ec84f0fc74a279f08117a8f1c93e91aec11048127d27f47c58c98e08b0434e",
      "7957134f26b9aad46bfd7b20d3e1381a4d33397f6786e30ee0500e886bb88c04"};
  for (int phase = 1; phase <= 5; ++phase) {
    const auto verdict =
        EvaluatePhases(Exemplar(phase), ModelPolicy::Default(), kExemplarDay);
    ASSERT_TRUE(verdict.ok());
    EXPECT_EQ(absl::BytesToHexString(verdict->bundle_digest()),
              digests[phase - 1]);
  }
}

// What this version does not know says nothing, whatever its form.
TEST(CanonicalBytes, UnknownFieldsSayNothing) {
  const v1::Evidence known = Evidence("subject: 'a' phases { }");
  // Field 900 as a number, 8 bytes, a text, a group, 4 bytes; and the subject
  // as a number.
  v1::Evidence evidence = known;
  auto& unknown = *evidence.GetReflection()->MutableUnknownFields(&evidence);
  unknown.AddVarint(900, 7);
  unknown.AddFixed64(900, 7);
  unknown.AddLengthDelimited(900, "text");
  unknown.AddGroup(900)->AddGroup(2)->AddVarint(1, 7);
  unknown.AddFixed32(900, 7);
  unknown.AddVarint(1, 7);
  EXPECT_EQ(CanonicalBytes(evidence), CanonicalBytes(known));
  EXPECT_EQ(CanonicalFormsOf(evidence).title_blind,
            CanonicalFormsOf(known).title_blind);
}

TEST(CanonicalBytes, FactsThatAreTitlesAloneSayNothingWithoutThem) {
  const v1::Evidence titles =
      Evidence(R"pb(phases { titles { program_name: "KAM" } })pb");
  EXPECT_EQ(CanonicalFormsOf(titles).title_blind,
            CanonicalFormsOf(v1::Evidence()).title_blind);
  EXPECT_EQ(CanonicalFormsOf(titles).all, CanonicalBytes(titles));
}

}  // namespace
}  // namespace kam::assessment::canonical_bytes_test
