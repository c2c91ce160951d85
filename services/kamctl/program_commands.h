#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `program create` and `program list`
// to `app`; the one that is chosen becomes `chosen`.
void AddProgramCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
