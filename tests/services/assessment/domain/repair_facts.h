#pragma once

#include "kam/assessment/v1/evidence.pb.h"
#include "tests/services/assessment/domain/random_evidence.h"

namespace kam::assessment {

// Makes random facts of the models that judge audits, contacts and records
// sound, where chance alone would hardly ever do so, and adds random
// observations for the models that read them. Other facts stay as they are.
void RepairFacts(v1::Evidence& evidence, RandomNumbers& random);

}  // namespace kam::assessment
