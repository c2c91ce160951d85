#include "services/account/duplicates.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "services/account/explanation.h"
#include "services/account/name_normaliser.h"
#include "services/account/selection.h"

namespace kam::account {
namespace {

// A key shorter than this may be a running number, which two systems give to
// different customers.
constexpr size_t kTellingKey = 8;
// A name shorter than this differs from others by one letter too easily.
constexpr size_t kTellingName = 8;
// In a shorter word one letter makes another word.
constexpr size_t kTellingWord = 4;
// A longer one is a text, not a name.
constexpr size_t kLongestName = 100;

// An account, as the rules compare it.
struct Entry {
  const v1::Account* account;
  std::vector<std::string> words;
  std::string joined;
};

// Sets of accounts by what is equal among them.
using Groups = std::map<std::string, std::vector<const Entry*>>;

// Gathers candidates, each set of accounts once.
class Candidates {
 public:
  explicit Candidates(absl::CivilDay day) : day_(day) {}

  // Adds every group of two or more. The first rule to name a set keeps it.
  void Add(v1::DuplicateRule rule, const Groups& groups, bool by_name,
           absl::string_view sentence) {
    for (const auto& [matched, group] : groups) {
      std::set<std::string> names;
      for (const Entry* entry : group) names.insert(entry->account->name());
      if (by_name) DropRelated(group, names);
      if (names.size() < 2 || !seen_.insert(names).second) continue;
      v1::DuplicateCandidate candidate;
      candidate.mutable_accounts()->Assign(names.begin(), names.end());
      candidate.set_rule(rule);
      candidate.set_matched(matched);
      *candidate.mutable_explanation() = Explain(
          "S4-02", absl::StrCat(sentence, ": ", matched,
                                ". Counted apart, one customer's revenue is "
                                "split."));
      found_.push_back(std::move(candidate));
    }
  }

  std::vector<v1::DuplicateCandidate> Take() {
    absl::c_sort(found_, [](const auto& a, const auto& b) {
      const auto order = [](const v1::DuplicateCandidate& c) {
        return std::make_tuple(static_cast<int>(c.rule()),
                               absl::StrJoin(c.accounts(), "\n"));
      };
      return order(a) < order(b);
    });
    return std::move(found_);
  }

 private:
  // Removes from `names` those that stand below another of them.
  void DropRelated(const std::vector<const Entry*>& group,
                   std::set<std::string>& names) const {
    const std::set<std::string> all = names;
    for (const Entry* entry : group) {
      for (const v1::HierarchyEdge& edge : entry->account->hierarchy_edges()) {
        if (all.contains(edge.parent()) && EdgeInForce(edge, day_)) {
          names.erase(entry->account->name());
        }
      }
    }
  }

