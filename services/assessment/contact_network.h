#pragma once

#include <array>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/contact_model.pb.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

// Notes, by path under `path`, what is wrong with the facts: a missing day, a
// span that ends before it begins, a contact listed twice, an influence beyond
// 0 to 10.
void CheckContactFacts(const v1::ContactCoverageFacts& facts,
                       absl::string_view path, Violations& violations);

// Whether an interaction is of commercial type: neither a service ticket nor a
// social occasion (4.h.4).
constexpr bool IsCommercial(v1::InteractionType type) {
  return type != v1::INTERACTION_TYPE_SERVICE_TICKET &&
         type != v1::INTERACTION_TYPE_SOCIAL;
}

// An active member and an active contact who had a say with each other in the
// window. Points into the facts.
struct MetPair {
  absl::string_view member;
  absl::string_view contact;
  bool is_strong = false;
};

// The active contacts of one level.
struct LevelCover {
  // One is known.
  bool is_mapped = false;
  // Those who are no opponents and have a strong pair.
  std::set<absl::string_view> covered;
  // The strong pairs of these.
  std::set<std::pair<absl::string_view, absl::string_view>> pairs;
};

// Who meets whom (4.h.3, A-42). Keeps pointers into the facts, which must
// outlive it. Immutable and thread-safe.
class ContactNetwork {
 public:
  ContactNetwork(const v1::ContactCoverageFacts& facts,
                 const v1::ContactCoveragePolicy& policy, absl::CivilDay as_of);

  // Those who met, by member and contact.
  const std::vector<MetPair>& pairs() const { return pairs_; }

  // What a level's contacts are; of DECISION_LEVEL_UNSPECIFIED, those whose
  // level is not known.
  const LevelCover& Of(v1::DecisionLevel level) const {
    return levels_[static_cast<size_t>(level)];
  }

  // Number of the three levels that are covered.
  int CoveredLevels() const;

  // Whether any active contact is known.
  bool HasContacts() const;

  // Whether a strong pair joins our senior with the customer's, opponents
  // included; UNKNOWN when a grade that is not known could make one.
  TriState senior_pair() const { return senior_pair_; }

 private:
  static constexpr size_t kLevels = 4;

  void FindPairs(const v1::ContactCoverageFacts& facts,
                 const v1::ContactCoveragePolicy& policy, absl::CivilDay as_of);
  void FillLevels(const v1::ContactCoverageFacts& facts, absl::CivilDay as_of);
  void FindSeniorPair(const v1::ContactCoverageFacts& facts,
                      const v1::ContactCoveragePolicy& policy,
                      absl::CivilDay as_of);

  std::vector<MetPair> pairs_;
  std::array<LevelCover, kLevels> levels_;
  TriState senior_pair_ = kAbsent;
};

// The three levels, instigators first.
inline constexpr v1::DecisionLevel kDecisionLevels[] = {
    v1::DECISION_LEVEL_INSTIGATOR, v1::DECISION_LEVEL_INFLUENCER,
    v1::DECISION_LEVEL_IMPLEMENTER};

// Returns the name of a level without its prefix, such as "INSTIGATOR".
absl::string_view LevelLabel(v1::DecisionLevel level);

}  // namespace kam::assessment
