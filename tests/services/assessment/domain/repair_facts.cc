#include "tests/services/assessment/domain/repair_facts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {
namespace {

int Number(RandomNumbers& random, uint64_t bound) {
  return static_cast<int>(Below(random, bound));
}

void AddAnswer(size_t number, v1::AuditRespondent& respondent,
               RandomNumbers& random) {
  v1::AuditAnswer& answer = *respondent.add_answers();
  answer.set_question(std::string(kAuditQuestions[number]));
  if (Below(random, 8) == 0) {
    answer.set_skipped(true);
    return;
  }
  if (number == kMark) {
    answer.set_mark(Number(random, 11));
  } else if (number == kPosition) {
    answer.set_position(static_cast<v1::AuditPosition>(1 + Number(random, 3)));
  } else {
    answer.set_text(absl::StrCat("text", Below(random, 3)));
  }
  if (number == kComparison) {
    answer.set_comparison(static_cast<v1::AuditComparison>(Below(random, 4)));
  }
  if (number == kShortfalls) {
    answer.set_specification_failure(Below(random, 4) == 0);
  }
  if (number == kShortfalls || number == kUnresolved) {
    for (uint64_t left = Below(random, 3); left > 0; --left) {
      answer.add_issues()->set_already_logged(Below(random, 3) > 0);
    }
  }
}

void Repair(google::protobuf::RepeatedPtrField<v1::AuditFact>& audits,
            RandomNumbers& random) {
  for (int i = 0; i < audits.size(); ++i) {
    audits[i].set_completion_sequence(i);
    int number = 0;
    for (v1::AuditRespondent& one : *audits[i].mutable_respondents()) {
      one.set_contact(absl::StrCat("contact", number++));
      one.clear_answers();
      for (size_t k = 0; k < kAuditQuestions.size(); ++k) {
        if (Below(random, 2) == 0) AddAnswer(k, one, random);
      }
    }
  }
}

void Repair(v1::ContactCoverageFacts& facts) {
  for (int i = 0; i < facts.contacts_size(); ++i) {
    v1::ContactFact& one = *facts.mutable_contacts(i);
    one.set_contact(absl::StrCat("contact", i));
    one.set_influence(one.influence() % 11);
  }
}

// The default indicators, some with another weight, some left out.
v1::IndicatorTemplate RandomTemplate(RandomNumbers& random) {
  v1::IndicatorTemplate indicators =
      ModelPolicy::Default().values().partnership_indicators().template_();
  const int whole = Number(random, 3);
  for (int i = 0; i < indicators.indicators_size(); ++i) {
    v1::Indicator& one = *indicators.mutable_indicators(i);
    if (whole == 0) one.set_weight(1 + Number(random, 10));
    // Five stay at least.
    if (whole < 2 && i >= 5) one.set_active(Below(random, 2) == 0);
  }
  return indicators;
}

void AddObservation(const std::string& dimension, v1::Model model,
                    v1::Evidence& evidence, RandomNumbers& random) {
  v1::ObservationVersion& version = *evidence.add_observations();
  v1::Observation& one = *version.mutable_observation();
  NameObservation(evidence.observations_size(), random, version);
  one.set_model(model);
  one.set_dimension(dimension);
  *one.mutable_observed_on() = ToProto(kRandomDay + 30 - Number(random, 500));
  // Nobody posts what is derived.
  one.set_source_class(static_cast<v1::SourceClass>(2 + Below(random, 3)));
  one.set_retracted(Below(random, 10) == 0);
}

void RepairMoney(google::type::Money& money) {
  money.set_currency_code("USD");
  money.set_nanos(0);
}

void RepairScorecard(v1::Evidence& evidence, RandomNumbers& random) {
  v1::ScorecardFacts& facts = *evidence.mutable_partnership_indicators();
  facts.clear_template_();
  if (Below(random, 2) == 0) {
    *facts.mutable_template_() = RandomTemplate(random);
  }
  facts.clear_previous();
  if (Below(random, 2) == 0) {
    *facts.mutable_previous()->mutable_template_() = RandomTemplate(random);
    for (const auto& one : facts.previous().template_().indicators()) {
      auto& state = *facts.mutable_previous()->add_states();
      state.set_key(one.key());
      state.set_state(static_cast<type::v1::TriState>(Below(random, 4)));
    }
  }
  v1::TradeComparison& trade = *facts.mutable_trade();
  if (trade.has_revenue()) RepairMoney(*trade.mutable_revenue());
  if (trade.has_prior_revenue()) RepairMoney(*trade.mutable_prior_revenue());
  if (trade.has_profit()) RepairMoney(*trade.mutable_profit());
  if (trade.has_prior_profit()) RepairMoney(*trade.mutable_prior_profit());
  Repair(*facts.mutable_audits(), random);
  Repair(*facts.mutable_contacts());
  constexpr auto kModel = v1::MODEL_PARTNERSHIP_INDICATORS;
  const v1::IndicatorTemplate answered = RandomTemplate(random);
  for (const v1::Indicator& one : answered.indicators()) {
    for (uint64_t left = Below(random, 3); left > 0; --left) {
      AddObservation(one.key(), kModel, evidence, random);
      evidence.mutable_observations()
          ->rbegin()
          ->mutable_observation()
          ->set_state(static_cast<type::v1::TriState>(1 + Below(random, 3)));
    }
  }
  for (uint64_t left = Below(random, 5); left > 0; --left) {
    AddObservation("price_resistance", kModel, evidence, random);
    evidence.mutable_observations()
        ->rbegin()
        ->mutable_observation()
        ->set_rating(Number(random, 5));
  }
}

void RepairDiagnosis(v1::DiagnosisFacts& facts) {
  if (!facts.has_previous()) return;
  // One row of each.
  v1::PreviousDiagnosis& previous = *facts.mutable_previous();
  for (int i = 0; i < previous.rows_size(); ++i) {
    previous.mutable_rows(i)->set_row(static_cast<v1::DiagnosisRow>(i + 1));
  }
}

void RepairHierarchy(v1::Evidence& evidence, RandomNumbers& random) {
  v1::HierarchyFacts& facts = *evidence.mutable_buy_sell_level();
  Repair(*facts.mutable_audits(), random);
  Repair(*facts.mutable_contacts());
  for (v1::ConformanceFact& one : *facts.mutable_conformance()) {
    if (!one.has_ends_on()) *one.mutable_ends_on() = one.starts_on();
    one.set_conforming(one.delivered() -
                       Number(random, 2) * (one.delivered() > 0 ? 1 : 0));
  }
  for (v1::ContributionFact& one : *facts.mutable_contributions()) {
    one.set_purpose(
        static_cast<v1::ContributionPurpose>(1 + Number(random, 2)));
    one.set_contributes_to("issue");
    if (Below(random, 3) == 0) one.clear_confirmed_on();
  }
  if (facts.has_previous_level()) facts.set_previous_level(Number(random, 5));
  for (const char* key : {"competition", "price_sensitivity",
                          "feature_importance", "relationship_challenge"}) {
    for (uint64_t left = Below(random, 3); left > 0; --left) {
      AddObservation(key, v1::MODEL_BUY_SELL_LEVEL, evidence, random);
      evidence.mutable_observations()
          ->rbegin()
          ->mutable_observation()
          ->set_rating(1 + Number(random, 4));
    }
  }
}

void RepairChecklists(v1::Evidence& evidence, RandomNumbers& random) {
  Repair(*evidence.mutable_checklists()->mutable_contacts());
  for (const char* key :
       {"profit_negotiation", "we", "whole_business", "customer_levels",
        "customer_care", "highest_satisfaction", "better_quality"}) {
    for (uint64_t left = Below(random, 3); left > 0; --left) {
      AddObservation(key, v1::MODEL_CHECKLISTS, evidence, random);
      evidence.mutable_observations()
          ->rbegin()
          ->mutable_observation()
          ->set_state(static_cast<type::v1::TriState>(1 + Below(random, 3)));
    }
  }
}

}  // namespace

