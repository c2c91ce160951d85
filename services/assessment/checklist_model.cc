#include "services/assessment/checklist_model.h"

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assessment/checklist_derivation.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/verdict_builder.h"

namespace kam::assessment {
namespace {

constexpr int kChecklistsVersion = 1;
constexpr char kChecklistRule[] = "CHECKLIST";
constexpr char kShown[] = "SHOWN";
constexpr char kNotScored[] = "NOT_SCORED";

constexpr char kRoleShifts[] = "S2-11";
constexpr char kChange[] = "S3-03";
constexpr char kRelationship[] = "S3-04";

// One item: whose it is, what it means, and who would know it.
struct Item {
  const char* requirement_id;
  const char* key;
  const char* text;
  const char* owner;
};

// List by list in the order in which they are shown, their items in the order
// of the papers; those of the change as DeriveChangeElements tells them.
constexpr Item kItems[] = {
    {kRoleShifts, "profit_negotiation", "Profit is negotiated, not price.",
     "assessment"},
    {kRoleShifts, "follow_through", "We follow through, not only close.",
     "assessment"},
    {kRoleShifts, "partners", "Both sides act as partners, not adversaries.",
     "assessment"},
    {kRoleShifts, "we", "It is \"we\", not \"me\".", "assessment"},
    {kRoleShifts, "service_value",
     "Value comes from service, not from the product.", "assessment"},
    {kChange, "customer_relations",
     "Relations with the customer are kept beyond orders.", "account"},
    {kChange, "whole_business", "The customer's whole business is understood.",
     "planning"},
    {kChange, "profitability", "Profitability counts as well as turnover.",
     "account"},
    {kChange, "new_skills",
     "The new skills are there, by specialists where need be.", "team"},
    {kChange, "long_term_focus", "The plan is for the long term.", "planning"},
    {kChange, "team_working", "A team works on the account.", "team"},
    {kChange, "customer_levels", "Different levels of the customer are met.",
     "account"},
    {kChange, "decision_structure",
     "The complete decision-making structure is known.", "account"},
    {kChange, "customer_care",
     "The customer's care and satisfaction are looked after.", "account"},
    {kChange, "complete_solutions",
     "Complete solutions for the business are offered.", "planning"},
    {kRelationship, "highest_satisfaction",
     "The customer is satisfied to the highest degree.", "assessment"},
    {kRelationship, "stronger_relationships",
     "The relationships between the organisations are stronger.", "assessment"},
    {kRelationship, "better_quality",
     "The quality of deliveries and products is better.", "assessment"},
    {kRelationship, "responsibilities_known",
     "Those who decide know all that we are responsible for.", "assessment"},
};

// Where the elements of the change begin.
constexpr size_t kFirstElement = 5;
static_assert(
    std::string_view(kItems[kFirstElement].requirement_id) == kChange &&
    std::string_view(kItems[kFirstElement + kChangeElements].requirement_id) ==
        kRelationship);

const std::vector<Dimension>& Dimensions() {
  static const auto* const kDimensions = [] {
    auto* dimensions = new std::vector<Dimension>();
    for (const Item& item : kItems) {
      dimensions->push_back({.key = item.key,
                             .owner = item.owner,
                             .requirement_id = item.requirement_id,
                             .kind = ValueKind::kState,
                             .values = {}});
    }
    return dimensions;
  }();
  return *kDimensions;
}

void AddElements(const std::array<DerivedState, kChangeElements>& elements,
                 ObservationSet& observations) {
  for (size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].state == kUnknown) continue;
    observations.AddDerived(kFirstElement + i,
                            elements[i].state == kPresent ? 1 : 0,
                            elements[i].sources);
  }
}

void Count(TriState state, v1::Checklist& list) {
  if (state == kPresent) {
    list.set_present(list.present() + 1);
  } else if (state == kAbsent) {
    list.set_absent(list.absent() + 1);
  } else {
    list.set_unknown(list.unknown() + 1);
  }
}

// Shows an item in its list, and what it rests on.
void ShowItem(const Item& item, const Dimension& dimension, const Pick& pick,
              v1::Checklist& list, VerdictBuilder& builder) {
  const TriState state =
      pick.value.has_value() ? Known(*pick.value == 1) : kUnknown;
  v1::ChecklistItem& shown = *list.add_items();
  shown.set_key(item.key);
  shown.set_text(item.text);
  shown.set_state(state);
  Count(state, list);
  builder.AddStale(dimension, pick);
  if (state == kUnknown) {
    builder.AddMissing(dimension, pick);
    return;
  }
  v1::Finding& finding = builder.AddFinding(dimension, pick);
  finding.set_rule(kChecklistRule);
  finding.set_effect(kShown);
  finding.set_detail(item.text);
}

// How many of a list's items hold, in words: "4 of 10".
void ShowCount(const v1::Checklist& list, VerdictBuilder& builder) {
  builder
      .AddClause(list.requirement_id(),
                 absl::StrCat(list.present(), " of ", list.items_size()),
                 kChecklistRule, kShown, list.requirement_id())
      .set_detail(absl::StrCat(list.present(), " present, ", list.absent(),
                               " absent, ", list.unknown(), " unknown."));
}

type::v1::VerdictStatus StatusOf(const v1::ChecklistResult& result) {
  int known = 0;
  int unknown = 0;
  for (const v1::Checklist& list : result.checklists()) {
    known += list.present() + list.absent();
    unknown += list.unknown();
  }
  if (known == 0) return type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
  return unknown > 0 ? type::v1::VERDICT_STATUS_PROVISIONAL
                     : type::v1::VERDICT_STATUS_DETERMINED;
}

void Fill(const ObservationSet& observations, VerdictBuilder& builder) {
  v1::Verdict& verdict = builder.verdict();
  v1::ChecklistResult& result = *verdict.mutable_checklists();
  v1::Checklist* list = nullptr;
  for (size_t i = 0; i < std::size(kItems); ++i) {
    if (list == nullptr || list->requirement_id() != kItems[i].requirement_id) {
      list = result.add_checklists();
      list->set_requirement_id(kItems[i].requirement_id);
    }
    ShowItem(kItems[i], Dimensions()[i], observations.PickFrom(i), *list,
             builder);
  }
  for (const v1::Checklist& one : result.checklists()) ShowCount(one, builder);
  verdict.set_value(kNotScored);
  verdict.mutable_bounds()->set_low(kNotScored);
  verdict.mutable_bounds()->set_high(kNotScored);
  verdict.set_status(StatusOf(result));
}

}  // namespace

absl::StatusOr<v1::Verdict> EvaluateChecklists(const v1::Evidence& evidence,
                                               const ModelPolicy& policy,
                                               absl::CivilDay as_of) {
  Violations violations;
  ObservationSet observations =
      ReadObservations(evidence, v1::MODEL_CHECKLISTS, Dimensions(),
                       policy.values().evidence(), as_of, violations);
  AddElements(DeriveChangeElements(evidence.checklists(), policy.values(),
                                   as_of, violations),
              observations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  VerdictBuilder builder(v1::MODEL_CHECKLISTS, kChecklistsVersion, evidence,
                         policy, as_of);
  Fill(observations, builder);
  return std::move(builder).Build();
}

}  // namespace kam::assessment
