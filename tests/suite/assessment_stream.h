#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"

namespace kam::suite {

// A consumer of the assessment stream. It takes one assessment at a time, and
// keeps the token to go on behind the last message that it took whole.
class AssessmentStream {
 public:
  AssessmentStream(const std::shared_ptr<grpc::Channel>& channel,
                   const assessment::v1::WatchAssessmentsRequest& request)
      : stub_(assessment::v1::AssessmentService::NewStub(channel)) {
    token_ = request.resume_token();
    // Nothing waits for ever; what is tested comes much sooner.
    context_.set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(30));
    context_.set_wait_for_ready(true);
    reader_ = stub_->WatchAssessments(&context_, request);
  }
  ~AssessmentStream() {
    context_.TryCancel();
    assessment::v1::WatchAssessmentsResponse rest;
    while (reader_->Read(&rest)) {
    }
    reader_->Finish();
  }

  // Waits for the next assessment; nothing when the stream ended.
  std::optional<assessment::v1::PublishedAssessment> Next() {
    while (next_ == message_.changes_size()) {
      if (!Read()) return std::nullopt;
    }
    return message_.changes(next_++);
  }

  // Waits for one that `matches`; the test fails when the stream ends before.
  template <typename Matches>
  assessment::v1::PublishedAssessment Await(const Matches& matches) {
    while (auto next = Next()) {
      if (matches(*next)) return *std::move(next);
    }
    ADD_FAILURE() << "the stream ended";
    return {};
  }

  // Reads until all there was has been sent; drops it.
  void CatchUp() {
    while (!caught_up_ && Read()) {
    }
    next_ = message_.changes_size();
  }

  // Goes on after the messages before the last one that is not taken whole.
  const std::string& token() const {
    return next_ == message_.changes_size() ? message_token_ : token_;
  }
  bool caught_up() const { return caught_up_; }

 private:
  bool Read() {
    if (!message_token_.empty()) token_ = message_token_;
    next_ = 0;
    if (!reader_->Read(&message_)) {
      message_.Clear();
      return false;
    }
    caught_up_ = caught_up_ || message_.caught_up();
    message_token_ = message_.resume_token();
    return true;
  }

  std::unique_ptr<assessment::v1::AssessmentService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<assessment::v1::WatchAssessmentsResponse>>
      reader_;
  assessment::v1::WatchAssessmentsResponse message_;
  int next_ = 0;
  std::string token_;
  std::string message_token_;
  bool caught_up_ = false;
};

}  // namespace kam::suite
