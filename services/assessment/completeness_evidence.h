#pragma once

#include "google/protobuf/repeated_ptr_field.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/record_facts.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

// Which lists the services declare complete. A list that was cut for size is
// not, whatever was declared.
namespace kam::assessment {

using CompletenessList = google::protobuf::RepeatedPtrField<v1::Completeness>;

void AddCompleteness(const account::v1::AccountFacts& facts,
                     CompletenessList* completeness);
void AddCompleteness(const team::v1::TeamFacts& facts,
                     CompletenessList* completeness);
// Actions are part of plans: they are complete when plans are.
void AddCompleteness(const planning::v1::PlanningFacts& facts,
                     CompletenessList* completeness);

}  // namespace kam::assessment
