#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `evaluate` and `explain` to `app`; the one that is chosen becomes
// `chosen`.
void AddVerdictCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
