#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `observe`: add, list, retract.
void AddObservationCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
