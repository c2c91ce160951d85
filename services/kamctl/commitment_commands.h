#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `commitment`: list, add, accept, deliver, block, withdraw.
void AddCommitmentCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
