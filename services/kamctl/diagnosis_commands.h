#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `diagnose` to `app`; when it is chosen, it becomes `chosen`.
void AddDiagnosisCommands(CLI::App& app, Action& chosen);

}  // namespace kam::kamctl