  const absl::CivilDay day_;
  std::set<std::set<std::string>> seen_;
  std::vector<v1::DuplicateCandidate> found_;
};

std::vector<Entry> MakeEntries(absl::Span<const v1::Account> accounts) {
  std::vector<Entry> entries;
  for (const v1::Account& account : accounts) {
    if (account.has_delete_time()) continue;
    Entry entry{&account, NameWords(account.display_name()), ""};
    entry.joined = absl::StrJoin(entry.words, " ");
    entries.push_back(std::move(entry));
  }
  return entries;
}

Groups ByExternalKey(const std::vector<Entry>& entries) {
  Groups groups;
  for (const Entry& entry : entries) {
    for (const v1::ExternalKey& key : entry.account->external_keys()) {
      const std::string normal = NormaliseKey(key.key());
      if (normal.empty()) continue;
      groups[normal.size() >= kTellingKey
                 ? normal
                 : absl::StrCat(absl::AsciiStrToLower(key.source_system()), " ",
                                normal)]
          .push_back(&entry);
    }
  }
  return groups;
}

Groups ByName(const std::vector<Entry>& entries) {
  Groups groups;
  for (const Entry& entry : entries) {
    if (!entry.words.empty()) groups[entry.joined].push_back(&entry);
  }
  return groups;
}

Groups ByWords(const std::vector<Entry>& entries) {
  Groups groups;
  for (const Entry& entry : entries) {
    if (entry.words.size() < 2) continue;
    std::vector<std::string> sorted = entry.words;
    absl::c_sort(sorted);
    groups[absl::StrJoin(sorted, " ")].push_back(&entry);
  }
  return groups;
}

// Returns the length of the word of `text` that holds `position`.
size_t WordLength(absl::string_view text, size_t position) {
  const size_t space = text.rfind(' ', position);
  const size_t start = space == absl::string_view::npos ? 0 : space + 1;
  const size_t end = std::min(text.find(' ', position), text.size());
  return end - start;
}

// Whether the character of `text` at `position` may be a slip: no blank, no
// digit, and of a word that is more than an initial or a number in letters.
bool MayBeSlip(absl::string_view text, size_t position) {
  const auto byte = static_cast<unsigned char>(text[position]);
  return byte != ' ' && !absl::ascii_isdigit(byte) &&
         WordLength(text, position) >= kTellingWord;
}

// Whether one letter put in, left out or replaced makes one of the other.
bool DifferByOneLetter(absl::string_view a, absl::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a == b || b.size() - a.size() > 1) return false;
  const auto first = std::mismatch(a.begin(), a.end(), b.begin());
  const size_t position = first.second - b.begin();
  const bool replaced = a.size() == b.size();
  return MayBeSlip(b, position) && (!replaced || MayBeSlip(a, position)) &&
         a.substr(replaced ? position + 1 : position) == b.substr(position + 1);
}

// Returns `name`, and every text that comes of leaving one character out.
std::set<std::string> Variants(const std::string& name) {
  std::set<std::string> variants = {name};
  for (size_t i = 0; i < name.size(); ++i) {
    std::string variant = name;
    variants.insert(variant.erase(i, 1));
  }
  return variants;
}

// Pairs of names in one region that differ by one letter. Two such names share
// a variant, so only those that share one are compared.
Groups BySpelling(const std::vector<Entry>& entries) {
  // By region and name.
  std::map<std::pair<std::string, std::string>, std::vector<const Entry*>>
      named;
  for (const Entry& entry : entries) {
    if (entry.joined.size() >= kTellingName &&
        entry.joined.size() <= kLongestName) {
      named[{entry.account->region(), entry.joined}].push_back(&entry);
    }
  }
  // Names by region and variant.
  std::map<std::pair<std::string, std::string>, std::vector<std::string>>
      shared;
  for (const auto& [key, unused] : named) {
    for (const std::string& variant : Variants(key.second)) {
      shared[{key.first, variant}].push_back(key.second);
    }
  }
  Groups pairs;
  for (const auto& [key, names] : shared) {
    for (size_t i = 0; i < names.size(); ++i) {
      for (size_t j = i + 1; j < names.size(); ++j) {
        if (!DifferByOneLetter(names[i], names[j])) continue;
        std::vector<const Entry*>& pair =
            pairs[absl::StrCat(names[i], " / ", names[j])];
        for (const std::string& name : {names[i], names[j]}) {
          const auto& same = named[{key.first, name}];
          pair.insert(pair.end(), same.begin(), same.end());
        }
      }
    }
  }
  return pairs;
}

}  // namespace

std::vector<v1::DuplicateCandidate> FindDuplicates(
    absl::Span<const v1::Account> accounts, absl::CivilDay day) {
  const std::vector<Entry> entries = MakeEntries(accounts);
  Candidates candidates(day);
  candidates.Add(v1::DUPLICATE_RULE_EXTERNAL_KEY, ByExternalKey(entries),
                 /*by_name=*/false, "They share an external key");
  candidates.Add(v1::DUPLICATE_RULE_NAME, ByName(entries), /*by_name=*/true,
                 "They have one name");
  candidates.Add(v1::DUPLICATE_RULE_NAME_WORDS, ByWords(entries),
                 /*by_name=*/true, "Their names are of the same words");
  candidates.Add(v1::DUPLICATE_RULE_NAME_SPELLING, BySpelling(entries),
                 /*by_name=*/true, "Their names differ by one letter");
  return candidates.Take();
}

}  // namespace kam::account
