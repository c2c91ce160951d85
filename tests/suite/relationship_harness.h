#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "tests/suite/suite_harness.h"

namespace kam::suite {

// Relationships with customers of a programme, each as it is observed. What an
// account was assessed as is certain once Assess has returned.
class RelationshipTest : public SuiteTest {
 protected:
  using Accounts = account::v1::AccountService;
  using Assessments = assessment::v1::AssessmentService;
  using Gateway = gateway::v1::KeyAccountService;
  using Programs = account::v1::ProgramService;
  // What is observed of an account: dimensions of the phases, and their values.
  using Values = std::vector<std::pair<std::string, std::string>>;

  RelationshipTest() {
    Call<Programs>(&Programs::Stub::CreateProgram,
                   "program_id: 'p' program { display_name: 'P' "
                   "reporting_currency: 'USD' time_zone: 'UTC' }");
  }

  static std::string Name(const std::string& account) {
    return absl::StrCat("programs/p/accounts/", account);
  }

  void HaveAccount(const std::string& id) {
    Call<Accounts>(&Accounts::Stub::CreateAccount,
                   absl::StrCat("parent: 'programs/p' account_id: '", id,
                                "' account { display_name: 'The ", id, "' }"));
  }

  void HaveKeyAccount(const std::string& id) {
    HaveAccount(id);
    for (const char* step :
         {"state: STATE_NOMINATED",
          "state: STATE_DESIGNATED approver: 'programs/p/members/cid' "
          "approver_grade: GRADE_DIRECTOR "
          "review_on { year: 2014 month: 6 day: 1 }"}) {
      Call<Accounts>(
          &Accounts::Stub::DesignateKeyAccount,
          absl::StrCat("name: '", Name(id),
                       "' basis: BASIS_STRATEGIC reason: 'It opens doors' ",
                       step));
    }
  }

  // On a day of November 2013, as one side says.
  void Observe(const std::string& account, const Values& values, int day = 1,
               const std::string& says = "CUSTOMER") {
    for (const auto& [dimension, value] : values) {
      Call<Assessments>(
          &Assessments::Stub::CreateObservation,
          absl::StrCat(
              "parent: '", Name(account),
              "' observation { model: MODEL_PHASES dimension: '", dimension,
              "' key: '", value, "' source_class: SOURCE_CLASS_", says,
              " observed_on { year: 2013 month: 11 day: ", day, " } }"));
    }
  }

  assessment::v1::Assessment Assess(const std::string& account,
                                    const std::string& more = "") {
    return Call<Assessments>(
        &Assessments::Stub::AssessAccount,
        absl::StrCat("account: '", Name(account), "' ", more));
  }

  gateway::v1::KeyAccountView View(const std::string& account,
                                   const std::string& more = "") {
    return Call<Gateway>(&Gateway::Stub::GetKeyAccountView,
                         absl::StrCat("name: '", Name(account), "' ", more));
  }

  gateway::v1::ListKeyAccountsResponse List(const std::string& more = "") {
    return Call<Gateway>(&Gateway::Stub::ListKeyAccounts,
                         absl::StrCat("parent: 'programs/p' ", more));
  }
};

}  // namespace kam::suite
