#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `classify`, `select` and `designate`
// to `app`; the one that is chosen becomes `chosen`.
void AddSelectionCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
