#pragma once

#include <CLI/CLI.hpp>

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Adds `assess` and `compare` to `app`; the one that is chosen becomes
// `chosen`.
void AddAssessmentCommands(CLI::App& app, Action& chosen);

// Adds `assessments`, the stream of verdicts, to `watch`.
void AddWatchAssessments(CLI::App& watch, Action& chosen);

// Prints why the verdicts of an assessment are what they are.
absl::StatusOr<Exit> ExplainAssessment(const std::string& name,
                                       Session& session);

}  // namespace kam::kamctl
