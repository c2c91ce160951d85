#include "common/rpc/watch.h"

#include <future>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/resume_token.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/common/rpc/watch_stream.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::watch_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Answer = WatchStream::Answer;
using Request = WatchStream::Request;

constexpr char kAccount[] = "programs/p/accounts/a";

// "KIND name" of each change.
std::vector<std::string> Summary(const Answer& answer) {
  std::vector<std::string> lines;
  for (const auto& change : answer.changes()) {
    lines.push_back(
        absl::StrCat(kam::type::v1::ChangeKind_Name(change.kind()).substr(12),
                     " ", change.name()));
  }
  return lines;
}

class Watch : public ::testing::Test {
 protected:
  Watch() : server_({.listen = true, .disk = {0, 0, 0, 0}, .on_health = {}}) {
    server_.controls().timing.poll = absl::Milliseconds(10);
    server_.MakeAccounts({"a", "b"});
  }

  WatchStream Start(const std::string& request) {
    return WatchStream(server_.stub(), ParseProto<Request>(request));
  }
  WatchStream StartAfter(const std::string& token,
                         const std::string& parent = "") {
    Request request;
    request.set_resume_token(token);
    request.set_parent(parent);
    return WatchStream(server_.stub(), request);
  }
  // How a stream from `token` ends at once.
  grpc::Status Refusal(const std::string& token,
                       const std::string& parent = "") {
    grpc::Status status = StartAfter(token, parent).Finish();
    ExpectProperError(status);
    return status;
  }
  // The token of the newest state.
  std::string Token(const std::string& parent = "") {
    return Start(absl::StrCat("skip_snapshot: true parent: \"", parent, "\""))
        .ReadUntilCaughtUp()
        .back()
        .resume_token();
  }
  void PutNotes(const std::string& request) {
    EXPECT_THAT(server_.Call(&Stub::PutNotes,
                             absl::StrCat("parent: \"programs/p/accounts/a\" ",
                                          request)),
                IsOk());
  }
  // Stores notes of account a in one commit, past the limit of a request.
  absl::Status Store(int count, size_t bytes, const std::string& prefix) {
    return server_.store().Update({}, [&](storage::Transaction& transaction) {
      for (int i = 0; i < count; ++i) {
        testing::v1::Note note;
        note.set_text(std::string(bytes, 'x'));
        RETURN_IF_ERROR(records_.notes.Create(
            transaction, absl::StrCat(kAccount, "/notes/", prefix, i), &note));
      }
      return absl::OkStatus();
    });
  }

  TestingRecords records_;
  TestServer server_;
};

TEST_F(Watch, SendsASnapshotThenWhatHappens) {
  PutNotes(R"(notes { name: "n" text: "N" })");
  WatchStream stream = Start("");
  std::vector<Answer> snapshot = stream.ReadUntilCaughtUp();
  ASSERT_THAT(snapshot, SizeIs(2));
  EXPECT_THAT(
      Summary(snapshot[0]),
      ElementsAre("SNAPSHOT programs/p", "SNAPSHOT programs/p/accounts/a",
                  "SNAPSHOT programs/p/accounts/b",
                  "SNAPSHOT programs/p/accounts/a/notes/n"));
  EXPECT_EQ(snapshot[0].resume_token(), "");
  EXPECT_FALSE(snapshot[0].caught_up());
  EXPECT_THAT(snapshot[1].changes(), IsEmpty());
  EXPECT_NE(snapshot[1].resume_token(), "");

  PutNotes(R"(notes { name: "n" text: "M" } notes { name: "m" }
              reason: "why"
              request_id: "11111111-2222-4333-8444-555555555555")");
  Answer answer;
  ASSERT_TRUE(stream.Read(&answer));
  EXPECT_THAT(Summary(answer),
              ElementsAre("UPDATED programs/p/accounts/a/notes/n",
                          "CREATED programs/p/accounts/a/notes/m"));
  EXPECT_FALSE(answer.caught_up());
  EXPECT_NE(answer.resume_token(), snapshot[1].resume_token());
  const auto& change = answer.changes(0);
  EXPECT_EQ(change.revision(), server_.store().View().revision());
  EXPECT_EQ(change.actor(), "local");
  EXPECT_EQ(change.reason(), "why");
  EXPECT_EQ(change.request_id(), "11111111-2222-4333-8444-555555555555");
  auto note =
      server_.Call(&Stub::GetNote, R"(name: "programs/p/accounts/a/notes/n")");
  ASSERT_THAT(note, IsOk());
  EXPECT_THAT(change.note(), kam::testing::EqualsProto(*note));
  EXPECT_THAT(change.commit_time(),
              kam::testing::EqualsProto(note->update_time()));

  ASSERT_THAT(server_.Call(&Stub::DeleteNote,
                           R"(name: "programs/p/accounts/a/notes/n")"),
              IsOk());
  ASSERT_TRUE(stream.Read(&answer));
  EXPECT_THAT(Summary(answer),
              ElementsAre("DELETED programs/p/accounts/a/notes/n"));
  EXPECT_EQ(answer.changes(0).note().text(), "M");
}

