#include "services/account/account_validation.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "common/base/ratio.h"
#include "common/resource/name.h"
#include "services/account/account_policy.h"

namespace kam::account {
namespace {

constexpr int kMaxKeyBytes = 256;

std::string Item(absl::string_view field, int index) {
  return absl::StrCat("account.", field, "[", index, "]");
}

void CheckExternalKeys(const v1::Account& account, Violations& violations) {
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < account.external_keys_size(); ++i) {
    const v1::ExternalKey& key = account.external_keys(i);
    const std::string field = Item("external_keys", i);
    CheckNotBlank(field + ".source_system", key.source_system(), violations);
    CheckNotBlank(field + ".key", key.key(), violations);
    if (key.source_system().size() > kMaxKeyBytes ||
        key.key().size() > kMaxKeyBytes) {
      violations.Add(field, absl::StrCat("must not be longer than ",
                                         kMaxKeyBytes, " bytes"));
    }
    if (!seen.emplace(key.source_system(), key.key()).second) {
      violations.Add(field, "must not stand twice");
    }
  }
}

// An account buys through one group and is billed to one payer at a time; it
// may have several owners.
bool OnePerDay(v1::HierarchyEdge::Kind kind) {
  return kind != v1::HierarchyEdge::KIND_LEGAL;
}

void CheckEdge(const v1::Account& account, int index, Violations& violations) {
  const v1::HierarchyEdge& edge = account.hierarchy_edges(index);
  const std::string field = Item("hierarchy_edges", index);
  CheckSpan(field + ".ends_on", edge.starts_on(), edge.ends_on(), violations);
  const auto parent = resource::AccountName::Parse(edge.parent());
  if (!parent.ok()) {
    violations.Add(field + ".parent", "must be the name of an account",
                   "INVALID_NAME");
    return;
  }
  if (parent->Program().ToString() != ProgramOf(account.name())) {
    violations.Add(field + ".parent", "must be of the same programme");
  }
  if (edge.parent() == account.name()) {
    violations.Add(field + ".parent", "must not be the account itself",
                   "HIERARCHY_CYCLE");
  }
  for (int other = 0; other < index; ++other) {
    const v1::HierarchyEdge& before = account.hierarchy_edges(other);
    if (before.kind() == edge.kind() &&
        (OnePerDay(edge.kind()) || before.parent() == edge.parent()) &&
        SpansOverlap(before.starts_on(), before.ends_on(), edge.starts_on(),
                     edge.ends_on())) {
      violations.Add(field, "must not overlap in time with another of its kind",
                     "HIERARCHY_OVERLAP");
      return;
    }
  }
}

void CheckRatings(const v1::Account& account, const RecordRules& rules,
                  Violations& violations) {
  for (int i = 0; i < account.criteria_ratings_size(); ++i) {
    const v1::CriterionRating& rating = account.criteria_ratings(i);
    const std::string field = Item("criteria_ratings", i);
    if (rating.criterion() == v1::CRITERION_HISTORIC_REVENUE) {
      violations.Add(field + ".criterion",
                     "is derived from the ledger and cannot be rated");
    }
    if (rating.has_rating()) {
      CheckRange(field + ".rating", rating.rating(), 0, 5, violations);
    }
    CheckNotBlank(field + ".rationale", rating.rationale(), violations);
    CheckNotBlank(field + ".rater", rating.rater(), violations);
    CheckNotFuture(field + ".rated_on", rating.rated_on(), rules.today,
                   violations);
  }
}

void CheckDivisions(const v1::Account& account, Violations& violations) {
  std::set<std::string> seen;
  for (int i = 0; i < account.divisions_size(); ++i) {
    const v1::Division& division = account.divisions(i);
    const std::string field = Item("divisions", i);
    CheckNotBlank(field + ".display_name", division.display_name(), violations);
    if (!seen.insert(division.division_id()).second) {
      violations.Add(field + ".division_id", "must not stand twice");
    }
  }
}

// Adds the violations that a policy's resolution found.
void CheckPolicy(const absl::Status& status, Violations& violations) {
  const auto bad_request = GetBadRequest(status);
  if (!bad_request.has_value()) return;
  for (const auto& violation : bad_request->field_violations()) {
    violations.Add(absl::StrCat("program.", violation.field()),
                   violation.description(), "INVALID_POLICY");
  }
}

}  // namespace

void Validate(const v1::Program& program, const RecordRules&,
              Violations& violations) {
  CheckNotBlank("program.display_name", program.display_name(), violations);
  if (!IsCurrencyCode(program.reporting_currency())) {
    violations.Add("program.reporting_currency",
                   "must be three capital letters, as in ISO 4217");
  }
  std::set<absl::CivilDay> seen;
  for (int i = 0; i < program.segmentations_size(); ++i) {
    const auto day = DayFromProto(program.segmentations(i).starts_on());
    if (day.ok() && !seen.insert(*day).second) {
      violations.Add(absl::StrCat("program.segmentations[", i, "].starts_on"),
                     "must not stand twice");
    }
  }
  CheckPolicy(ResolvePolicy(program.selection_policy()).status(), violations);
  CheckPolicy(ResolvePolicy(program.profitability_policy()).status(),
              violations);
}

void Validate(const v1::Account& account, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("account.display_name", account.display_name(), violations);
  CheckExternalKeys(account, violations);
  for (int i = 0; i < account.hierarchy_edges_size(); ++i) {
    CheckEdge(account, i, violations);
  }
  CheckDivisions(account, violations);
  if (account.has_share_of_customer_bps()) {
    CheckRange("account.share_of_customer_bps", account.share_of_customer_bps(),
               0, kWhole, violations);
  }
  CheckRatings(account, rules, violations);
  for (int i = 0; i < account.value_perception_notes_size(); ++i) {
    CheckNotFuture(absl::StrCat(Item("value_perception_notes", i), ".noted_on"),
                   account.value_perception_notes(i).noted_on(), rules.today,
                   violations);
  }
}

}  // namespace kam::account
