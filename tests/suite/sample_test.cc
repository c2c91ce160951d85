// Loads the sample as the demo does, and holds what the services answer
// against the facts that were computed apart from them; then gives the largest
// account a team and a plan as the demo does.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "common/base/money.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "services/suite/suite.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/temp_dir.h"

namespace kam::suite::sample_test {
namespace {

using account::v1::AccountService;
using account::v1::LedgerService;
using gateway::v1::KeyAccountService;
using google::protobuf::Struct;
using kam::testing::GrpcIsOk;
using kam::testing::ParseProto;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kProgram[] = "programs/adventureworks";
constexpr char kDay[] = "{ year: 2013 month: 11 day: 30 }";

Struct ReadFacts() {
  std::ifstream file("deploy/local/sample/facts.json");
  std::stringstream text;
  text << file.rdbuf();
  Struct facts;
  auto status = google::protobuf::util::JsonStringToMessage(text.str(), &facts);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return facts;
}

const Struct& Part(const Struct& facts, const std::string& name) {
  return facts.fields().at(name).struct_value();
}

Amount AmountOf(const google::type::Money& money) {
  auto amount = AmountFromProto(money);
  EXPECT_TRUE(amount.ok()) << money.DebugString();
  return amount.value_or(Amount::Zero());
}

std::string Text(const google::type::Money& money) {
  return FormatAmount(AmountOf(money));
}

// The suite with the sample in it, loaded once for several tests.
class LoadedSuite {
 public:
  explicit LoadedSuite(const std::string& load_option) {
    SuiteOptions options;
    options.server.listen = "127.0.0.1:0";
    options.server.drain_delay = absl::ZeroDuration();
    // The machine may be busy, and what is built for sanitizers is slow.
    options.section_limit = absl::Seconds(30);
    options.store = [this](const std::string& service) {
      storage::StoreOptions store;
      store.directory = folder_.Path(service);
      store.service = service;
      store.init = true;
      store.disk = {0, 0, 0, 0};
      return store;
    };
    auto suite = Suite::Open(std::move(options));
    EXPECT_TRUE(suite.ok()) << suite.status();
    if (!suite.ok()) return;
    suite_ = *std::move(suite);
    const std::string load =
        absl::StrCat(Environment(), "deploy/local/load_sample ",
                     KAM_BIN_DIRECTORY, " ", load_option, " >/dev/null");
    EXPECT_EQ(std::system(load.c_str()), 0) << load;
  }

  // Runs one of the demo's scripts; returns what it prints.
  std::string RunScript(const std::string& script,
                        const std::string& arguments) {
    const std::string command =
        absl::StrCat(Environment(), "deploy/local/", script, " ",
                     KAM_BIN_DIRECTORY, " ", arguments);
    std::string printed;
    FILE* const pipe = popen(command.c_str(), "r");
    EXPECT_NE(pipe, nullptr) << command;
    if (pipe == nullptr) return printed;
    for (int letter = getc(pipe); letter != EOF; letter = getc(pipe)) {
      printed += static_cast<char>(letter);
    }
    EXPECT_EQ(pclose(pipe), 0) << command << '\n' << printed;
    return printed;
  }

  // Calls `method` of a service with the request that `text` spells.
  template <typename Service, typename Request, typename Answer>
  Answer Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Answer*),
              const std::string& text) {
    const auto stub = Service::NewStub(suite_->InProcessChannel());
    grpc::ClientContext context;
    Answer answer;
    EXPECT_THAT(
        (stub.get()->*method)(&context, ParseProto<Request>(text), &answer),
        GrpcIsOk())
        << text;
    return answer;
  }

  account::v1::SummarizeLedgerResponse Summarize() {
    return Call<LedgerService>(&LedgerService::Stub::SummarizeLedger,
                               absl::StrCat("parent: '", kProgram, "'"));
  }

  account::v1::SelectKeyAccountsResponse Select() {
    return Call<AccountService>(
        &AccountService::Stub::SelectKeyAccounts,
        absl::StrCat("parent: '", kProgram, "' as_of ", kDay));
  }