TEST_F(Watch, WithoutASnapshotBeginsWithWhatHappensNext) {
  WatchStream stream = Start("skip_snapshot: true");
  std::vector<Answer> begin = stream.ReadUntilCaughtUp();
  ASSERT_THAT(begin, SizeIs(1));
  EXPECT_THAT(begin[0].changes(), IsEmpty());
  PutNotes(R"(notes { name: "n" })");
  Answer answer;
  ASSERT_TRUE(stream.Read(&answer));
  EXPECT_THAT(Summary(answer),
              ElementsAre("CREATED programs/p/accounts/a/notes/n"));
}

TEST_F(Watch, EndsOnceCaughtUpWhenAsked) {
  WatchStream stream = Start("stop_when_caught_up: true");
  EXPECT_THAT(stream.ReadUntilCaughtUp(), SizeIs(2));
  EXPECT_THAT(stream.Finish(), GrpcIsOk());
}

TEST_F(Watch, GoesOnAfterATokenAndSaysCaughtUpOnce) {
  const std::string token = Token();
  for (int i = 0; i < 250; ++i) {
    PutNotes(absl::StrCat("notes { name: \"n", i, "\" }"));
  }
  WatchStream stream = StartAfter(token);
  std::vector<Answer> answers = stream.ReadUntilCaughtUp();
  PutNotes(R"(notes { name: "last" })");
  answers.emplace_back();
  ASSERT_TRUE(stream.Read(&answers.back()));
  std::vector<std::string> names;
  int caught_up = 0;
  for (const Answer& answer : answers) {
    EXPECT_NE(answer.resume_token(), "");
    EXPECT_LE(answer.changes_size(), 100);
    caught_up += answer.caught_up() ? 1 : 0;
    for (const auto& change : answer.changes()) names.push_back(change.name());
  }
  EXPECT_EQ(caught_up, 1);
  ASSERT_THAT(names, SizeIs(251));
  EXPECT_EQ(names[249], "programs/p/accounts/a/notes/n249");
  EXPECT_EQ(names[250], "programs/p/accounts/a/notes/last");
}

TEST_F(Watch, RefusesTokensItCannotGoOnFrom) {
  const std::string token = Token();
  constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;
  constexpr auto kRange = grpc::StatusCode::OUT_OF_RANGE;
  for (const std::string& bad : {std::string("?"), std::string("AAAA"),
                                 absl::WebSafeBase64Escape("garbage")}) {
    EXPECT_THAT(Refusal(bad), GrpcStatusIs(kInvalid, "INVALID_RESUME_TOKEN"));
  }
  EXPECT_THAT(Refusal(token, "programs/p"),
              GrpcStatusIs(kRange, "RESUME_TOKEN_OF_ANOTHER_FILTER"));
  EXPECT_THAT(Refusal("", "accounts/a"),
              GrpcStatusIs(kInvalid, "INVALID_PARENT"));
  EXPECT_THAT(
      Refusal(EncodeResumeToken(1'000'000, server_.store().epoch(), "")),
      GrpcStatusIs(kRange, "RESUME_TOKEN_OF_ANOTHER_STORE"));
  PutNotes(R"(notes { name: "n" })");
  ASSERT_THAT(server_.store().Trim(server_.store().View().revision()), IsOk());
  EXPECT_THAT(Refusal(token), GrpcStatusIs(kRange, "RESUME_TOKEN_TRIMMED"));

  TestServer other;
  Request request;
  request.set_resume_token(token);
  EXPECT_THAT(WatchStream(other.stub(), request).Finish(),
              GrpcStatusIs(kRange, "RESUME_TOKEN_OF_ANOTHER_STORE"));
}

