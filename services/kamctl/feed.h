#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <ostream>

#include "absl/status/statusor.h"
#include "services/kamctl/session.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

// Prints a feed until it ends: each message in a line of JSON, or what
// `text_of` says of each change, and from where to go on. Returns kDone, or the
// error with which the feed ended.
template <typename Response, typename Request, typename Stub, typename TextOf>
absl::StatusOr<Exit> PrintFeed(std::unique_ptr<grpc::ClientReader<Response>> (
                                   Stub::*method)(grpc::ClientContext*,
                                                  const Request&),
                               const Request& request, const TextOf& text_of,
                               Session& session) {
  grpc::ClientContext context;
  const auto reader =
      (session.connection().StubOf<Stub>().*method)(&context, request);
  Response response;
  while (reader->Read(&response)) {
    if (session.json()) {
      session.out() << ToJson(response, /*indented=*/false) << std::endl;
      continue;
    }
    for (const auto& change : response.changes()) {
      session.out() << text_of(change);
    }
    if (response.caught_up()) {
      session.out() << "-- all until now; to go on from here: --resume "
                    << response.resume_token() << '\n';
    }
    session.out() << std::flush;
  }
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return FromServer(status);
  return Exit::kDone;
}

}  // namespace kam::kamctl
