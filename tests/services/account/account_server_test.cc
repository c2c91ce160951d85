#include "gmock/gmock.h"
#include "tests/services/account/account_harness.h"
#include "tests/testing/proto_matchers.h"

namespace kam::account::account_server_test {
namespace {

using kam::testing::DetailOf;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Programs = v1::ProgramService::Stub;
using Accounts = v1::AccountService::Stub;

std::vector<std::string> NamesOf(const v1::ListAccountsResponse& response) {
  std::vector<std::string> names;
  for (const auto& account : response.accounts()) {
    names.push_back(account.name().substr(account.name().rfind('/') + 1));
  }
  return names;
}

using ProgramServerTest = AccountServiceTest;

TEST_F(ProgramServerTest, KeepsAProgrammeAndCountsItsPolicies) {
  HaveProgram();
  auto program = Call(*programs_, &Programs::GetProgram, "name: 'programs/p'");
  ASSERT_THAT(program.status, GrpcIsOk());
  EXPECT_EQ(program.value.policy_version(), 1);

  program = Call(*programs_, &Programs::UpdateProgram,
                 "program { name: 'programs/p' display_name: 'Other' }");
  ASSERT_THAT(program.status, GrpcIsOk());
  EXPECT_EQ(program.value.policy_version(), 1);

  program = Call(*programs_, &Programs::UpdateProgram,
                 "program { name: 'programs/p' "
                 "selection_policy { account_share_bps: 1000 } }");
  ASSERT_THAT(program.status, GrpcIsOk());
  EXPECT_EQ(program.value.policy_version(), 2);
  EXPECT_EQ(program.value.display_name(), "Other");
  EXPECT_THAT(Call(*programs_, &Programs::ListPrograms, "").value.programs(),
              SizeIs(1));
}

TEST_F(ProgramServerTest, RefusesWhatIsNoProgramme) {
  auto create = [this](const std::string& fields) {
    return Call(*programs_, &Programs::CreateProgram,
                "program_id: 'q' program { " + fields + " }")
        .status;
  };
  EXPECT_THAT(
      create("display_name: 'Q' reporting_currency: 'USD' "
             "time_zone: 'Mars/Base'"),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "UNKNOWN_TIME_ZONE"));
  EXPECT_THAT(create("display_name: 'Q' reporting_currency: 'dollars' "
                     "time_zone: 'UTC'"),
              GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_THAT(
      create("display_name: 'Q' reporting_currency: 'USD' "
             "time_zone: 'UTC' selection_policy { criterion_weights "
             "{ criterion: CRITERION_PRESTIGE weight: 0 } }"),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_POLICY"));
  HaveProgram();
  EXPECT_THAT(
      Call(*programs_, &Programs::UpdateProgram,
           "program { name: 'programs/p' time_zone: 'Asia/Tokyo' }")
          .status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "IMMUTABLE_FIELD"));
}

TEST_F(ProgramServerTest, DeletesOnlyAnEmptyProgramme) {
  HaveProgram();
  HaveAccount("a");
  EXPECT_THAT(
      Call(*programs_, &Programs::DeleteProgram, "name: 'programs/p'").status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "CHILDREN_EXIST"));
}

using AccountServerTest = AccountServiceTest;

TEST_F(AccountServerTest, KeepsAllThatIsKnownOfAnAccountThroughARestart) {
  HaveProgram();
  HaveAccount("group");
  const std::string fields = R"pb(
    external_keys { source_system: "erp" key: "697" }
    sector: "Retail"
    region: "eu"
    hierarchy_edges {
      kind: KIND_BUYING_GROUP
      parent: "programs/p/accounts/group"
      starts_on { year: 2012 month: 1 day: 1 }
    }
    divisions { division_id: "north" display_name: "North" }
    procurement_profile {
      centralisation: TRI_STATE_PRESENT
      globalisation: TRI_STATE_ABSENT
      cost_efficiency: TRI_STATE_PRESENT
      strategic_sourcing: TRI_STATE_UNKNOWN
      interface_simplification: TRI_STATE_PRESENT
      electronic_exchange: TRI_STATE_PRESENT
      vendor_management: "Two preferred suppliers a category"
    }
    share_of_customer_bps: 2500
    criteria_ratings {
      criterion: CRITERION_PRESTIGE
      rating: 5
      rationale: "Known everywhere"
      rater: "ann"
      rated_on { year: 2013 month: 6 day: 1 }
    }
    core_competencies: "Logistics"
    value_perception_notes {
      noted_on { year: 2013 month: 6 day: 1 }
      text: "You save us stock"
    }
  )pb";
  const auto created = CreateAccount("a", fields);
  ASSERT_THAT(created.status, GrpcIsOk());
  EXPECT_FALSE(created.value.etag().empty());
  harness_.Restart();
  Connect();
  const auto read =
      Call(*accounts_, &Accounts::GetAccount, "name: 'programs/p/accounts/a'");
  ASSERT_THAT(read.status, GrpcIsOk());
  EXPECT_THAT(read.value, kam::testing::EqualsProto(created.value));
  EXPECT_EQ(read.value.procurement_profile().strategic_sourcing(),
            kam::type::v1::TRI_STATE_UNKNOWN);
}

