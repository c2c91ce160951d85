// How fast a ledger is imported, and whether memory stays flat meanwhile.

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "tests/bench/ask.h"
#include "tests/bench/ledger_rows.h"
#include "tests/bench/resident_memory.h"

ABSL_FLAG(std::string, server, "", "Address of a fresh account service.");
ABSL_FLAG(int64_t, rows, 1'000'000, "Rows of the ledger.");
ABSL_FLAG(bool, shuffled, false, "Send the documents shuffled.");
ABSL_FLAG(std::string, csv, "",
          "Write the rows to this file instead of importing them.");
ABSL_FLAG(int, watch_memory_of, 0,
          "Process id of the server: print its resident memory after every "
          "million rows, and fail when it grows.");

namespace kam::bench {
namespace {

constexpr char kProgram[] = "programs/ledger";
constexpr int kRowsPerMessage = 1000;
constexpr int64_t kRowsPerReading = 1'000'000;
// By then the caches and buffers of the store are as large as they get.
constexpr int64_t kWarmUpRows = 2'000'000;
constexpr int64_t kMaxGrowthBytes = int64_t{48} << 20;

absl::Status MakeAccounts(const std::shared_ptr<grpc::Channel>& server) {
  account::v1::ProgramService::Stub programs(server);
  account::v1::CreateProgramRequest program;
  program.set_program_id("ledger");
  program.mutable_program()->set_display_name("Ledger");
  program.mutable_program()->set_reporting_currency("USD");
  program.mutable_program()->set_time_zone("UTC");
  RETURN_IF_ERROR(
      Ask(programs, &account::v1::ProgramService::Stub::CreateProgram, program)
          .status());
  account::v1::AccountService::Stub accounts(server);
  for (int i = 0; i < LedgerRows::kAccounts; ++i) {
    account::v1::CreateAccountRequest request;
    request.set_parent(kProgram);
    request.set_account_id(absl::StrCat("account-", i));
    request.mutable_account()->set_display_name(absl::StrCat("Customer ", i));
    account::v1::ExternalKey* key =
        request.mutable_account()->add_external_keys();
    key->set_source_system("erp");
    key->set_key(LedgerRows::AccountKey(i));
    RETURN_IF_ERROR(Ask(accounts,
                        &account::v1::AccountService::Stub::CreateAccount,
                        request)
                        .status());
  }
  return absl::OkStatus();
}

account::v1::ImportLedgerRequest MakeMessage(
    const LedgerRows& rows, const std::vector<int64_t>& numbers, size_t first) {
  account::v1::ImportLedgerRequest message;
  message.set_parent(kProgram);
  message.set_import_id("import");
  message.set_first_position(static_cast<int64_t>(first));
  const size_t end = std::min(first + kRowsPerMessage, numbers.size());
  for (size_t i = first; i < end; ++i) {
    rows.Fill(numbers[i], *message.add_entries());
  }
  return message;
}

// One import call.
class Import {
 public:
  explicit Import(const std::shared_ptr<grpc::Channel>& server)
      : stub_(server), writer_(stub_.ImportLedger(&context_, &response_)) {}

  // Returns false when the server ended the call; Finish tells why.
  bool Write(const account::v1::ImportLedgerRequest& message) {
    return writer_->Write(message);
  }

  // The call's own error; INTERNAL when fewer than `rows` were accepted.
  absl::Status Finish(int64_t rows) {
    writer_->WritesDone();
    RETURN_IF_ERROR(rpc::FromGrpcStatus(writer_->Finish()));
    if (response_.ledger_import().accepted_count() == rows) {
      return absl::OkStatus();
    }
    return Internal("ROWS_REJECTED", "Not every row was accepted.");
  }

