#include "common/rpc/fan_out.h"

#include <algorithm>
#include <chrono>

namespace kam::rpc {
namespace {

// Left to the request for putting the answers together.
constexpr std::chrono::milliseconds kHopMargin{50};

}  // namespace

FanOut::FanOut(const grpc::ServerContext* parent, absl::Duration limit)
    : parent_(parent),
      deadline_(std::chrono::system_clock::now() +
                absl::ToChronoMilliseconds(limit)) {
  if (parent_ == nullptr) return;
  std::chrono::system_clock::time_point given = parent_->deadline();
  if (given != std::chrono::system_clock::time_point::max()) {
    deadline_ = std::min(deadline_, given - kHopMargin);
  }
}

FanOut::~FanOut() {
  Wait();
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

std::unique_ptr<grpc::ClientContext> FanOut::NewContext() const {
  std::unique_ptr<grpc::ClientContext> context =
      parent_ == nullptr ? std::make_unique<grpc::ClientContext>()
                         : grpc::ClientContext::FromServerContext(*parent_);
  context->set_deadline(deadline_);
  return context;
}

void FanOut::Wait() {
  void* tag = nullptr;
  bool ok = false;
  while (finished_ < calls_.size() && queue_.Next(&tag, &ok)) {
    static_cast<Call*>(tag)->Finish();
    ++finished_;
  }
}

}  // namespace kam::rpc
