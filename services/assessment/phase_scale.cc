#include "services/assessment/phase_scale.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/text.h"

namespace kam::assessment {
namespace {

constexpr char kInvalidScale[] = "INVALID_POLICY";

struct Row {
  const char* key;
  const char* owner;
  const char* requirement_id;
  // Parted by blanks.
  const char* values;
};

constexpr Row kRows[] = {
    {"APPROACH", "assessment", "M01",
     "TELL ASK_LISTEN_PERSUADE PROJECT_LED MUTUAL_PLANS NO_LONGER_SELLING"},
    {"CONTACT_PATTERN", "account", "M02",
     "ONE_TO_ONE_BUYER BEYOND_BUYER TEAM_MULTI_LEVEL JOINT_WORKING_TEAMS"},
    {"TEAM_FORM", "team", "M03",
     "ALONE ALONE_WITH_SUPPORT AD_HOC_MULTI PERMANENT_MULTI "
     "DEDICATED_PERMANENT_MULTI"},
    {"CO_LOCATION", "team", "M04", "NONE AT_OR_NEAR_CUSTOMER"},
    {"INITIATOR", "planning", "M05", "NO_PROJECTS CUSTOMER SUPPLIER JOINT"},
    {"JOINT_ACTIVITY", "planning", "M06",
     "NONE AD_HOC_PROJECTS JOINT_INITIATIVES WIDE_RANGE_JOINT_BUSINESS"},
    {"FUNDING", "planning", "M07", "SINGLE_PARTY JOINT"},
    {"OFFERING", "planning", "M08",
     "FIXED PROJECT_SPECIFIC TAILORED_OR_BESPOKE"},
    {"INTEGRATION", "account", "M09",
     "NONE JOINT_LOGISTICS_ACTIVITY PROCESSES_INTEGRATED"},
    {"INFORMATION", "account", "M10",
     "ORDINARY CONFIDENTIAL SENSITIVE_BOTH_WAYS"},
    {"KAM_AUTHORITY", "team", "M11",
     "REFERS_UP LIMITED LEADS_TEAM_AND_PLAN PROFIT_AND_GROWTH"},
    {"KAM_SENIORITY", "team", "M12",
     "SALES_PERSON ACCOUNT_MANAGER TEAM_LEADER VERY_SENIOR"},
    {"KAM_BACKGROUND", "team", "M13", "SALES_TRAINED COMMERCIAL_MANAGER"},
    {"MEASURES", "account", "M14",
     "VOLUME_AND_ACTIVITY SALES_TARGET ACCOUNT_PROFIT_AND_MUTUAL "
     "PROFIT_AND_GROWTH"},
    {"PROFITABILITY_KNOWLEDGE", "account", "M15", "REVENUE_ONLY PER_ACCOUNT"},
    {"HORIZON", "planning", "M16",
     "UP_TO_3 OVER_3_UNDER_12 FROM_12_TO_36 OVER_36"},
    {"PLANS", "planning", "M17",
     "NONE PROJECT_PLAN BESPOKE_ACCOUNT_PLAN JOINTLY_DEVELOPED"},
    {"SENIOR_INVOLVEMENT", "team", "M18",
     "NONE OCCASIONAL REGULAR KAM_REPORTS_TO_TOP"},
    {"PERCEPTION", "assessment", "M19",
     "ONE_OF_SIMILAR PREFERRED_OR_KEY FAVOURED_MUCH_MORE_IMPORTANT PARTNER"},
    {"AGENDA", "assessment", "M20", "OWN CUSTOMER MUTUAL CUSTOMERS_CUSTOMER"},
    {"EXIT_COST", "assessment", "M21", "LOW COMMITTED_BOTH LOCKED_IN_BOTH"},
    {"MODEL_FLEX", "assessment", "M22",
     "INTERNALLY_DICTATED ADAPTS_TO_CUSTOMER"},
};
static_assert(std::size(kRows) == kPhaseDimensions);

std::vector<Dimension> MakeDimensions() {
  std::vector<Dimension> dimensions;
  for (const Row& row : kRows) {
    Dimension dimension;
    dimension.key = row.key;
    dimension.owner = row.owner;
    dimension.requirement_id = row.requirement_id;
    dimension.kind = ValueKind::kKey;
    dimension.values = absl::StrSplit(row.values, ' ');
    dimensions.push_back(std::move(dimension));
  }
  return dimensions;
}

std::optional<size_t> IndexOf(absl::string_view key) {
  const std::vector<Dimension>& dimensions = PhaseDimensions();
  for (size_t i = 0; i < dimensions.size(); ++i) {
    if (dimensions[i].key == key) return i;
  }
  return {};
}

// Notes what is wrong with the values of one dimension.
void CheckValues(const v1::PhaseDimension& given, const Dimension& dimension,
                 const std::string& path, Violations& violations) {
  if (given.values_size() != static_cast<int>(dimension.values.size())) {
    violations.Add(absl::StrCat(path, ".values"),
                   absl::StrCat("must be the ", dimension.values.size(),
                                " values of ", dimension.key),
                   kInvalidScale);
    return;
  }
  for (int i = 0; i < given.values_size(); ++i) {
    const v1::PhaseInterval& value = given.values(i);
    const std::string at = absl::StrCat(path, ".values[", i, "]");
    if (value.value() != dimension.values[static_cast<size_t>(i)]) {
      violations.Add(
          absl::StrCat(at, ".value"),
          absl::StrCat("must be ", dimension.values[static_cast<size_t>(i)],
                       ", not ", Quoted(value.value())),
          kInvalidScale);
    }
    if (value.high() < value.low()) {
      violations.Add(absl::StrCat(at, ".high"), "must not be below low",
                     kInvalidScale);
    }
    if (i == 0) continue;
    if (value.low() < given.values(i - 1).low()) {
      violations.Add(absl::StrCat(at, ".low"),
                     "must not be below that of the value before",
                     kInvalidScale);
    }
    if (value.high() < given.values(i - 1).high()) {
      violations.Add(absl::StrCat(at, ".high"),
                     "must not be below that of the value before",
                     kInvalidScale);
    }
  }
}

void CheckGates(const v1::PhasePolicy& policy, Violations& violations) {
  constexpr int kGatedPhases = kLastPhase - kFirstPhase;
  if (policy.gates_size() != kGatedPhases) {
    violations.Add("policy.phases.gates", "must be those of the phases 2 to 5",
                   kInvalidScale);
    return;
  }
  for (int i = 0; i < policy.gates_size(); ++i) {
    const v1::PhaseGate& gate = policy.gates(i);
    const std::string path = absl::StrCat("policy.phases.gates[", i, "]");
    if (gate.phase() != kFirstPhase + 1 + i) {
      violations.Add(absl::StrCat(path, ".phase"),
                     absl::StrCat("must be ", kFirstPhase + 1 + i),
                     kInvalidScale);
    }
    for (int k = 0; k < gate.dimensions_size(); ++k) {
      const auto begin = gate.dimensions().begin();
      const std::string& dimension = gate.dimensions(k);
      if (!IndexOf(dimension).has_value() ||
          std::find(begin, begin + k, dimension) != begin + k) {
        violations.Add(absl::StrCat(path, ".dimensions[", k, "]"),
                       absl::StrCat("must name a dimension, each once, not ",
                                    Quoted(dimension)),
                       kInvalidScale);
      }
    }
  }
}

// Notes that `field` must not be below what is said before it.
void CheckOrder(absl::string_view field, int low, int high,
                absl::string_view than, Violations& violations) {
  if (high >= low) return;
  violations.Add(absl::StrCat("policy.phases.", field),
                 absl::StrCat("must not be below ", than), kInvalidScale);
}

}  // namespace

const std::vector<Dimension>& PhaseDimensions() {
  static const auto* const dimensions =
      new std::vector<Dimension>(MakeDimensions());
  return *dimensions;
}

int64_t PhaseValue(PhaseDimensionIndex dimension, const char* value) {
  const std::vector<std::string>& values = PhaseDimensions()[dimension].values;
  return std::find(values.begin(), values.end(), value) - values.begin();
}

PhaseScale::PhaseScale(const v1::PhasePolicy& policy) {
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    const v1::PhaseDimension& dimension =
        policy.dimensions(static_cast<int>(i));
    counts_[i] = dimension.values_size();
    for (int k = 0; k < dimension.values_size(); ++k) {
      ranges_[i][static_cast<size_t>(k)] = {
          .low = static_cast<int8_t>(dimension.values(k).low()),
          .high = static_cast<int8_t>(dimension.values(k).high())};
    }
  }
  for (const v1::PhaseGate& gate : policy.gates()) {
    std::vector<size_t>& dimensions = gates_[static_cast<size_t>(gate.phase())];
    for (const std::string& key : gate.dimensions()) {
      dimensions.push_back(*IndexOf(key));
    }
    std::sort(dimensions.begin(), dimensions.end());
  }
}

