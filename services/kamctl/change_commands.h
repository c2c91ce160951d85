#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `watch` and `history`
// to `app`; the one that is chosen becomes `chosen`.
void AddChangeCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
