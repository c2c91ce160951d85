#include "services/assessment/pitfalls_model.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/money.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/gravity.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/pitfall_rules.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kPitfallsVersion = 1;
constexpr char kPitfallEvidence[] = "evidence.pitfalls.";
constexpr auto kInfo = type::v1::SEVERITY_INFO;
constexpr auto kWarn = type::v1::SEVERITY_WARN;
constexpr auto kViolation = type::v1::SEVERITY_VIOLATION;

using Rule = TriState (PitfallRules::*)() const;

// A pitfall: who tells it, or the rule that does.
struct Pitfall {
  const char* code;
  const char* owner;
  const char* requirement_id;
  type::v1::Severity severity;
  const char* detail;
  Rule rule = nullptr;
};

// In the order of codes.
constexpr Pitfall kPitfalls[] = {
    {"BUDDY_MISSING", "team", "S4-13", kInfo, "The manager has no buddy."},
    {"CSF_WITHOUT_ACTION", "planning", "S2-13", kWarn,
     "A critical success factor has no action."},
    {"GENERIC_POSITIONING", "planning", "S0-17", kWarn,
     "The positioning would fit any account."},
    {"INTERNAL_BLOCKING", "planning", "S1-06", kWarn,
     "Departments block commitments."},
    {"LONE_HERO", "planning", "S4-18", kWarn,
     "All open actions have one owner."},
    {"METHOD_TOO_LIGHT", "assessment", "S4-08", kWarn,
     "The audit was not held face to face."},
    {"MORPHING_IN_NAME", "assessment", "S1-03", kWarn,
     "The programme has changed its name alone."},
    {"NEGLECTED_KEY_ACCOUNT", "assessment", "S4-04", kWarn,
     "A key account lacks a valid plan, a timely audit or a strong pair.",
     &PitfallRules::NeglectedKeyAccount},
    {"NOT_SENIOR_LED", "assessment", "S4-11", kWarn,
     "No senior executive led the audit."},
    {"NO_ACCOUNT_MEETING", "team", "S4-16", kInfo,
     "The team has not met about the account."},
    {"NO_EXECUTIVE_SPONSOR", "team", "S2-22", kWarn,
     "No director sponsors the account, or none has met the customer.",
     &PitfallRules::NoExecutiveSponsor},
    {"NO_PLAN", "planning", "S2-12", kWarn, "There is no plan."},
    {"NO_PROFIT_TARGET", "account", "S2-19", kViolation,
     "A key account has no profit target."},
    {"OVERDUE", "assessment", "S4-11", kWarn, "The audit is overdue."},
    {"PERCEPTION_GAP", "assessment", "S4-08", kWarn,
     "We see a partner where the customer sees a supplier."},
    {"PERSONALITY_RELIANCE", "account", "S2-10", kWarn,
     "The relationship rests on social occasions, or on one of us.",
     &PitfallRules::PersonalityReliance},
    {"PHASE_CREEP", "assessment", "S0-18", kWarn,
     "The phase rose without a verdict that we are ready.",
     &PitfallRules::PhaseCreep},
    {"PROGRAMME_COLLAPSE", "planning", "S1-07", kWarn,
     "Most accounts that were announced are not served."},
    {"PURCHASING_ONLY", "assessment", "S3-20", kWarn,
     "We meet purchasing alone."},
    {"ROLE_MISSING", "team", "S3-01", kWarn,
     "Support or development has nobody."},
    {"SALES_PRODUCTIVITY_BIAS", "team", "S3-05", kWarn,
     "Much was sold, and no relationship work was done.",
     &PitfallRules::SalesProductivityBias},
    {"SERVICE_DECLINE", "assessment", "S1-07", kWarn, "Service declines."},
    {"STALE_PLAN", "planning", "S2-14", kWarn,
     "The plan was not reviewed of late."},
    {"STOP_START", "planning", "S3-15", kWarn, "Development stops and starts."},
    {"TAKEN_FOR_GRANTED", "account", "S2-01", kWarn,
     "Revenue is steady, and nobody talks or looks at the plan.",
     &PitfallRules::TakenForGranted},
    {"TITLE_CHANGE_WITHOUT_SKILLS", "team", "S3-18", kWarn,
     "A title has changed, and the skills have not."},
    {"TITLE_ONLY", "assessment", "S1-02", kWarn,
     "The programme is called what it is not."},
    {"TITULAR", "assessment", "S0-01", kWarn,
     "The relationship is called what it cannot be."},
    {"UNPROFITABLE_KEPT_SILENTLY", "account", "S3-07", kWarn,
     "Losses go on, and nothing is done or agreed about them.",
     &PitfallRules::UnprofitableKeptSilently},
    {"UPHILL", "assessment", "S1-09", kWarn,
     "Sales began it, and the organisation does not stand behind it."},
    {"WRONG_LEVEL", "assessment", "S3-19", kWarn,
     "Those who decide are hardly met."},
};