TEST_F(Watch, ShowsOneAccountAndMovesOnOverWhatItHides) {
  server_.controls().timing.heartbeat = absl::ZeroDuration();
  WatchStream stream = Start(R"(parent: "programs/p/accounts/b")");
  std::vector<Answer> snapshot = stream.ReadUntilCaughtUp();
  ASSERT_THAT(snapshot, SizeIs(2));
  EXPECT_THAT(Summary(snapshot[0]),
              ElementsAre("SNAPSHOT programs/p/accounts/b"));

  PutNotes(R"(notes { name: "n" })");
  const std::string now = Token("programs/p/accounts/b");
  // A quiet stream sends tokens alone; in the end that of the newest state.
  Answer answer;
  while (stream.Read(&answer) && answer.resume_token() != now) {
    EXPECT_THAT(answer.changes(), IsEmpty());
    EXPECT_FALSE(answer.caught_up());
  }
  EXPECT_EQ(answer.resume_token(), now);
}

TEST_F(Watch, LeavesOutRecordsThatTheFeedDoesNotCarry) {
  WatchStream stream = Start("skip_snapshot: true");
  stream.ReadUntilCaughtUp();
  ASSERT_THAT(server_.store().Update({},
                                     [&](storage::Transaction& transaction) {
                                       testing::v1::Secret secret;
                                       return records_.secrets.Create(
                                           transaction, "programs/p/secrets/s",
                                           &secret);
                                     }),
              IsOk());
  PutNotes(R"(notes { name: "n" })");
  Answer answer;
  ASSERT_TRUE(stream.Read(&answer));
  EXPECT_THAT(Summary(answer),
              ElementsAre("CREATED programs/p/accounts/a/notes/n"));
  for (const Answer& part : Start("").ReadUntilCaughtUp()) {
    for (const std::string& line : Summary(part)) {
      EXPECT_THAT(line, ::testing::Not(::testing::HasSubstr("secret")));
    }
  }
}

TEST_F(Watch, LosesNothingThatHappensDuringTheSnapshot) {
  ASSERT_THAT(Store(150, 10, "n"), IsOk());
  auto gate = std::make_shared<Gate>();
  server_.controls().before_send = [gate] { gate->Pass(); };
  WatchStream stream = Start("parent: \"programs/p\"");
  gate->WaitForArrivals(1);
  // One that was sent already, one that was not, and a new one.
  PutNotes(
      R"(notes { name: "n0" text: "late" } notes { name: "n99" text: "late" }
              notes { name: "new" })");
  gate->Open();
  std::vector<std::string> late;
  std::set<std::string> before;
  for (const Answer& answer : stream.ReadUntilCaughtUp()) {
    for (const auto& change : answer.changes()) {
      if (change.kind() == kam::type::v1::CHANGE_KIND_SNAPSHOT) {
        EXPECT_THAT(late, IsEmpty());
        EXPECT_NE(change.note().text(), "late");
        EXPECT_TRUE(before.insert(change.name()).second);
      } else {
        late.push_back(change.name());
      }
    }
  }
  EXPECT_THAT(before, SizeIs(153));
  EXPECT_THAT(late, ElementsAre("programs/p/accounts/a/notes/n0",
                                "programs/p/accounts/a/notes/n99",
                                "programs/p/accounts/a/notes/new"));
}

