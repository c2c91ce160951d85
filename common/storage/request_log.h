#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/transaction.h"

// Answers of mutations, kept so that a retry with the same request id gets the
// same answer and changes nothing. Layout in the family `requests`:
//
//   01, scope, principal, method, request id -> RequestRecord
//   02, answer time i64 (microseconds), key  -> empty
namespace kam::storage {

// How long an answer is kept.
inline constexpr absl::Duration kRequestLifetime = absl::Hours(24);
// How often expired ones are dropped.
inline constexpr absl::Duration kRequestTrimInterval = absl::Minutes(1);

// Which request an id belongs to. The scope is the programme.
struct RequestKey {
  std::string scope;
  std::string principal;
  std::string method;
  std::string request_id;
};

// The stored answer to the same request, or nullopt when the id is new.
// INVALID_ARGUMENT with reason REQUEST_ID_REUSED when the digest differs.
absl::StatusOr<std::optional<std::string>> FindAnswer(
    const Transaction& transaction, const RequestKey& key,
    std::string_view digest);

// Keeps an answer within the transaction that made it.
void KeepAnswer(Transaction& transaction, const RequestKey& key,
                std::string_view digest, std::string answer);

// Drops answers older than kRequestLifetime, some thousands at most. Returns
// whether there may be more of them.
absl::StatusOr<bool> TrimRequests(Transaction& transaction);

}  // namespace kam::storage