const Pitfall* FindPitfall(absl::string_view code) {
  const auto* const found =
      std::find_if(std::begin(kPitfalls), std::end(kPitfalls),
                   [&](const Pitfall& one) { return code == one.code; });
  return found == std::end(kPitfalls) ? nullptr : found;
}

// What the owners have told, by code. Points into the facts.
struct Told {
  std::set<absl::string_view> services;
  std::map<absl::string_view, const v1::OwnerFlag*> flags;
};

Told ReadAnswers(const v1::PitfallFacts& facts, Violations& violations) {
  Told told;
  const std::string list = absl::StrCat(kPitfallEvidence, "answers");
  for (int i = 0; i < facts.answers_size(); ++i) {
    const v1::OwnerAnswer& answer = facts.answers(i);
    const bool is_owner = std::any_of(
        std::begin(kPitfalls), std::end(kPitfalls), [&](const Pitfall& one) {
          return one.rule == nullptr && answer.service() == one.owner;
        });
    if (!is_owner || !told.services.insert(answer.service()).second) {
      violations.Add(FieldPath{list, i, "service"}.ToString(),
                     "must be account, team, planning or assessment, each once",
                     "UNKNOWN_SERVICE");
      continue;
    }
    const std::string flags = absl::StrCat(ElementPath(list, i), ".flags");
    for (int k = 0; k < answer.flags_size(); ++k) {
      const v1::OwnerFlag& flag = answer.flags(k);
      const FieldPath at{flags, k, "code"};
      if (!IsOwnersPitfall(flag.code(), answer.service())) {
        violations.Add(
            at.ToString(),
            absl::StrCat("must be a pitfall that ", answer.service(), " tells"),
            "UNKNOWN_PITFALL");
      } else if (!told.flags.emplace(flag.code(), &flag).second) {
        violations.Add(at.ToString(), "must not occur twice",
                       "DUPLICATE_PITFALL");
      }
    }
  }
  return told;
}

void CheckRevenue(const v1::PitfallFacts& facts, Violations& violations) {
  auto check = [&](bool is_given, const google::type::Money& money,
                   const char* field) {
    if (!is_given || AmountFromProto(money).ok()) return;
    violations.Add(absl::StrCat(kPitfallEvidence, field),
                   "must be an amount of money of four decimals",
                   "INVALID_MONEY");
  };
  check(facts.has_revenue(), facts.revenue(), "revenue");
  check(facts.has_prior_revenue(), facts.prior_revenue(), "prior_revenue");
  if (facts.has_revenue() && facts.has_prior_revenue() &&
      facts.revenue().currency_code() !=
          facts.prior_revenue().currency_code()) {
    violations.Add(
        absl::StrCat(kPitfallEvidence, "prior_revenue.currency_code"),
        "must be that of revenue", "MIXED_CURRENCIES");
  }
}

void CheckPhase(bool is_given, int phase, absl::string_view field,
                Violations& violations) {
  if (!is_given || (phase >= kFirstPhase && phase <= kLastPhase)) return;
  violations.Add(absl::StrCat(kPitfallEvidence, field),
                 absl::StrCat("must be from 1 to 5, not ", phase),
                 "OUT_OF_RANGE");
}

