#include "tests/services/assessment/domain/phase_exemplars.h"

#include <cstdlib>

#include "common/base/date.h"
#include "tests/services/assessment/domain/evidence.h"

namespace kam::assessment {
namespace {

struct Row {
  const char* dimension;
  // Of the phases 1 to 5.
  const char* values[5];
};

constexpr Row kRows[] = {
    {"APPROACH",
     {"TELL", "ASK_LISTEN_PERSUADE", "PROJECT_LED", "MUTUAL_PLANS",
      "NO_LONGER_SELLING"}},
    {"CONTACT_PATTERN",
     {"ONE_TO_ONE_BUYER", "ONE_TO_ONE_BUYER", "BEYOND_BUYER",
      "TEAM_MULTI_LEVEL", "JOINT_WORKING_TEAMS"}},
    {"TEAM_FORM",
     {"ALONE", "ALONE_WITH_SUPPORT", "AD_HOC_MULTI", "PERMANENT_MULTI",
      "DEDICATED_PERMANENT_MULTI"}},
    {"CO_LOCATION", {"NONE", "NONE", "NONE", "NONE", "AT_OR_NEAR_CUSTOMER"}},
    {"INITIATOR", {"NO_PROJECTS", "NO_PROJECTS", "CUSTOMER", "JOINT", "JOINT"}},
    {"JOINT_ACTIVITY",
     {"NONE", "NONE", "AD_HOC_PROJECTS", "JOINT_INITIATIVES",
      "WIDE_RANGE_JOINT_BUSINESS"}},
    {"FUNDING",
     {"SINGLE_PARTY", "SINGLE_PARTY", "SINGLE_PARTY", "JOINT", "JOINT"}},
    {"OFFERING",
     {"FIXED", "FIXED", "PROJECT_SPECIFIC", "TAILORED_OR_BESPOKE",
      "TAILORED_OR_BESPOKE"}},
    {"INTEGRATION",
     {"NONE", "NONE", "NONE", "JOINT_LOGISTICS_ACTIVITY",
      "PROCESSES_INTEGRATED"}},
    {"INFORMATION",
     {"ORDINARY", "ORDINARY", "CONFIDENTIAL", "CONFIDENTIAL",
      "SENSITIVE_BOTH_WAYS"}},
    {"KAM_AUTHORITY",
     {"REFERS_UP", "LIMITED", "LIMITED", "LEADS_TEAM_AND_PLAN",
      "PROFIT_AND_GROWTH"}},
    {"KAM_SENIORITY",
     {"SALES_PERSON", "ACCOUNT_MANAGER", "ACCOUNT_MANAGER", "TEAM_LEADER",
      "VERY_SENIOR"}},
    {"KAM_BACKGROUND",
     {"SALES_TRAINED", "SALES_TRAINED", "SALES_TRAINED", "COMMERCIAL_MANAGER",
      "COMMERCIAL_MANAGER"}},
    {"MEASURES",
     {"VOLUME_AND_ACTIVITY", "SALES_TARGET", "SALES_TARGET",
      "ACCOUNT_PROFIT_AND_MUTUAL", "PROFIT_AND_GROWTH"}},
    {"PROFITABILITY_KNOWLEDGE",
     {"REVENUE_ONLY", "REVENUE_ONLY", "REVENUE_ONLY", "PER_ACCOUNT",
      "PER_ACCOUNT"}},
    {"HORIZON",
     {"UP_TO_3", "UP_TO_3", "FROM_12_TO_36", "FROM_12_TO_36", "OVER_36"}},
    {"PLANS",
     {"NONE", "NONE", "PROJECT_PLAN", "JOINTLY_DEVELOPED",
      "JOINTLY_DEVELOPED"}},
    {"SENIOR_INVOLVEMENT",
     {"NONE", "NONE", "OCCASIONAL", "REGULAR", "KAM_REPORTS_TO_TOP"}},
    {"PERCEPTION",
     {"ONE_OF_SIMILAR", "ONE_OF_SIMILAR", "PREFERRED_OR_KEY",
      "FAVOURED_MUCH_MORE_IMPORTANT", "PARTNER"}},
    {"AGENDA", {"OWN", "OWN", "CUSTOMER", "MUTUAL", "CUSTOMERS_CUSTOMER"}},
    {"EXIT_COST", {"LOW", "LOW", "LOW", "COMMITTED_BOTH", "LOCKED_IN_BOTH"}},
    {"MODEL_FLEX",
     {"INTERNALLY_DICTATED", "INTERNALLY_DICTATED", "INTERNALLY_DICTATED",
      "ADAPTS_TO_CUSTOMER", "ADAPTS_TO_CUSTOMER"}},
};

}  // namespace

void ClearPhaseValue(v1::Evidence& evidence, absl::string_view dimension) {
  for (int i = evidence.observations_size() - 1; i >= 0; --i) {
    if (evidence.observations(i).observation().dimension() == dimension) {
      evidence.mutable_observations()->DeleteSubrange(i, 1);
    }
  }
}

void SetPhaseValue(v1::Evidence& evidence, absl::string_view dimension,
                   absl::string_view value) {
  ClearPhaseValue(evidence, dimension);
  AddKey(evidence, v1::MODEL_PHASES, dimension, dimension, value,
         FormatDay(kExemplarDay), v1::SOURCE_CLASS_CUSTOMER);
  if (dimension == "EXIT_COST") {
    AddKey(evidence, v1::MODEL_PHASES, "exit-cost", dimension, value,
           FormatDay(kExemplarDay), v1::SOURCE_CLASS_SUPPLIER);
  }
}

std::string ExemplarValue(absl::string_view dimension, int phase) {
  for (const Row& row : kRows) {
    if (row.dimension == dimension) return row.values[phase - 1];
  }
  std::abort();
}

v1::Evidence Exemplar(int phase) {
  v1::Evidence evidence;
  for (const Row& row : kRows) {
    SetPhaseValue(evidence, row.dimension, row.values[phase - 1]);
  }
  return evidence;
}

}  // namespace kam::assessment
