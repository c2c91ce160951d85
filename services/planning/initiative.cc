#include "services/planning/initiative.h"

#include "absl/strings/str_cat.h"
#include "common/base/money.h"
#include "common/base/ratio.h"
#include "common/resource/field_checks.h"
#include "common/status/status_macros.h"

namespace kam::planning {
namespace {

void CheckFunding(const v1::Funding& funding, Violations& violations) {
  // A share that is not set is 0, which is in the range.
  resource::CheckRange("initiative.funding.supplier_bps",
                       funding.supplier_bps(), 0, kWhole, violations);
  resource::CheckRange("initiative.funding.customer_bps",
                       funding.customer_bps(), 0, kWhole, violations);
  if (!funding.has_supplier_bps() || !funding.has_customer_bps()) return;
  const int64_t sum =
      int64_t{funding.supplier_bps()} + int64_t{funding.customer_bps()};
  if (sum != kWhole) {
    violations.Add(
        "initiative.funding",
        absl::StrCat("must have shares that sum to 10000 basis points, not ",
                     sum),
        "FUNDING_NOT_WHOLE");
  }
}

void CheckNotNegative(absl::string_view field, const google::type::Money& money,
                      Violations& violations) {
  const auto amount = AmountFromProto(money);
  if (amount.ok() && *amount < Amount::Zero()) {
    violations.Add(field, "must not be negative", "NEGATIVE_AMOUNT");
  }
}

void CheckCase(const v1::BusinessCase& business_case, RecordChecks& checks) {
  const std::string field = "initiative.business_case.";
  Violations& violations = checks.violations();
  CheckNotNegative(field + "annual_benefit", business_case.annual_benefit(),
                   violations);
  CheckNotNegative(field + "annual_cost", business_case.annual_cost(),
                   violations);
  CheckNotNegative(field + "one_off_cost", business_case.one_off_cost(),
                   violations);
  CheckNotNegative(field + "disruption_cost", business_case.disruption_cost(),
                   violations);
  checks.Member(field + "owner", business_case.owner());
}

absl::Status WrongState(const v1::Initiative& initiative,
                        absl::string_view wanted) {
  return FailedPrecondition(
      "WRONG_STATE",
      absl::StrCat("The initiative ", initiative.name(), " is not ", wanted,
                   "; read where it stands."));
}

}  // namespace

void ValidateInitiative(const v1::Initiative& initiative,
                        absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(initiative.name(), latest_day, violations);
  checks.NotBlank("initiative.display_name", initiative.display_name());
  CheckFunding(initiative.funding(), violations);
  checks.EachOnce("initiative.functions", initiative.functions());
  checks.EachOnce("initiative.tags", initiative.tags());
  checks.NotFuture("initiative.supplier_committed_on",
                   initiative.supplier_committed_on());
  checks.NotFuture("initiative.customer_committed_on",
                   initiative.customer_committed_on());
  checks.NotBefore("initiative.ends_on", initiative.ends_on(),
                   initiative.started_on());
  CheckCase(initiative.business_case(), checks);
  for (int i = 0; i < initiative.addresses_size(); ++i) {
    checks.InProgram(absl::StrCat("initiative.addresses[", i, "]"),
                     initiative.addresses(i));
  }
}

absl::Status StartInitiative(const v1::StartInitiativeRequest& request,
                             const StepDays& days, v1::Initiative& initiative) {
  if (initiative.state() != v1::INITIATIVE_STATE_PROPOSED)
    return WrongState(initiative, "proposed");
  ASSIGN_OR_RETURN(*initiative.mutable_started_on(),
                   StepDay(days, "started_on", request.started_on(), {}));
  initiative.set_state(v1::INITIATIVE_STATE_ACTIVE);
  return absl::OkStatus();
}

absl::Status CompleteInitiative(const v1::CompleteInitiativeRequest& request,
                                const StepDays& days,
                                v1::Initiative& initiative) {
  if (initiative.state() != v1::INITIATIVE_STATE_ACTIVE)
    return WrongState(initiative, "active");
  ASSIGN_OR_RETURN(
      *initiative.mutable_ended_on(),
      StepDay(days, "ended_on", request.ended_on(), initiative.started_on()));
  initiative.set_state(v1::INITIATIVE_STATE_COMPLETED);
  return absl::OkStatus();
}

absl::Status StopInitiative(const v1::StopInitiativeRequest& request,
                            const StepDays& days, v1::Initiative& initiative) {
  RETURN_IF_ERROR(CheckReason(request.reason()));
  if (initiative.state() != v1::INITIATIVE_STATE_ACTIVE &&
      initiative.state() != v1::INITIATIVE_STATE_PROPOSED) {
    return WrongState(initiative, "proposed or active");
  }
  ASSIGN_OR_RETURN(
      *initiative.mutable_ended_on(),
      StepDay(days, "ended_on", request.ended_on(), initiative.started_on()));
  initiative.set_stop_reason(request.reason());
  initiative.set_state(v1::INITIATIVE_STATE_STOPPED);
  return absl::OkStatus();
}

v1::Initiative InitiativeOn(v1::Initiative initiative, absl::CivilDay day) {
  if (initiative.has_ended_on() && !IsBy(initiative.ended_on(), day)) {
    initiative.clear_ended_on();
    initiative.clear_stop_reason();
    initiative.set_state(v1::INITIATIVE_STATE_ACTIVE);
  }
  if (initiative.has_started_on() && !IsBy(initiative.started_on(), day)) {
    initiative.clear_started_on();
  }
  if (initiative.state() == v1::INITIATIVE_STATE_ACTIVE &&
      !initiative.has_started_on()) {
    initiative.set_state(v1::INITIATIVE_STATE_PROPOSED);
  }
  if (!IsBy(initiative.supplier_committed_on(), day))
    initiative.clear_supplier_committed_on();
  if (!IsBy(initiative.customer_committed_on(), day))
    initiative.clear_customer_committed_on();
  return initiative;
}

std::vector<std::string> MissingOfCase(const v1::Initiative& initiative) {
  const v1::BusinessCase& given = initiative.business_case();
  std::vector<std::string> missing;
  if (!given.has_annual_benefit()) missing.push_back("annual_benefit");
  if (given.rationale().empty()) missing.push_back("rationale");
  if (given.owner().empty()) missing.push_back("owner");
  if (!given.has_annual_cost()) missing.push_back("annual_cost");
  if (!given.has_one_off_cost()) missing.push_back("one_off_cost");
  if (!given.has_disruption_cost()) missing.push_back("disruption_cost");
  return missing;
}

}  // namespace kam::planning
