#include "services/assessment/phase_derivation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/contact_pattern.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/phase_scale.h"

namespace kam::assessment {
namespace {

using Initiatives = std::vector<const v1::InitiativeFact*>;

constexpr char kContacts[] = "evidence.phases.contacts";
constexpr char kInitiatives[] = "evidence.phases.initiatives";
constexpr char kPlanList[] = "evidence.phases.plans";
constexpr char kIntegrations[] = "evidence.phases.integrations";
constexpr char kDisclosures[] = "evidence.phases.disclosures";
constexpr char kTargets[] = "evidence.phases.targets";

// Derives what is done with the customer. Used once.
class BusinessValues {
 public:
  BusinessValues(const v1::PhaseFacts& facts, const v1::PhasePolicy& policy,
                 absl::CivilDay as_of, ObservationSet& observations,
                 Violations& violations)
      : facts_(facts),
        policy_(policy),
        as_of_(as_of),
        observations_(observations),
        violations_(violations) {}

  void Derive() {
    ReadInitiatives();
    DeriveInitiator();
    DeriveJointActivity();
    DeriveFunding();
    DeriveOffering();
    DeriveIntegration();
    DeriveInformation();
    DeriveMeasures();
    DeriveProfitability();
    DerivePlans();
  }

 private:
  bool IsListComplete(v1::RecordList list) const {
    return IsComplete(facts_.completeness(), list, as_of_);
  }

  void Add(PhaseDimensionIndex dimension, const char* value, Sources sources) {
    observations_.AddDerived(dimension, PhaseValue(dimension, value),
                             std::move(sources));
  }

  void ReadInitiatives() {
    is_complete_ = IsListComplete(v1::RECORD_LIST_INITIATIVES);
    const auto dated =
        ReadSpans(facts_.initiatives(), kInitiatives, violations_);
    for (const auto& [record, span] : dated) {
      if (record->standing() == v1::INITIATIVE_STANDING_ACTIVE &&
          span.Holds(as_of_)) {
        active_.push_back(record);
      }
      if (record->standing() != v1::INITIATIVE_STANDING_PLANNED &&
          span.first.has_value() &&
          InLastMonths(*span.first, as_of_, policy_.window_months())) {
        begun_.push_back(record);
      }
    }
    for (int i = 0; i < facts_.initiatives_size(); ++i) {
      CheckFunding(facts_.initiatives(i), i);
    }
  }

  void CheckFunding(const v1::InitiativeFact& one, int index) {
    const FieldPath customer{kInitiatives, index, "customer_share_bps"};
    CheckShare(one.has_supplier_share_bps(), one.supplier_share_bps(),
               {kInitiatives, index, "supplier_share_bps"}, violations_);
    CheckShare(one.has_customer_share_bps(), one.customer_share_bps(), customer,
               violations_);
    constexpr int64_t kWhole = 10'000;
    if (one.has_supplier_share_bps() && one.has_customer_share_bps() &&
        int64_t{one.supplier_share_bps()} + one.customer_share_bps() !=
            kWhole) {
      violations_.Add(customer.ToString(),
                      "must make 10000 with supplier_share_bps",
                      "OUT_OF_RANGE");
    }
  }

  // The side that began most; the customer before the supplier before both.
  void DeriveInitiator() {
    constexpr const char* kValues[] = {"NO_PROJECTS", "CUSTOMER", "SUPPLIER",
                                       "JOINT"};
    if (begun_.empty()) {
      if (is_complete_) Add(kInitiator, kValues[0], {});
      return;
    }
    std::array<int, std::size(kValues)> counts{};
    for (const v1::InitiativeFact* one : begun_) {
      if (one->initiator() > 0 && one->initiator() <= v1::INITIATIVE_SIDE_JOINT)
        ++counts[static_cast<size_t>(one->initiator())];
    }
    const auto most = std::max_element(counts.begin() + 1, counts.end());
    if (*most == 0) return;
    Add(kInitiator, kValues[most - counts.begin()], SourcesOf(begun_));
  }

  void DeriveJointActivity() {
    Initiatives committed;
    std::set<absl::string_view> functions;
    bool has_business_plan = false;
    for (const v1::InitiativeFact* one : active_) {
      if (!one->committed_by_supplier() || !one->committed_by_customer()) {
        continue;
      }
      committed.push_back(one);
      functions.insert(one->functions().begin(), one->functions().end());
      has_business_plan = has_business_plan || one->joint_business_plan();
    }
    const int count = static_cast<int>(committed.size());
    if (count >= policy_.wide_range_initiatives() &&
        static_cast<int>(functions.size()) >= policy_.wide_range_functions() &&
        has_business_plan) {
      Add(kJointActivity, "WIDE_RANGE_JOINT_BUSINESS", SourcesOf(committed));
    } else if (count >= policy_.joint_initiatives()) {
      Add(kJointActivity, "JOINT_INITIATIVES", SourcesOf(committed));
    } else if (!active_.empty()) {
      Add(kJointActivity, "AD_HOC_PROJECTS", SourcesOf(active_));
    } else if (is_complete_) {
      Add(kJointActivity, "NONE", {});
    }
  }

