#include "services/assessment/checklist_model.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/tri_state.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::checklist_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::HasSubstr;

const absl::CivilDay kAsOf(2024, 6, 30);

v1::Verdict Judge(const std::string& evidence) {
  const auto verdict = EvaluateChecklists(ParseProto<v1::Evidence>(evidence),
                                          ModelPolicy::Default(), kAsOf);
  EXPECT_TRUE(verdict.ok()) << verdict.status();
  return verdict.ok() ? *verdict : v1::Verdict();
}

TriState StateIn(const v1::Verdict& verdict, const std::string& key) {
  for (const v1::Checklist& list : verdict.checklists().checklists()) {
    for (const v1::ChecklistItem& item : list.items()) {
      if (item.key() == key) return item.state();
    }
  }
  ADD_FAILURE() << "no item " << key;
  return kUnknown;
}

// How an element stands on such facts, given as fields of ChecklistFacts.
TriState StateOf(const std::string& key, const std::string& facts) {
  return StateIn(Judge(absl::StrCat("checklists { ", facts, " }")), key);
}

std::string Complete(const std::string& list) {
  return absl::StrCat(" completeness { list: RECORD_LIST_", list,
                      " complete_through { year: 2024 month: 6 day: 30 } } ");
}

std::string On(const std::string& field, absl::CivilDay day) {
  return absl::StrCat(field, " { year: ", day.year(), " month: ", day.month(),
                      " day: ", day.day(), " } ");
}

std::string Met(const std::string& type, absl::CivilDay day,
                const std::string& more = "two_way: true") {
  return absl::StrCat(" contacts { interactions { type: INTERACTION_TYPE_",
                      type, " ", On("held_on", day), more, " } } ");
}

const std::string& Since2020() {
  static const auto* const kText =
      new std::string("starts_on { year: 2020 month: 1 day: 1 } ");
  return *kText;
}

TEST(ChecklistModel, NothingGivenIsUnknownAndAllItemsAreNamed) {
  const v1::Verdict verdict = Judge("");
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(verdict.value(), "NOT_SCORED");
  ASSERT_EQ(verdict.checklists().checklists_size(), 3);
  std::vector<int> unknown;
  for (const v1::Checklist& list : verdict.checklists().checklists()) {
    unknown.push_back(list.unknown());
    EXPECT_EQ(list.items_size(), list.unknown());
    EXPECT_EQ(list.present() + list.absent(), 0);
  }
  EXPECT_THAT(unknown, ::testing::ElementsAre(5, 10, 4));
  EXPECT_EQ(verdict.missing_size(), 19);
  EXPECT_EQ(verdict.flags_size(), 0);
  EXPECT_EQ(verdict.what_would_change_size(), 0);
}

TEST(ChecklistModel, RelationsAreTalksBeyondOrders) {
  const std::string key = "customer_relations";
  EXPECT_EQ(StateOf(key, Met("MEETING", kAsOf - 180)), kPresent);
  EXPECT_EQ(StateOf(key, Met("MEETING", kAsOf - 181)), kUnknown);
  for (const char* type : {"ORDER", "SERVICE_TICKET"}) {
    EXPECT_EQ(StateOf(key, Met(type, kAsOf) + Complete("INTERACTIONS")),
              kAbsent);
  }
  EXPECT_EQ(StateOf(key, Met("MEETING", kAsOf, "") + Complete("INTERACTIONS")),
            kAbsent);
}

TEST(ChecklistModel, ProfitIsATarget) {
  const std::string key = "profitability";
  const auto target = [&](const std::string& measure) {
    return absl::StrCat(" targets { measure: TARGET_MEASURE_", measure, " ",
                        Since2020(), " } ");
  };
  for (const char* measure :
       {"PROFIT_AMOUNT", "MARGIN_BPS", "PROFIT_AND_GROWTH"}) {
    EXPECT_EQ(StateOf(key, target("REVENUE") + target(measure)), kPresent);
  }
  EXPECT_EQ(StateOf(key, target("REVENUE")), kUnknown);
  EXPECT_EQ(StateOf(key, target("REVENUE") + Complete("TARGETS")), kAbsent);
  EXPECT_EQ(StateOf(key, target("UNSPECIFIED") + Complete("TARGETS")),
            kUnknown);
  // One that has ended is no target.
  EXPECT_EQ(
      StateOf(key, absl::StrCat("targets { measure: TARGET_MEASURE_MARGIN_BPS ",
                                Since2020(), On("ends_on", kAsOf - 1), " }",
                                Complete("TARGETS"))),
      kAbsent);
}

