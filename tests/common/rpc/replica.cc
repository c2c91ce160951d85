#include "tests/common/rpc/replica.h"

#include "absl/strings/numbers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/grpc_matchers.h"

namespace kam::rpc {
namespace {

using testing::v1::TestingChange;

std::string ImageOf(const TestingChange& change) {
  if (change.has_note()) return change.note().SerializeAsString();
  if (change.has_account()) return change.account().SerializeAsString();
  EXPECT_TRUE(change.has_program());
  return change.program().SerializeAsString();
}

}  // namespace

bool Replica::Follow(testing::v1::TestingService::Stub& stub, int messages,
                     bool to_end) {
  WatchStream::Request request;
  request.set_parent(filter_);
  request.set_resume_token(token_);
  request.set_stop_when_caught_up(to_end);
  tail_ = !token_.empty();
  caught_up_ = 0;
  if (!tail_) {
    records_.clear();
    revision_ = 0;
    ++restarts_;
  } else {
    ++resumptions_;
  }
  WatchStream stream(stub, request);
  WatchStream::Answer answer;
  for (int i = 0; to_end || i < messages; ++i) {
    if (!stream.Read(&answer)) {
      grpc::Status status = stream.Finish();
      CheckEnd(status);
      return status.ok();
    }
    Take(answer);
  }
  stream.End();
  return false;
}

void Replica::CheckEnd(const grpc::Status& status) {
  if (status.ok()) {
    EXPECT_EQ(caught_up_, 1);
    return;
  }
  EXPECT_THAT(status, kam::testing::GrpcStatusIs(grpc::StatusCode::OUT_OF_RANGE,
                                                 "RESUME_TOKEN_TRIMMED"));
  token_.clear();
}

void Replica::Take(const WatchStream::Answer& answer) {
  if (answer.caught_up()) {
    EXPECT_EQ(++caught_up_, 1);
  }
  if (answer.resume_token().empty()) {
    TakeSnapshot(answer);
    return;
  }
  tail_ = true;
  token_ = answer.resume_token();
  // How many changes of each commit are here, and how many there must be.
  std::map<int64_t, int> counts;
  std::map<int64_t, int> sizes;
  std::set<std::pair<int64_t, std::string>> seen;
  int64_t newest = revision_;
  int64_t last = 0;
  for (const TestingChange& change : answer.changes()) {
    EXPECT_NE(change.kind(), kam::type::v1::CHANGE_KIND_SNAPSHOT);
    // Later than all of earlier messages, of other streams too.
    EXPECT_GT(change.revision(), revision_);
    EXPECT_GE(change.revision(), last);
    bool next = last != 0
                    ? change.revision() <= last + 1
                    : revision_ == 0 || change.revision() == revision_ + 1;
    // Every commit is seen by those who see all.
    EXPECT_TRUE(!filter_.empty() || next)
        << change.revision() << " follows " << last << ", " << revision_;
    EXPECT_TRUE(seen.emplace(change.revision(), change.name()).second);
    int size = 1;
    if (!change.reason().empty()) {
      EXPECT_TRUE(absl::SimpleAtoi(change.reason(), &size));
    }
    ++counts[change.revision()];
    sizes[change.revision()] = size;
    last = change.revision();
    newest = last;
    TakeChange(change);
  }
  EXPECT_EQ(counts, sizes);
  revision_ = newest;
}

void Replica::TakeChange(const TestingChange& change) {
  if (change.kind() == kam::type::v1::CHANGE_KIND_DELETED) {
    EXPECT_EQ(records_.erase(change.name()), 1) << change.name();
    return;
  }
  EXPECT_EQ(records_.count(change.name()) == 0,
            change.kind() == kam::type::v1::CHANGE_KIND_CREATED)
      << change.name();
  records_[change.name()] = ImageOf(change);
}

void Replica::TakeSnapshot(const WatchStream::Answer& answer) {
  EXPECT_FALSE(tail_);
  for (const TestingChange& change : answer.changes()) {
    EXPECT_EQ(change.kind(), kam::type::v1::CHANGE_KIND_SNAPSHOT);
    EXPECT_TRUE(records_.emplace(change.name(), ImageOf(change)).second);
  }
}

}  // namespace kam::rpc
