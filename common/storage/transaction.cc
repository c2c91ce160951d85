#include "common/storage/transaction.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/storage/log_keys.h"
#include "google/protobuf/util/time_util.h"

namespace kam::storage {
namespace {

using kam::type::v1::ChangeKind;

using kam::type::v1::CHANGE_KIND_CREATED;
using kam::type::v1::CHANGE_KIND_DELETED;
using kam::type::v1::CHANGE_KIND_UPDATED;

}  // namespace

absl::Status Transaction::LogChange(ChangeKind kind, std::string_view key,
                                    std::string_view name, uint32_t record_type,
                                    std::string image) {
  // The reason, which may be long, is sent with every change.
  int64_t bytes = static_cast<int64_t>(image.size() + context_->reason.size());
  auto [it, is_new] = logged_.try_emplace(
      std::string(key), Logged{static_cast<uint32_t>(logged_.size()),
                               kind == CHANGE_KIND_CREATED, bytes});
  image_bytes_ += bytes;
  if (!is_new) {
    image_bytes_ -= it->second.image_bytes;
    it->second.image_bytes = bytes;
  }
  if (logged_.size() > kMaxChanges || image_bytes_ > kMaxImageBytes) {
    failure_ = ResourceExhausted(
        "COMMIT_TOO_LARGE",
        absl::StrCat("One request may change at most ", kMaxChanges,
                     " records and 3 MiB; split it."));
    return failure_;
  }
  // Several changes of one record read as the one from before to after.
  if (kind != CHANGE_KIND_DELETED) {
    kind = it->second.is_new ? CHANGE_KIND_CREATED : CHANGE_KIND_UPDATED;
  }

  v1::ChangeRecord change;
  change.set_revision(revision_);
  int64_t micros = absl::ToUnixMicros(commit_time_);
  *change.mutable_commit_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(micros);
  change.set_kind(kind);
  change.set_name(std::string(name));
  change.set_record_type(record_type);
  change.set_key(std::string(key));
  change.set_image(std::move(image));
  change.set_actor(context_->actor);
  change.set_on_behalf_of(context_->on_behalf_of);
  change.set_request_id(context_->request_id);
  change.set_reason(context_->reason);
  uint32_t index = it->second.index;
  Put(Family::kChanges, ChangeKey(revision_, index),
      change.SerializeAsString());
  Put(Family::kHistory, HistoryKey(key, revision_), HistoryValue(index));
  return absl::OkStatus();
}

}  // namespace kam::storage