TEST(ChecklistModel, OthersJudgeSkillsAndWhetherTheBusinessIsUnderstood) {
  for (const TriState state : {kPresent, kAbsent, kUnknown}) {
    const std::string word = type::v1::TriState_Name(state);
    EXPECT_EQ(StateOf("new_skills", "area_skills_covered: " + word), state);
    EXPECT_EQ(StateOf("whole_business", "business_understood: " + word), state);
  }
}

TEST(ChecklistModel, AYearIsTheLongTerm) {
  const std::string key = "long_term_focus";
  const auto plan = [&](const std::string& more) {
    return absl::StrCat(" plans { kind: PLAN_KIND_BESPOKE_ACCOUNT ",
                        Since2020(), more, " } ");
  };
  EXPECT_EQ(StateOf(key, plan("horizon_months: 12")), kPresent);
  EXPECT_EQ(StateOf(key, plan("horizon_months: 11")), kAbsent);
  EXPECT_EQ(StateOf(key, plan("horizon_months: 11") + plan("")), kUnknown);
  EXPECT_EQ(StateOf(key, plan(On("ends_on", kAsOf - 1))), kUnknown);
  EXPECT_EQ(StateOf(key, plan(On("ends_on", kAsOf - 1)) + Complete("PLANS")),
            kAbsent);
}

TEST(ChecklistModel, TwoDisciplinesBesideTheManagersAreATeam) {
  const std::string key = "team_working";
  const auto assigned = [&](const std::string& member,
                            const std::string& more) {
    return absl::StrCat(" assignments { member: '", member, "' ", Since2020(),
                        more, " } ");
  };
  const std::string manager =
      assigned("m", "key_account_manager: true function: 'SALES'");
  const std::string logistics = assigned("a", "function: 'LOGISTICS'");
  EXPECT_EQ(
      StateOf(key, manager + logistics + assigned("b", "function: 'FINANCE'")),
      kPresent);
  EXPECT_EQ(StateOf(key, manager + logistics +
                             assigned("b", "function: 'LOGISTICS'")),
            kAbsent);
  EXPECT_EQ(StateOf(key, manager + logistics + assigned("b", "")), kUnknown);
  EXPECT_EQ(StateOf(key, manager), kAbsent);
  EXPECT_EQ(StateOf(key, ""), kUnknown);
}

// Three talks with one contact of each level, on three days.
std::string Network(const std::vector<std::string>& levels,
                    const std::string& more = "") {
  std::string text = "contacts { members { member: 'm' } " + more;
  for (const std::string& level : levels) {
    absl::StrAppend(&text, "contacts { contact: '", level,
                    "' level: DECISION_LEVEL_", level, " } ");
    for (int day = 1; day <= 3; ++day) {
      absl::StrAppend(&text, "interactions { type: INTERACTION_TYPE_MEETING ",
                      On("held_on", kAsOf - day),
                      "two_way: true members: 'm' contacts { contact: '", level,
                      "' } } ");
    }
  }
  return text + "} ";
}

TEST(ChecklistModel, TwoLevelsDiffer) {
  const std::string key = "customer_levels";
  const std::string complete = Complete("CONTACTS") + Complete("INTERACTIONS");
  EXPECT_EQ(StateOf(key, Network({"IMPLEMENTER", "INFLUENCER"})), kPresent);
  EXPECT_EQ(StateOf(key, Network({"IMPLEMENTER"})), kUnknown);
  EXPECT_EQ(StateOf(key, Network({"IMPLEMENTER"}) + complete), kAbsent);
  EXPECT_EQ(StateOf(key, Network({"IMPLEMENTER"}) + Complete("INTERACTIONS")),
            kUnknown);
  // Whose level is not known may be the other one.
  EXPECT_EQ(StateOf(key, Network({"IMPLEMENTER", "UNSPECIFIED"}) + complete),
            kUnknown);
}

TEST(ChecklistModel, TheStructureIsKnownWithAllThreeLevels) {
  const std::string key = "decision_structure";
  const std::string two = Network({"IMPLEMENTER", "INFLUENCER"});
  EXPECT_EQ(StateOf(key, Network({"IMPLEMENTER", "INFLUENCER", "INSTIGATOR"})),
            kPresent);
  EXPECT_EQ(StateOf(key, two), kUnknown);
  EXPECT_EQ(StateOf(key, two + Complete("CONTACTS")), kAbsent);
  const std::string with_another =
      Network({"IMPLEMENTER", "INFLUENCER"}, "contacts { contact: 'x' } ");
  EXPECT_EQ(StateOf(key, with_another + Complete("CONTACTS")), kUnknown);
}

