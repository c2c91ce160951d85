#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/rpc/channel.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/server_process.h"
#include "tests/testing/temp_dir.h"

namespace kam::account::import_crash_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::ServerProcess;
using kam::testing::StoreFlags;

constexpr int kAccounts = 12;
constexpr int kRows = 20'000;
constexpr int kRowsPerMessage = 250;
constexpr int kKills = 4;

// A server and its stubs.
struct Running {
  Running(const std::string& directory, bool init)
      : process(KAM_ACCOUNT_BINARY, StoreFlags(directory, init)),
        channel(rpc::MakeChannel(process.address())),
        programs(v1::ProgramService::NewStub(channel)),
        accounts(v1::AccountService::NewStub(channel)),
        ledger(v1::LedgerService::NewStub(channel)) {}

  ServerProcess process;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::ProgramService::Stub> programs;
  std::unique_ptr<v1::AccountService::Stub> accounts;
  std::unique_ptr<v1::LedgerService::Stub> ledger;
};

// Rows of which some name no account, some repeat a document and some take its
// id for other content.
std::vector<v1::LedgerEntry> MakeRows() {
  kam::testing::FakeRandom random(7);
  std::vector<v1::LedgerEntry> rows(kRows);
  for (int i = 0; i < kRows; ++i) {
    v1::LedgerEntry& row = rows[i];
    const uint64_t luck = random.Below(100);
    if (i > 0 && luck < 5) {
      row = rows[random.Below(i)];
      if (luck < 2) row.mutable_revenue()->set_units(-1);
      continue;
    }
    const uint64_t account = random.Below(kAccounts + (luck < 10 ? 3 : 0));
    row.set_account("programs/p/accounts/a" + std::to_string(account));
    row.mutable_booked_on()->set_year(2013);
    row.mutable_booked_on()->set_month(1 + static_cast<int>(random.Below(12)));
    row.mutable_booked_on()->set_day(1 + static_cast<int>(random.Below(28)));
    row.mutable_revenue()->set_currency_code("USD");
    row.mutable_revenue()->set_units(static_cast<int64_t>(random.Below(1000)));
    row.set_source_system("erp");
    row.set_document_id("d" + std::to_string(i));
  }
  return rows;
}

void Prepare(Running& server) {
  grpc::ClientContext context;
  v1::CreateProgramRequest program;
  program.set_program_id("p");
  program.mutable_program()->set_display_name("P");
  program.mutable_program()->set_reporting_currency("USD");
  program.mutable_program()->set_time_zone("UTC");
  v1::Program created;
  ASSERT_THAT(server.programs->CreateProgram(&context, program, &created),
              GrpcIsOk());
  for (int i = 0; i < kAccounts; ++i) {
    grpc::ClientContext account_context;
    v1::CreateAccountRequest request;
    request.set_parent("programs/p");
    request.set_account_id("a" + std::to_string(i));
    request.mutable_account()->set_display_name("A");
    v1::Account account;
    ASSERT_THAT(
        server.accounts->CreateAccount(&account_context, request, &account),
        GrpcIsOk());
  }
}

// How far the import has come; nothing when the server cannot tell.
std::optional<v1::LedgerImport> Progress(Running& server) {
  grpc::ClientContext context;
  v1::GetImportRequest request;
  request.set_name("programs/p/imports/i");
  v1::LedgerImport progress;
  const grpc::Status status =
      server.ledger->GetImport(&context, request, &progress);
  if (!status.ok()) return std::nullopt;
  return progress;
}

// Sends the rows from `position` on; ends early when the server is gone.
grpc::Status Send(Running& server, const std::vector<v1::LedgerEntry>& rows,
                  int64_t position) {
  grpc::ClientContext context;
  v1::ImportLedgerResponse response;
  auto writer = server.ledger->ImportLedger(&context, &response);
  while (position < kRows) {
    v1::ImportLedgerRequest request;
    request.set_parent("programs/p");
    request.set_import_id("i");
    request.set_first_position(position);
    const int64_t end = std::min<int64_t>(position + kRowsPerMessage, kRows);
    for (; position < end; ++position) {
      *request.add_entries() = rows[position];
    }
    if (!writer->Write(request)) break;
  }
  writer->WritesDone();
  return writer->Finish();
}