 private:
  account::v1::LedgerService::Stub stub_;
  grpc::ClientContext context_;
  account::v1::ImportLedgerResponse response_;
  std::unique_ptr<grpc::ClientWriter<account::v1::ImportLedgerRequest>> writer_;
};

// Prints the rows a second, the messages being made beforehand.
absl::Status MeasureRate(const std::shared_ptr<grpc::Channel>& server,
                         const LedgerRows& rows,
                         const std::vector<int64_t>& numbers) {
  std::vector<account::v1::ImportLedgerRequest> messages;
  for (size_t first = 0; first < numbers.size(); first += kRowsPerMessage) {
    messages.push_back(MakeMessage(rows, numbers, first));
  }
  const absl::Time start = absl::Now();
  Import import(server);
  for (const auto& message : messages) {
    if (!import.Write(message)) break;
  }
  RETURN_IF_ERROR(import.Finish(rows.count()));
  std::cout << absl::StrFormat("%.0f\n",
                               static_cast<double>(rows.count()) /
                                   absl::ToDoubleSeconds(absl::Now() - start));
  return absl::OkStatus();
}

// Prints resident memory on the way; FAILED_PRECONDITION, MEMORY_GROWS.
absl::Status WatchMemory(const std::shared_ptr<grpc::Channel>& server,
                         const LedgerRows& rows,
                         const std::vector<int64_t>& numbers) {
  const int process = absl::GetFlag(FLAGS_watch_memory_of);
  int64_t warm = 0;
  int64_t most = 0;
  Import import(server);
  for (size_t first = 0; first < numbers.size(); first += kRowsPerMessage) {
    if (!import.Write(MakeMessage(rows, numbers, first))) break;
    const auto sent = static_cast<int64_t>(first) + kRowsPerMessage;
    if (sent % kRowsPerReading != 0) continue;
    ASSIGN_OR_RETURN(const int64_t bytes, ResidentMemory(process));
    std::cerr << absl::StrFormat("%d rows: %d MB\n", sent, bytes >> 20);
    if (sent <= kWarmUpRows) warm = std::max(warm, bytes);
    most = std::max(most, bytes);
  }
  RETURN_IF_ERROR(import.Finish(rows.count()));
  std::cout << absl::StrFormat("%d\t%d\n", most >> 20, warm >> 20);
  if (most - warm <= kMaxGrowthBytes) return absl::OkStatus();
  return FailedPrecondition(
      "MEMORY_GROWS", absl::StrCat("Memory grew by ", (most - warm) >> 20,
                                   " MB after ", kWarmUpRows, " rows; at most ",
                                   kMaxGrowthBytes >> 20, " MB are allowed."));
}

absl::Status WriteCsv(const std::string& path, const LedgerRows& rows,
                      const std::vector<int64_t>& numbers) {
  std::ofstream file(path, std::ios::binary);
  for (const int64_t number : numbers) file << rows.CsvLine(number);
  file.close();
  if (file) return absl::OkStatus();
  return Internal("NOT_WRITTEN", absl::StrCat(path, " could not be written."));
}

absl::Status Run() {
  const LedgerRows rows(absl::GetFlag(FLAGS_rows));
  const std::vector<int64_t> numbers =
      Numbers(rows.count(), absl::GetFlag(FLAGS_shuffled));
  const std::string csv = absl::GetFlag(FLAGS_csv);
  if (!csv.empty()) return WriteCsv(csv, rows, numbers);
  const auto server = rpc::MakeChannel(absl::GetFlag(FLAGS_server));
  RETURN_IF_ERROR(MakeAccounts(server));
  return absl::GetFlag(FLAGS_watch_memory_of) == 0
             ? MeasureRate(server, rows, numbers)
             : WatchMemory(server, rows, numbers);
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "How fast a ledger is imported into a fresh account service.\n"
      "  kam-bench-import --server=HOST:PORT [--shuffled]\n"
      "  kam-bench-import --server=HOST:PORT --rows=5000000 "
      "--watch_memory_of=PID\n"
      "  kam-bench-import --csv=FILE [--shuffled]");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-import: " << status.message() << "\n";
  return 1;
}
