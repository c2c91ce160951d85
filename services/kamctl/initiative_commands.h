#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `initiative`: list, add, start, complete, stop.
void AddInitiativeCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
