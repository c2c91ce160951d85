#include "services/assessment/program_diagnosis.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evidence_bundle.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::program_diagnosis_test {
namespace {

using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::Not;

constexpr absl::CivilDay kToday(2013, 12, 1);

std::vector<std::string> CodesOf(const v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const v1::VerdictFlag& one : verdict.flags()) {
    codes.push_back(one.code());
  }
  return codes;
}

// A programme of this name, of which the horizon alone is known.
ProgramCase Called(const std::string& name, int months = 3) {
  ProgramCase one;
  one.program = "programs/p";
  one.as_of = kToday;
  v1::DiagnosisFacts& facts = *one.evidence.mutable_program_diagnosis();
  facts.mutable_titles()->set_program_name(name);
  facts.add_accounts()->set_horizon_months(months);
  return one;
}

// What was said of it when it had this name.
v1::ProgramDiagnosis Earlier(const std::string& name, int year, int month,
                             const std::string& row = "SELLING") {
  auto one = ParseProto<v1::ProgramDiagnosis>(
      "verdicts { model: MODEL_PROGRAM_DIAGNOSIS program_diagnosis { rows { "
      "row: DIAGNOSIS_ROW_R1 value: ROW_VALUE_" +
      row + " } } }");
  one.set_program_display_name(name);
  one.mutable_as_of()->set_year(year);
  one.mutable_as_of()->set_month(month);
  one.mutable_as_of()->set_day(1);
  // The other rows were not known.
  auto& rows = *one.mutable_verdicts(0)->mutable_program_diagnosis();
  for (int row_number = 2; row_number <= 9; ++row_number) {
    rows.add_rows()->set_row(static_cast<v1::DiagnosisRow>(row_number));
  }
  return one;
}

// What is said after what was said `earlier`, newest first.
std::vector<v1::Verdict> Judge(const std::vector<v1::ProgramDiagnosis>& earlier,
                               ProgramCase* judged) {
  auto verdicts = JudgeProgram(
      [&](absl::FunctionRef<bool(const v1::ProgramDiagnosis&)> take)
          -> absl::StatusOr<std::optional<v1::ProgramDiagnosis>> {
        const auto found = std::find_if(earlier.begin(), earlier.end(), take);
        if (found == earlier.end()) return std::nullopt;
        return *found;
      },
      ModelPolicy::Default(), judged);
  EXPECT_THAT(verdicts, IsOk());
  return *std::move(verdicts);
}

std::vector<v1::Verdict> Judged(
    ProgramCase judged, const std::vector<v1::ProgramDiagnosis>& earlier = {}) {
  return Judge(earlier, &judged);
}

TEST(ProgramDiagnosis, BothModelsSpeak) {
  const std::vector<v1::Verdict> verdicts = Judged(Called("Sales"));
  ASSERT_EQ(verdicts.size(), 2u);
  EXPECT_EQ(verdicts[0].model(), v1::MODEL_PROGRAM_DIAGNOSIS);
  EXPECT_EQ(verdicts[1].model(), v1::MODEL_PROGRAM_FLAGS);
  EXPECT_EQ(verdicts[0].subject(), "programs/p");
}

TEST(ProgramDiagnosis, ANewNameWithoutANewPracticeIsMorphing) {
  EXPECT_THAT(CodesOf(Judged(Called("Key Account Management"),
                             {Earlier("Sales excellence", 2013, 1)})[0]),
              Contains("MORPHING_IN_NAME"));
  // A row rose.
  EXPECT_THAT(CodesOf(Judged(Called("Key Account Management", 24),
                             {Earlier("Sales excellence", 2013, 1)})[0]),
              Not(Contains("MORPHING_IN_NAME")));
  // Not half a year ago.
  EXPECT_THAT(CodesOf(Judged(Called("Key Account Management"),
                             {Earlier("Sales excellence", 2013, 9)})[0]),
              Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(CodesOf(Judged(Called("Key Account Management"))[0]),
              Not(Contains("MORPHING_IN_NAME")));
}

TEST(ProgramDiagnosis, WhatSaidTheSameIsNotWhatWasBefore) {
  // The flag stays when the programme is diagnosed again.
  EXPECT_THAT(CodesOf(Judged(Called("Key Account Management"),
                             {Earlier("Key Account Management", 2013, 11),
                              Earlier("Sales excellence", 2013, 1)})[0]),
              Contains("MORPHING_IN_NAME"));
  // What was said looking back is no part of the sequence.
  v1::ProgramDiagnosis back = Earlier("Sales excellence", 2013, 1);
  back.set_retrospective(true);
  EXPECT_THAT(CodesOf(Judged(Called("Key Account Management"), {back})[0]),
              Not(Contains("MORPHING_IN_NAME")));
}

TEST(ProgramDiagnosis, WhatWasBeforeIsPartOfTheEvidence) {
  ProgramCase judged = Called("Key Account Management");
  Judge({Earlier("Sales excellence", 2013, 1)}, &judged);
  const v1::DiagnosisFacts& facts = judged.evidence.program_diagnosis();
  EXPECT_EQ(facts.titles().previous_program_name(), "Sales excellence");
  EXPECT_EQ(facts.previous().diagnosed_on().year(), 2013);
  EXPECT_EQ(facts.previous().rows(0).value(), v1::ROW_VALUE_SELLING);
}

// Why a row is missing.
v1::MissingReason WhyOf(const std::vector<v1::Verdict>& verdicts,
                        const std::string& dimension) {
  for (const v1::Verdict& verdict : verdicts) {
    for (const v1::MissingEvidence& one : verdict.missing()) {
      if (one.dimension() == dimension) return one.why();
    }
  }
  return v1::MISSING_REASON_UNSPECIFIED;
}

TEST(ProgramDiagnosis, WhatASilentServiceWouldTellIsUnavailable) {
  ProgramCase without_team = Called("Sales");
  without_team.unseen.Add()->set_service("team");
  std::vector<v1::Verdict> verdicts = Judged(without_team);
  EXPECT_EQ(WhyOf(verdicts, "R7"), v1::MISSING_REASON_UNAVAILABLE);
  EXPECT_EQ(WhyOf(verdicts, "ALIGNMENT"), v1::MISSING_REASON_UNAVAILABLE);
  EXPECT_NE(WhyOf(verdicts, "R3"), v1::MISSING_REASON_UNAVAILABLE);

  // Without it nobody knows whom to ask about, and when it all began.
  ProgramCase without_account;
  without_account.program = "programs/p";
  without_account.as_of = kToday;
  without_account.unseen.Add()->set_service("account");
  verdicts = Judged(without_account);
  EXPECT_EQ(WhyOf(verdicts, "R2"), v1::MISSING_REASON_UNAVAILABLE);
  EXPECT_EQ(WhyOf(verdicts, "R3"), v1::MISSING_REASON_UNAVAILABLE);
  EXPECT_EQ(WhyOf(verdicts, "PROGRAMME_COLLAPSE"),
            v1::MISSING_REASON_UNAVAILABLE);
  EXPECT_NE(WhyOf(verdicts, "R7"), v1::MISSING_REASON_UNAVAILABLE);
  EXPECT_NE(WhyOf(verdicts, "INTERNAL_BLOCKING"),
            v1::MISSING_REASON_UNAVAILABLE);
}

}  // namespace
}  // namespace kam::assessment::program_diagnosis_test
