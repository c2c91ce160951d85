#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `backtest`, which verdicts a draft would change, to `policy`.
void AddBacktestPolicy(CLI::App& policy, Action& chosen);

}  // namespace kam::kamctl