TEST_F(AccountServerTest, FindsAccountsByExternalKeyAndRegion) {
  HaveProgram();
  HaveAccount("a",
              "region: 'eu' external_keys { source_system: 'erp' key: '1' }");
  HaveAccount("b",
              "region: 'us' external_keys { source_system: 'erp' key: '2' }");
  auto list = [this](const std::string& filter) {
    const auto answer = Call(*accounts_, &Accounts::ListAccounts,
                             "parent: 'programs/p' " + filter);
    EXPECT_THAT(answer.status, GrpcIsOk());
    return NamesOf(answer.value);
  };
  EXPECT_THAT(list(""), ElementsAre("a", "b"));
  EXPECT_THAT(list("region: 'us'"), ElementsAre("b"));
  EXPECT_THAT(list("external_key { source_system: 'erp' key: '1' }"),
              ElementsAre("a"));
  EXPECT_THAT(list("external_key { source_system: 'crm' key: '1' }"),
              IsEmpty());
  EXPECT_THAT(
      list("region: 'us' external_key { source_system: 'erp' key: '1' }"),
      IsEmpty());
}

TEST_F(AccountServerTest, KeepsExternalKeysUniqueEvenOfDeletedAccounts) {
  HaveProgram();
  const std::string key = "external_keys { source_system: 'erp' key: '1' }";
  HaveAccount("a", key);
  EXPECT_THAT(
      CreateAccount("b", key).status,
      GrpcStatusIs(grpc::StatusCode::ALREADY_EXISTS, "EXTERNAL_KEY_TAKEN"));
  ASSERT_THAT(Call(*accounts_, &Accounts::DeleteAccount,
                   "name: 'programs/p/accounts/a'")
                  .status,
              GrpcIsOk());
  EXPECT_THAT(
      CreateAccount("b", key).status,
      GrpcStatusIs(grpc::StatusCode::ALREADY_EXISTS, "EXTERNAL_KEY_TAKEN"));
}

TEST_F(AccountServerTest, HidesADeletedAccountAndBringsItBackWithItsRecords) {
  HaveProgram();
  HaveAccount("a");
  ASSERT_THAT(Call(*accounts_, &Accounts::CreateContact,
                   "parent: 'programs/p/accounts/a' contact_id: 'c' "
                   "contact { display_name: 'Cy' }")
                  .status,
              GrpcIsOk());
  const std::string name = "name: 'programs/p/accounts/a' ";
  EXPECT_THAT(
      Call(*accounts_, &Accounts::DeleteAccount, name).status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "CHILDREN_EXIST"));
  ASSERT_THAT(
      Call(*accounts_, &Accounts::DeleteAccount, name + "force: true").status,
      GrpcIsOk());
  EXPECT_THAT(Call(*accounts_, &Accounts::GetContact,
                   "name: 'programs/p/accounts/a/contacts/c'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
  EXPECT_THAT(
      NamesOf(Call(*accounts_, &Accounts::ListAccounts, "parent: 'programs/p'")
                  .value),
      IsEmpty());
  EXPECT_THAT(NamesOf(Call(*accounts_, &Accounts::ListAccounts,
                           "parent: 'programs/p' show_deleted: true")
                          .value),
              ElementsAre("a"));
  const auto back = Call(*accounts_, &Accounts::UndeleteAccount, name);
  ASSERT_THAT(back.status, GrpcIsOk());
  EXPECT_FALSE(back.value.has_delete_time());
  EXPECT_THAT(Call(*accounts_, &Accounts::GetContact,
                   "name: 'programs/p/accounts/a/contacts/c'")
                  .status,
              GrpcIsOk());
  EXPECT_THAT(
      Call(*accounts_, &Accounts::UndeleteAccount, name).status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "NOT_DELETED"));
}

