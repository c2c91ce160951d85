#include "services/assessment/contact_network.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/grade.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

using Pair = std::pair<absl::string_view, absl::string_view>;

constexpr int kMostInfluence = 10;

// Whether a record is in force; what is no span was noted elsewhere.
template <typename Record>
bool IsActive(const Record& record, absl::CivilDay as_of) {
  if (!record.has_starts_on() && !record.has_ends_on()) return true;
  Violations noted;
  return SpanOf(record.starts_on(), record.ends_on(), {}, noted).Holds(as_of);
}

void CheckContacts(const v1::ContactCoverageFacts& facts,
                   absl::string_view path, Violations& violations) {
  std::set<absl::string_view> names;
  const std::string list = absl::StrCat(path, ".contacts");
  for (int i = 0; i < facts.contacts_size(); ++i) {
    const v1::ContactFact& contact = facts.contacts(i);
    SpanOf(contact.starts_on(), contact.ends_on(), {list, i, ""}, violations);
    if (!names.insert(contact.contact()).second) {
      violations.Add(FieldPath{list, i, "contact"}.ToString(),
                     "must not occur twice", "DUPLICATE_CONTACT");
    }
    if (contact.influence() < 0 || contact.influence() > kMostInfluence) {
      violations.Add(
          FieldPath{list, i, "influence"}.ToString(),
          absl::StrCat("must be from 0 to 10, not ", contact.influence()),
          "OUT_OF_RANGE");
    }
  }
}

}  // namespace

void CheckContactFacts(const v1::ContactCoverageFacts& facts,
                       absl::string_view path, Violations& violations) {
  const std::string members = absl::StrCat(path, ".members");
  for (int i = 0; i < facts.members_size(); ++i) {
    SpanOf(facts.members(i).starts_on(), facts.members(i).ends_on(),
           {members, i, ""}, violations);
  }
  CheckContacts(facts, path, violations);
  const std::string interactions = absl::StrCat(path, ".interactions");
  for (int i = 0; i < facts.interactions_size(); ++i) {
    RequiredDay(facts.interactions(i).held_on(),
                FieldPath{interactions, i, "held_on"}, violations);
  }
  ReadSpans(facts.joint_teams(), absl::StrCat(path, ".joint_teams"),
            violations);
}

ContactNetwork::ContactNetwork(const v1::ContactCoverageFacts& facts,
                               const v1::ContactCoveragePolicy& policy,
                               absl::CivilDay as_of) {
  FindPairs(facts, policy, as_of);
  FillLevels(facts, as_of);
  FindSeniorPair(facts, policy, as_of);
}

void ContactNetwork::FindPairs(const v1::ContactCoverageFacts& facts,
                               const v1::ContactCoveragePolicy& policy,
                               absl::CivilDay as_of) {
  std::set<absl::string_view> members;
  for (const v1::TeamMemberFact& one : facts.members()) {
    if (IsActive(one, as_of)) members.insert(one.member());
  }
  std::set<absl::string_view> contacts;
  for (const v1::ContactFact& one : facts.contacts()) {
    if (IsActive(one, as_of)) contacts.insert(one.contact());
  }
  std::map<Pair, std::vector<absl::CivilDay>> met;
  for (const v1::InteractionFact& one : facts.interactions()) {
    const auto day = DayFromProto(one.held_on());
    if (!one.two_way() || !day.ok() ||
        !InLastDays(*day, as_of, policy.window_days())) {
      continue;
    }
    // Who is named twice was there once.
    std::set<Pair> present;
    for (const std::string& member : one.members()) {
      if (!members.contains(member)) continue;
      for (const v1::InteractionContact& contact : one.contacts()) {
        if (contacts.contains(contact.contact())) {
          present.insert({member, contact.contact()});
        }
      }
    }
    for (const Pair& pair : present) met[pair].push_back(*day);
  }
  for (auto& [pair, days] : met) {
    const auto interactions = static_cast<int>(days.size());
    std::sort(days.begin(), days.end());
    const auto distinct =
        static_cast<int>(std::unique(days.begin(), days.end()) - days.begin());
    pairs_.push_back(
        {.member = pair.first,
         .contact = pair.second,
         .is_strong = interactions >= policy.strong_interactions() &&
                      distinct >= policy.strong_days()});
  }
}

void ContactNetwork::FillLevels(const v1::ContactCoverageFacts& facts,
                                absl::CivilDay as_of) {
  for (const v1::ContactFact& contact : facts.contacts()) {
    if (!IsActive(contact, as_of)) continue;
    const int number = v1::DecisionLevel_IsValid(contact.level())
                           ? contact.level()
                           : v1::DECISION_LEVEL_UNSPECIFIED;
    LevelCover& level = levels_[static_cast<size_t>(number)];
    level.is_mapped = true;
    if (contact.support() == v1::CONTACT_SUPPORT_OPPONENT) continue;
    for (const MetPair& pair : pairs_) {
      if (!pair.is_strong || pair.contact != contact.contact()) continue;
      level.covered.insert(pair.contact);
      level.pairs.insert({pair.member, pair.contact});
    }
  }
}

void ContactNetwork::FindSeniorPair(const v1::ContactCoverageFacts& facts,
                                    const v1::ContactCoveragePolicy& policy,
                                    absl::CivilDay as_of) {
  std::map<absl::string_view, TriState> members;
  for (const v1::TeamMemberFact& one : facts.members()) {
    if (!IsActive(one, as_of)) continue;
    auto& senior = members.try_emplace(one.member(), kAbsent).first->second;
    senior = AnyOf({senior, Reaches(one.grade(), policy.own_senior_grade())});
  }
  std::map<absl::string_view, TriState> contacts;
  for (const v1::ContactFact& one : facts.contacts()) {
    if (!IsActive(one, as_of)) continue;
    auto& senior = contacts.try_emplace(one.contact(), kAbsent).first->second;
    senior = AnyOf(
        {senior, Reaches(one.seniority(), policy.contact_senior_grade())});
  }
  for (const MetPair& pair : pairs_) {
    if (!pair.is_strong) continue;
    senior_pair_ =
        AnyOf({senior_pair_,
               AllOf({members.at(pair.member), contacts.at(pair.contact)})});
  }
}

int ContactNetwork::CoveredLevels() const {
  return static_cast<int>(std::count_if(
      std::begin(kDecisionLevels), std::end(kDecisionLevels),
      [&](v1::DecisionLevel level) { return !Of(level).covered.empty(); }));
}

bool ContactNetwork::HasContacts() const {
  return std::any_of(levels_.begin(), levels_.end(),
                     [](const LevelCover& level) { return level.is_mapped; });
}

absl::string_view LevelLabel(v1::DecisionLevel level) {
  switch (level) {
    case v1::DECISION_LEVEL_INSTIGATOR:
      return "INSTIGATOR";
    case v1::DECISION_LEVEL_INFLUENCER:
      return "INFLUENCER";
    case v1::DECISION_LEVEL_IMPLEMENTER:
      return "IMPLEMENTER";
    default:
      return "UNKNOWN";
  }
}

}  // namespace kam::assessment