void RepairFacts(v1::Evidence& evidence, RandomNumbers& random) {
  switch (evidence.facts_case()) {
    case v1::Evidence::kCustomerAudit: {
      v1::AuditFacts& facts = *evidence.mutable_customer_audit();
      Repair(*facts.mutable_audits(), random);
      if (facts.has_demonstrated_phase()) {
        facts.set_demonstrated_phase(1 + Number(random, 5));
      }
      return;
    }
    case v1::Evidence::kPartnershipIndicators:
      return RepairScorecard(evidence, random);
    case v1::Evidence::kBuySellLevel:
      return RepairHierarchy(evidence, random);
    case v1::Evidence::kProgramDiagnosis:
      return RepairDiagnosis(*evidence.mutable_program_diagnosis());
    case v1::Evidence::kPhases:
      return Repair(*evidence.mutable_phases()->mutable_contacts());
    case v1::Evidence::kNextPhase:
      return Repair(
          *evidence.mutable_next_phase()->mutable_phases()->mutable_contacts());
    case v1::Evidence::kPitfalls:
      return Repair(*evidence.mutable_pitfalls()->mutable_contacts());
    case v1::Evidence::kContactCoverage:
      return Repair(*evidence.mutable_contact_coverage());
    case v1::Evidence::kChecklists:
      return RepairChecklists(evidence, random);
    case v1::Evidence::kSellingLevel:
      return Repair(*evidence.mutable_selling_level());
    default:
      return;
  }
}

}  // namespace kam::assessment
