#include "services/kamctl/diagnosis_text.h"

#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "tests/testing/parse_proto.h"

namespace kam::kamctl::diagnosis_text_test {
namespace {

using kam::testing::ParseProto;

TEST(DiagnosisText, ALineForEachRowSaysTheVerdictAndWhy) {
  std::ostringstream out;
  PrintRows(ParseProto<assessment::v1::Verdict>(R"pb(
              findings {
                dimension: "R1"
                source_class: SOURCE_CLASS_DERIVED
                observed_on { year: 2013 month: 11 day: 30 }
                effect: "VETO"
              }
              findings {
                dimension: "R8"
                source_class: SOURCE_CLASS_SUPPLIER
                observed_on { year: 2013 month: 6 day: 1 }
                effect: "KAM"
              }
              missing {
                dimension: "R2"
                why: MISSING_REASON_NEVER
                owner_service: "account"
              }
              program_diagnosis {
                low_bps: 3333
                high_bps: 6667
                points: 2
                possible_points: 6
                known: 2
                rows { row: DIAGNOSIS_ROW_R1 value: ROW_VALUE_SELLING }
                rows { row: DIAGNOSIS_ROW_R2 }
                rows { row: DIAGNOSIS_ROW_R8 value: ROW_VALUE_KAM }
                markers {
                  key: "X2"
                  text: "Existing products are sold"
                  state: TRI_STATE_PRESENT
                }
                markers { key: "X4" text: "Managers have many accounts" }
              })pb"),
            out);
  EXPECT_EQ(
      out.str(),
      "  points: 2 of 6, from 2 of 3 rows\n"
      "  score: 33.33 % to 66.67 %\n"
      "  row                          verdict    why\n"
      "  ---------------------------  ---------  "
      "----------------------------------------------\n"
      "  R1 planning horizon          selling    "
      "by the records on 2013-11-30; it rules out kam\n"
      "  R2 criteria of segmentation  not known  never; account keeps it\n"
      "  R8 pay                       kam        "
      "said by supplier on 2013-06-01\n"
      "  sign that sales leads           is\n"
      "  ------------------------------  ---------\n"
      "  X2 Existing products are sold   present\n"
      "  X4 Managers have many accounts  not known\n");
}

}  // namespace
}  // namespace kam::kamctl::diagnosis_text_test
