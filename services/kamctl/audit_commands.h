#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `audit`: questions, example, apply, list, show, complete, accept,
// decline.
void AddAuditCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
