// The programme diagnosis (models.md 4.b): golden examples, thresholds, flags,
// what is refused, properties.

#include "services/assessment/diagnosis_model.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::diagnosis_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::CivilDay kDay(2024, 6, 30);
constexpr auto kModel = v1::MODEL_PROGRAM_DIAGNOSIS;
constexpr auto kDetermined = type::v1::VERDICT_STATUS_DETERMINED;
constexpr auto kProvisional = type::v1::VERDICT_STATUS_PROVISIONAL;
constexpr auto kInsufficient = type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;

const v1::DiagnosisPolicy& Policy() {
  return ModelPolicy::Default().values().program_diagnosis();
}

// Rows as "2110?..": 0 SELLING, 1 MIXED, 2 KAM, ? not known.
RowValues Rows(const std::string& text) {
  RowValues rows{};
  for (size_t i = 0; i < kDiagnosisRows; ++i) {
    if (text[i] != '?') {
      rows[i] = static_cast<v1::RowValue>(text[i] - '0' + 1);
    }
  }
  return rows;
}

// Evidence in which somebody says so of the rows.
v1::Evidence Said(const std::string& text) {
  constexpr const char* kWords[] = {"SELLING", "MIXED", "KAM"};
  v1::Evidence evidence;
  evidence.mutable_program_diagnosis();
  for (size_t i = 0; i < kDiagnosisRows; ++i) {
    if (text[i] == '?') continue;
    AddKey(evidence, kModel, absl::StrCat("r", i), absl::StrCat("R", i + 1),
           kWords[text[i] - '0'], "2024-06-01", v1::SOURCE_CLASS_SUPPLIER);
  }
  return evidence;
}

absl::StatusOr<v1::Verdict> Try(const v1::Evidence& evidence) {
  return Evaluate(kModel, evidence, ModelPolicy::Default(), kDay);
}

v1::Verdict Judge(const v1::Evidence& evidence) {
  const auto verdict = Try(evidence);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

v1::Verdict Judge(const std::string& facts) {
  v1::Evidence evidence;
  *evidence.mutable_program_diagnosis() = ParseProto<v1::DiagnosisFacts>(facts);
  return Judge(evidence);
}

std::vector<std::string> CodesOf(const v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const v1::VerdictFlag& flag : verdict.flags()) {
    codes.push_back(flag.code());
  }
  return codes;
}

