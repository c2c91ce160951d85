#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "services/account/account_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::account {

// What a call answered.
template <typename Response>
struct Answer {
  grpc::Status status;
  Response value;
};

// A unary method of the account service.
template <typename Request, typename Response>
using AccountMethod = grpc::Status (v1::AccountService::Stub::*)(
    grpc::ClientContext*, const Request&, Response*);

// The account that tests of single records write to.
inline constexpr char kAccount[] = "programs/p/accounts/a";

// Returns `field` as the first of June 2013, in protobuf's text format.
inline std::string On(const std::string& field) {
  return field + " { year: 2013 month: 6 day: 1 } ";
}

// The account service in process, on a store of its own, on 1 December 2013.
// Call sends any unary request, written in protobuf's text format.
class AccountServiceTest : public ::testing::Test {
 protected:
  AccountServiceTest() : harness_("account", MakeAccountService) { Connect(); }

  void Connect() {
    programs_ = v1::ProgramService::NewStub(harness_.channel());
    accounts_ = v1::AccountService::NewStub(harness_.channel());
    ledger_ = v1::LedgerService::NewStub(harness_.channel());
  }

  template <typename Stub, typename Request, typename Response>
  Answer<Response> Call(Stub& stub,
                        grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                     const Request&, Response*),
                        const std::string& text) {
    return Send(stub, method, testing::ParseProto<Request>(text));
  }

  template <typename Stub, typename Request, typename Response>
  Answer<Response> Send(Stub& stub,
                        grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                     const Request&, Response*),
                        const Request& request) {
    grpc::ClientContext context;
    Answer<Response> answer;
    answer.status = (stub.*method)(&context, request, &answer.value);
    return answer;
  }

  // A programme `p` that reports in US dollars, in UTC.
  void HaveProgram(const std::string& more = "") {
    const auto answer =
        Call(*programs_, &v1::ProgramService::Stub::CreateProgram,
             "program_id: 'p' program { display_name: 'Key customers' "
             "reporting_currency: 'USD' time_zone: 'UTC' " +
                 more + " }");
    ASSERT_THAT(answer.status, testing::GrpcIsOk());
  }

  Answer<v1::Account> CreateAccount(const std::string& id,
                                    const std::string& more = "") {
    return Call(*accounts_, &v1::AccountService::Stub::CreateAccount,
                "parent: 'programs/p' account_id: '" + id +
                    "' account { display_name: 'Account " + id + "' " + more +
                    " }");
  }

  void HaveAccount(const std::string& id, const std::string& more = "") {
    ASSERT_THAT(CreateAccount(id, more).status, testing::GrpcIsOk());
  }

  // Creates a record under kAccount, its id the server's, and returns the
  // status.
  template <typename Create, typename Record>
  grpc::Status Have(AccountMethod<Create, Record> create,
                    const std::string& field, const std::string& fields) {
    return Call(*accounts_, create,
                std::string("parent: '") + kAccount + "' " + field + " { " +
                    fields + " }")
        .status;
  }

  // Returns the facts of kAccount, of today unless `more` says another day.
  v1::AccountFacts Facts(const std::string& more = "") {
    const auto answer =
        Call(*accounts_, &v1::AccountService::Stub::GetAccountFacts,
             std::string("account: '") + kAccount + "' " + more);
    EXPECT_THAT(answer.status, testing::GrpcIsOk());
    return answer.value;
  }

  // Sends one message of an import.
  Answer<v1::ImportLedgerResponse> Import(
      const std::string& import_id, int64_t first_position,
      const std::vector<v1::LedgerEntry>& entries,
      const std::string& parent = "programs/p") {
    v1::ImportLedgerRequest request;
    request.set_parent(parent);
    request.set_import_id(import_id);
    request.set_first_position(first_position);
    for (const v1::LedgerEntry& entry : entries) *request.add_entries() = entry;
    return Stream({request});
  }

  Answer<v1::ImportLedgerResponse> Stream(
      const std::vector<v1::ImportLedgerRequest>& requests) {
    grpc::ClientContext context;
    Answer<v1::ImportLedgerResponse> answer;
    auto writer = ledger_->ImportLedger(&context, &answer.value);
    for (const auto& request : requests) {
      if (!writer->Write(request)) break;
    }
    writer->WritesDone();
    answer.status = writer->Finish();
    return answer;
  }

  // Books the entries, all of which must be taken.
  void Book(const std::vector<v1::LedgerEntry>& entries) {
    const auto answer =
        Import("import-" + std::to_string(++imports_), 0, entries);
    ASSERT_THAT(answer.status, testing::GrpcIsOk());
    ASSERT_EQ(answer.value.ledger_import().accepted_count(),
              static_cast<int64_t>(entries.size()));
  }

  static google::type::Date Day(int year, int month, int day) {
    google::type::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(day);
    return date;
  }

  static google::type::Money Usd(int64_t units) {
    google::type::Money money;
    money.set_currency_code("USD");
    money.set_units(units);
    return money;
  }

  // An entry with revenue and direct cost; documents are numbered.
  v1::LedgerEntry Entry(const std::string& account, google::type::Date day,
                        int64_t revenue, int64_t cost = 0) {
    v1::LedgerEntry entry;
    entry.set_account("programs/p/accounts/" + account);
    *entry.mutable_booked_on() = std::move(day);
    *entry.mutable_revenue() = Usd(revenue);
    *entry.mutable_direct_cost() = Usd(cost);
    *entry.mutable_cost_of_sales() = Usd(0);
    entry.set_source_system("erp");
    entry.set_document_id("d" + std::to_string(++documents_));
    return entry;
  }

  // Closes the months from `first` to `last` for the programme.
  void CloseMonths(google::type::Date first, google::type::Date last) {
    v1::ClosePeriodRequest request;
    request.set_parent("programs/p");
    *request.mutable_first_month() = std::move(first);
    *request.mutable_month() = std::move(last);
    ASSERT_THAT(
        Send(*ledger_, &v1::LedgerService::Stub::ClosePeriod, request).status,
        testing::GrpcIsOk());
  }

  // Takes an account from nowhere to DESIGNATED.
  void Designate(const std::string& account) {
    const std::string name = "name: 'programs/p/accounts/" + account + "' ";
    ASSERT_THAT(Call(*accounts_, &v1::AccountService::Stub::DesignateKeyAccount,
                     name + "state: STATE_NOMINATED basis: BASIS_REVENUE "
                            "reason: 'large' on { year: 2012 month: 1 day: 1 }")
                    .status,
                testing::GrpcIsOk());
    ASSERT_THAT(
        Call(*accounts_, &v1::AccountService::Stub::DesignateKeyAccount,
             name + "state: STATE_DESIGNATED basis: BASIS_REVENUE "
                    "reason: 'large' approver: 'programs/p/members/dora' "
                    "approver_grade: GRADE_DIRECTOR "
                    "on { year: 2012 month: 1 day: 2 } "
                    "review_on { year: 2014 month: 1 day: 2 }")
            .status,
        testing::GrpcIsOk());
  }

  testing::ServiceHarness harness_;
  std::unique_ptr<v1::ProgramService::Stub> programs_;
  std::unique_ptr<v1::AccountService::Stub> accounts_;
  std::unique_ptr<v1::LedgerService::Stub> ledger_;
  int imports_ = 0;
  int documents_ = 0;
};

}  // namespace kam::account