TEST_F(Watch, DeliversTheLargestCommitsWhole) {
  WatchStream stream = Start("skip_snapshot: true");
  stream.ReadUntilCaughtUp();
  ASSERT_THAT(Store(3, 1'040'000, "big"), IsOk());
  Answer answer;
  ASSERT_TRUE(stream.Read(&answer));
  EXPECT_THAT(answer.changes(), SizeIs(3));
  ASSERT_THAT(Store(storage::Transaction::kMaxChanges, 1'300, "many"), IsOk());
  ASSERT_TRUE(stream.Read(&answer));
  EXPECT_THAT(answer.changes(), SizeIs(storage::Transaction::kMaxChanges));
}

TEST_F(Watch, SendsASnapshotOfTheLargestRecords) {
  // Just under a message's fill, then one that is large by itself.
  ASSERT_THAT(Store(1, 1'000'000, "a"), IsOk());
  ASSERT_THAT(Store(1, 3'100'000, "b"), IsOk());
  WatchStream stream = Start("stop_when_caught_up: true");
  size_t changes = 0;
  for (const Answer& answer : stream.ReadUntilCaughtUp()) {
    changes += answer.changes_size();
  }
  EXPECT_THAT(stream.Finish(), GrpcIsOk());
  EXPECT_EQ(changes, 5);
}

TEST_F(Watch, ACommitThatNoMessageCouldHoldIsRefused) {
  const std::string token = Token();
  testing::v1::PutNotesRequest request;
  request.set_parent(kAccount);
  request.set_reason(std::string(60'000, 'r'));
  for (int i = 0; i < 100; ++i) {
    request.add_notes()->set_name(absl::StrCat("n", i));
  }
  EXPECT_THAT(
      server_.Call(&Stub::PutNotes, request),
      StatusIs(absl::StatusCode::kResourceExhausted, "COMMIT_TOO_LARGE"));
  request.mutable_notes()->DeleteSubrange(20, 80);
  EXPECT_THAT(server_.Call(&Stub::PutNotes, request), IsOk());
  Request watch;
  watch.set_resume_token(token);
  watch.set_stop_when_caught_up(true);
  EXPECT_THAT(WatchStream(server_.stub(), watch).Finish(), GrpcIsOk());
}

TEST_F(Watch, HasALimitOfWatchers) {
  server_.state().max_watchers = 1;
  WatchStream stream = Start("");
  EXPECT_THAT(stream.ReadUntilCaughtUp(), SizeIs(2));
  EXPECT_THAT(Refusal(""), GrpcStatusIs(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                        "TOO_MANY_WATCHERS"));
  EXPECT_THAT(stream.End(), GrpcStatusIs(grpc::StatusCode::CANCELLED));
  // The server soon sees that the client has gone.
  while (server_.state().watchers > 0) std::this_thread::yield();
  EXPECT_THAT(Start("").ReadUntilCaughtUp(), SizeIs(2));
}

TEST_F(Watch, EndsWhenTheServiceDrains) {
  // Over the network: closing, an in-process transport cuts its streams off.
  std::unique_ptr<Stub> stub = server_.NewLoopbackStub();
  WatchStream stream(*stub, Request());
  const std::string token = stream.ReadUntilCaughtUp().back().resume_token();
  std::future<grpc::Status> end =
      std::async(std::launch::async, [&] { return stream.Finish(); });
  server_.Stop();
  grpc::Status ended = end.get();
  EXPECT_THAT(ended, GrpcStatusIs(grpc::StatusCode::UNAVAILABLE, "DRAINING"));
  ExpectProperError(ended);

  server_.Start();
  PutNotes(R"(notes { name: "n" })");
  std::vector<Answer> rest = StartAfter(token).ReadUntilCaughtUp();
  ASSERT_THAT(rest, SizeIs(1));
  EXPECT_THAT(Summary(rest[0]),
              ElementsAre("CREATED programs/p/accounts/a/notes/n"));
}

TEST_F(Watch, EndsWithinASnapshotWhenTheServiceDrains) {
  ASSERT_THAT(Store(350, 10, "n"), IsOk());
  auto gate = std::make_shared<Gate>();
  int messages = 0;
  server_.controls().before_send = [&, gate] {
    ++messages;
    gate->Pass();
  };
  WatchStream stream = Start("");
  gate->WaitForArrivals(1);
  server_.state().Drain();
  gate->Open();
  EXPECT_THAT(stream.Finish(),
              GrpcStatusIs(grpc::StatusCode::UNAVAILABLE, "DRAINING"));
  EXPECT_EQ(messages, 1);
}

}  // namespace
}  // namespace kam::rpc::watch_test
