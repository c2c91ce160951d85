#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `summarize`, `profit` and `close`
// to `app`; the one that is chosen becomes `chosen`.
void AddLedgerCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