void CheckFacts(const v1::PitfallFacts& facts, Violations& violations) {
  CheckContactFacts(facts.contacts(),
                    absl::StrCat(kPitfallEvidence, "contacts"), violations);
  CheckRevenue(facts, violations);
  const std::string activities = absl::StrCat(kPitfallEvidence, "activities");
  for (int i = 0; i < facts.activities_size(); ++i) {
    RequiredDay(facts.activities(i).done_on(), {activities, i, "done_on"},
                violations);
  }
  if (facts.plan().has_last_reviewed_on()) {
    RequiredDay(facts.plan().last_reviewed_on(),
                absl::StrCat(kPitfallEvidence, "plan.last_reviewed_on"),
                violations);
  }
  if (facts.losses().quarters() < 0) {
    violations.Add(absl::StrCat(kPitfallEvidence, "losses.quarters"),
                   "must be at least 0", "OUT_OF_RANGE");
  }
  CheckPhase(facts.has_demonstrated(), facts.demonstrated(), "demonstrated",
             violations);
  CheckPhase(facts.has_previous_demonstrated(), facts.previous_demonstrated(),
             "previous_demonstrated", violations);
  for (int i = 0; i < facts.readiness_size(); ++i) {
    const std::string at = absl::StrCat("readiness[", i, "]");
    CheckPhase(true, facts.readiness(i).target(), absl::StrCat(at, ".target"),
               violations);
    RequiredDay(facts.readiness(i).assessed_on(),
                absl::StrCat(kPitfallEvidence, at, ".assessed_on"), violations);
  }
}

// The severity that a pitfall has here: without a sponsor a key account breaks
// the rules.
type::v1::Severity SeverityOf(const Pitfall& pitfall,
                              const v1::PitfallFacts& facts,
                              const v1::OwnerFlag* flag) {
  if (flag != nullptr && flag->severity() != type::v1::SEVERITY_UNSPECIFIED) {
    return flag->severity();
  }
  const bool is_key = Stated(facts.key_account()) == kPresent;
  return pitfall.rule == &PitfallRules::NoExecutiveSponsor && is_key
             ? kViolation
             : pitfall.severity;
}

void Fill(const v1::PitfallFacts& facts, const PitfallRules& rules,
          const Told& told, VerdictBuilder& builder) {
  Gravity gravity;
  v1::PitfallResult& result = *builder.verdict().mutable_pitfalls();
  for (const Pitfall& pitfall : kPitfalls) {
    const auto found = told.flags.find(pitfall.code);
    const v1::OwnerFlag* flag =
        found == told.flags.end() ? nullptr : found->second;
    const TriState state =
        pitfall.rule != nullptr ? (rules.*pitfall.rule)()
        : flag != nullptr       ? kPresent
                          : NotListed(told.services.contains(pitfall.owner));
    const type::v1::Severity severity = SeverityOf(pitfall, facts, flag);
    gravity.Add(state, severity);
    // Whether the account is key may still make it graver.
    if (pitfall.rule == &PitfallRules::NoExecutiveSponsor && state != kAbsent &&
        Stated(facts.key_account()) == kUnknown) {
      gravity.possible = kViolation;
    }
    v1::PitfallState& one = *result.add_pitfalls();
    one.set_code(pitfall.code);
    one.set_state(state);
    if (state == kUnknown) {
      builder.AddMissing(pitfall.code, pitfall.owner, pitfall.requirement_id);
      continue;
    }
    const bool holds = state == kPresent;
    builder.AddClause(pitfall.code, StateLabel(state),
                      pitfall.rule != nullptr ? pitfall.code : "OWNER_TOLD",
                      holds ? "FLAGS" : "SUPPORTS", pitfall.requirement_id);
    if (!holds) continue;
    builder.AddFlag(pitfall.code, severity, pitfall.requirement_id,
                    flag != nullptr && !flag->detail().empty()
                        ? flag->detail()
                        : std::string(pitfall.detail));
  }
  SetGravity(gravity, builder.verdict());
  result.set_severity(gravity.shown);
}

}  // namespace

bool IsOwnersPitfall(absl::string_view code, absl::string_view service) {
  const Pitfall* pitfall = FindPitfall(code);
  return pitfall != nullptr && pitfall->rule == nullptr &&
         service == pitfall->owner;
}

absl::StatusOr<v1::Verdict> EvaluatePitfalls(const v1::Evidence& evidence,
                                             const ModelPolicy& policy,
                                             absl::CivilDay as_of) {
  Violations violations;
  RefuseOtherModels(evidence, {}, violations);
  const v1::PitfallFacts& facts = evidence.pitfalls();
  const Told told = ReadAnswers(facts, violations);
  CheckFacts(facts, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  VerdictBuilder builder(v1::MODEL_PITFALLS, kPitfallsVersion, evidence, policy,
                         as_of);
  const v1::Policy& values = policy.values();
  Fill(facts,
       PitfallRules(facts, values.pitfalls(), values.contact_coverage(), as_of),
       told, builder);
  return std::move(builder).Build();
}

}  // namespace kam::assessment