// All that an import leaves behind, without what differs from run to run.
std::vector<std::string> Outcome(Running& server) {
  std::vector<std::string> lines;
  v1::LedgerImport progress = Progress(server).value_or(v1::LedgerImport());
  progress.clear_etag();
  progress.clear_create_time();
  progress.clear_update_time();
  lines.push_back(progress.ShortDebugString());
  v1::ListImportRejectionsRequest rejections;
  rejections.set_parent("programs/p/imports/i");
  rejections.set_page_size(1000);
  do {
    grpc::ClientContext context;
    v1::ListImportRejectionsResponse page;
    EXPECT_THAT(
        server.ledger->ListImportRejections(&context, rejections, &page),
        GrpcIsOk());
    for (const auto& one : page.rejections()) {
      lines.push_back(one.ShortDebugString());
    }
    rejections.set_page_token(page.next_page_token());
  } while (!rejections.page_token().empty());
  for (int i = 0; i < kAccounts; ++i) {
    const std::string account = "programs/p/accounts/a" + std::to_string(i);
    grpc::ClientContext context;
    v1::ListLedgerRollupsRequest request;
    request.set_parent(account);
    v1::ListLedgerRollupsResponse rollups;
    EXPECT_THAT(server.ledger->ListLedgerRollups(&context, request, &rollups),
                GrpcIsOk());
    for (auto& one : *rollups.mutable_ledger_rollups()) {
      one.clear_etag();
      one.clear_create_time();
      one.clear_update_time();
      lines.push_back(one.ShortDebugString());
    }
    v1::ListLedgerEntriesRequest entries;
    entries.set_parent(account);
    entries.set_page_size(1000);
    do {
      grpc::ClientContext entries_context;
      v1::ListLedgerEntriesResponse page;
      EXPECT_THAT(
          server.ledger->ListLedgerEntries(&entries_context, entries, &page),
          GrpcIsOk());
      for (auto& one : *page.mutable_ledger_entries()) {
        one.clear_revision();
        lines.push_back(one.ShortDebugString());
      }
      entries.set_page_token(page.next_page_token());
    } while (!entries.page_token().empty());
  }
  return lines;
}

TEST(ImportCrashTest, AnImportThatWasKilledEndsAsIfItHadNotBeen) {
  const std::vector<v1::LedgerEntry> rows = MakeRows();
  std::vector<std::string> expected;
  {
    kam::testing::TempDir folder;
    Running server(folder.Path("data"), true);
    Prepare(server);
    ASSERT_THAT(Send(server, rows, 0), GrpcIsOk());
    expected = Outcome(server);
  }
  ASSERT_GT(expected.size(), static_cast<size_t>(kRows * 8 / 10));

  kam::testing::TempDir folder;
  {
    Running server(folder.Path("data"), true);
    Prepare(server);
  }
  int64_t position = 0;
  for (int kill = 1; kill <= kKills; ++kill) {
    auto server = std::make_unique<Running>(folder.Path("data"), false);
    std::thread sender([&] { Send(*server, rows, position); });
    const int64_t enough = int64_t{kRows} * kill / (kKills + 1);
    int64_t seen = position;
    while (seen < enough) {
      const auto progress = Progress(*server);
      if (progress.has_value()) seen = progress->next_position();
    }
    // The sender's stubs outlive the process that they speak to.
    Running& running = *server;
    running.process.Kill();
    sender.join();
    server.reset();
    Running again(folder.Path("data"), false);
    const auto progress = Progress(again);
    ASSERT_TRUE(progress.has_value());
    EXPECT_GE(progress->next_position(), seen);
    position = progress->next_position();
  }
  Running server(folder.Path("data"), false);
  ASSERT_THAT(Send(server, rows, position), GrpcIsOk());
  EXPECT_EQ(Outcome(server), expected);
}

}  // namespace
}  // namespace kam::account::import_crash_test
