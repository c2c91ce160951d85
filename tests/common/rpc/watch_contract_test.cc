#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/replica.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::watch_contract_test {
namespace {

using kam::testing::FakeRandom;
using kam::testing::IsOk;

constexpr int kWriters = 4;
constexpr int kReplicas = 12;
constexpr int kWrites = 150;
constexpr int kNoteIds = 30;
constexpr int kTrimBehind = 40;

// One write of some kind; several may fail, for what is there already or gone.
void WriteSomething(Stub& stub, FakeRandom& random) {
  const std::string account =
      absl::StrCat("programs/p/accounts/", random.Below(2) == 0 ? "a" : "b");
  const std::string id = absl::StrCat("n", random.Below(kNoteIds));
  const std::string name = absl::StrCat(account, "/notes/", id);
  const std::string text = absl::StrCat(random.Next());
  grpc::ClientContext context;
  testing::v1::Note note;
  switch (random.Below(4)) {
    case 0: {
      testing::v1::CreateNoteRequest request;
      request.set_parent(account);
      request.set_note_id(id);
      request.mutable_note()->set_text(text);
      stub.CreateNote(&context, request, &note);
      break;
    }
    case 1: {
      testing::v1::UpdateNoteRequest request;
      request.mutable_note()->set_name(name);
      request.mutable_note()->set_text(text);
      stub.UpdateNote(&context, request, &note);
      break;
    }
    case 2: {
      testing::v1::DeleteNoteRequest request;
      request.set_name(name);
      google::protobuf::Empty empty;
      stub.DeleteNote(&context, request, &empty);
      break;
    }
    default: {
      testing::v1::PutNotesRequest request;
      request.set_parent(account);
      const int count = 2 + static_cast<int>(random.Below(kNoteIds - 1));
      for (int i = 0; i < count; ++i) {
        testing::v1::Note* one = request.add_notes();
        one->set_name(absl::StrCat("n", i));
        one->set_text(text);
      }
      request.set_reason(absl::StrCat(count));
      testing::v1::PutNotesResponse response;
      stub.PutNotes(&context, request, &response);
    }
  }
}

class WatchContract : public ::testing::Test {
 protected:
  WatchContract()
      : server_({.listen = true, .disk = {0, 0, 0, 0}, .on_health = {}}) {
    // Replicas must not wait long for their next message once all is written.
    server_.controls().timing.heartbeat = absl::Milliseconds(20);
    server_.controls().timing.poll = absl::Milliseconds(10);
    server_.MakeAccounts({"a", "b"});
  }

  // What the store holds at or under `filter`, by the calls that read it.
  std::map<std::string, std::string> Contents(const std::string& filter) {
    std::map<std::string, std::string> records;
    auto add = [&](const auto& record) {
      if (absl::StartsWith(record.name(), filter)) {
        records[record.name()] = record.SerializeAsString();
      }
    };
    add(*server_.Call(&Stub::GetProgram, R"(name: "programs/p")"));
    auto accounts =
        server_.Call(&Stub::ListAccounts, R"(parent: "programs/p")");
    for (const auto& account : accounts->accounts()) {
      add(account);
      auto notes = server_.Call(
          &Stub::ListNotes,
          absl::StrCat("page_size: 1000 parent: \"", account.name(), "\""));
      for (const auto& note : notes->notes()) add(note);
    }
    return records;
  }

  TestServer server_;
};

TEST_F(WatchContract, HoldsForReplicasThatComeAndGo) {
  const std::vector<std::string> filters = {"", "", "programs/p",
                                            "programs/p/accounts/a"};
  Replica late("");
  EXPECT_FALSE(late.Follow(server_.stub(), 2, false));
  std::atomic<int> writing{kWriters};
  std::vector<std::thread> threads;
  for (int i = 0; i < kWriters; ++i) {
    threads.emplace_back([&, i] {
      FakeRandom random(100 + i);
      for (int n = 0; n < kWrites; ++n) WriteSomething(server_.stub(), random);
      --writing;
    });
  }
  threads.emplace_back([&] {
    while (writing > 0) {
      int64_t head = server_.store().View().revision();
      EXPECT_THAT(server_.store().Trim(head - kTrimBehind), IsOk());
      server_.store().WaitAfter(head + kTrimBehind, absl::Milliseconds(100));
    }
  });
  std::vector<std::unique_ptr<Replica>> replicas;
  for (int i = 0; i < kReplicas; ++i) {
    replicas.push_back(std::make_unique<Replica>(filters[i % filters.size()]));
    threads.emplace_back([&, i] {
      FakeRandom random(200 + i);
      std::unique_ptr<Stub> stub = server_.NewLoopbackStub();
      Replica& replica = *replicas[i];
      while (writing > 0) {
        replica.Follow(*stub, 1 + static_cast<int>(random.Below(8)), false);
      }
      // The log is not trimmed any more, so the second try ends well.
      EXPECT_TRUE(replica.Follow(*stub, 0, true) ||
                  replica.Follow(*stub, 0, true));
    });
  }
  for (std::thread& thread : threads) thread.join();

  // One that slept too long starts again.
  ASSERT_THAT(server_.store().Trim(server_.store().View().revision()), IsOk());
  EXPECT_FALSE(late.Follow(server_.stub(), 0, true));
  EXPECT_TRUE(late.Follow(server_.stub(), 0, true));
  EXPECT_EQ(late.restarts(), 2);
  EXPECT_EQ(late.records(), Contents(""));

  int restarts = 0;
  int resumptions = 0;
  for (int i = 0; i < kReplicas; ++i) {
    const std::string& filter = filters[i % filters.size()];
    EXPECT_EQ(replicas[i]->records(), Contents(filter)) << "replica " << i;
    restarts += replicas[i]->restarts();
    resumptions += replicas[i]->resumptions();
  }
  EXPECT_GE(restarts, kReplicas);
  EXPECT_GT(resumptions, kReplicas);
  RecordProperty("restarts", restarts);
  RecordProperty("resumptions", resumptions);
}

}  // namespace
}  // namespace kam::rpc::watch_contract_test
