#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/rpc/server.h"
#include "common/rpc/stored_service.h"
#include "common/storage/store.h"

namespace kam::rpc {

// Exit codes of a server's program.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 64;
// The store must not be opened as it is (sysexits' EX_CONFIG).
inline constexpr int kExitStoreRefused = 78;

// The whole of a stored service's main: flags, store, server, until it is
// asked to stop. Returns the exit code. `service` names the store's owner,
// such as "account".
int RunStoredService(int argc, char** argv, const std::string& service,
                     const ServiceFactory& factory);

// Says on stderr and in the log why a program cannot start; returns its exit
// code.
int RefuseToStart(const absl::Status& status);

// Whether a program keeps anything, and so needs --data_dir.
enum class Keeps { kStores, kNothing };

// Parses the flags that every server has, `usage` being --help's first lines,
// and from then on logs, gRPC's events too, to standard output.
// INVALID_ARGUMENT for arguments that are not flags, for values that none could
// serve with, and without --data_dir.
absl::Status ParseServerFlags(int argc, char** argv, const std::string& usage,
                              Keeps keeps = Keeps::kStores);

// The flags, as the options they fill. `directory` is the store's own.
ServerOptions ServerOptionsFromFlags();
storage::StoreOptions StoreOptionsFromFlags(const std::string& service,
                                            const std::string& directory);
// --data_dir.
std::string DataDirectoryFlag();

}  // namespace kam::rpc
