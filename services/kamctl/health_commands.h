#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `health` to `app`; the one that is chosen becomes `chosen`.
void AddHealthCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
