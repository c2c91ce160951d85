#include "services/assessment/standing.h"

#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::standing_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;

constexpr absl::CivilDay kDay(2013, 11, 30);

v1::Assessment Of(const std::string& text) {
  return ParseProto<v1::Assessment>(text);
}

TEST(Standing, AnAssessmentOfTheSequenceHoldsFromItsDayOn) {
  const v1::Assessment one = Of("as_of { year: 2013 month: 11 day: 30 }");
  EXPECT_FALSE(HoldsOn(one, kDay - 1));
  EXPECT_TRUE(HoldsOn(one, kDay));
  EXPECT_TRUE(HoldsOn(one, kDay + 400));
  EXPECT_FALSE(HoldsOn(Of(""), kDay));
}

TEST(Standing, OneThatLooksBackHoldsOnItsDayAlone) {
  const v1::Assessment back =
      Of("as_of { year: 2013 month: 11 day: 30 } retrospective: true");
  EXPECT_TRUE(HoldsOn(back, kDay));
  EXPECT_FALSE(HoldsOn(back, kDay + 1));
  // It does not say all that is known.
  EXPECT_FALSE(HoldsOn(Of("as_of { year: 2013 month: 11 day: 30 } "
                          "retrospective: true read_time { seconds: 9 }"),
                       kDay));
}

constexpr char kAssessment[] = R"pb(
  name: "programs/p/accounts/a/assessments/1"
  create_time { seconds: 8 }
  as_of { year: 2013 month: 11 day: 30 }
  policy_version: 3
  verdicts {
    model: MODEL_PHASES
    status: VERDICT_STATUS_PROVISIONAL
    value: "2"
    bounds { low: "2" high: "4" }
    findings { key: "APPROACH" chosen: "TELL" }
    flags { code: "LOPSIDED" severity: SEVERITY_WARN detail: "Is." }
    phases {
      demonstrated: 2
      ceiling: 4
      relationship_title: RELATIONSHIP_TITLE_TITULAR
    }
  }
  verdicts {
    model: MODEL_CUSTOMER_AUDIT
    flags { code: "NEVER_ASKED" severity: SEVERITY_WARN }
    flags { code: "LATE" severity: SEVERITY_VIOLATION }
    customer_audit {
      audits { audit: "x" }
      overdue: true
      feeds { value: "y" }
      proposals { text: "z" }
    }
  }
  verdicts {
    model: MODEL_NEXT_PHASE
    next_phase {
      target: 3
      gates { dimension: "APPROACH" }
      would_lose { dimension: "AGENDA" }
    }
  }
)pb";

TEST(Standing, TellsEachValueAndAllFlagsGravestFirst) {
  EXPECT_THAT(StandingOf(Of(kAssessment)), EqualsProto(R"pb(
                assessment: "programs/p/accounts/a/assessments/1"
                create_time { seconds: 8 }
                as_of { year: 2013 month: 11 day: 30 }
                policy_version: 3
                verdicts {
                  model: MODEL_PHASES
                  status: VERDICT_STATUS_PROVISIONAL
                  value: "2"
                  bounds { low: "2" high: "4" }
                }
                verdicts { model: MODEL_CUSTOMER_AUDIT }
                verdicts { model: MODEL_NEXT_PHASE }
                flags {
                  model: MODEL_CUSTOMER_AUDIT
                  code: "LATE"
                  severity: SEVERITY_VIOLATION
                }
                flags {
                  model: MODEL_PHASES
                  code: "LOPSIDED"
                  severity: SEVERITY_WARN
                  detail: "Is."
                }
                flags {
                  model: MODEL_CUSTOMER_AUDIT
                  code: "NEVER_ASKED"
                  severity: SEVERITY_WARN
                }
                next_phase {
                  target: 3
                  gates { dimension: "APPROACH" }
                }
                customer_audit { overdue: true }
                relationship_title: RELATIONSHIP_TITLE_TITULAR
              )pb"));
}

TEST(Standing, OfAProgrammeIsThatOfItsDiagnosis) {
  const auto diagnosis = ParseProto<v1::ProgramDiagnosis>(R"pb(
    name: "programs/p/diagnoses/1"
    as_of { year: 2013 month: 11 day: 30 }
    create_time { seconds: 8 }
    verdicts {
      model: MODEL_PROGRAM_DIAGNOSIS
      value: "SELLING"
      findings { key: "R1" }
      flags { code: "PAY" severity: SEVERITY_INFO }
    }
    verdicts {
      model: MODEL_PROGRAM_FLAGS
      flags { code: "COLLAPSE" severity: SEVERITY_VIOLATION }
    }
  )pb");
  EXPECT_FALSE(HoldsOn(diagnosis, kDay - 1));
  EXPECT_TRUE(HoldsOn(diagnosis, kDay + 1));
  EXPECT_THAT(StandingOf(diagnosis), EqualsProto(R"pb(
                diagnosis: "programs/p/diagnoses/1"
                as_of { year: 2013 month: 11 day: 30 }
                create_time { seconds: 8 }
                verdicts { model: MODEL_PROGRAM_DIAGNOSIS value: "SELLING" }
                verdicts { model: MODEL_PROGRAM_FLAGS }
                flags {
                  model: MODEL_PROGRAM_FLAGS
                  code: "COLLAPSE"
                  severity: SEVERITY_VIOLATION
                }
                flags {
                  model: MODEL_PROGRAM_DIAGNOSIS
                  code: "PAY"
                  severity: SEVERITY_INFO
                }
              )pb"));
}

TEST(Standing, ALineHasThePhaseAndTheGravestFlag) {
  v1::Assessment one = Of(kAssessment);
  EXPECT_THAT(SummarizeStanding(one), EqualsProto(R"pb(
                as_of { year: 2013 month: 11 day: 30 }
                phase_status: VERDICT_STATUS_PROVISIONAL
                phase: 2
                phase_ceiling: 4
                severity: SEVERITY_VIOLATION
              )pb"));
  // A phase of which too little is known cannot be told.
  one.mutable_verdicts(0)->set_status(
      type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(SummarizeStanding(one).phase(), 0);
  EXPECT_EQ(SummarizeStanding(one).phase_ceiling(), 4);
  EXPECT_THAT(SummarizeStanding(Of("")), EqualsProto("as_of {}"));
}

}  // namespace
}  // namespace kam::assessment::standing_test