  void DeriveFunding() {
    Initiatives joint;
    bool all_known = true;
    for (const v1::InitiativeFact* one : active_) {
      if (one->supplier_share_bps() > 0 && one->customer_share_bps() > 0) {
        joint.push_back(one);
      }
      all_known = all_known && one->has_supplier_share_bps() &&
                  one->has_customer_share_bps();
    }
    if (!joint.empty()) {
      Add(kFunding, "JOINT", SourcesOf(joint));
    } else if (is_complete_ && all_known) {
      Add(kFunding, "SINGLE_PARTY", SourcesOf(active_));
    }
  }

  void DeriveOffering() {
    v1::InitiativeOffering best = v1::INITIATIVE_OFFERING_UNSPECIFIED;
    bool all_known = true;
    for (const v1::InitiativeFact* one : active_) {
      best = std::max(best, one->offering());
      all_known =
          all_known && one->offering() != v1::INITIATIVE_OFFERING_UNSPECIFIED;
    }
    if (best == v1::INITIATIVE_OFFERING_TAILORED_OR_BESPOKE) {
      Add(kOffering, "TAILORED_OR_BESPOKE", SourcesOf(active_));
    } else if (best == v1::INITIATIVE_OFFERING_PROJECT_SPECIFIC) {
      Add(kOffering, "PROJECT_SPECIFIC", SourcesOf(active_));
    } else if (is_complete_ && all_known) {
      Add(kOffering, "FIXED", SourcesOf(active_));
    }
  }

  void DeriveIntegration() {
    const auto integrated =
        InForce(facts_.integrations(), kIntegrations, as_of_, violations_);
    v1::IntegrationKind best = v1::INTEGRATION_KIND_UNSPECIFIED;
    for (const v1::IntegrationFact* one : integrated) {
      best = std::max(best, one->kind());
    }
    if (best > v1::INTEGRATION_KIND_JOINT_LOGISTICS) {
      Add(kIntegration, "PROCESSES_INTEGRATED", SourcesOf(integrated));
    } else if (best == v1::INTEGRATION_KIND_JOINT_LOGISTICS) {
      Add(kIntegration, "JOINT_LOGISTICS_ACTIVITY", SourcesOf(integrated));
    } else if (integrated.empty() &&
               IsListComplete(v1::RECORD_LIST_INTEGRATIONS)) {
      Add(kIntegration, "NONE", {});
    }
  }

  void DeriveInformation() {
    v1::Sensitivity received = v1::SENSITIVITY_UNSPECIFIED;
    v1::Sensitivity given = v1::SENSITIVITY_UNSPECIFIED;
    std::vector<const v1::DisclosureFact*> counted;
    for (int i = 0; i < facts_.disclosures_size(); ++i) {
      const v1::DisclosureFact& one = facts_.disclosures(i);
      const auto day =
          RequiredDay(one.disclosed_on(),
                      FieldPath{kDisclosures, i, "disclosed_on"}, violations_);
      if (!day.has_value() ||
          !InLastDays(*day, as_of_, policy_.disclosure_days())) {
        continue;
      }
      counted.push_back(&one);
      v1::Sensitivity& most =
          one.direction() == v1::DISCLOSURE_DIRECTION_FROM_CUSTOMER ? received
                                                                    : given;
      most = std::max(most, one.sensitivity());
    }
    if (received == v1::SENSITIVITY_SENSITIVE &&
        given == v1::SENSITIVITY_SENSITIVE) {
      Add(kInformation, "SENSITIVE_BOTH_WAYS", SourcesOf(counted));
    } else if (received >= v1::SENSITIVITY_CONFIDENTIAL) {
      Add(kInformation, "CONFIDENTIAL", SourcesOf(counted));
    } else if (IsListComplete(v1::RECORD_LIST_DISCLOSURES)) {
      Add(kInformation, "ORDINARY", SourcesOf(counted));
    }
  }

