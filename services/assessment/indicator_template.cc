#include "services/assessment/indicator_template.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "services/assessment/stable_key.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kGreatestWeight = 10;

// Indicators that records tell.
struct DerivedIndicator {
  const char* key;
  v1::IndicatorKind kind;
  const char* owner;
};
constexpr DerivedIndicator kDerivedIndicators[] = {
    {"understand_future_strategy", v1::INDICATOR_KIND_DERIVED, "account"},
    {"price_resistance_drops", v1::INDICATOR_KIND_TREND, "assessment"},
    {"rolling_agreement", v1::INDICATOR_KIND_DERIVED, "account"},
    {"joint_action_plans", v1::INDICATOR_KIND_DERIVED, "planning"},
    {"no_nasty_surprises", v1::INDICATOR_KIND_DERIVED, "account"},
    {"multi_level_relationships", v1::INDICATOR_KIND_DERIVED, "account"},
    {"more_sales_and_profits", v1::INDICATOR_KIND_DERIVED, "account"},
    {"accept_new_products", v1::INDICATOR_KIND_DERIVED, "account"},
};

const DerivedIndicator* FindDerivedIndicator(absl::string_view key) {
  for (const DerivedIndicator& one : kDerivedIndicators) {
    if (key == one.key) return &one;
  }
  return nullptr;
}

void CheckIndicator(const v1::Indicator& indicator, FieldPath path,
                    Violations& violations) {
  auto add = [&](absl::string_view field, absl::string_view description) {
    path.field = field;
    violations.Add(path.ToString(), description, "INVALID_INDICATOR");
  };
  if (!IsStableKey(indicator.key()) || indicator.key() == kPriceResistance) {
    add("key",
        absl::StrCat("must be 1 to 64 lower-case letters, digits and "
                     "underscores, a letter first, and not ",
                     kPriceResistance, ", not ", Quoted(indicator.key())));
  }
  if (indicator.weight() < 1 || indicator.weight() > kGreatestWeight) {
    add("weight",
        absl::StrCat("must be from 1 to 10, not ", indicator.weight()));
  }
  if (indicator.sense() < v1::INDICATOR_SENSE_SEE ||
      indicator.sense() > v1::INDICATOR_SENSE_HEAR) {
    add("sense", "must be SEE, FEEL or HEAR");
  }
  if (indicator.kind() != v1::INDICATOR_KIND_ASSERTED &&
      (indicator.kind() == v1::INDICATOR_KIND_UNSPECIFIED ||
       indicator.kind() != RuleOf(indicator.key()))) {
    add("kind", "must be ASSERTED, or that of the key's rule");
  }
}

}  // namespace

v1::IndicatorKind RuleOf(absl::string_view key) {
  const DerivedIndicator* rule = FindDerivedIndicator(key);
  return rule == nullptr ? v1::INDICATOR_KIND_ASSERTED : rule->kind;
}

const char* OwnerOf(const v1::Indicator& indicator) {
  const DerivedIndicator* rule = FindDerivedIndicator(indicator.key());
  return rule == nullptr || indicator.kind() == v1::INDICATOR_KIND_ASSERTED
             ? "assessment"
             : rule->owner;
}

std::vector<const v1::Indicator*> InOrder(
    const v1::IndicatorTemplate& indicators) {
  std::vector<const v1::Indicator*> ordered;
  ordered.reserve(static_cast<size_t>(indicators.indicators_size()));
  for (const v1::Indicator& one : indicators.indicators()) {
    ordered.push_back(&one);
  }
  std::sort(ordered.begin(), ordered.end(),
            [](const v1::Indicator* a, const v1::Indicator* b) {
              return a->position() != b->position()
                         ? a->position() < b->position()
                         : a->key() < b->key();
            });
  return ordered;
}

void CheckTemplate(const v1::IndicatorTemplate& indicators, int least_active,
                   absl::string_view path, Violations& violations) {
  absl::flat_hash_set<absl::string_view> keys;
  keys.reserve(static_cast<size_t>(indicators.indicators_size()));
  int active = 0;
  const std::string list = absl::StrCat(path, ".indicators");
  for (int i = 0; i < indicators.indicators_size(); ++i) {
    const v1::Indicator& indicator = indicators.indicators(i);
    CheckIndicator(indicator, {list, i, ""}, violations);
    if (!keys.insert(indicator.key()).second) {
      violations.Add(FieldPath{list, i, "key"}.ToString(),
                     "must not occur twice", "DUPLICATE_INDICATOR");
    }
    if (indicator.active()) ++active;
  }
  if (active < least_active) {
    violations.Add(list,
                   absl::StrCat("must have at least ", least_active,
                                " active indicators, not ", active),
                   "TOO_FEW_INDICATORS");
  }
}

}  // namespace kam::assessment
