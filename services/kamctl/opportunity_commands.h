#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `opportunity`: list, add, move.
void AddOpportunityCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
