#include "services/assessment/account_evidence.h"

#include <algorithm>
#include <optional>

#include "services/assessment/completeness_evidence.h"
#include "services/assessment/contact_evidence.h"
#include "services/assessment/fact_words.h"
#include "services/assessment/owner_answers.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {
namespace {

using account::v1::AccountFacts;
using account::v1::Designation;
using account::v1::ProfitabilityVerdict;

bool IsKey(const Designation& designation) {
  return designation.state() == Designation::STATE_DESIGNATED ||
         designation.state() == Designation::STATE_UNDER_REVIEW;
}

// The first day of the designation in force; absent when there is none.
std::optional<google::type::Date> DesignatedOn(const AccountFacts& facts) {
  std::optional<google::type::Date> since;
  if (!facts.key_account()) return since;
  // Oldest first.
  for (const Designation& one : facts.account().designations()) {
    if (!IsKey(one)) {
      since.reset();
    } else if (!since.has_value()) {
      since = one.on();
    }
  }
  return since;
}

void AddPhaseRecords(const AccountFacts& facts, v1::PhaseFacts* phases) {
  phases->mutable_titles()->set_key_account(
      facts.key_account() || facts.account().titled_key_account());
  for (const account::v1::Integration& one : facts.integrations()) {
    v1::IntegrationFact* fact = phases->add_integrations();
    SetSource(kAccountService, one.name(), fact);
    fact->set_kind(SameWord<v1::IntegrationKind>(one.kind()));
    SetSpan(one, fact);
  }
  for (const account::v1::Disclosure& one : facts.disclosures()) {
    v1::DisclosureFact* fact = phases->add_disclosures();
    SetSource(kAccountService, one.name(), fact);
    fact->set_direction(one.direction() ==
                                account::v1::Disclosure::DIRECTION_RECEIVED
                            ? v1::DISCLOSURE_DIRECTION_FROM_CUSTOMER
                            : v1::DISCLOSURE_DIRECTION_TO_CUSTOMER);
    fact->set_sensitivity(SameWord<v1::Sensitivity>(one.sensitivity()));
    *fact->mutable_disclosed_on() = one.disclosed_on();
  }
  for (const account::v1::Target& one : facts.targets()) {
    v1::TargetFact* fact = phases->add_targets();
    SetSource(kAccountService, one.name(), fact);
    fact->set_measure(SameWord<v1::TargetMeasure>(one.measure()));
    fact->set_customer_objective_linked(!one.objective().empty());
    SetSpan(one, fact);
  }
}

v1::ProfitabilityStanding StandingOf(const AccountFacts& facts) {
  if (!facts.has_profitability()) {
    return v1::PROFITABILITY_STANDING_UNSPECIFIED;
  }
  return facts.profitability().value() ==
                 ProfitabilityVerdict::VALUE_UNKNOWN_REVENUE_ONLY
             ? v1::PROFITABILITY_STANDING_REVENUE_ONLY
             : v1::PROFITABILITY_STANDING_PER_ACCOUNT;
}

void AddServiceRecords(const AccountFacts& facts, v1::HierarchyFacts* level) {
  for (const account::v1::DeliveryConformance& one :
       facts.delivery_conformances()) {
    v1::ConformanceFact* fact = level->add_conformance();
    SetSource(kAccountService, one.name(), fact);
    fact->set_delivered(one.delivered_count());
    fact->set_conforming(one.conforming_count());
    SetSpan(one, fact);
  }
  for (const account::v1::IndexReading& one : facts.index_readings()) {
    v1::ServiceIndexReading* fact = level->add_readings();
    SetSource(kAccountService, one.name(), fact);
    fact->set_index(SameWord<v1::ServiceIndex>(one.index()));
    fact->set_value(one.value());
    *fact->mutable_read_on() = one.read_on();
    fact->set_revision(one.revision());
  }
}

void AddIndicatorRecords(const AccountFacts& facts,
                         v1::ScorecardFacts* scorecard) {
  for (const account::v1::Agreement& one : facts.agreements()) {
    v1::AgreementFact* fact = scorecard->add_agreements();
    SetSource(kAccountService, one.name(), fact);
    fact->set_auto_renews(one.auto_renews());
    SetSpan(one, fact);
  }
  for (const account::v1::Issue& one : facts.issues()) {
    v1::IssueFact* fact = scorecard->add_issues();
    SetSource(kAccountService, one.name(), fact);
    fact->set_severity(one.severity());
    // Only an issue of which we know that the customer found it out is a
    // surprise.
    fact->set_announced(one.announced() != kAbsent);
    *fact->mutable_opened_on() = one.opened_on();
  }
  for (const account::v1::Objective& one : facts.objectives()) {
    v1::CustomerObjectiveFact* fact = scorecard->add_objectives();
    SetSource(kAccountService, one.name(), fact);
    fact->set_horizon(SameWord<v1::ObjectiveHorizon>(one.horizon()));
    *fact->mutable_recorded_on() = one.recorded_on();
  }
  for (const account::v1::Offer& one : facts.offers()) {
    v1::OfferFact* fact = scorecard->add_offers();
    SetSource(kAccountService, one.name(), fact);
    *fact->mutable_first_offered_on() = one.first_offered_on();
    if (one.has_first_bought_on()) {
      *fact->mutable_first_bought_on() = one.first_bought_on();
    }
  }
}

// Amounts of a window; profit only where all costs are in.
void AddTrade(const AccountFacts& facts, v1::TradeComparison* trade) {
  SetSource(kAccountService, facts.account().name(), trade);
  const ProfitabilityVerdict& now = facts.profitability();
  const ProfitabilityVerdict& before = facts.prior_profitability();
  if (now.has_revenue()) *trade->mutable_revenue() = now.revenue();
  if (before.has_revenue()) *trade->mutable_prior_revenue() = before.revenue();
  if (now.cost_complete() && now.has_profit()) {
    *trade->mutable_profit() = now.profit();
  }
  if (before.cost_complete() && before.has_profit()) {
    *trade->mutable_prior_profit() = before.profit();
  }
}

void AddPitfallRecords(const AccountFacts& facts, v1::PitfallFacts* pitfalls) {
  pitfalls->set_key_account(Known(facts.key_account()));
  // Without its verdict on profitability the service has not told all.
  if (!facts.has_profitability()) return;
  const ProfitabilityVerdict& verdict = facts.profitability();
  AddOwnerAnswer(kAccountService, {&verdict.flags(), &facts.flags()}, pitfalls);
  if (verdict.has_revenue() && facts.prior_profitability().has_revenue()) {
    *pitfalls->mutable_revenue() = verdict.revenue();
    *pitfalls->mutable_prior_revenue() = facts.prior_profitability().revenue();
  }
  if (verdict.value() == ProfitabilityVerdict::VALUE_UNKNOWN_REVENUE_ONLY) {
    return;
  }
  v1::LossFact* losses = pitfalls->mutable_losses();
  losses->set_loss(Known(verdict.value() == ProfitabilityVerdict::VALUE_LOSS));
  losses->set_quarters(verdict.loss_quarters());
  losses->set_exception_live(Known(!verdict.exception().empty()));
}

// The latest rating of C8; absent when two of one day differ, or it is not
// known.
std::optional<int> WillingnessToPartner(const account::v1::Account& account) {
  std::optional<int> rating;
  std::optional<absl::CivilDay> latest;
  for (const account::v1::CriterionRating& one : account.criteria_ratings()) {
    const auto day = DayFromProto(one.rated_on());
    if (one.criterion() != account::v1::CRITERION_WILLINGNESS_TO_PARTNER ||
        !day.ok() || (latest.has_value() && *day < *latest)) {
      continue;
    }
    const std::optional<int> said =
        one.has_rating() ? std::optional<int>(one.rating()) : std::nullopt;
    rating = latest == *day && rating != said ? std::nullopt : said;
    latest = *day;
  }
  return rating;
}

}  // namespace

