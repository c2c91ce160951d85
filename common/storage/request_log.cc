#include "common/storage/request_log.h"

#include <utility>
#include <vector>

#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "google/protobuf/util/time_util.h"

namespace kam::storage {
namespace {

using google::protobuf::util::TimeUtil;

constexpr uint8_t kAnswerTag = 1;
constexpr uint8_t kExpiryTag = 2;
constexpr size_t kMaxTrimmed = 5000;

std::string AnswerKey(const RequestKey& key) {
  return KeyWriter(kAnswerTag)
      .String(key.scope)
      .String(key.principal)
      .String(key.method)
      .String(key.request_id)
      .bytes();
}

std::string ExpiryKeyStart(absl::Time time) {
  return KeyWriter(kExpiryTag).Int64(absl::ToUnixMicros(time)).bytes();
}

absl::Time AnswerTime(const v1::RequestRecord& record) {
  return absl::FromUnixMicros(
      TimeUtil::TimestampToMicroseconds(record.answer_time()));
}

}  // namespace

absl::StatusOr<std::optional<std::string>> FindAnswer(
    const Transaction& transaction, const RequestKey& key,
    std::string_view digest) {
  ASSIGN_OR_RETURN(std::optional<std::string> value,
                   transaction.Get(Family::kRequests, AnswerKey(key)));
  if (!value.has_value()) return std::optional<std::string>();
  v1::RequestRecord record;
  if (!record.ParseFromString(*value)) {
    return Internal("REQUEST_LOG_DAMAGED",
                    "The answer kept for this request_id cannot be read.");
  }
  if (AnswerTime(record) + kRequestLifetime < transaction.commit_time()) {
    return std::optional<std::string>();
  }
  if (record.digest() != digest) {
    return InvalidArgument(
        "REQUEST_ID_REUSED",
        "This request_id was used for another request; use a new one.");
  }
  return std::optional<std::string>(std::move(*record.mutable_answer()));
}

void KeepAnswer(Transaction& transaction, const RequestKey& key,
                std::string_view digest, std::string answer) {
  v1::RequestRecord record;
  record.set_digest(std::string(digest));
  record.set_answer(std::move(answer));
  *record.mutable_answer_time() = TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(transaction.commit_time()));
  std::string answer_key = AnswerKey(key);
  transaction.Put(Family::kRequests,
                  ExpiryKeyStart(transaction.commit_time()) + answer_key, "");
  transaction.Put(Family::kRequests, std::move(answer_key),
                  record.SerializeAsString());
}

absl::StatusOr<bool> TrimRequests(Transaction& transaction) {
  absl::Time expired = transaction.commit_time() - kRequestLifetime;
  std::vector<std::string> keys;
  std::unique_ptr<Cursor> cursor = transaction.Scan(
      Family::kRequests,
      {KeyWriter(kExpiryTag).bytes(), ExpiryKeyStart(expired)});
  for (; cursor->Valid() && keys.size() < kMaxTrimmed; cursor->Next()) {
    keys.emplace_back(cursor->key());
  }
  RETURN_IF_ERROR(cursor->status());
  size_t prefix = ExpiryKeyStart(expired).size();
  for (std::string& key : keys) {
    std::string answer_key = key.substr(prefix);
    ASSIGN_OR_RETURN(std::optional<std::string> value,
                     transaction.Get(Family::kRequests, answer_key));
    // An id that expired may have been used again since.
    v1::RequestRecord record;
    if (!value.has_value() || !record.ParseFromString(*value) ||
        AnswerTime(record) < expired) {
      transaction.Delete(Family::kRequests, std::move(answer_key));
    }
    transaction.Delete(Family::kRequests, std::move(key));
  }
  return keys.size() == kMaxTrimmed;
}

}  // namespace kam::storage
