#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessing.pb.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"
#include "kam/assessment/v1/published_assessment.pb.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(KamctlTest, AssessesExplainsAndComparesAccounts) {
  HaveLedger();
  const auto kept = Json<assessment::v1::Assessment>({"assess", "1"});
  ASSERT_FALSE(kept.name().empty());
  EXPECT_THAT(Done({"assess", "1"}),
              AllOf(HasSubstr(kept.name()), HasSubstr("phases"),
                    HasSubstr("insufficient data")));

  const std::string why = Done({"explain", kept.name()});
  EXPECT_THAT(why, AllOf(HasSubstr("PHASES: 1 (between 1 and 5)"),
                         HasSubstr("not known:")));

  const auto other = Json<assessment::v1::Assessment>({"assess", "2"});
  const auto compared =
      Json<assessment::v1::CompareAssessmentsResponse>({"compare", "1", "2"});
  EXPECT_EQ(compared.from().name(), kept.name());
  EXPECT_EQ(compared.to().name(), other.name());
  EXPECT_THAT(Done({"compare", "1", "2"}), HasSubstr(other.name()));
}

TEST_F(KamctlTest, AssessesAPastDayWithoutPublishingIt) {
  HaveLedger();
  const auto past = Json<assessment::v1::Assessment>(
      {"assess", "1", "--as-of", "2013-11-30"});
  EXPECT_TRUE(past.retrospective());
  EXPECT_THAT(Done({"watch", "assessments", "--once"}),
              Not(HasSubstr(past.name())));
}

TEST_F(KamctlTest, WatchesVerdictsALineEach) {
  HaveLedger();
  Done({"assess", "1"});
  const std::string seen =
      Done({"watch", "assessments", "1", "--model", "phases", "--once"});
  EXPECT_THAT(seen, AllOf(HasSubstr("  1  phases  1  insufficient data"),
                          Not(HasSubstr("pitfalls")), HasSubstr("--resume ")));
}

TEST_F(KamctlTest, DiagnosesAProgramme) {
  HaveAccounts();
  const std::string page = Done({"diagnose", "p"});
  // The verdict, then why, what is not known, what to do.
  std::vector<size_t> places;
  for (const char* part :
       {"Verdict: selling, insufficient data", "\nWhy\n", "R9 required skills",
        "What is not known", "What to do", "record in planning",
        "Program flags of programs/p", "WHAT IT RESTS ON"}) {
    places.push_back(page.find(part));
    EXPECT_NE(places.back(), std::string::npos) << part << '\n' << page;
  }
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end())) << page;
  EXPECT_THAT(page, AllOf(ContainsRegex("row +verdict +why\n"),
                          Not(HasSubstr("row: r1"))));
  const auto kept = Json<assessment::v1::ProgramDiagnosis>({"diagnose"});
  EXPECT_THAT(page, HasSubstr(kept.name()));
  const auto past = Json<assessment::v1::ProgramDiagnosis>(
      {"diagnose", "p", "--as-of", "2013-11-30"});
  EXPECT_TRUE(past.retrospective());
  const Outcome nobody = Run({"diagnose", "nobody"});
  EXPECT_EQ(nobody.exit, Exit::kRefused);
  EXPECT_THAT(nobody.err, HasSubstr("NOT_FOUND"));
}

TEST_F(KamctlTest, TriesADraftOnWhatWasStored) {
  HaveLedger();
  const auto kept = Json<assessment::v1::Assessment>({"assess", "1"});
  const std::string same = R"({"displayName": "Same"})";
  EXPECT_THAT(Done({"policy", "backtest", "--file", "-"}, same),
              AllOf(HasSubstr("-- "), HasSubstr(" judged, 0 would differ")));
  // Under the draft no gap between what is known and unknown is too wide.
  const std::string draft =
      R"({"values": {"phases": {"insufficientWidth": 5}}})";
  Done({"policy", "apply", "-", "--policy", "draft"}, draft);
  const std::string differing =
      Done({"policy", "backtest", "draft", "--account", "1"});
  EXPECT_THAT(
      differing,
      AllOf(HasSubstr("  1  phases  1  insufficient data -> provisional"),
            HasSubstr(" would differ\n"), Not(HasSubstr(" 0 would differ"))));
  EXPECT_THAT(Done({"--json", "policy", "backtest", "draft"}),
              AllOf(HasSubstr(kept.name()), HasSubstr("\"done\":true")));
  EXPECT_EQ(Run({"policy", "backtest"}).exit, Exit::kUsage);
  EXPECT_EQ(Run({"policy", "backtest", "nobody"}).exit, Exit::kRefused);
}

}  // namespace
}  // namespace kam::kamctl
