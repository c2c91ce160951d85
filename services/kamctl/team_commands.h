#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `team`: show, program; and `skills`: show, rate.
void AddTeamCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
