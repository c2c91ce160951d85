#include "tests/bench/echo_server.h"

#include <deque>
#include <string>
#include <utility>

#include "grpcpp/completion_queue.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_unary_call.h"

namespace kam::bench {
namespace {

// Room in a question of the fan-out for the name of what is asked about.
constexpr size_t kQuestionBytes = 60;

// One of the calls of a fan-out.
struct Question {
  explicit Question(const grpc::ServerContext& parent)
      : context(grpc::ClientContext::FromServerContext(parent)) {}

  std::unique_ptr<grpc::ClientContext> context;
  grpc::Status status;
  v1::EchoResponse answer;
  std::unique_ptr<grpc::ClientAsyncResponseReader<v1::EchoResponse>> reader;
};

}  // namespace

grpc::Status EchoServer::Echo(grpc::ServerContext* /*context*/,
                              const v1::EchoRequest* request,
                              v1::EchoResponse* response) {
  response->mutable_payload()->assign(request->answer_bytes(), 'e');
  return grpc::Status::OK;
}

grpc::Status EchoServer::FanOut(grpc::ServerContext* context,
                                const v1::FanOutRequest* request,
                                v1::FanOutResponse* response) {
  std::deque<Question> questions;
  grpc::CompletionQueue queue;
  v1::EchoRequest question;
  question.mutable_padding()->assign(kQuestionBytes, 'q');
  for (const int bytes : request->section_bytes()) {
    Question& asked = questions.emplace_back(*context);
    question.set_answer_bytes(bytes);
    asked.reader = stub_->AsyncEcho(asked.context.get(), question, &queue);
    asked.reader->Finish(&asked.answer, &asked.status, &asked);
  }
  void* tag = nullptr;
  bool ok = false;
  for (size_t i = 0; i < questions.size(); ++i) queue.Next(&tag, &ok);
  queue.Shutdown();
  while (queue.Next(&tag, &ok)) {
  }
  for (Question& asked : questions) {
    if (!asked.status.ok()) return asked.status;
    response->add_sections(std::move(*asked.answer.mutable_payload()));
  }
  return grpc::Status::OK;
}

}  // namespace kam::bench
