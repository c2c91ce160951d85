#include "services/kamctl/session.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

Session::Session(const GlobalOptions& options, const Streams& streams)
    : options_(options),
      streams_(streams),
      connection_(options.address, absl::Seconds(options.timeout_seconds)) {}

absl::StatusOr<std::string> Session::Program() const {
  if (options_.program.empty()) {
    return InvalidArgument("NO_PROGRAM",
                           "name the programme with --program or in the "
                           "environment variable KAM_PROGRAM");
  }
  if (absl::StartsWith(options_.program, "programs/")) {
    return options_.program;
  }
  return absl::StrCat("programs/", options_.program);
}

absl::StatusOr<std::string> Session::NameIn(absl::string_view collection,
                                            absl::string_view text) const {
  if (absl::StartsWith(text, "programs/")) return std::string(text);
  ASSIGN_OR_RETURN(const std::string program, Program());
  if (absl::StrContains(text, '/')) return absl::StrCat(program, "/", text);
  return absl::StrCat(program, "/", collection, "/", text);
}

void Session::PrintJson(const google::protobuf::Message& message) {
  out() << ToJson(message, /*indented=*/true) << '\n';
}

}  // namespace kam::kamctl
