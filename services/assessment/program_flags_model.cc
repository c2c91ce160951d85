#include "services/assessment/program_flags_model.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/ratio.h"
#include "services/assessment/gravity.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kProgramFlagsVersion = 1;
constexpr char kFriction[] = "evidence.program_flags.friction";
constexpr char kAnnouncement[] = "evidence.program_flags.announcement";
constexpr char kTrends[] = "evidence.program_flags.service_trends";
constexpr auto kWarning = type::v1::SEVERITY_WARN;

void CheckCount(absl::string_view path, const char* field, int64_t value,
                Violations& violations) {
  if (value >= 0) return;
  violations.Add(absl::StrCat(path, ".", field),
                 absl::StrCat("must be at least 0, not ", value),
                 "OUT_OF_RANGE");
}

void CheckFacts(const v1::ProgramFlagFacts& facts, Violations& violations) {
  const v1::FrictionFact& friction = facts.friction();
  CheckCount(kFriction, "blocked", friction.blocked(), violations);
  CheckCount(kFriction, "counted", friction.counted(), violations);
  CheckCount(kFriction, "promised_before_asking",
             friction.promised_before_asking(), violations);
  if (friction.blocked() > friction.counted()) {
    violations.Add(absl::StrCat(kFriction, ".blocked"),
                   "must not be above counted", "OUT_OF_RANGE");
  }
  const v1::AnnouncementFact& announcement = facts.announcement();
  CheckCount(kAnnouncement, "announced", announcement.announced(), violations);
  CheckCount(kAnnouncement, "served", announcement.served(), violations);
  if (announcement.served() > announcement.announced()) {
    violations.Add(absl::StrCat(kAnnouncement, ".served"),
                   "must not be above announced", "OUT_OF_RANGE");
  }
  std::set<absl::string_view> accounts;
  for (int i = 0; i < facts.service_trends_size(); ++i) {
    if (accounts.insert(facts.service_trends(i).account()).second) continue;
    violations.Add(absl::StrCat(ElementPath(kTrends, i), ".account"),
                   "must not occur twice", "DUPLICATE_ACCOUNT");
  }
}

// Whether at least `needed` of the three indices decline.
TriState Declines(const v1::ServiceTrendFact& trend, int needed) {
  int declining = 0;
  int unknown = 0;
  for (const TriState state :
       {trend.responsiveness_declining(), trend.reliability_declining(),
        trend.satisfaction_declining()}) {
    if (Stated(state) == kPresent) ++declining;
    if (Stated(state) == kUnknown) ++unknown;
  }
  if (declining >= needed) return kPresent;
  return declining + unknown >= needed ? kUnknown : kAbsent;
}

// Fills a verdict on a programme's flags. Used once.
class ProgramFlagVerdict {
 public:
  ProgramFlagVerdict(const v1::ProgramFlagFacts& facts,
                     const v1::ProgramFlagPolicy& policy,
                     VerdictBuilder& builder)
      : facts_(facts), policy_(policy), builder_(builder) {}

  void Fill() {
    FillAlignment();
    FillBlocking();
    FillDecline();
    FillCollapse();
    SetGravity(gravity_, builder_.verdict());
    result().set_severity(gravity_.shown);
  }

 private:
  v1::ProgramFlagResult& result() {
    return *builder_.verdict().mutable_program_flags();
  }

  // Adds the clause of a warning, or that it is not known. Returns whether it
  // holds.
  bool AddWarning(const char* code, TriState state, const char* owner,
                  const char* requirement_id) {
    gravity_.Add(state, kWarning);
    if (state == kUnknown) {
      builder_.AddMissing(code, owner, requirement_id);
      return false;
    }
    const bool holds = state == kPresent;
    builder_.AddClause(code, StateLabel(state), code,
                       holds ? "FLAGS" : "SUPPORTS", requirement_id);
    return holds;
  }

