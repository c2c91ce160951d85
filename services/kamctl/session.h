#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/kamctl/connection.h"

namespace kam::kamctl {

// What kamctl's exit says to scripts.
enum class Exit {
  kDone = 0,
  // The server refused, and said why.
  kRefused = 1,
  // The command line or an input file is wrong.
  kUsage = 2,
  // No server answered.
  kUnreachable = 3,
  // An import kept the good rows and left others out.
  kRowsRejected = 4,
  // Ctrl-C stopped it; as shells say it, 128 and the number of the signal.
  kInterrupted = 130,
};

// What every command may be given.
struct GlobalOptions {
  std::string address;
  std::string program;
  bool json = false;
  int timeout_seconds = 60;
};

// Where a run of kamctl reads and writes.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  // `err` is a terminal.
  bool terminal = false;
};

// One run of kamctl. Not thread safe.
class Session {
 public:
  Session(const GlobalOptions& options, const Streams& streams);

  bool json() const { return options_.json; }
  std::istream& in() { return streams_.in; }
  std::ostream& out() { return streams_.out; }
  std::ostream& err() { return streams_.err; }
  bool terminal() const { return streams_.terminal; }
  Connection& connection() { return connection_; }

  // Returns "programs/{program}" of the programme that was named; an error
  // that says how to name one when none was.
  absl::StatusOr<std::string> Program() const;

  // Returns the full name of an account, member or other resource, given that
  // or what follows the programme's collection: "697" of collection "accounts"
  // is "programs/{program}/accounts/697".
  absl::StatusOr<std::string> NameIn(absl::string_view collection,
                                     absl::string_view text) const;

  // Writes `message` as indented JSON.
  void PrintJson(const google::protobuf::Message& message);

 private:
  const GlobalOptions& options_;
  Streams streams_;
  Connection connection_;
};

// What a command does once the command line is read.
using Action = std::function<absl::StatusOr<Exit>(Session&)>;

}  // namespace kam::kamctl