void AddAccountEvidence(const AccountFacts& facts, absl::CivilDay as_of,
                        v1::EvidenceBundle* bundle) {
  AddCompleteness(facts, bundle->mutable_completeness());
  AddCustomerSide(facts, as_of, bundle->mutable_contacts());
  AddPhaseRecords(facts, bundle->mutable_phases());
  const v1::ProfitabilityStanding standing = StandingOf(facts);
  bundle->mutable_phases()->set_profitability(standing);
  AddServiceRecords(facts, bundle->mutable_buy_sell_level());
  AddIndicatorRecords(facts, bundle->mutable_partnership_indicators());
  if (facts.has_profitability()) {
    AddTrade(facts, bundle->mutable_partnership_indicators()->mutable_trade());
  }
  AddPitfallRecords(facts, bundle->mutable_pitfalls());
  v1::ReadinessFacts* readiness = bundle->mutable_readiness();
  readiness->set_profitability(standing);
  if (const auto rating = WillingnessToPartner(facts.account())) {
    readiness->set_willingness_to_partner(*rating);
  }
  if (facts.has_top_ranked()) {
    bundle->mutable_customer_audit()->set_top_ranked(facts.top_ranked());
  }
  if (const auto since = DesignatedOn(facts)) {
    *bundle->mutable_customer_audit()->mutable_designated_on() = *since;
    *bundle->mutable_buy_sell_level()->mutable_designated_on() = *since;
  }
}

}  // namespace kam::assessment
