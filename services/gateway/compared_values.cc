#include "services/gateway/compared_values.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "common/resource/enum_word.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"

namespace kam::gateway {
namespace {

using resource::WordOf;

std::string YesOrNo(bool yes) { return yes ? "YES" : "NO"; }

std::string DayText(bool known, const google::type::Date& date) {
  const auto day = DayFromProto(date);
  return known && day.ok() ? FormatDay(*day) : "";
}

std::string MoneyText(bool known, const google::type::Money& money) {
  const auto amount = AmountFromProto(money);
  return known && amount.ok()
             ? absl::StrCat(FormatAmount(*amount), " ", money.currency_code())
             : "";
}

std::string NumberText(bool known, int64_t number) {
  return known ? absl::StrCat(number) : "";
}

// A model's value, with its bounds where they leave another one.
std::string VerdictText(const assessment::v1::VerdictSummary& verdict) {
  const auto& bounds = verdict.bounds();
  if (bounds.low() == bounds.high()) return verdict.value();
  return absl::StrCat(verdict.value(), " (", bounds.low(), " to ",
                      bounds.high(), ")");
}

std::string FlagCount(const assessment::v1::AccountStanding& standing,
                      type::v1::Severity severity) {
  return absl::StrCat(
      std::count_if(standing.flags().begin(), standing.flags().end(),
                    [severity](const assessment::v1::StandingFlag& flag) {
                      return flag.severity() == severity;
                    }));
}

// The models that judge an account; checklists are counted and have no value.
constexpr assessment::v1::Model kModels[] = {
    assessment::v1::MODEL_PHASES,
    assessment::v1::MODEL_BUY_SELL_LEVEL,
    assessment::v1::MODEL_PARTNERSHIP_INDICATORS,
    assessment::v1::MODEL_CUSTOMER_AUDIT,
    assessment::v1::MODEL_CONTACT_COVERAGE,
    assessment::v1::MODEL_NEXT_PHASE,
    assessment::v1::MODEL_PITFALLS,
    assessment::v1::MODEL_READINESS,
    assessment::v1::MODEL_SELLING_LEVEL};

}  // namespace

SaidValues ValuesOf(const v1::AccountSection& section) {
  const account::v1::ProfitabilityVerdict& profit = section.profitability();
  return {
      {"KEY_ACCOUNT", YesOrNo(section.key_account())},
      {"DESIGNATION", WordOf(section.designation().state())},
      {"CLASS", WordOf(section.classification().account_class())},
      {"TOP_RANKED",
       section.has_top_ranked() ? YesOrNo(section.top_ranked()) : ""},
      {"REVENUE", MoneyText(profit.has_revenue(), profit.revenue())},
      {"PROFIT", MoneyText(profit.has_profit(), profit.profit())},
      {"MARGIN_BPS", NumberText(profit.has_margin_bps(), profit.margin_bps())},
      {"PROFITABILITY", WordOf(profit.value())},
      {"CONTACTS", absl::StrCat(section.contacts_size())},
      {"INTERACTIONS", absl::StrCat(section.interaction_count())},
      {"AGREEMENTS", absl::StrCat(section.agreements_size())},
      {"OPEN_ISSUES", absl::StrCat(section.open_issues_size())},
  };
}

SaidValues ValuesOf(const v1::TeamSection& section) {
  const bool led = section.accounts_of_lead() > 0 && !section.members().empty();
  return {
      {"TEAM_FORM", WordOf(section.team_form())},
      {"MEMBERS", absl::StrCat(section.members_size())},
      {"LEAD", led ? section.members(0).display_name() : ""},
      {"ACCOUNTS_OF_LEAD", NumberText(led, section.accounts_of_lead())},
      {"SPONSORS", absl::StrCat(section.sponsors_size())},
      {"EXECUTIVE_SPONSOR", WordOf(section.executive_sponsor())},
      {"SKILLS", WordOf(section.gaps().value())},
      {"COVERED_AREAS", absl::StrCat(section.gaps().covered_areas())},
      {"MISSING_ROLES", absl::StrCat(section.gaps().missing_roles_size())},
  };
}

SaidValues ValuesOf(const v1::PlanningSection& section) {
  return {
      {"PLAN", section.plan().title()},
      {"PLAN_VALIDITY", WordOf(section.plan_check().validity())},
      {"CHECKS_SATISFIED",
       NumberText(section.has_plan_check(), section.plan_check().satisfied())},
      {"LAST_REVIEWED_ON",
       DayText(section.has_last_reviewed_on(), section.last_reviewed_on())},
      {"OPEN_ACTIONS", absl::StrCat(section.open_actions())},
      {"OVERDUE_ACTIONS", absl::StrCat(section.overdue_actions_size())},
      {"INITIATIVES", absl::StrCat(section.initiatives_size())},
      {"OPEN_COMMITMENTS", absl::StrCat(section.open_commitments_size())},
      {"BLOCKED_COMMITMENTS", absl::StrCat(section.blocked_commitments_size())},
  };
}

SaidValues ValuesOf(const v1::AssessmentSection& section) {
  const assessment::v1::AccountStanding& standing = section.standing();
  const bool known = section.has_standing();
  SaidValues values = {
      {"OBSERVATIONS", absl::StrCat(section.observations_size())},
      {"LAST_AUDIT",
       DayText(section.has_last_audit(), section.last_audit().held_on())},
      {"ASSESSED_ON", DayText(known, standing.as_of())},
  };
  for (const assessment::v1::Model model : kModels) {
    const auto found = std::find_if(
        standing.verdicts().begin(), standing.verdicts().end(),
        [model](const auto& verdict) { return verdict.model() == model; });
    values.emplace_back(WordOf(model), found == standing.verdicts().end()
                                           ? ""
                                           : VerdictText(*found));
  }
  values.emplace_back("RELATIONSHIP_TITLE",
                      WordOf(standing.relationship_title()));
  values.emplace_back("NEXT_PHASE_GATES",
                      NumberText(known, standing.next_phase().gates_size()));
  for (const type::v1::Severity severity :
       {type::v1::SEVERITY_VIOLATION, type::v1::SEVERITY_WARN,
        type::v1::SEVERITY_INFO}) {
    values.emplace_back(absl::StrCat("FLAGS_", WordOf(severity)),
                        known ? FlagCount(standing, severity) : "");
  }
  return values;
}

}  // namespace kam::gateway