TEST(ChecklistModel, CareIsAVisitAReviewOrAReading) {
  const std::string key = "customer_care";
  EXPECT_EQ(StateOf(key, Met("CARE_VISIT", kAsOf - 180)), kPresent);
  EXPECT_EQ(StateOf(key, "activities { kind: ACTIVITY_KIND_CARE_REVIEW " +
                             On("done_on", kAsOf) + "}"),
            kPresent);
  EXPECT_EQ(StateOf(key, "readings { index: SERVICE_INDEX_SATISFACTION " +
                             On("read_on", kAsOf) + "}"),
            kPresent);
  const std::string other =
      Met("MEETING", kAsOf) + "activities { kind: ACTIVITY_KIND_SALES " +
      On("done_on", kAsOf) + "} readings { index: SERVICE_INDEX_RELIABILITY " +
      On("read_on", kAsOf) + "}";
  EXPECT_EQ(StateOf(key, other + Complete("INTERACTIONS")), kUnknown);
  EXPECT_EQ(StateOf(key, other + Complete("ACTIVITIES")), kUnknown);
  EXPECT_EQ(
      StateOf(key, other + Complete("INTERACTIONS") + Complete("ACTIVITIES")),
      kAbsent);
}

TEST(ChecklistModel, SolutionsAreMadeForTheCustomer) {
  const std::string key = "complete_solutions";
  const auto active = [&](const std::string& offering) {
    return absl::StrCat(
        " initiatives { standing: INITIATIVE_STANDING_ACTIVE offering: "
        "INITIATIVE_OFFERING_",
        offering, " ", Since2020(), "} ");
  };
  EXPECT_EQ(StateOf(key, active("FIXED") + active("TAILORED_OR_BESPOKE")),
            kPresent);
  EXPECT_EQ(StateOf(key, active("PROJECT_SPECIFIC")), kUnknown);
  EXPECT_EQ(StateOf(key, active("PROJECT_SPECIFIC") + Complete("INITIATIVES")),
            kAbsent);
  EXPECT_EQ(StateOf(key, active("UNSPECIFIED") + Complete("INITIATIVES")),
            kUnknown);
}

// An observation of 1 June.
std::string Said(const std::string& dimension, const std::string& state,
                 const std::string& says = "CUSTOMER") {
  return absl::StrCat(" observations { observation { name: '", dimension, says,
                      "' model: MODEL_CHECKLISTS dimension: '", dimension,
                      "' state: TRI_STATE_", state,
                      " source_class: SOURCE_CLASS_", says, " ",
                      On("observed_on", absl::CivilDay(2024, 6, 1)), "} }");
}

TEST(ChecklistModel, RecordsTellBeforePeopleDo) {
  const std::string said = Said("whole_business", "PRESENT");
  EXPECT_EQ(StateIn(Judge(said), "whole_business"), kPresent);
  const v1::Verdict verdict =
      Judge(said + " checklists { business_understood: TRI_STATE_ABSENT }");
  EXPECT_EQ(StateIn(verdict, "whole_business"), kAbsent);
  ASSERT_GT(verdict.findings_size(), 0);
  EXPECT_EQ(verdict.findings(0).source_class(), v1::SOURCE_CLASS_DERIVED);
  ASSERT_EQ(verdict.findings(0).disagreements_size(), 1);
  EXPECT_EQ(verdict.findings(0).disagreements(0).value(), "PRESENT");
}

TEST(ChecklistModel, TheLatestTalkIsTheSource) {
  const auto met = [](const std::string& name, absl::CivilDay day) {
    return absl::StrCat(
        "interactions { type: INTERACTION_TYPE_MEETING ", On("held_on", day),
        "two_way: true source { service: 'account' name: '", name, "' } } ");
  };
  const v1::Verdict verdict =
      Judge("checklists { contacts { " + met("old", kAsOf - 9) +
            met("b", kAsOf - 2) + met("a", kAsOf - 2) + "} }");
  ASSERT_GT(verdict.findings_size(), 0);
  EXPECT_EQ(verdict.findings(0).key(), "customer_relations");
  ASSERT_EQ(verdict.findings(0).sources_size(), 2);
  EXPECT_EQ(verdict.findings(0).sources(0).name(), "a");
  EXPECT_EQ(verdict.findings(0).sources(1).name(), "b");
}

TEST(ChecklistModel, RefusesWhatItCannotRead) {
  const auto refusal = [](const std::string& evidence) {
    return EvaluateChecklists(ParseProto<v1::Evidence>(evidence),
                              ModelPolicy::Default(), kAsOf)
        .status();
  };
  EXPECT_THAT(refusal(Said("price", "PRESENT")),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(refusal("checklists { activities {} }"),
              HasMessage(HasSubstr("evidence.checklists.activities[0]")));
  EXPECT_THAT(refusal("checklists { targets {} }"),
              HasMessage(HasSubstr("evidence.checklists.targets[0]")));
  EXPECT_THAT(refusal("checklists { contacts { interactions {} } }"),
              HasMessage(HasSubstr("evidence.checklists.contacts")));
}

}  // namespace
}  // namespace kam::assessment::checklist_model_test
