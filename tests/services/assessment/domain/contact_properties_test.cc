// Contact models over generated cases, against the rules as models.md words
// them.

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/contact_facts.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::contact_properties_test {
namespace {

constexpr int kCases = 20'000;
using Facts = v1::ContactCoverageFacts;

template <typename Enum>
Enum Pick(RandomNumbers& random, int count) {
  return static_cast<Enum>(Below(random, static_cast<uint64_t>(count)));
}

std::string Name(const char* prefix, uint64_t number) {
  return prefix + std::to_string(number);
}

// Few people who meet often, about the edges of the windows.
Facts RandomFacts(RandomNumbers& random) {
  Facts facts;
  for (uint64_t n = Below(random, 4); n > 0; --n) {
    AddMember(facts, Name("m", n), Pick<type::v1::Grade>(random, 6),
              Name("f", Below(random, 2)));
  }
  for (uint64_t n = Below(random, 5); n > 0; --n) {
    AddContact(facts, Name("c", n), Pick<v1::DecisionLevel>(random, 4),
               Pick<type::v1::Grade>(random, 6))
        .set_support(Pick<v1::ContactSupport>(random, 6));
  }
  const uint64_t functions = 1 + Below(random, 8);
  const bool is_narrow = Below(random, 4) == 0;
  for (uint64_t n = Below(random, 14); n > 0; --n) {
    const int edges[] = {0, 1, 2, 179, 180, 181, 365, 366, -1};
    v1::InteractionFact& one =
        AddMeeting(facts, edges[Below(random, 40) % std::size(edges)], {});
    one.set_two_way(Below(random, 4) > 0);
    one.set_type(Pick<v1::InteractionType>(random, 12));
    // Often one of us with a buyer.
    if (is_narrow && Below(random, 10) < 8) {
      one.add_members("m1");
      if (Below(random, 10) < 9) {
        AddPresent(one, "c1", v1::CONTACT_FUNCTION_PURCHASING);
      }
      continue;
    }
    for (uint64_t k = Below(random, 3); k > 0; --k) {
      one.add_members(Name("m", 1 + Below(random, 3)));
    }
    for (uint64_t k = Below(random, 4); k > 0; --k) {
      AddPresent(one, Name("c", 1 + Below(random, 4)),
                 static_cast<v1::ContactFunction>(Below(random, functions)),
                 Pick<v1::DecisionLevel>(random, 4));
    }
  }
  return facts;
}

int Age(const v1::InteractionFact& one) {
  return static_cast<int>(kContactDay - *DayFromProto(one.held_on()));
}

bool Is(int age, int days) { return age >= 0 && age <= days; }

// The distinct days and the number of two-way talks of a pair in 180 days.
bool IsStrong(const Facts& facts, const std::string& member,
              const std::string& contact) {
  int talks = 0;
  std::set<int> days;
  for (const auto& one : facts.interactions()) {
    bool has_member = false;
    bool has_contact = false;
    for (const auto& name : one.members()) has_member |= name == member;
    for (const auto& other : one.contacts()) {
      has_contact |= other.contact() == contact;
    }
    if (!has_member || !has_contact || !one.two_way() || !Is(Age(one), 180)) {
      continue;
    }
    ++talks;
    days.insert(Age(one));
  }
  return talks >= 2 && days.size() >= 2;
}

std::set<int> CoveredLevels(const Facts& facts) {
  std::set<int> covered;
  for (const auto& contact : facts.contacts()) {
    for (const auto& member : facts.members()) {
      if (contact.support() != v1::CONTACT_SUPPORT_OPPONENT &&
          IsStrong(facts, member.member(), contact.contact())) {
        covered.insert(contact.level());
      }
    }
  }
  covered.erase(0);
  return covered;
}

bool HasSeniorPair(const Facts& facts) {
  for (const auto& contact : facts.contacts()) {
    for (const auto& member : facts.members()) {
      if (member.grade() == type::v1::GRADE_SENIOR_EXECUTIVE &&
          contact.seniority() >= type::v1::GRADE_DIRECTOR &&
          IsStrong(facts, member.member(), contact.contact())) {
        return true;
      }
    }
  }
  return false;
}

// A share as a fraction of whole numbers, added exactly.
struct Fraction {
  int64_t top = 0;
  int64_t bottom = 1;
  void Add(int64_t a, int64_t b) {
    top = top * b + a * bottom;
    bottom *= b;
    const int64_t common = std::gcd(top, bottom);
    top /= common;
    bottom /= common;
  }
};

std::set<int> FunctionsOf(const v1::InteractionFact& one) {
  std::set<int> functions;
  for (const auto& contact : one.contacts()) {
    if (contact.function() != 0) functions.insert(contact.function());
  }
  return functions;
}

std::string PatternByTheBook(const Facts& facts) {
  int all = 0;
  int with_function = 0;
  Fraction bought;
  std::map<std::string, int> alone;
  std::set<std::string> people;
  std::set<std::string> disciplines;
  for (const auto& one : facts.interactions()) {
    if (!Is(Age(one), 365)) continue;
    ++all;
    const std::set<std::string> members(one.members().begin(),
                                        one.members().end());
    people.insert(members.begin(), members.end());
    if (members.size() == 1) ++alone[*members.begin()];
    const std::set<int> functions = FunctionsOf(one);
    if (functions.empty()) continue;
    ++with_function;
    if (functions.contains(v1::CONTACT_FUNCTION_PURCHASING)) {
      bought.Add(1, static_cast<int64_t>(functions.size()));
    }
  }
  if (all < 5) return "";
  for (const auto& member : facts.members()) {
    if (people.contains(member.member())) {
      disciplines.insert(member.function());
    }
  }
  if (people.size() >= 3 && disciplines.size() >= 2 &&
      CoveredLevels(facts).size() >= 2 && HasSeniorPair(facts)) {
    return "TEAM_MULTI_LEVEL";
  }
  int most = 0;
  for (const auto& [member, count] : alone) most = std::max(most, count);
  return with_function > 0 && 100 * most >= 80 * all &&
                 100 * bought.top >= 80 * bought.bottom * with_function
             ? "ONE_TO_ONE_BUYER"
             : "BEYOND_BUYER";
}

std::string SellingByTheBook(const Facts& facts) {
  int counted = 0;
  Fraction bought;
  bool has_instigator = false;
  bool has_decision = false;
  for (const auto& one : facts.interactions()) {
    const std::set<int> functions = FunctionsOf(one);
    if (!Is(Age(one), 180) || functions.empty() ||
        one.type() == v1::INTERACTION_TYPE_SOCIAL ||
        one.type() == v1::INTERACTION_TYPE_SERVICE_TICKET) {
      continue;
    }
    ++counted;
    if (functions.contains(v1::CONTACT_FUNCTION_PURCHASING)) {
      bought.Add(1, static_cast<int64_t>(functions.size()));
    }
    has_decision |= functions.contains(v1::CONTACT_FUNCTION_TECHNICAL) ||
                    functions.contains(v1::CONTACT_FUNCTION_GENERAL_MANAGEMENT);
    for (const auto& contact : one.contacts()) {
      has_instigator |= contact.level() == v1::DECISION_LEVEL_INSTIGATOR;
    }
  }
  if (counted < 5) return "INSUFFICIENT_DATA";
  if (bought.top == bought.bottom * counted) return "PURCHASING_ONLY";
  return 3 * bought.top > 2 * bought.bottom * counted || !has_instigator ||
                 !has_decision
             ? "WRONG_LEVEL"
             : "RIGHT_LEVELS";
}

v1::Verdict Assess(v1::Model model, const Facts& facts) {
  v1::Evidence evidence;
  *(model == v1::MODEL_SELLING_LEVEL ? evidence.mutable_selling_level()
                                     : evidence.mutable_contact_coverage()) =
      facts;
  auto verdict = Evaluate(model, evidence, ModelPolicy::Default(), kContactDay);
  EXPECT_THAT(verdict, kam::testing::IsOk());
  return verdict.ok() ? *std::move(verdict) : v1::Verdict();
}

TEST(ContactProperties, CoverageAndPatternAreThoseOfTheRulesAsWorded) {
  const std::string values[] = {"NONE", "SINGLE_LEVEL", "PARTIAL",
                                "ALL_LEVELS"};
  RandomNumbers random(11);
  std::map<std::string, int> seen;
  for (int n = 0; n < kCases; ++n) {
    Facts facts = RandomFacts(random);
    const v1::Verdict verdict = Assess(v1::MODEL_CONTACT_COVERAGE, facts);
    ASSERT_EQ(verdict.value(), values[CoveredLevels(facts).size()]);
    ASSERT_EQ(
        verdict.contact_coverage().senior_pair() == type::v1::TRI_STATE_PRESENT,
        HasSeniorPair(facts));
    ASSERT_EQ(verdict.contact_coverage().contact_pattern(),
              PatternByTheBook(facts));
    ++seen[verdict.value()];
    ++seen[verdict.contact_coverage().contact_pattern()];
    ShuffleLists(facts, random);
    v1::Verdict other = Assess(v1::MODEL_CONTACT_COVERAGE, facts);
    ASSERT_EQ(other.SerializeAsString(), verdict.SerializeAsString());
  }
  for (const char* value : {"NONE", "SINGLE_LEVEL", "PARTIAL",
                            "ONE_TO_ONE_BUYER", "BEYOND_BUYER"}) {
    EXPECT_GT(seen[value], kCases / 1000) << value;
  }
}

TEST(ContactProperties, SellingLevelsAreThoseOfTheRulesAsWorded) {
  RandomNumbers random(12);
  std::map<std::string, int> seen;
  for (int n = 0; n < kCases; ++n) {
    Facts facts = RandomFacts(random);
    const v1::Verdict verdict = Assess(v1::MODEL_SELLING_LEVEL, facts);
    ASSERT_EQ(verdict.value(), SellingByTheBook(facts));
    ++seen[verdict.value()];
    // PROVISIONAL where one unknown level, read as INSTIGATOR, decides.
    Facts best = facts;
    for (auto& one : *best.mutable_interactions()) {
      for (auto& contact : *one.mutable_contacts()) {
        if (contact.level() == v1::DECISION_LEVEL_UNSPECIFIED) {
          contact.set_level(v1::DECISION_LEVEL_INSTIGATOR);
        }
      }
    }
    if (verdict.value() != "INSUFFICIENT_DATA") {
      ASSERT_EQ(verdict.status() == type::v1::VERDICT_STATUS_PROVISIONAL,
                SellingByTheBook(best) != verdict.value());
      ASSERT_EQ(verdict.bounds().high(), SellingByTheBook(best));
    }
    ShuffleLists(facts, random);
    const v1::Verdict other = Assess(v1::MODEL_SELLING_LEVEL, facts);
    ASSERT_EQ(other.SerializeAsString(), verdict.SerializeAsString());
  }
  for (const char* value : {"INSUFFICIENT_DATA", "PURCHASING_ONLY",
                            "WRONG_LEVEL", "RIGHT_LEVELS"}) {
    EXPECT_GT(seen[value], kCases / 1000) << value;
  }
}

}  // namespace
}  // namespace kam::assessment::contact_properties_test
