#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/client_context.h"
#include "grpcpp/support/sync_stream.h"
#include "kam/rpc/testing/v1/testing.grpc.pb.h"

namespace kam::rpc {

// One watch, as a client has it; cancelled when it goes. Not thread-safe.
class WatchStream {
 public:
  using Request = testing::v1::WatchTestingChangesRequest;
  using Answer = testing::v1::WatchTestingChangesResponse;

  WatchStream(testing::v1::TestingService::Stub& stub, const Request& request)
      : reader_(stub.WatchTestingChanges(&context_, request)) {}
  ~WatchStream() {
    if (reader_ != nullptr) End();
  }

  // Waits for the next message; false when the stream has ended.
  bool Read(Answer* answer) { return reader_->Read(answer); }

  // Reads up to the message that says caught_up, that one included. Ends early
  // when the stream does.
  std::vector<Answer> ReadUntilCaughtUp() {
    std::vector<Answer> answers;
    Answer answer;
    while (Read(&answer)) {
      answers.push_back(answer);
      if (answer.caught_up()) break;
    }
    return answers;
  }

  // Reads all that is left; returns how the stream ended.
  grpc::Status Finish() {
    Answer answer;
    while (Read(&answer)) {
    }
    grpc::Status status = reader_->Finish();
    reader_.reset();
    return status;
  }

  // Cancels it.
  grpc::Status End() {
    context_.TryCancel();
    return Finish();
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<Answer>> reader_;
};

}  // namespace kam::rpc