  void FillAlignment() {
    const v1::AlignmentStanding standing =
        facts_.alignment() == v1::ALIGNMENT_STANDING_ALIGNED ||
                facts_.alignment() == v1::ALIGNMENT_STANDING_MISALIGNED
            ? facts_.alignment()
            : v1::ALIGNMENT_STANDING_UNKNOWN;
    result().set_alignment(standing);
    if (standing == v1::ALIGNMENT_STANDING_UNKNOWN) {
      builder_.AddMissing("ALIGNMENT", "team", "S1-08");
      return;
    }
    builder_.AddClause(
        "ALIGNMENT",
        absl::StripPrefix(v1::AlignmentStanding_Name(standing),
                          "ALIGNMENT_STANDING_"),
        "ALIGNMENT",
        standing == v1::ALIGNMENT_STANDING_ALIGNED ? "SUPPORTS" : "BINDING",
        "S1-08");
  }

  void FillBlocking() {
    const v1::FrictionFact& friction = facts_.friction();
    const TriState state = Stated(friction.internal_blocking());
    result().set_internal_blocking(state);
    const auto share = BasisPoints(friction.blocked(), friction.counted());
    if (share.has_value()) result().set_friction_bps(*share);
    result().set_promised_before_asking(friction.promised_before_asking());
    if (AddWarning("INTERNAL_BLOCKING", state, "planning", "S1-06")) {
      builder_.AddFlag(
          "INTERNAL_BLOCKING", kWarning, "S1-06",
          absl::StrCat("Departments blocked ", friction.blocked(), " of ",
                       friction.counted(), " commitments."));
    }
    if (friction.promised_before_asking() == 0) return;
    gravity_.Add(kPresent, type::v1::SEVERITY_INFO);
    builder_.AddFlag(
        "PROMISED_BEFORE_ASKING", type::v1::SEVERITY_INFO, "S1-06",
        absl::StrCat("Commitments promised before the department was asked: ",
                     friction.promised_before_asking(), "."));
  }

  void FillDecline() {
    TriState any = facts_.service_trends().empty() ? kUnknown : kAbsent;
    std::set<std::string> accounts;
    for (const v1::ServiceTrendFact& trend : facts_.service_trends()) {
      const TriState state = Declines(trend, policy_.declining_indices());
      any = AnyOf({any, state});
      if (state == kPresent) accounts.insert(trend.account());
    }
    result().set_service_decline(any);
    for (const std::string& account : accounts) {
      result().add_declining_accounts(account);
    }
    if (!AddWarning("SERVICE_DECLINE", any, "account", "S1-10")) return;
    builder_.AddFlag(
        "SERVICE_DECLINE", kWarning, "S1-10",
        absl::StrCat("Service declines at ", accounts.size(), " of ",
                     facts_.service_trends_size(), " accounts."),
        {accounts.begin(), accounts.end()});
  }

  void FillCollapse() {
    const v1::AnnouncementFact& announcement = facts_.announcement();
    const TriState state = Stated(announcement.collapsed());
    result().set_programme_collapse(state);
    if (!AddWarning("PROGRAMME_COLLAPSE", state, "planning", "S1-07")) return;
    builder_.AddFlag(
        "PROGRAMME_COLLAPSE", kWarning, "S1-07",
        absl::StrCat(announcement.served(), " of ", announcement.announced(),
                     " announced accounts are served."));
  }

  const v1::ProgramFlagFacts& facts_;
  const v1::ProgramFlagPolicy& policy_;
  VerdictBuilder& builder_;
  Gravity gravity_;
};

}  // namespace

absl::StatusOr<v1::Verdict> EvaluateProgramFlags(const v1::Evidence& evidence,
                                                 const ModelPolicy& policy,
                                                 absl::CivilDay as_of) {
  Violations violations;
  RefuseOtherModels(evidence, {}, violations);
  const v1::ProgramFlagFacts& facts = evidence.program_flags();
  CheckFacts(facts, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  VerdictBuilder builder(v1::MODEL_PROGRAM_FLAGS, kProgramFlagsVersion,
                         evidence, policy, as_of);
  ProgramFlagVerdict(facts, policy.values().program_flags(), builder).Fill();
  return std::move(builder).Build();
}

}  // namespace kam::assessment