TEST_F(AccountServerTest, RefusesHierarchyCyclesOnAnyDay) {
  HaveProgram();
  HaveAccount("a");
  HaveAccount("b",
              "hierarchy_edges { kind: KIND_LEGAL "
              "parent: 'programs/p/accounts/a' "
              "ends_on { year: 2012 month: 12 day: 31 } }");
  auto update = [this](const std::string& edge) {
    return Call(*accounts_, &Accounts::UpdateAccount,
                "account { name: 'programs/p/accounts/a' hierarchy_edges { "
                "parent: 'programs/p/accounts/b' " +
                    edge + " } }")
        .status;
  };
  EXPECT_THAT(
      update("kind: KIND_LEGAL"),
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "HIERARCHY_CYCLE"));
  // Another kind, or another time, is no way round.
  EXPECT_THAT(update("kind: KIND_BILLING"), GrpcIsOk());
  EXPECT_THAT(update("kind: KIND_LEGAL starts_on { year: 2013 month: 1 "
                     "day: 1 }"),
              GrpcIsOk());
  EXPECT_THAT(
      CreateAccount("c",
                    "hierarchy_edges { kind: KIND_LEGAL "
                    "parent: 'programs/p/accounts/c' }")
          .status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "HIERARCHY_CYCLE"));
  EXPECT_THAT(CreateAccount("c",
                            "hierarchy_edges { kind: KIND_LEGAL "
                            "parent: 'programs/p/accounts/nobody' }")
                  .status,
              GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION,
                           "HIERARCHY_PARENT_NOT_FOUND"));
}

TEST_F(AccountServerTest, NamesEveryFieldThatIsWrong) {
  HaveProgram();
  const auto refused = CreateAccount(
      "a",
      "share_of_customer_bps: 10001 "
      "criteria_ratings { criterion: CRITERION_HISTORIC_REVENUE rating: 6 "
      "rationale: 'x' rater: 'y' rated_on { year: 2014 month: 1 day: 1 } }");
  ASSERT_THAT(refused.status, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT));
  const auto details = DetailOf<google::rpc::BadRequest>(refused.status);
  std::vector<std::string> fields;
  for (const auto& one : details.field_violations()) {
    fields.push_back(one.field());
  }
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre(
                          "account.share_of_customer_bps",
                          "account.criteria_ratings[0].criterion",
                          "account.criteria_ratings[0].rating",
                          "account.criteria_ratings[0].rated_on"));
}

