#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/service_state.h"
#include "common/status/status_macros.h"
#include "common/storage/reader.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace kam::rpc {

// A page of a list, standard or computed: all pages read the state that the
// first one read, so that nothing is lost or repeated while others write.
// Read `view`, go on after the item whose key is `after_key`, stop at `limit`.
struct ListPage {
  storage::ReadView view;
  // The key of the last item on the page before; empty on the first. Any bytes
  // that order the items and stay the same while `view` does.
  std::string after_key;
  // How many items the page may have; the answer may have fewer.
  int limit = 0;
  // Binds tokens to the request.
  uint64_t request_hash = 0;

  // The `next_page_token` when `last_key` is the last key on this page and
  // more follow.
  std::string NextToken(absl::string_view last_key) const;

  // How many items were on the pages before, for a list that counts its items
  // instead of giving them keys. INVALID_ARGUMENT, INVALID_PAGE_TOKEN.
  absl::StatusOr<size_t> Shown() const;
};

// Begins the page that a request with `page_size`, `page_token` and perhaps
// `read_time` asks for. INVALID_ARGUMENT (INVALID_PAGE_SIZE,
// INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH); OUT_OF_RANGE (PAGE_TOKEN_TRIMMED,
// PAGE_TOKEN_OF_ANOTHER_STORE), and what Store::ViewAt returns.
absl::StatusOr<ListPage> StartPage(const ServiceState& state,
                                   const google::protobuf::Message& request);

// Moves this page's part of `items`, the whole of a list computed from `view`,
// into an answer's field and its `next_page_token`. Errors as Shown.
template <typename Item>
absl::Status FillPage(const ListPage& page, std::vector<Item> items,
                      google::protobuf::RepeatedPtrField<Item>* field,
                      std::string* next_page_token) {
  ASSIGN_OR_RETURN(const size_t begin, page.Shown());
  const size_t end =
      std::min(items.size(), begin + static_cast<size_t>(page.limit));
  for (size_t i = begin; i < end; ++i) *field->Add() = std::move(items[i]);
  if (end < items.size())
    *next_page_token = page.NextToken(std::to_string(end));
  return absl::OkStatus();
}

}  // namespace kam::rpc