void CheckPhasePolicy(const v1::PhasePolicy& policy, Violations& violations) {
  const std::vector<Dimension>& dimensions = PhaseDimensions();
  if (policy.dimensions_size() != static_cast<int>(dimensions.size())) {
    violations.Add("policy.phases.dimensions",
                   absl::StrCat("must be all ", dimensions.size()),
                   kInvalidScale);
  }
  const size_t given = static_cast<size_t>(policy.dimensions_size());
  for (size_t i = 0; i < std::min(given, dimensions.size()); ++i) {
    const v1::PhaseDimension& dimension =
        policy.dimensions(static_cast<int>(i));
    const std::string path = absl::StrCat("policy.phases.dimensions[", i, "]");
    if (dimension.dimension() != dimensions[i].key) {
      violations.Add(absl::StrCat(path, ".dimension"),
                     absl::StrCat("must be ", dimensions[i].key, ", not ",
                                  Quoted(dimension.dimension())),
                     kInvalidScale);
      continue;
    }
    CheckValues(dimension, dimensions[i], path, violations);
  }
  CheckGates(policy, violations);
  CheckOrder("wide_range_initiatives", policy.joint_initiatives(),
             policy.wide_range_initiatives(), "joint_initiatives", violations);
  CheckOrder("dedicated_denominator", policy.dedicated_numerator(),
             policy.dedicated_denominator(), "dedicated_numerator", violations);
  CheckOrder("long_horizon_months", policy.short_horizon_months() + 1,
             policy.long_horizon_months(), "short_horizon_months + 1",
             violations);
  CheckOrder("longest_horizon_months", policy.long_horizon_months(),
             policy.longest_horizon_months(), "long_horizon_months",
             violations);
}

}  // namespace kam::assessment
