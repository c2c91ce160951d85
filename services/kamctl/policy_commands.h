#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `policy`: show, example, apply, activate.
void AddPolicyCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
