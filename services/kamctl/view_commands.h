#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `view`, `compare-accounts` and `list` to `app`; the one that is chosen
// becomes `chosen`.
void AddViewCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