  account::v1::GetAccountProfitabilityResponse Profitability(
      const std::string& account) {
    return Call<AccountService>(
        &AccountService::Stub::GetAccountProfitability,
        absl::StrCat("name: '", account, "' as_of ", kDay));
  }

  gateway::v1::KeyAccountView View(const std::string& account) {
    return Call<KeyAccountService>(
        &KeyAccountService::Stub::GetKeyAccountView,
        absl::StrCat("name: '", account, "' as_of ", kDay));
  }

  Suite& suite() { return *suite_; }

 private:
  // What tells kamctl where the suite is and what to work in.
  std::string Environment() const {
    return absl::StrCat("KAM_PROGRAM=adventureworks KAM_ADDRESS=127.0.0.1:",
                        suite_->port(), " ");
  }

  testing::TempDir folder_;
  std::unique_ptr<Suite> suite_;
};

int LossMakers(const account::v1::SummarizeLedgerResponse& summary) {
  int count = 0;
  for (const auto& one : summary.largest()) {
    if (AmountOf(one.totals().gross_margin()) < Amount::Zero()) ++count;
  }
  return count;
}

class SampleTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { loaded_ = new LoadedSuite(""); }
  static void TearDownTestSuite() { delete loaded_; }

  const Struct facts_ = ReadFacts();
  static LoadedSuite* loaded_;
};

LoadedSuite* SampleTest::loaded_ = nullptr;

TEST_F(SampleTest, TheWholeLedgerEqualsTheFacts) {
  const auto summary = loaded_->Summarize();
  const Struct& totals = Part(facts_, "totals");
  const Struct& counts = Part(facts_, "counts");
  EXPECT_EQ(Text(summary.totals().revenue()),
            totals.fields().at("revenue").string_value());
  EXPECT_EQ(Text(summary.totals().direct_cost()),
            totals.fields().at("cost").string_value());
  EXPECT_EQ(Text(summary.totals().gross_margin()),
            totals.fields().at("margin").string_value());
  EXPECT_EQ(Text(summary.totals().cost_of_sales()), "0.0000");
  EXPECT_EQ(summary.totals().entry_count(),
            counts.fields().at("rows").number_value());
  EXPECT_EQ(summary.buyer_count(),
            counts.fields().at("customers_with_sales").number_value());
  EXPECT_EQ(
      summary.accounts_for_80_percent(),
      Part(facts_, "pareto_80").fields().at("customers_in_set").number_value());
  const Struct& losses = Part(facts_, "loss_making");
  EXPECT_EQ(summary.loss_maker_count(),
            losses.fields().at("count").number_value());
  EXPECT_EQ(Text(summary.loss_maker_gross_margin()),
            losses.fields().at("sum_of_losses").string_value());
}

TEST_F(SampleTest, TheTenLargestEqualTheFacts) {
  const auto summary = loaded_->Summarize();
  const auto& top = facts_.fields().at("top10").list_value().values();
  ASSERT_EQ(summary.largest_size(), top.size());
  for (int i = 0; i < top.size(); ++i) {
    const auto& expected = top[i].struct_value().fields();
    const auto& one = summary.largest(i);
    EXPECT_EQ(one.display_name(), expected.at("name").string_value());
    EXPECT_EQ(Text(one.totals().revenue()),
              expected.at("revenue").string_value());
    EXPECT_EQ(Text(one.totals().direct_cost()),
              expected.at("cost").string_value());
    EXPECT_EQ(Text(one.totals().gross_margin()),
              expected.at("margin").string_value());
  }
  EXPECT_EQ(LossMakers(summary), Part(facts_, "loss_making")
                                     .fields()
                                     .at("loss_making_in_top10_by_revenue")
                                     .list_value()
                                     .values_size());
}

TEST_F(SampleTest, SelectsOverTheTrailingTwelveMonths) {
  const auto selection = loaded_->Select();
  EXPECT_EQ(selection.pareto().base(), 456);
  EXPECT_EQ(selection.pareto().m80(), 148);
  EXPECT_EQ(selection.pareto().head(), 92);
  EXPECT_EQ(selection.pareto().nominated_size(), 92);
  EXPECT_EQ(selection.pareto().tied_size(), 0);
  EXPECT_EQ(selection.pareto().shape(), account::v1::PARETO_SHAPE_WEAK);
  EXPECT_EQ(selection.pareto().lorenz_points_size(), 457);
  EXPECT_EQ(selection.mismatches_size(), 92);
}

