#pragma once

#include <grpcpp/grpcpp.h>

#include "absl/status/statusor.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// As many records a call as a server gives.
inline constexpr int kPageSize = 1000;

// Calls a List rpc until its last page and returns all pages as one.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> AllPages(
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*),
    Request request, Session& session) {
  request.set_page_size(kPageSize);
  Response all;
  do {
    absl::StatusOr<Response> page = session.connection().Call(method, request);
    if (!page.ok()) return page.status();
    all.MergeFrom(*page);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  return all;
}

}  // namespace kam::kamctl