  void DeriveMeasures() {
    const auto targets =
        InForce(facts_.targets(), kTargets, as_of_, violations_);
    auto any = [&](auto matches) {
      return std::any_of(
          targets.begin(), targets.end(),
          [&](const v1::TargetFact* one) { return matches(*one); });
    };
    auto measures = [](v1::TargetMeasure measure) {
      return [measure](const v1::TargetFact& one) {
        return one.measure() == measure;
      };
    };
    auto is_basic = [](const v1::TargetFact& one) {
      return one.measure() == v1::TARGET_MEASURE_VOLUME ||
             one.measure() == v1::TARGET_MEASURE_ACTIVITY;
    };
    if (any(measures(v1::TARGET_MEASURE_PROFIT_AND_GROWTH))) {
      Add(kMeasures, "PROFIT_AND_GROWTH", SourcesOf(targets));
    } else if (any([](const v1::TargetFact& one) {
                 return one.customer_objective_linked() &&
                        (one.measure() == v1::TARGET_MEASURE_PROFIT_AMOUNT ||
                         one.measure() == v1::TARGET_MEASURE_MARGIN_BPS);
               })) {
      Add(kMeasures, "ACCOUNT_PROFIT_AND_MUTUAL", SourcesOf(targets));
    } else if (any(measures(v1::TARGET_MEASURE_REVENUE))) {
      Add(kMeasures, "SALES_TARGET", SourcesOf(targets));
    } else if (!targets.empty() &&
               std::all_of(
                   targets.begin(), targets.end(),
                   [&](const v1::TargetFact* one) { return is_basic(*one); }) &&
               IsListComplete(v1::RECORD_LIST_TARGETS)) {
      Add(kMeasures, "VOLUME_AND_ACTIVITY", SourcesOf(targets));
    }
  }

  void DeriveProfitability() {
    if (facts_.profitability() == v1::PROFITABILITY_STANDING_UNSPECIFIED) {
      return;
    }
    Add(kProfitabilityKnowledge,
        facts_.profitability() == v1::PROFITABILITY_STANDING_PER_ACCOUNT
            ? "PER_ACCOUNT"
            : "REVENUE_ONLY",
        {});
  }

  void DerivePlans() {
    const auto plans = InForce(facts_.plans(), kPlanList, as_of_, violations_);
    for (int i = 0; i < facts_.plans_size(); ++i) {
      const v1::PlanFact& plan = facts_.plans(i);
      if (plan.has_horizon_months() && plan.horizon_months() < 1) {
        violations_.Add(
            absl::StrCat(ElementPath(kPlanList, i), ".horizon_months"),
            absl::StrCat("must be at least 1, not ", plan.horizon_months()),
            "OUT_OF_RANGE");
      }
    }
    if (plans.empty()) {
      if (IsListComplete(v1::RECORD_LIST_PLANS)) Add(kPlans, "NONE", {});
      return;
    }
    int longest = 0;
    bool is_joint = false;
    v1::PlanKind best = v1::PLAN_KIND_UNSPECIFIED;
    for (const v1::PlanFact* plan : plans) {
      longest = std::max(longest, plan->horizon_months());
      is_joint = is_joint || plan->customer_co_author();
      best = std::max(best, plan->kind());
    }
    if (is_joint) {
      Add(kPlans, "JOINTLY_DEVELOPED", SourcesOf(plans));
    } else if (best != v1::PLAN_KIND_UNSPECIFIED) {
      Add(kPlans,
          best == v1::PLAN_KIND_PROJECT ? "PROJECT_PLAN"
                                        : "BESPOKE_ACCOUNT_PLAN",
          SourcesOf(plans));
    }
    if (longest > 0) Add(kHorizon, Horizon(longest), SourcesOf(plans));
  }

  const char* Horizon(int months) const {
    if (months <= policy_.short_horizon_months()) return "UP_TO_3";
    if (months < policy_.long_horizon_months()) return "OVER_3_UNDER_12";
    return months <= policy_.longest_horizon_months() ? "FROM_12_TO_36"
                                                      : "OVER_36";
  }

  const v1::PhaseFacts& facts_;
  const v1::PhasePolicy& policy_;
  absl::CivilDay as_of_;
  ObservationSet& observations_;
  Violations& violations_;
  bool is_complete_ = false;
  // Initiatives under way, and those begun in the window.
  Initiatives active_;
  Initiatives begun_;
};

}  // namespace

void DeriveBusinessValues(const v1::PhaseFacts& facts,
                          const v1::PhasePolicy& policy, absl::CivilDay as_of,
                          ObservationSet& observations,
                          Violations& violations) {
  BusinessValues(facts, policy, as_of, observations, violations).Derive();
}

void DerivePhaseValues(const v1::PhaseFacts& facts, const v1::Policy& policy,
                       absl::CivilDay as_of, ObservationSet& observations,
                       Violations& violations) {
  CheckContactFacts(facts.contacts(), kContacts, violations);
  DeriveTeamValues(facts, policy.phases(), as_of, observations, violations);
  DeriveBusinessValues(facts, policy.phases(), as_of, observations, violations);
  AddContactPattern(facts.contacts(), policy.contact_coverage(), as_of,
                    observations);
}

}  // namespace kam::assessment
