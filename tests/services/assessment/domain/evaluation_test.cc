#include "services/assessment/evaluation.h"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::evaluation_test {
namespace {

using kam::testing::StatusIs;
using ::testing::IsEmpty;
using ::testing::Not;

// What another process prints.
std::string Output(int order) {
  std::FILE* pipe =
      popen(absl::StrCat(KAM_PRINT_VERDICTS, " ", order).c_str(), "r");
  std::string text;
  std::vector<char> buffer(1 << 16);
  while (const size_t read =
             std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    text.append(buffer.data(), read);
  }
  EXPECT_EQ(pclose(pipe), 0);
  return text;
}

TEST(Evaluation, TwoProcessesAgreeByteForByteInAnyOrderOfLists) {
  const std::string first = Output(1);
  EXPECT_EQ(first, Output(2));
  // Enough of it must be verdicts, and verdicts must differ.
  std::map<std::string, int> verdicts;
  for (absl::string_view line :
       absl::StrSplit(first, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    if (words.at(1) != "refused") ++verdicts[words.at(0)];
  }
  for (const v1::Model model : EvaluatedModels()) {
    EXPECT_GT(verdicts[v1::Model_Name(model)], 50) << v1::Model_Name(model);
  }
}

TEST(Evaluation, EveryVerdictFillsItsEnvelope) {
  RandomNumbers random(11);
  for (const v1::Model model : EvaluatedModels()) {
    int evaluated = 0;
    for (int i = 0; i < 300; ++i) {
      v1::Evidence evidence = RandomEvidence(model, random);
      evidence.set_subject("programs/p/accounts/a");
      const auto verdict =
          Evaluate(model, evidence, ModelPolicy::Default(), kRandomDay);
      if (!verdict.ok()) {
        EXPECT_THAT(verdict, StatusIs(absl::StatusCode::kInvalidArgument));
        continue;
      }
      ++evaluated;
      EXPECT_EQ(verdict->model(), model);
      EXPECT_EQ(verdict->subject(), evidence.subject());
      EXPECT_NE(verdict->status(), type::v1::VERDICT_STATUS_UNSPECIFIED);
      EXPECT_NE(verdict->result_case(), v1::Verdict::RESULT_NOT_SET);
      EXPECT_THAT(verdict->value(), Not(IsEmpty()));
      EXPECT_THAT(verdict->bounds().low(), Not(IsEmpty()));
      EXPECT_EQ(verdict->bundle_digest().size(), 32);
      EXPECT_FALSE(verdict->has_compute_time());
      for (const v1::Finding& finding : verdict->findings()) {
        EXPECT_THAT(finding.rule(), Not(IsEmpty())) << finding.key();
        EXPECT_THAT(finding.requirement_id(), Not(IsEmpty())) << finding.key();
      }
      for (const v1::MissingEvidence& missing : verdict->missing()) {
        EXPECT_NE(missing.why(), v1::MISSING_REASON_UNSPECIFIED);
        EXPECT_NE(missing.why(), v1::MISSING_REASON_FORBIDDEN);
        EXPECT_THAT(missing.owner_service(), Not(IsEmpty()));
      }
      for (const v1::VerdictFlag& flag : verdict->flags()) {
        EXPECT_NE(flag.severity(), type::v1::SEVERITY_UNSPECIFIED);
        EXPECT_THAT(flag.requirement_id(), Not(IsEmpty())) << flag.code();
      }
    }
    EXPECT_GT(evaluated, 100) << v1::Model_Name(model);
  }
}

TEST(Evaluation, RefusesFactsOfAnotherModelAndNoModel) {
  v1::Evidence evidence;
  evidence.mutable_pitfalls();
  EXPECT_THAT(
      Evaluate(v1::MODEL_PHASES, evidence, ModelPolicy::Default(), kRandomDay),
      StatusIs(absl::StatusCode::kInvalidArgument, "WRONG_MODEL"));
  EXPECT_THAT(
      Evaluate(v1::MODEL_UNSPECIFIED, {}, ModelPolicy::Default(), kRandomDay),
      StatusIs(absl::StatusCode::kInvalidArgument, "UNKNOWN_MODEL"));
}

}  // namespace
}  // namespace kam::assessment::evaluation_test
