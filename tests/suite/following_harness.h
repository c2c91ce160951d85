#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/suite/assessment_stream.h"
#include "tests/suite/suite_harness.h"
#include "tests/testing/parse_proto.h"

namespace kam::suite {

using assessment::v1::Assessment;
using assessment::v1::PublishedAssessment;
using Accounts = account::v1::AccountService;
using Assessments = assessment::v1::AssessmentService;
using Planning = planning::v1::PlanningService;
using Programs = account::v1::ProgramService;
using Team = team::v1::TeamService;

inline constexpr char kProgram[] = "programs/p";

inline std::string Name(const std::string& account) {
  return absl::StrCat(kProgram, "/accounts/", account);
}

// The value of a dimension of a verdict; empty when it is not known.
inline std::string ValueOf(const PublishedAssessment& published,
                           assessment::v1::Model model,
                           const std::string& key) {
  for (const auto& change : published.verdicts()) {
    if (change.verdict().model() != model) continue;
    for (const auto& finding : change.verdict().findings()) {
      if (finding.key() == key) return finding.chosen();
    }
  }
  return "";
}

// Accounts of a programme in Tokyo, and what the stream says of them.
class FollowingTest : public ::testing::Test {
 protected:
  void HaveProgram() {
    harness_.Call<Programs>(
        &Programs::Stub::CreateProgram,
        "program_id: 'p' program { display_name: 'Key accounts' "
        "reporting_currency: 'USD' time_zone: 'Asia/Tokyo' }");
  }

  void HaveAccount(const std::string& id) {
    harness_.Call<Accounts>(
        &Accounts::Stub::CreateAccount,
        absl::StrCat("parent: 'programs/p' account_id: '", id,
                     "' account { display_name: 'Bikes' }"));
  }

  // Changes a fact: what the account's relationship is like.
  void Observe(const std::string& account, const std::string& id,
               const std::string& value, int day = 1) {
    harness_.Call<Assessments>(
        &Assessments::Stub::CreateObservation,
        absl::StrCat("parent: '", Name(account), "' observation_id: '", id,
                     "' observation { model: MODEL_PHASES "
                     "dimension: 'APPROACH' key: '",
                     value,
                     "' source_class: SOURCE_CLASS_CUSTOMER "
                     "observed_on { year: 2013 month: 11 day: ",
                     day, " } }"));
  }

  void AssignLead(const std::string& account, const std::string& grade) {
    harness_.Call<Team>(
        &Team::Stub::CreateMember,
        absl::StrCat("parent: 'programs/p' member_id: 'ann' member { "
                     "display_name: 'Ann' positions { title: 'Manager' grade: ",
                     grade, " } }"));
    harness_.Call<Team>(
        &Team::Stub::CreateAssignment,
        absl::StrCat("parent: '", Name(account),
                     "' assignment_id: 'ann' assignment { "
                     "member: 'programs/p/members/ann' lead: true "
                     "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER "
                     "starts_on { year: 2013 month: 1 day: 1 } }"));
  }

  AssessmentStream Watch(const std::string& token = "",
                         const std::string& filter = "") {
    auto request =
        kam::testing::ParseProto<assessment::v1::WatchAssessmentsRequest>(
            absl::StrCat("parent: 'programs/p' ", filter));
    request.set_resume_token(token);
    return AssessmentStream(harness_.suite().InProcessChannel(), request);
  }

  std::vector<Assessment> List(const std::string& account) {
    const auto answer = harness_.Call<Assessments>(
        &Assessments::Stub::ListAssessments,
        absl::StrCat("parent: '", Name(account), "' page_size: 1000"));
    return {answer.assessments().begin(), answer.assessments().end()};
  }

  Assessment Assess(const std::string& account, const std::string& when = "") {
    return harness_.Call<Assessments>(
        &Assessments::Stub::AssessAccount,
        absl::StrCat("account: '", Name(account), "' ", when));
  }

  SuiteHarness harness_;
};

inline auto IsOf(const std::string& account) {
  return [account](const PublishedAssessment& one) {
    return one.assessment().account() == Name(account);
  };
}

inline auto HasValue(assessment::v1::Model model, const std::string& key,
                     const std::string& value) {
  return [=](const PublishedAssessment& one) {
    return ValueOf(one, model, key) == value;
  };
}

inline constexpr auto kAny = [](const PublishedAssessment&) { return true; };
inline constexpr auto kPhases = assessment::v1::MODEL_PHASES;

}  // namespace kam::suite
