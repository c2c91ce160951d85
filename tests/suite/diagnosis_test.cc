#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/suite/suite_harness.h"
#include "tests/testing/proto_matchers.h"

namespace kam::suite::diagnosis_test {
namespace {

using assessment::v1::ProgramDiagnosis;
using kam::testing::EqualsProto;
using kam::testing::GrpcStatusIs;
using Accounts = account::v1::AccountService;
using Assessments = assessment::v1::AssessmentService;
using Planning = planning::v1::PlanningService;
using Programs = account::v1::ProgramService;
using Team = team::v1::TeamService;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

constexpr char kIn[] = "parent: 'programs/p' ";

std::string Name(const std::string& account) {
  return absl::StrCat("programs/p/accounts/", account);
}

std::string Under(const std::string& account) {
  return absl::StrCat("parent: '", Name(account), "' ");
}

// The value of a row; empty when it is not known.
std::string RowOf(const ProgramDiagnosis& diagnosis, const std::string& key) {
  for (const auto& finding : diagnosis.verdicts(0).findings()) {
    if (finding.key() == key) return finding.chosen();
  }
  return "";
}

std::vector<std::string> CodesOf(const assessment::v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const auto& flag : verdict.flags()) codes.push_back(flag.code());
  return codes;
}

// A programme in the whole suite, on 1 December 2013.
class DiagnosisTest : public SuiteTest {
 protected:
  DiagnosisTest() {
    Call<Programs>(
        &Programs::Stub::CreateProgram,
        "program_id: 'p' program { display_name: 'Strategic customers' "
        "reporting_currency: 'USD' time_zone: 'UTC' "
        "initiated_by: INITIATOR_SALES "
        "launched_on { year: 2012 month: 11 day: 20 } "
        "segmentations { starts_on { year: 2012 month: 11 day: 20 } "
        "revenue: true growth_potential: true "
        "strategic_criteria: CRITERION_BUYING_PREFERENCE } }");
    for (const char* id : {"ann", "tom", "eve"}) HaveMember(id);
  }

  void HaveMember(const std::string& id) {
    const std::string function = id == "ann"   ? "SALES"
                                 : id == "tom" ? "LOGISTICS"
                                               : "FINANCE";
    Call<Team>(
        &Team::Stub::CreateMember,
        absl::StrCat(kIn, "member_id: '", id, "' member { display_name: '", id,
                     "' positions { title: 'Manager' grade: GRADE_MANAGER "
                     "function: BUSINESS_FUNCTION_",
                     function,
                     " pay { salary_bps: 8000 bonus_bps: 2000 "
                     "bonus_bases: BONUS_BASIS_PLAN_QUALITY } } }"));
  }

  void Assign(const std::string& account, const std::string& member,
              const std::string& role) {
    Call<Team>(&Team::Stub::CreateAssignment,
               absl::StrCat(Under(account), "assignment_id: '", member,
                            "' assignment { member: 'programs/p/members/",
                            member, "' ", role,
                            " starts_on { year: 2013 month: 1 day: 1 } }"));
  }

  void Designate(const std::string& account) {
    Call<Accounts>(&Accounts::Stub::CreateAccount,
                   absl::StrCat(kIn, "account_id: '", account,
                                "' account { display_name: 'Bikes' }"));
    for (const char* state : {"NOMINATED", "DESIGNATED"}) {
      Call<Accounts>(
          &Accounts::Stub::DesignateKeyAccount,
          absl::StrCat("name: '", Name(account), "' state: STATE_", state,
                       " basis: BASIS_STRATEGIC reason: 'It opens doors' "
                       "approver: 'programs/p/members/cid' "
                       "approver_grade: GRADE_DIRECTOR "
                       "review_on { year: 2014 month: 6 day: 1 }"));
    }
  }

