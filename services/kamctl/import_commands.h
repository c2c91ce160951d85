#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `import accounts|contacts|members|assignments|ledger` to `app`; the one
// that is chosen becomes `chosen`.
void AddImportCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
