#include "tests/common/rpc/test_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/rpc/channel.h"
#include "gmock/gmock.h"
#include "tests/testing/grpc_matchers.h"

namespace kam::rpc {

using ::testing::HasSubstr;
using ::testing::Not;

void ExpectProperError(const grpc::Status& status) {
  int infos = 0;
  const google::rpc::Status details = kam::testing::DetailsOf(status);
  for (const auto& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (!detail.UnpackTo(&info)) continue;
    ++infos;
    EXPECT_EQ(info.domain(), "kam");
    EXPECT_NE(info.reason(), "");
  }
  EXPECT_EQ(infos, 1) << kam::testing::Show(status);
  for (const char* text : {"rocksdb", "IO error", "/tmp", ".sst"}) {
    EXPECT_THAT(status.error_message(), Not(HasSubstr(text)));
  }
}

TestServer::TestServer(TestServerSettings settings)
    : settings_(std::move(settings)) {
  Start();
}

void TestServer::Start() {
  SetLogLevel(LogLevel::kError);  // a line for each call would hide failures
  storage::StoreOptions store_options;
  store_options.directory = folder_.Path("store");
  store_options.service = "testing";
  store_options.init = true;
  store_options.disk = settings_.disk;
  store_options.on_health = settings_.on_health;
  auto open = OpenService::Open(std::move(store_options),
                                TestingServiceFactory(&controls_));
  ASSERT_TRUE(open.ok()) << open.status().ToString();
  open_ = *std::move(open);
  ServerOptions options;
  options.listen = settings_.listen ? "127.0.0.1:0" : "";
  options.drain_delay = absl::ZeroDuration();
  auto server = Server::Start(options, open_->handlers().services(),
                              open_->handlers().names());
  ASSERT_TRUE(server.ok()) << server.status().ToString();
  server_ = *std::move(server);
  stub_ = testing::v1::TestingService::NewStub(server_->InProcessChannel());
}

void TestServer::Stop() {
  if (server_ != nullptr) {
    server_->Drain([&] { open_->handlers().Drain(); });
  }
  stub_.reset();
  server_.reset();
  open_.reset();
}

void TestServer::MakeAccounts(const std::vector<std::string>& ids) {
  auto program =
      Call(&Stub::CreateProgram, R"(program { title: "P" } program_id: "p")");
  ASSERT_TRUE(program.ok()) << program.status().ToString();
  for (const std::string& id : ids) {
    auto account =
        Call(&Stub::CreateAccount,
             absl::StrCat(R"(parent: "programs/p" account_id: ")", id,
                          R"(" account { title: "A" colour: COLOUR_RED })"));
    ASSERT_TRUE(account.ok()) << account.status().ToString();
  }
}

std::string TestServer::address() const {
  return absl::StrCat("127.0.0.1:", server_->port());
}

std::unique_ptr<Stub> TestServer::NewLoopbackStub() {
  return testing::v1::TestingService::NewStub(MakeChannel(address()));
}

}  // namespace kam::rpc