  // An account that is handled as a key account, or whose plan looks ahead
  // fewer months.
  void Manage(const std::string& account, int months = 24) {
    Assign(account, "ann",
           "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER lead: true");
    Assign(account, "tom", "role: ASSIGNMENT_ROLE_SUPPORT");
    Assign(account, "eve", "role: ASSIGNMENT_ROLE_SUPPORT");
    Call<Planning>(
        &Planning::Stub::CreatePlan,
        absl::StrCat(Under(account),
                     "plan_id: 'one' plan { kind: PLAN_KIND_BESPOKE_ACCOUNT "
                     "title: 'Growth' horizon_months: ",
                     months,
                     " positioning { "
                     "differentiators: DIFFERENTIATOR_VALUE_OVER_TIME "
                     "differentiators: DIFFERENTIATOR_MANAGER_SKILL } }"));
    Call<Planning>(&Planning::Stub::ActivatePlan,
                   absl::StrCat("name: '", Name(account), "/plans/one'"));
  }

  ProgramDiagnosis Diagnose(const std::string& when = "") {
    return Call<Assessments>(&Assessments::Stub::DiagnoseProgram,
                             absl::StrCat("program: 'programs/p' ", when));
  }

  std::vector<ProgramDiagnosis> List(const std::string& more = "") {
    const auto answer = Call<Assessments>(&Assessments::Stub::ListDiagnoses,
                                          absl::StrCat(kIn, more));
    return {answer.diagnoses().begin(), answer.diagnoses().end()};
  }
};

TEST_F(DiagnosisTest, EveryServiceTellsItsRows) {
  for (const char* id : {"a", "b", "c"}) Designate(id);
  Manage("a");
  Manage("b");
  const ProgramDiagnosis diagnosis = Diagnose();
  EXPECT_THAT(diagnosis.unseen(), IsEmpty());
  EXPECT_EQ(diagnosis.key_accounts(), 3);
  // Two of three are known: their lower median.
  EXPECT_EQ(RowOf(diagnosis, "R1"), "KAM");
  EXPECT_EQ(RowOf(diagnosis, "R2"), "KAM");
  EXPECT_EQ(RowOf(diagnosis, "R3"), "");
  EXPECT_EQ(RowOf(diagnosis, "R4"), "KAM");
  EXPECT_EQ(RowOf(diagnosis, "R5"), "KAM");
  EXPECT_EQ(RowOf(diagnosis, "R7"), "KAM");
  EXPECT_EQ(RowOf(diagnosis, "R8"), "KAM");
  EXPECT_EQ(RowOf(diagnosis, "R9"), "");
  EXPECT_THAT(CodesOf(diagnosis.verdicts(0)),
              IsSupersetOf({"SALES_INITIATED", "UPHILL"}));
  ASSERT_EQ(diagnosis.sources_size(), 4);
  EXPECT_EQ(diagnosis.sources(0).service(), "account");
  EXPECT_EQ(diagnosis.sources(1).service(), "assessment");
  for (const auto& one : diagnosis.sources()) {
    EXPECT_FALSE(one.store().epoch().empty()) << one.service();
  }
}

TEST_F(DiagnosisTest, MoreKeyAccountsThanAreAskedAboutAtOnceAreAllCounted) {
  for (int i = 0; i < 19; ++i) Designate(absl::StrCat("a", i));
  // Ten of nineteen are known.
  for (int i = 9; i < 19; ++i) Manage(absl::StrCat("a", i), i < 14 ? 6 : 24);
  const ProgramDiagnosis diagnosis = Diagnose();
  EXPECT_EQ(diagnosis.key_accounts(), 19);
  EXPECT_EQ(RowOf(diagnosis, "R1"), "SELLING");
  const auto explained = Call<Assessments>(
      &Assessments::Stub::ExplainDiagnosis,
      absl::StrCat("name: '", diagnosis.name(), "' show_evidence: true"));
  EXPECT_EQ(explained.evidence().program_diagnosis().accounts_size(), 19);
  EXPECT_EQ(explained.evidence().program_flags().service_trends_size(), 19);
}

TEST_F(DiagnosisTest, ItIsKeptOnceUntilItSaysSomethingElse) {
  Designate("a");
  const ProgramDiagnosis first = Diagnose();
  EXPECT_FALSE(first.name().empty());
  EXPECT_THAT(Diagnose(), EqualsProto(first));
  clock().Set(clock().Now() + absl::Hours(24));
  EXPECT_THAT(Diagnose(), EqualsProto(first));
  ASSERT_EQ(List().size(), 1u);

  Manage("a");
  const ProgramDiagnosis second = Diagnose();
  EXPECT_NE(second.name(), first.name());
  EXPECT_EQ(second.previous(), first.name());
  EXPECT_THAT(second.changed_models(),
              Contains(assessment::v1::MODEL_PROGRAM_DIAGNOSIS));
  ASSERT_EQ(List().size(), 2u);
  EXPECT_EQ(List()[0].name(), second.name());
  EXPECT_THAT(Call<Assessments>(&Assessments::Stub::GetDiagnosis,
                                absl::StrCat("name: '", first.name(), "'")),
              EqualsProto(first));
  Restart();
  EXPECT_THAT(Diagnose(), EqualsProto(second));
}

TEST_F(DiagnosisTest, APastDayIsNoPartOfTheSequence) {
  Designate("a");
  const ProgramDiagnosis now = Diagnose();
  const std::string before = "as_of { year: 2013 month: 6 day: 30 }";
  const ProgramDiagnosis past = Diagnose(before);
  EXPECT_TRUE(past.retrospective());
  EXPECT_EQ(past.key_accounts(), 0);
  EXPECT_THAT(past.previous(), IsEmpty());
  EXPECT_THAT(Diagnose(before), EqualsProto(past));
  ASSERT_EQ(List().size(), 1u);
  EXPECT_EQ(List("show_retrospective: true").size(), 2u);
  EXPECT_THAT(Diagnose(), EqualsProto(now));
}

TEST_F(DiagnosisTest, ANewNameAloneIsMorphing) {
  const ProgramDiagnosis first = Diagnose();
  Call<Programs>(&Programs::Stub::UpdateProgram,
                 "program { name: 'programs/p' "
                 "display_name: 'Key Account Management' }");
  clock().Set(clock().Now() + absl::Hours(24 * 200));
  const ProgramDiagnosis second = Diagnose();
  EXPECT_EQ(second.program_display_name(), "Key Account Management");
  EXPECT_THAT(CodesOf(second.verdicts(0)), Contains("MORPHING_IN_NAME"));
  EXPECT_THAT(CodesOf(first.verdicts(0)), Not(Contains("MORPHING_IN_NAME")));
  // It stays, although the diagnosis before now has the same name.
  clock().Set(clock().Now() + absl::Hours(24));
  EXPECT_THAT(Diagnose(), EqualsProto(second));
}

TEST_F(DiagnosisTest, APastStateKnowsNoDiagnosisThatCameLater) {
  auto call_it = [&](const std::string& name) {
    Call<Programs>(&Programs::Stub::UpdateProgram,
                   absl::StrCat("program { name: 'programs/p' display_name: '",
                                name, "' }"));
    Diagnose();
  };
  call_it("Key Account Management");
  const absl::Time then = clock().Now() + absl::Seconds(1);
  clock().Set(clock().Now() + absl::Hours(24));
  call_it("Sales");
  clock().Set(clock().Now() + absl::Hours(24 * 200));
  const std::string at =
      absl::StrCat("read_time { seconds: ", absl::ToUnixSeconds(then), " }");
  const ProgramDiagnosis past = Diagnose(at);
  EXPECT_EQ(past.program_display_name(), "Key Account Management");
  EXPECT_THAT(CodesOf(past.verdicts(0)), Not(Contains("MORPHING_IN_NAME")));
  EXPECT_THAT(Diagnose(at), EqualsProto(past));
}

TEST_F(DiagnosisTest, WhatWasAnnouncedBlockedAndServedWorse) {
  Call<Team>(&Team::Stub::CreateDepartment,
             absl::StrCat(kIn,
                          "department_id: 'logistics' department { "
                          "display_name: 'Logistics' required: true }"));
  std::string announced;
  std::string served;
  for (int i = 0; i < 15; ++i) {
    const std::string id = absl::StrCat("a", i);
    Designate(id);
    const std::string account = absl::StrCat("accounts: '", Name(id), "' ");
    announced += account;
    if (i < 4) served += account;
  }
  Call<Planning>(&Planning::Stub::CreateAnnouncedSet,
                 absl::StrCat(kIn,
                              "announced_set { announced_on { year: 2012 "
                              "month: 11 day: 20 } ",
                              announced, "}"));
  Call<Planning>(&Planning::Stub::CreateServedSet,
                 absl::StrCat(kIn,
                              "served_set { served_on { year: 2013 month: 11 "
                              "day: 1 } ",
                              served, "}"));
  for (int i = 0; i < 9; ++i) {
    const auto commitment = Call<Planning>(
        &Planning::Stub::CreateCommitment,
        absl::StrCat(Under(absl::StrCat("a", i)),
                     "commitment { display_name: 'Deliver' "
                     "type: COMMITMENT_TYPE_DELIVERY "
                     "department: 'programs/p/departments/logistics' "
                     "promised_on { year: 2013 month: 11 day: 1 } }"));
    const std::string name = absl::StrCat("name: '", commitment.name(), "' ");
    if (i < 6) {
      Call<Planning>(&Planning::Stub::BlockCommitment,
                     name + "reason: 'no lorry'");
    } else {
      Call<Planning>(&Planning::Stub::AcceptCommitment, name);
    }
  }
  for (const char* index : {"RESPONSIVENESS", "RELIABILITY", "SATISFACTION"}) {
    for (int month = 9; month <= 11; ++month) {
      Call<Accounts>(
          &Accounts::Stub::CreateIndexReading,
          absl::StrCat(Under("a0"), "index_reading { index: INDEX_", index,
                       " value: ", 100 - month,
                       " read_on { year: 2013 month: ", month, " day: 1 } }"));
    }
  }
  const ProgramDiagnosis diagnosis = Diagnose();
  const assessment::v1::Verdict& flags = diagnosis.verdicts(1);
  EXPECT_THAT(CodesOf(flags),
              IsSupersetOf({"INTERNAL_BLOCKING", "PROGRAMME_COLLAPSE",
                            "SERVICE_DECLINE"}));
  EXPECT_EQ(flags.program_flags().friction_bps(), 6667);
  ASSERT_EQ(flags.program_flags().declining_accounts_size(), 1);
  EXPECT_EQ(flags.program_flags().declining_accounts(0), Name("a0"));

  const auto explained =
      Call<Assessments>(&Assessments::Stub::ExplainDiagnosis,
                        absl::StrCat("name: '", diagnosis.name(), "'"));
  ASSERT_EQ(explained.verdicts_size(), 2);
  EXPECT_THAT(
      explained.verdicts(1).warnings(),
      Contains(::testing::HasSubstr("4 of 15 announced accounts are served.")));
  EXPECT_FALSE(explained.has_evidence());
  EXPECT_EQ(explained.policy().version(), 0);
}

TEST_F(DiagnosisTest, AProgrammeThatIsNotThereIsNotFound) {
  SuiteHarness& suite = harness();
  ProgramDiagnosis answer;
  assessment::v1::DiagnoseProgramRequest request;
  request.set_program("programs/nobody");
  EXPECT_THAT(suite.TryCall<Assessments>(&Assessments::Stub::DiagnoseProgram,
                                         request, &answer),
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

}  // namespace
}  // namespace kam::suite::diagnosis_test