TEST_F(AccountServerTest, RefusesMalformedRequests) {
  HaveProgram();
  auto code = [](grpc::StatusCode expected) { return GrpcStatusIs(expected); };
  const auto bad = grpc::StatusCode::INVALID_ARGUMENT;
  EXPECT_THAT(CreateAccount("Not an id").status, code(bad));
  EXPECT_THAT(
      Call(*accounts_, &Accounts::GetAccount, "name: 'accounts/a'").status,
      GrpcStatusIs(bad, "INVALID_NAME"));
  EXPECT_THAT(Call(*accounts_, &Accounts::ListAccounts,
                   "parent: 'programs/p' page_size: -1")
                  .status,
              GrpcStatusIs(bad, "INVALID_PAGE_SIZE"));
  EXPECT_THAT(CreateAccount("a",
                            "hierarchy_edges { kind: 99 "
                            "parent: 'programs/p/accounts/b' }")
                  .status,
              GrpcStatusIs(bad, "UNKNOWN_ENUM_VALUE"));
  EXPECT_THAT(CreateAccount("a",
                            "value_perception_notes { text: 'x' "
                            "noted_on { year: 99 month: 13 day: 45 } }")
                  .status,
              GrpcStatusIs(bad, "INVALID_DATE"));
  EXPECT_THAT(
      CreateAccount("a", "sector: '" + std::string(70'000, 'x') + "'").status,
      GrpcStatusIs(bad, "FIELD_TOO_LONG"));
  EXPECT_THAT(
      CreateAccount("a", "sector: '" + std::string(5 << 20, 'x') + "'").status,
      code(grpc::StatusCode::RESOURCE_EXHAUSTED));
  EXPECT_THAT(Call(*accounts_, &Accounts::CreateAccount,
                   "parent: 'programs/nobody' account { display_name: 'A' }")
                  .status,
              code(grpc::StatusCode::NOT_FOUND));
  HaveAccount("a");
  EXPECT_THAT(CreateAccount("a").status,
              code(grpc::StatusCode::ALREADY_EXISTS));
}

TEST_F(AccountServerTest, RefusesAStaleEtagAndReplaysARequest) {
  HaveProgram();
  HaveAccount("a");
  EXPECT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   "account { name: 'programs/p/accounts/a' etag: '\"old\"' "
                   "sector: 'x' }")
                  .status,
              GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
  const std::string request =
      "account { name: 'programs/p/accounts/a' sector: 'x' } "
      "request_id: '2f0a3c52-6a2f-4a3e-9f5e-6f6f6f6f6f6f'";
  const auto first = Call(*accounts_, &Accounts::UpdateAccount, request);
  ASSERT_THAT(first.status, GrpcIsOk());
  const auto again = Call(*accounts_, &Accounts::UpdateAccount, request);
  ASSERT_THAT(again.status, GrpcIsOk());
  EXPECT_EQ(again.value.etag(), first.value.etag());
}

TEST_F(AccountServerTest, ReadsAnAccountAsItWas) {
  HaveProgram();
  const auto created = CreateAccount("a", "sector: 'old'");
  ASSERT_THAT(created.status, GrpcIsOk());
  harness_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   "account { name: 'programs/p/accounts/a' sector: 'new' }")
                  .status,
              GrpcIsOk());
  v1::GetAccountRequest request;
  request.set_name("programs/p/accounts/a");
  *request.mutable_read_time() = created.value.update_time();
  EXPECT_EQ(Send(*accounts_, &Accounts::GetAccount, request).value.sector(),
            "old");
}

using AccountChangesTest = AccountServiceTest;

TEST_F(AccountChangesTest, FollowsAnAccountAndTellsItsPast) {
  HaveProgram();
  HaveAccount("a", "sector: 'old'");
  HaveAccount("b");
  ASSERT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   "account { name: 'programs/p/accounts/a' sector: 'new' }")
                  .status,
              GrpcIsOk());
  const auto past = Call(*accounts_, &Accounts::ListAccountChanges,
                         "name: 'programs/p/accounts/a'");
  ASSERT_THAT(past.status, GrpcIsOk());
  ASSERT_THAT(past.value.changes(), SizeIs(2));
  EXPECT_EQ(past.value.changes(0).account().sector(), "new");
  EXPECT_EQ(past.value.changes(1).kind(), kam::type::v1::CHANGE_KIND_CREATED);

  grpc::ClientContext context;
  v1::WatchAccountChangesRequest request;
  request.set_parent("programs/p/accounts/a");
  request.set_stop_when_caught_up(true);
  auto reader = accounts_->WatchAccountChanges(&context, request);
  v1::WatchAccountChangesResponse message;
  std::vector<std::string> seen;
  bool caught_up = false;
  while (reader->Read(&message)) {
    for (const auto& change : message.changes()) {
      seen.push_back(change.name() + " " + change.account().sector());
    }
    caught_up |= message.caught_up();
  }
  EXPECT_THAT(reader->Finish(), GrpcIsOk());
  EXPECT_THAT(seen, ElementsAre("programs/p/accounts/a new"));
  EXPECT_TRUE(caught_up);
}

}  // namespace
}  // namespace kam::account::account_server_test
