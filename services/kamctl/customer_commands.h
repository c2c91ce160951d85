#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `objective` and `target`: what the customer wants to reach, and what we
// want to reach with it.
void AddCustomerCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
