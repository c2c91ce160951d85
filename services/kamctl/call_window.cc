#include "services/kamctl/call_window.h"

#include <algorithm>
#include <utility>

#include "common/status/status_macros.h"

namespace kam::kamctl {

absl::Status CallWindow::Begin(std::string lane, Call call, Ended ended) {
  RETURN_IF_ERROR(MakeRoom(lane));
  in_flight_.push_back({std::move(lane),
                        std::async(std::launch::async, std::move(call)),
                        std::move(ended)});
  return absl::OkStatus();
}

absl::Status CallWindow::Skip(absl::Status result, Ended ended) {
  RETURN_IF_ERROR(MakeRoom(""));
  std::promise<absl::Status> known;
  known.set_value(std::move(result));
  in_flight_.push_back({"", known.get_future(), std::move(ended)});
  return absl::OkStatus();
}

absl::Status CallWindow::Finish() {
  while (!in_flight_.empty()) RETURN_IF_ERROR(EndFirst());
  return absl::OkStatus();
}

absl::Status CallWindow::MakeRoom(const std::string& lane) {
  while (in_flight_.size() >= most_ || IsBusy(lane)) {
    RETURN_IF_ERROR(EndFirst());
  }
  return absl::OkStatus();
}

bool CallWindow::IsBusy(const std::string& lane) const {
  return !lane.empty() &&
         std::any_of(in_flight_.begin(), in_flight_.end(),
                     [&](const InFlight& one) { return one.lane == lane; });
}

absl::Status CallWindow::EndFirst() {
  InFlight first = std::move(in_flight_.front());
  in_flight_.pop_front();
  return first.ended(first.result.get());
}

}  // namespace kam::kamctl