TEST(DiagnosisModel, GoldenExamples) {
  struct Golden {
    const char* rows;
    const char* low;
    const char* high;
    type::v1::VerdictStatus status;
    std::vector<std::string> flags;
  };
  for (const Golden& golden : {
           Golden{"000000000", "SELLING", "SELLING", kDetermined, {}},
           Golden{"222222222", "KAM", "KAM", kDetermined, {}},
           Golden{"001000000", "SELLING", "SELLING", kDetermined, {}},
           Golden{"222222??2", "KAM", "KAM", kDetermined, {}},
           Golden{"?222?2222", "TRANSITIONAL", "KAM", kProvisional, {}},
           Golden{"211101?01", "SELLING", "TRANSITIONAL", kProvisional, {}},
           Golden{"222202222",
                  "TRANSITIONAL",
                  "TRANSITIONAL",
                  kDetermined,
                  {"VETO_R5"}},
           Golden{"022222222",
                  "TRANSITIONAL",
                  "TRANSITIONAL",
                  kDetermined,
                  {"VETO_R1"}},
           Golden{"?????????", "SELLING", "KAM", kInsufficient, {}},
           // Two known are too few, three are not.
           Golden{"0???0????",
                  "SELLING",
                  "TRANSITIONAL",
                  kInsufficient,
                  {"VETO_R1", "VETO_R5"}},
           Golden{"?0?0???0?", "SELLING", "TRANSITIONAL", kProvisional, {}},
       }) {
    const auto verdict = Judge(Said(golden.rows));
    EXPECT_EQ(verdict.value(), golden.low) << golden.rows;
    EXPECT_EQ(verdict.bounds().high(), golden.high) << golden.rows;
    EXPECT_EQ(verdict.status(), golden.status) << golden.rows;
    EXPECT_EQ(CodesOf(verdict), golden.flags) << golden.rows;
  }
  const auto result = Judge(Said("222222??2")).program_diagnosis();
  EXPECT_EQ(result.low_bps(), 7'778);
  EXPECT_EQ(result.points(), 14);
  EXPECT_EQ(result.possible_points(), 18);
  EXPECT_EQ(Judge(Said("211101?01")).program_diagnosis().low_bps(), 3'889);
  EXPECT_EQ(Judge(Said("211101?01")).program_diagnosis().high_bps(), 5'000);
}

TEST(DiagnosisModel, BandsIncludeTheirThresholds) {
  v1::DiagnosisPolicy policy = Policy();
  // Two rows, four points: 3 of 4 is 75 %, 2 of 5 rows' 10 points is 40 %.
  policy.clear_active_rows();
  policy.add_active_rows(v1::DIAGNOSIS_ROW_R2);
  policy.add_active_rows(v1::DIAGNOSIS_ROW_R3);
  EXPECT_EQ(ScoreRows(Rows("021000000"), policy).low, v1::DIAGNOSIS_BAND_KAM);
  EXPECT_EQ(ScoreRows(Rows("011000000"), policy).low,
            v1::DIAGNOSIS_BAND_TRANSITIONAL);
  policy.add_active_rows(v1::DIAGNOSIS_ROW_R4);
  policy.add_active_rows(v1::DIAGNOSIS_ROW_R6);
  policy.add_active_rows(v1::DIAGNOSIS_ROW_R7);
  EXPECT_EQ(ScoreRows(Rows("022000000"), policy).low,
            v1::DIAGNOSIS_BAND_SELLING);
  EXPECT_EQ(ScoreRows(Rows("022001000"), policy).low,
            v1::DIAGNOSIS_BAND_TRANSITIONAL);
}

TEST(DiagnosisModel, R7_MayBeLeftOutOfTheDenominator) {
  const auto policy = ModelPolicy::Resolve(ParseProto<v1::Policy>(R"pb(
    program_diagnosis {
      active_rows: [
        DIAGNOSIS_ROW_R1,
        DIAGNOSIS_ROW_R2,
        DIAGNOSIS_ROW_R3,
        DIAGNOSIS_ROW_R4,
        DIAGNOSIS_ROW_R5,
        DIAGNOSIS_ROW_R6,
        DIAGNOSIS_ROW_R8,
        DIAGNOSIS_ROW_R9
      ]
    })pb"));
  ASSERT_THAT(policy, IsOk());
  const auto verdict = Evaluate(kModel, Said("222222022"), *policy, kDay);
  ASSERT_THAT(verdict, IsOk());
  EXPECT_EQ(verdict->program_diagnosis().possible_points(), 16);
  EXPECT_EQ(verdict->program_diagnosis().points(), 16);
}

TEST(DiagnosisModel, S1_02_ARenamedProgrammeIsDiagnosedTheSame) {
  v1::Evidence evidence = Said("000000000");
  const auto unnamed = Judge(evidence);
  auto& titles = *evidence.mutable_program_diagnosis()->mutable_titles();
  titles.set_program_name("Key Account Programme");
  v1::Verdict named = Judge(evidence);
  EXPECT_THAT(CodesOf(named), ElementsAre("TITLE_ONLY"));
  EXPECT_EQ(named.title_blind_digest(), unnamed.title_blind_digest());
  named.clear_flags();
  named.set_bundle_digest(unnamed.bundle_digest());
  EXPECT_EQ(named.SerializeAsString(), unnamed.SerializeAsString());
  titles.set_program_name("Sales Excellence");
  EXPECT_THAT(CodesOf(Judge(evidence)), IsEmpty());
}

// The codes when rows `before`, of a day `days` ago, became `now`.
std::vector<std::string> Morphed(const std::string& before,
                                 const std::string& now, int days,
                                 const char* old_name = "Sales",
                                 const char* new_name = "Key Accounts") {
  v1::Evidence evidence = Said(now);
  auto& facts = *evidence.mutable_program_diagnosis();
  facts.mutable_titles()->set_program_name(new_name);
  facts.mutable_titles()->set_previous_program_name(old_name);
  const absl::CivilDay day = kDay - days;
  auto& date = *facts.mutable_previous()->mutable_diagnosed_on();
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  for (size_t i = 0; i < kDiagnosisRows; ++i) {
    if (before[i] == '?') continue;
    auto& row = *facts.mutable_previous()->add_rows();
    row.set_row(static_cast<v1::DiagnosisRow>(i + 1));
    row.set_value(Rows(before)[i]);
  }
  return CodesOf(Judge(evidence));
}

TEST(DiagnosisModel, S1_03_ANewNameForTheSameRows) {
  const std::string rows = "211111111";
  EXPECT_THAT(Morphed(rows, rows, 365), Contains("MORPHING_IN_NAME"));
  EXPECT_THAT(Morphed(rows, rows, 180), Contains("MORPHING_IN_NAME"));
  EXPECT_THAT(Morphed(rows, rows, 179), Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(Morphed(rows, "211111101", 365), Contains("MORPHING_IN_NAME"));
  EXPECT_THAT(Morphed(rows, "211111121", 365),
              Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(Morphed("21111111?", "211111110", 365),
              Contains("MORPHING_IN_NAME"));
  EXPECT_THAT(Morphed("21111111?", "211111111", 365),
              Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(Morphed("211??????", "???0?????", 365),
              Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(Morphed(rows, rows, 365, "KAM", "Key Accounts"),
              Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(Morphed(rows, rows, 365, "Sales", "Sales 2"),
              Not(Contains("MORPHING_IN_NAME")));
}

TEST(DiagnosisModel, S1_04_SellingToKeyAccountsChangesNothing) {
  v1::Evidence evidence = Said("222222222");
  const auto before = Judge(evidence);
  auto& member =
      *evidence.mutable_program_diagnosis()->mutable_titles()->add_members();
  member.set_member("m");
  member.add_activities()->set_kind(v1::ACTIVITY_KIND_SALES);
  const auto after = Judge(evidence);
  EXPECT_EQ(after.value(), before.value());
  EXPECT_EQ(after.status(), before.status());
}

TEST(DiagnosisModel, S1_05_FourMarkersAreShownAndNotScored) {
  const auto result = Judge(
                          "quarterly_success: TRI_STATE_PRESENT "
                          "few_people_contacted: TRI_STATE_ABSENT "
                          "load { accounts: 30 managers: 1 }")
                          .program_diagnosis();
  ASSERT_EQ(result.markers_size(), 4);
  EXPECT_EQ(result.markers(0).state(), type::v1::TRI_STATE_PRESENT);
  EXPECT_EQ(result.markers(1).state(), type::v1::TRI_STATE_UNKNOWN);
  EXPECT_EQ(result.markers(2).state(), type::v1::TRI_STATE_ABSENT);
  EXPECT_EQ(result.markers(3).state(), type::v1::TRI_STATE_PRESENT);
  EXPECT_EQ(result.known(), 1);
}

TEST(DiagnosisModel, S1_09_UphillWhenSalesStandsAlone) {
  auto codes = [](const char* facts) { return CodesOf(Judge(facts)); };
  EXPECT_THAT(codes("origin: PROGRAM_ORIGIN_SALES"),
              ElementsAre("SALES_INITIATED", "UPHILL"));
  EXPECT_THAT(codes("origin: PROGRAM_ORIGIN_SALES "
                    "alignment: PROGRAM_ALIGNMENT_MISALIGNED"),
              ElementsAre("SALES_INITIATED", "UPHILL"));
  EXPECT_THAT(codes("origin: PROGRAM_ORIGIN_SALES "
                    "alignment: PROGRAM_ALIGNMENT_ALIGNED"),
              ElementsAre("SALES_INITIATED"));
  EXPECT_THAT(codes("origin: PROGRAM_ORIGIN_EXECUTIVE"), IsEmpty());
}

TEST(DiagnosisModel, RecordsOutrankWhatIsSaid) {
  v1::Evidence evidence = Said("222222222");
  evidence.mutable_program_diagnosis()->add_accounts()->set_horizon_months(6);
  const auto verdict = Judge(evidence);
  EXPECT_EQ(verdict.value(), "TRANSITIONAL");
  EXPECT_EQ(verdict.findings(0).chosen(), "SELLING");
  EXPECT_EQ(verdict.findings(0).disagreements(0).value(), "KAM");
}

TEST(DiagnosisModel, RefusesByField) {
  auto refusal = [](const char* facts) {
    v1::Evidence evidence;
    *evidence.mutable_program_diagnosis() =
        ParseProto<v1::DiagnosisFacts>(facts);
    return Try(evidence).status();
  };
  EXPECT_THAT(refusal("accounts { horizon_months: -1 }"),
              HasMessage(HasSubstr(
                  "evidence.program_diagnosis.accounts[0].horizon_months")));
  EXPECT_THAT(
      refusal("load { accounts: -1 managers: 1 }"),
      HasMessage(HasSubstr("evidence.program_diagnosis.load.accounts")));
  EXPECT_THAT(refusal("pay { bonus: -1 }"),
              HasMessage(HasSubstr("evidence.program_diagnosis.pay.bonus")));
  EXPECT_THAT(refusal("segmentations {}"),
              HasMessage(HasSubstr(
                  "evidence.program_diagnosis.segmentations[0].starts_on")));
  EXPECT_THAT(refusal("previous {}"),
              HasMessage(HasSubstr(
                  "evidence.program_diagnosis.previous.diagnosed_on")));
  EXPECT_THAT(
      refusal("previous { rows {} }"),
      HasMessage(HasSubstr("evidence.program_diagnosis.previous.rows[0].row")));
  v1::Evidence evidence = Said("1????????");
  EXPECT_THAT(Try(evidence),
              StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_VALUE"));
  auto policy = [](const char* text) {
    return ModelPolicy::Resolve(ParseProto<v1::Policy>(absl::StrCat(
                                    "program_diagnosis { ", text, " }")))
        .status();
  };
  EXPECT_THAT(policy("active_rows: [DIAGNOSIS_ROW_R1, DIAGNOSIS_ROW_R1]"),
              HasMessage(HasSubstr("policy.program_diagnosis.active_rows[1]")));
  EXPECT_THAT(policy("kam_bps: 4000"),
              HasMessage(HasSubstr("policy.program_diagnosis.kam_bps")));
  EXPECT_THAT(policy("few_accounts: 30"),
              HasMessage(HasSubstr("policy.program_diagnosis.many_accounts")));
}

TEST(DiagnosisProperties, BoundsAreWhatTheBestAndWorstCompletionReach) {
  RandomNumbers random(5);
  for (int i = 0; i < 20'000; ++i) {
    RowValues rows{};
    for (auto& row : rows) row = static_cast<v1::RowValue>(Below(random, 4));
    if (rows[0] == v1::ROW_VALUE_MIXED) rows[0] = v1::ROW_VALUE_KAM;
    const DiagnosisScore score = ScoreRows(rows, Policy());
    RowValues worst = rows;
    RowValues best = rows;
    int points = 0;
    for (size_t k = 0; k < kDiagnosisRows; ++k) {
      if (rows[k] != v1::ROW_VALUE_UNSPECIFIED) {
        points += rows[k] - 1;
        continue;
      }
      worst[k] = v1::ROW_VALUE_SELLING;
      best[k] = v1::ROW_VALUE_KAM;
    }
    ASSERT_EQ(score.points, points);
    ASSERT_EQ(score.low, ScoreRows(worst, Policy()).low);
    ASSERT_EQ(score.high, ScoreRows(best, Policy()).low);
    ASSERT_LE(score.low, score.high);
    // A better row never makes a worse programme.
    const size_t raised = Below(random, kDiagnosisRows);
    RowValues better = rows;
    if (rows[raised] == v1::ROW_VALUE_UNSPECIFIED) continue;
    better[raised] = v1::ROW_VALUE_KAM;
    ASSERT_GE(ScoreRows(better, Policy()).low, score.low);
    ASSERT_GE(ScoreRows(better, Policy()).high, score.high);
  }
}

}  // namespace
}  // namespace kam::assessment::diagnosis_model_test
