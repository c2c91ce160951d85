#include "services/account/profit_target.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/ledger_window.h"

namespace kam::account {
namespace {

bool InForce(const v1::Target& target, absl::CivilDay day) {
  const absl::StatusOr<absl::CivilDay> start = DayFromProto(target.starts_on());
  if (!start.ok() || *start > day) return false;
  if (!target.has_ends_on()) return true;
  const absl::StatusOr<absl::CivilDay> end = DayFromProto(target.ends_on());
  return end.ok() && *end >= day;
}

// Whether both ask for the same.
bool SameValue(const v1::Target& a, const v1::Target& b) {
  if (a.has_margin_bps() && b.has_margin_bps()) {
    return a.margin_bps() == b.margin_bps();
  }
  return a.has_amount() && b.has_amount() &&
         a.amount().currency_code() == b.amount().currency_code() &&
         a.amount().units() == b.amount().units() &&
         a.amount().nanos() == b.amount().nanos();
}

// Returns the one of `measure` in force that started last, or null.
absl::StatusOr<const v1::Target*> LatestOf(absl::Span<const v1::Target> targets,
                                           v1::Target::Measure measure,
                                           absl::CivilDay day) {
  const v1::Target* latest = nullptr;
  absl::CivilDay latest_start;
  bool ambiguous = false;
  for (const v1::Target& target : targets) {
    const bool has_value = target.has_margin_bps() || target.has_amount();
    if (target.measure() != measure || !has_value || !InForce(target, day)) {
      continue;
    }
    ASSIGN_OR_RETURN(const absl::CivilDay start,
                     DayFromProto(target.starts_on()));
    if (latest != nullptr && start < latest_start) continue;
    const bool same_day = latest != nullptr && start == latest_start;
    ambiguous = same_day && (ambiguous || !SameValue(*latest, target));
    latest = &target;
    latest_start = start;
  }
  if (ambiguous) {
    return InvalidArgument(
        "TARGET_AMBIGUOUS",
        absl::StrCat("Two profit targets that start on ",
                     FormatDay(latest_start), " differ; end one of them."));
  }
  return latest;
}

absl::StatusOr<ProfitTarget> Read(const v1::Target& target,
                                  absl::string_view reporting_currency) {
  ProfitTarget read;
  read.name = target.name();
  if (target.has_margin_bps()) {
    read.margin_bps = target.margin_bps();
    return read;
  }
  if (target.amount().currency_code() != reporting_currency) {
    return FailedPrecondition(
        "MIXED_CURRENCY",
        absl::StrCat("The target ", target.name(), " is not in ",
                     reporting_currency, "; state it in that currency."));
  }
  ASSIGN_OR_RETURN(read.amount, AmountFromProto(target.amount()));
  return read;
}

}  // namespace

absl::StatusOr<std::optional<ProfitTarget>> FindProfitTarget(
    absl::Span<const v1::Target> targets, absl::CivilDay day,
    absl::string_view reporting_currency) {
  ASSIGN_OR_RETURN(const v1::Target* margin,
                   LatestOf(targets, v1::Target::MEASURE_MARGIN_BPS, day));
  ASSIGN_OR_RETURN(const v1::Target* amount,
                   LatestOf(targets, v1::Target::MEASURE_PROFIT_AMOUNT, day));
  if (margin != nullptr && amount != nullptr) {
    return InvalidArgument(
        "TARGET_FORMS",
        "A margin and an amount of profit are both in force as target; end one "
        "of them.");
  }
  const v1::Target* target = margin != nullptr ? margin : amount;
  if (target == nullptr) {
    ASSIGN_OR_RETURN(
        target, LatestOf(targets, v1::Target::MEASURE_PROFIT_AND_GROWTH, day));
  }
  if (target == nullptr) return std::nullopt;
  return Read(*target, reporting_currency);
}

const v1::StrategicException* FindLiveException(
    absl::Span<const v1::StrategicException> exceptions, absl::CivilDay day,
    const ProfitabilityValues& values) {
  const v1::StrategicException* live = nullptr;
  absl::CivilDay live_until;
  for (const v1::StrategicException& exception : exceptions) {
    const auto approved = DayFromProto(exception.approved_on());
    const auto expires = DayFromProto(exception.expires_on());
    if (exception.approver().empty() || !approved.ok() || !expires.ok() ||
        *approved > day || *expires < day ||
        *expires > AddMonths(*approved, values.exception_max_months)) {
      continue;
    }
    if (live == nullptr || *expires > live_until) {
      live = &exception;
      live_until = *expires;
    }
  }
  return live;
}

}  // namespace kam::account
