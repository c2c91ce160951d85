#include "services/assessment/evaluation.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "services/assessment/audit_model.h"
#include "services/assessment/checklist_model.h"
#include "services/assessment/contact_model.h"
#include "services/assessment/diagnosis_model.h"
#include "services/assessment/gap_model.h"
#include "services/assessment/hierarchy_model.h"
#include "services/assessment/phase_model.h"
#include "services/assessment/pitfalls_model.h"
#include "services/assessment/program_flags_model.h"
#include "services/assessment/readiness_model.h"
#include "services/assessment/scorecard_model.h"

namespace kam::assessment {
namespace {

using Evaluator = absl::StatusOr<v1::Verdict> (*)(const v1::Evidence& evidence,
                                                  const ModelPolicy& policy,
                                                  absl::CivilDay as_of);

// One line a model: who evaluates it, and which facts are its own.
struct Entry {
  v1::Model model;
  v1::Evidence::FactsCase facts;
  Evaluator evaluate;
};

constexpr Entry kEntries[] = {
    {v1::MODEL_PHASES, v1::Evidence::kPhases, EvaluatePhases},
    {v1::MODEL_CONTACT_COVERAGE, v1::Evidence::kContactCoverage,
     EvaluateContactCoverage},
    {v1::MODEL_CHECKLISTS, v1::Evidence::kChecklists, EvaluateChecklists},
    {v1::MODEL_SELLING_LEVEL, v1::Evidence::kSellingLevel,
     EvaluateSellingLevel},
    {v1::MODEL_NEXT_PHASE, v1::Evidence::kNextPhase, EvaluateNextPhase},
    {v1::MODEL_READINESS, v1::Evidence::kReadiness, EvaluateReadiness},
    {v1::MODEL_PROGRAM_FLAGS, v1::Evidence::kProgramFlags,
     EvaluateProgramFlags},
    {v1::MODEL_PITFALLS, v1::Evidence::kPitfalls, EvaluatePitfalls},
    {v1::MODEL_PROGRAM_DIAGNOSIS, v1::Evidence::kProgramDiagnosis,
     EvaluateDiagnosis},
    {v1::MODEL_BUY_SELL_LEVEL, v1::Evidence::kBuySellLevel, EvaluateHierarchy},
    {v1::MODEL_PARTNERSHIP_INDICATORS, v1::Evidence::kPartnershipIndicators,
     EvaluateScorecard},
    {v1::MODEL_CUSTOMER_AUDIT, v1::Evidence::kCustomerAudit, EvaluateAudits},
};

}  // namespace

std::vector<v1::Model> EvaluatedModels() {
  std::vector<v1::Model> models;
  for (const Entry& entry : kEntries) models.push_back(entry.model);
  std::sort(models.begin(), models.end());
  return models;
}

absl::StatusOr<v1::Verdict> Evaluate(v1::Model model,
                                     const v1::Evidence& evidence,
                                     const ModelPolicy& policy,
                                     absl::CivilDay as_of) {
  const auto* const entry =
      std::find_if(std::begin(kEntries), std::end(kEntries),
                   [&](const Entry& one) { return one.model == model; });
  Violations violations;
  if (entry == std::end(kEntries)) {
    violations.Add("model", "must be a model", "UNKNOWN_MODEL");
    return violations.ToStatus();
  }
  if (evidence.facts_case() != v1::Evidence::FACTS_NOT_SET &&
      evidence.facts_case() != entry->facts) {
    violations.Add("evidence.facts",
                   absl::StrCat("must be those of ", v1::Model_Name(model)),
                   "WRONG_MODEL");
    return violations.ToStatus();
  }
  return entry->evaluate(evidence, policy, as_of);
}

}  // namespace kam::assessment
