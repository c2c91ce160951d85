// What the papers say of the change from selling to account management, asked
// of the service: counted, and never scored.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/evaluation_requirements.h"

namespace kam::assessment::checklist_requirements_test {
namespace {

using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class ChecklistRequirements : public EvaluationRequirements {
 protected:
  // Answers of the customer, by item.
  static v1::Evidence Answers(
      const std::vector<std::pair<std::string, std::string>>& answers) {
    v1::Evidence evidence;
    for (const auto& [key, state] : answers) {
      *evidence.add_observations()->mutable_observation() =
          ParseProto<v1::Observation>(
              absl::StrCat("model: MODEL_CHECKLISTS dimension: '", key,
                           "' state: TRI_STATE_", state,
                           " source_class: SOURCE_CLASS_CUSTOMER "
                           "observed_on { year: 2024 month: 6 day: 1 }"));
    }
    return evidence;
  }

  // Asks for all lists, of which none may be judged, and returns one.
  v1::Checklist ListOf(const std::string& requirement_id,
                       const v1::Evidence& evidence) {
    verdict_ = Assess(v1::MODEL_CHECKLISTS, evidence);
    EXPECT_EQ(verdict_.value(), "NOT_SCORED");
    EXPECT_THAT(verdict_.flags(), IsEmpty());
    for (const v1::Checklist& one : verdict_.checklists().checklists()) {
      if (one.requirement_id() == requirement_id) return one;
    }
    ADD_FAILURE() << "no list " << requirement_id;
    return {};
  }

  static std::vector<std::string> KeysOf(const v1::Checklist& list) {
    std::vector<std::string> keys;
    for (const v1::ChecklistItem& item : list.items()) {
      EXPECT_THAT(item.text(), Not(IsEmpty())) << item.key();
      keys.push_back(item.key());
    }
    return keys;
  }

  static std::vector<int> CountsOf(const v1::Checklist& list) {
    return {list.present(), list.absent(), list.unknown()};
  }

  const v1::Verdict& verdict() const { return verdict_; }

 private:
  v1::Verdict verdict_;
};

TEST_F(ChecklistRequirements, S2_11_FiveShiftsOfTheRole) {
  EXPECT_THAT(KeysOf(ListOf("S2-11", {})),
              ElementsAre("profit_negotiation", "follow_through", "partners",
                          "we", "service_value"));
  const v1::Checklist list =
      ListOf("S2-11", Answers({{"partners", "PRESENT"},
                               {"we", "PRESENT"},
                               {"service_value", "ABSENT"},
                               {"follow_through", "UNKNOWN"}}));
  EXPECT_THAT(CountsOf(list), ElementsAre(2, 1, 2));
  EXPECT_EQ(list.items(2).state(), type::v1::TRI_STATE_PRESENT);
  EXPECT_EQ(list.items(4).state(), type::v1::TRI_STATE_ABSENT);
  EXPECT_EQ(ChosenOf(verdict(), "S2-11"), "2 of 5");
  EXPECT_EQ(ChosenOf(verdict(), "service_value"), "ABSENT");
}

TEST_F(ChecklistRequirements, S3_03_TenElementsOfTheChange) {
  EXPECT_THAT(
      KeysOf(ListOf("S3-03", {})),
      ElementsAre("customer_relations", "whole_business", "profitability",
                  "new_skills", "long_term_focus", "team_working",
                  "customer_levels", "decision_structure", "customer_care",
                  "complete_solutions"));
  // Records tell four of them, people one that records do not.
  v1::Evidence evidence = Answers({{"customer_care", "PRESENT"}});
  *evidence.mutable_checklists() = ParseProto<v1::ChecklistFacts>(R"pb(
    completeness {
      list: RECORD_LIST_TARGETS
      complete_through { year: 2024 month: 6 day: 30 }
    }
    targets {
      source { service: "account" name: "revenue" }
      measure: TARGET_MEASURE_REVENUE
      starts_on { year: 2024 month: 1 day: 1 }
    }
    plans {
      source { service: "planning" name: "plan" }
      kind: PLAN_KIND_BESPOKE_ACCOUNT
      horizon_months: 36
      starts_on { year: 2024 month: 1 day: 1 }
    }
    initiatives {
      source { service: "planning" name: "initiative" }
      offering: INITIATIVE_OFFERING_TAILORED_OR_BESPOKE
      standing: INITIATIVE_STANDING_ACTIVE
      starts_on { year: 2024 month: 1 day: 1 }
    }
    area_skills_covered: TRI_STATE_PRESENT)pb");
  const v1::Checklist list = ListOf("S3-03", evidence);
  EXPECT_THAT(CountsOf(list), ElementsAre(4, 1, 5));
  EXPECT_EQ(ChosenOf(verdict(), "S3-03"), "4 of 10");
  EXPECT_EQ(ChosenOf(verdict(), "profitability"), "ABSENT");
  std::vector<std::string> missing;
  for (const v1::MissingEvidence& one : verdict().missing()) {
    if (one.requirement_id() == "S3-03") missing.push_back(one.dimension());
  }
  EXPECT_THAT(missing, ElementsAre("customer_levels", "customer_relations",
                                   "decision_structure", "team_working",
                                   "whole_business"));
}

TEST_F(ChecklistRequirements, S3_04_FourQuestionsOnTheRelationship) {
  EXPECT_THAT(KeysOf(ListOf("S3-04", {})),
              ElementsAre("highest_satisfaction", "stronger_relationships",
                          "better_quality", "responsibilities_known"));
  const v1::Checklist list =
      ListOf("S3-04", Answers({{"highest_satisfaction", "ABSENT"},
                               {"stronger_relationships", "PRESENT"},
                               {"better_quality", "PRESENT"},
                               {"responsibilities_known", "PRESENT"}}));
  EXPECT_THAT(CountsOf(list), ElementsAre(3, 1, 0));
  EXPECT_EQ(ChosenOf(verdict(), "S3-04"), "3 of 4");
}

}  // namespace
}  // namespace kam::assessment::checklist_requirements_test