TEST_F(SampleTest, ShowsTheLargestWhole) {
  const std::string largest = loaded_->Select().pareto().nominated(0).account();
  EXPECT_THAT(largest, StartsWith(kProgram));
  const auto view = loaded_->View(largest);
  EXPECT_EQ(view.account().status().state(),
            gateway::v1::SectionStatus::STATE_OK);
  EXPECT_EQ(view.team().status().state(), gateway::v1::SectionStatus::STATE_OK);
  EXPECT_EQ(view.planning().status().state(),
            gateway::v1::SectionStatus::STATE_OK);
  EXPECT_EQ(view.assessment().status().state(),
            gateway::v1::SectionStatus::STATE_OK);
  EXPECT_GE(view.account().contacts_size(), 1);
  EXPECT_EQ(view.team().members_size(), 1);
  EXPECT_EQ(view.unresolved_references_size(), 0);
  // The view's profitability is the one asked for by itself.
  const auto profit = loaded_->Profitability(largest);
  EXPECT_EQ(view.account().profitability().SerializeAsString(),
            profit.verdict().SerializeAsString());
}

TEST_F(SampleTest, GivesTheLargestATeamAndAPlanThatBecomesValid) {
  const std::string largest = loaded_->Select().pareto().nominated(0).account();
  EXPECT_THAT(loaded_->View(largest).planning().plan_check().validity(),
              planning::v1::PLAN_VALIDITY_UNSPECIFIED);
  const std::string printed =
      loaded_->RunScript("plan_account", largest + " 2013-11-30");
  // First found wanting, with reasons, then valid.
  const size_t wanting = printed.find("not valid, 13 of 20 checks satisfied");
  const size_t valid = printed.find(": valid, 20 of 20 checks satisfied");
  ASSERT_NE(wanting, std::string::npos) << printed;
  ASSERT_NE(valid, std::string::npos) << printed;
  EXPECT_LT(wanting, valid);
  for (const char* reason :
       {"No threat is named.", "No intention develops relationships.",
        "stock: It does not say by when.", "is not on the account's team.",
        "The relationship in five years is not answered.",
        "The plan names no profit target.",
        "The plan is not shared with this member.",
        "The plan was neither activated nor reviewed."}) {
    const size_t found = printed.find(reason);
    ASSERT_NE(found, std::string::npos) << reason << '\n' << printed;
    EXPECT_LT(found, valid);
  }
  const auto view = loaded_->View(largest);
  // Who serves it, two more who sell to its region, and their head.
  ASSERT_EQ(view.team().members_size(), 4);
  EXPECT_EQ(view.team().members(0).assignment().role(),
            team::v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER);
  EXPECT_EQ(view.team().executive_sponsor(), type::v1::TRI_STATE_PRESENT);
  EXPECT_EQ(view.team().gaps().missing_roles_size(), 0);
  EXPECT_GT(view.team().gaps().gaps_size(), 0);
  EXPECT_EQ(view.planning().plan_check().validity(),
            planning::v1::PLAN_VALIDITY_VALID);
  EXPECT_EQ(view.planning().next_due_action().id(), "forecast");
  EXPECT_EQ(view.planning().initiatives_size(), 1);
  EXPECT_EQ(view.planning().open_commitments_size(), 1);
  EXPECT_EQ(view.unresolved_references_size(), 0);
}

TEST_F(SampleTest, AssessesTheTenLargestAndDeliversWhatChanges) {
  const auto selection = loaded_->Select();
  std::string accounts;
  for (int i = 0; i < 10; ++i) {
    absl::StrAppend(&accounts, " ", selection.pareto().nominated(i).account());
  }
  const std::string printed =
      loaded_->RunScript("assess_accounts", "2013-11-30" + accounts);
  const std::vector<std::string> lines = absl::StrSplit(printed, '\n');
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                          [](const std::string& line) {
                            return absl::StrContains(line, "provisional") &&
                                   absl::StrContains(line, "supplier");
                          }),
            10);
  EXPECT_THAT(printed, HasSubstr("PHASES: 1 (between 1 and 3), PROVISIONAL"));
  EXPECT_THAT(printed, HasSubstr("APPROACH: NEVER; assessment would know."));
  // The last line is what the stream told.
  ASSERT_GE(lines.size(), 2u);
  EXPECT_THAT(lines[lines.size() - 2], HasSubstr("  phases  1 -> 2"));
}

