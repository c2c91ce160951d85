#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/storage/overlay.h"
#include "common/storage/reader.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::storage {

// Who makes a commit, and why; copied into each of its changes.
struct CommitContext {
  std::string actor;
  std::string on_behalf_of;
  std::string request_id;
  std::string reason;
};

// What a body does its work with: it reads the state after all earlier bodies,
// and its own writes; nothing of it is kept unless the body returns OK and the
// commit becomes durable. Lives only within the body; not thread-safe.
class Transaction : public Reader {
 public:
  // A commit holds at most this many changes and bytes of images, so that a
  // feed can deliver it whole.
  static constexpr int kMaxChanges = 2000;
  static constexpr int64_t kMaxImageBytes = int64_t{3} << 20;

  Transaction(const Snapshot* below, Overlay* layer, int64_t revision,
              absl::Time commit_time, const std::string* epoch,
              const CommitContext* context)
      : layer_(layer),
        snapshot_(below, layer),
        revision_(revision),
        commit_time_(commit_time),
        epoch_(epoch),
        context_(context) {}

  int64_t revision() const override { return revision_; }
  bool pinned() const override { return false; }
  const std::string& epoch() const override { return *epoch_; }
  const Snapshot& snapshot() const override { return snapshot_; }

  // The commit's time; strictly later than every earlier commit's.
  absl::Time commit_time() const { return commit_time_; }
  const CommitContext& context() const { return *context_; }

  void Put(Family family, std::string key, std::string value) {
    layer_->Put(family, std::move(key), std::move(value));
  }
  void Delete(Family family, std::string key) {
    layer_->Delete(family, std::move(key));
  }

  // Logs that the record at `key` changed, with its image after the change
  // (its last one when deleted). A record changed twice is logged once, as it
  // ends. RESOURCE_EXHAUSTED with reason COMMIT_TOO_LARGE; then the commit
  // fails, whatever the body returns.
  absl::Status LogChange(kam::type::v1::ChangeKind kind, std::string_view key,
                         std::string_view name, uint32_t record_type,
                         std::string image);

  // Whether anything was logged: only then does the commit get a revision.
  bool changed() const { return !logged_.empty(); }
  // Why the commit must fail though its body may not; OK when it need not.
  const absl::Status& failure() const { return failure_; }

 private:
  struct Logged {
    uint32_t index;
    bool is_new;  // was not there before the commit
    int64_t image_bytes;
  };

  Overlay* layer_;
  OverlaidSnapshot snapshot_;
  int64_t revision_;
  absl::Time commit_time_;
  const std::string* epoch_;
  const CommitContext* context_;
  std::map<std::string, Logged, std::less<>> logged_;  // by record key
  int64_t image_bytes_ = 0;
  absl::Status failure_;
};

}  // namespace kam::storage
