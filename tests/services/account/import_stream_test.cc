#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/common/rpc/raw_call.h"
#include "tests/services/account/account_harness.h"

namespace kam::account::import_stream_test {
namespace {

using kam::testing::GrpcStatusIs;

constexpr char kMethod[] = "/kam.account.v1.LedgerService/ImportLedger";

// How an import's stream ends, byte by byte.
class ImportStreamTest : public AccountServiceTest {
 protected:
  ImportStreamTest() {
    HaveProgram();
    HaveAccount("a");
  }

  v1::ImportLedgerRequest Message(int64_t first_position) {
    v1::ImportLedgerRequest request;
    request.set_parent("programs/p");
    request.set_import_id("i");
    request.set_first_position(first_position);
    *request.add_entries() = Entry("a", Day(2013, 6, 1), 100);
    return request;
  }

  std::string Bytes(int64_t first_position) {
    return Message(first_position).SerializeAsString();
  }

  // Sends messages that may be anything, and returns how the call ended.
  grpc::Status Send(const std::vector<std::string>& messages) {
    return rpc::RawStream(harness_.channel(), kMethod, messages);
  }

  int64_t Accepted() {
    return Call(*ledger_, &v1::LedgerService::Stub::GetImport,
                "name: 'programs/p/imports/i'")
        .value.accepted_count();
  }
};

TEST_F(ImportStreamTest, WhatIsNoMessageIsNotTakenForTheEnd) {
  const std::string garbage = "\xff\xff\xff\xff";
  EXPECT_THAT(Send({garbage}), GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                            "MALFORMED_REQUEST"));
  EXPECT_THAT(
      Send({Bytes(0), garbage}),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MALFORMED_REQUEST"));
  EXPECT_EQ(Accepted(), 1);
  EXPECT_THAT(
      Send({Bytes(0), garbage, Bytes(1)}),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MALFORMED_REQUEST"));
  EXPECT_EQ(Accepted(), 1);
}

TEST_F(ImportStreamTest, AMessageCutShortIsNotTakenForTheEnd) {
  const std::string whole = Bytes(0);
  for (size_t size = 1; size < whole.size(); size += 7) {
    SCOPED_TRACE(size);
    v1::ImportLedgerRequest parsed;
    if (parsed.ParseFromString(whole.substr(0, size))) continue;
    EXPECT_THAT(
        Send({whole.substr(0, size)}),
        GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MALFORMED_REQUEST"));
  }
}

TEST_F(ImportStreamTest, NeedsAMessage) {
  EXPECT_THAT(Send({}), GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                     "MISSING_FIELD"));
}

TEST_F(ImportStreamTest, AMessageTooLargeForTheChannelIsAnError) {
  EXPECT_FALSE(Send({Bytes(0), std::string(size_t{16} << 20, 'x')}).ok());
}

TEST_F(ImportStreamTest, AnErrorDoesNotWaitForTheNextMessage) {
  // Neither message nor end follows: the server must speak first.
  for (const int64_t wrong_position : {int64_t{-1}, int64_t{5}}) {
    SCOPED_TRACE(wrong_position);
    grpc::ClientContext context;
    v1::ImportLedgerResponse response;
    auto writer = ledger_->ImportLedger(&context, &response);
    ASSERT_TRUE(writer->Write(Message(0)));
    ASSERT_TRUE(writer->Write(Message(wrong_position)));
    EXPECT_FALSE(writer->Finish().ok());
  }
}

}  // namespace
}  // namespace kam::account::import_stream_test