// Every figure that the demo prints moves with one entry more.
TEST(SampleWithOneEntryMore, MovesEveryTotal) {
  LoadedSuite loaded("--leave-open");
  const auto summary = loaded.Summarize();
  const auto selection = loaded.Select();

  loaded.Call<AccountService>(
      &AccountService::Stub::CreateAccount,
      absl::StrCat("parent: '", kProgram, "' account_id: 'newcomer' ",
                   "account { display_name: 'Newcomer' }"));
  // Revenue for two months, so that it buys regularly, at a loss.
  account::v1::ImportLedgerResponse imported;
  grpc::ClientContext context;
  const auto ledger = LedgerService::NewStub(loaded.suite().InProcessChannel());
  const auto writer = ledger->ImportLedger(&context, &imported);
  writer->Write(ParseProto<account::v1::ImportLedgerRequest>(absl::StrCat(
      "parent: '", kProgram, "' import_id: 'more' entries { account: '",
      kProgram,
      "/accounts/newcomer' booked_on { year: 2013 month: 5 day: 2 } "
      "source_system: 'test' document_id: 'one' "
      "revenue { currency_code: 'USD' units: 30000000 } "
      "direct_cost { currency_code: 'USD' units: 30000001 } }")));
  writer->WritesDone();
  ASSERT_THAT(writer->Finish(), GrpcIsOk());
  ASSERT_EQ(imported.ledger_import().accepted_count(), 1);

  const auto after = loaded.Summarize();
  EXPECT_EQ(AmountOf(after.totals().revenue()).ten_thousandths() -
                AmountOf(summary.totals().revenue()).ten_thousandths(),
            absl::int128(300'000'000'000));
  EXPECT_EQ(AmountOf(after.totals().direct_cost()).ten_thousandths() -
                AmountOf(summary.totals().direct_cost()).ten_thousandths(),
            absl::int128(300'000'010'000));
  EXPECT_EQ(after.buyer_count(), summary.buyer_count() + 1);
  EXPECT_LT(after.accounts_for_80_percent(), summary.accounts_for_80_percent());
  EXPECT_EQ(after.loss_maker_count(), summary.loss_maker_count() + 1);
  EXPECT_EQ(after.largest(0).display_name(), "Newcomer");
  EXPECT_EQ(AmountOf(after.loss_maker_gross_margin()).ten_thousandths() -
                AmountOf(summary.loss_maker_gross_margin()).ten_thousandths(),
            absl::int128(-10'000));

  // One purchase is not buying regularly: it does not change the base, until
  // the account is made a key account.
  EXPECT_EQ(loaded.Select().pareto().base(), selection.pareto().base());
  for (const char* move :
       {"state: STATE_NOMINATED",
        "state: STATE_DESIGNATED approver: "
        "'programs/adventureworks/members/m277' approver_grade: GRADE_DIRECTOR "
        "review_on { year: 2014 month: 6 day: 1 }"}) {
    loaded.Call<AccountService>(
        &AccountService::Stub::DesignateKeyAccount,
        absl::StrCat("name: '", kProgram, "/accounts/newcomer' ",
                     "basis: BASIS_REVENUE reason: 'Large' ",
                     "on { year: 2013 month: 6 day: 1 } ", move));
  }
  const auto reselected = loaded.Select();
  EXPECT_EQ(reselected.pareto().base(), selection.pareto().base() + 1);
  EXPECT_LT(reselected.pareto().m80(), selection.pareto().m80());
  EXPECT_EQ(reselected.pareto().nominated(0).account(),
            absl::StrCat(kProgram, "/accounts/newcomer"));
}

}  // namespace
}  // namespace kam::suite::sample_test
