#pragma once

#include <string>

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/diagnosis_model.pb.h"
#include "kam/assessment/v1/program_flags_model.pb.h"
#include "kam/planning/v1/friction.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

// What the models that judge programmes start from, out of what the other
// services know.
namespace kam::assessment {

// What is known of a programme as a whole; null where a service did not answer.
struct ProgramParts {
  const account::v1::ProgramFacts* account = nullptr;
  const team::v1::ProgramFacts* team = nullptr;
  const planning::v1::ProgramFacts* planning = nullptr;
  const planning::v1::Friction* friction = nullptr;
};

// Returns the programme's own facts of the diagnosis: its name and origin, R2
// and R7 to R9. How its accounts are handled is left to the caller.
v1::DiagnosisFacts DiagnosisFactsOf(const ProgramParts& parts);

// Returns what its flags start from. How its accounts are served is left to the
// caller.
v1::ProgramFlagFacts FlagFactsOf(const ProgramParts& parts);

// Returns how an account is handled (R1, R3 to R6): what we plan, make and want
// for it, and who is responsible. What is made for the customer is MAIN when
// more than half of the active initiatives are. `team` and `planning` are null
// where the service did not answer.
v1::AccountHandling HandlingOf(const std::string& account,
                               const team::v1::TeamFacts* team,
                               const planning::v1::PlanningFacts* planning,
                               absl::CivilDay as_of);

// Returns how an account is served: an index that was never read is not known.
v1::ServiceTrendFact ServiceTrendOf(const account::v1::AccountFacts& facts);

}  // namespace kam::assessment
