#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `plan`: show, check, due, apply, activate, example.
void AddPlanCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
