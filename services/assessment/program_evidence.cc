#include "services/assessment/program_evidence.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "services/assessment/fact_words.h"
#include "services/assessment/team_evidence.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {
namespace {

using planning::v1::PlanningFacts;

void AddSource(const char* service, v1::AccountHandling& handling) {
  v1::SourceReference& source = *handling.add_sources();
  source.set_service(service);
  source.set_name(handling.account());
}

bool IsDeclaredComplete(const PlanningFacts& facts,
                        planning::v1::PlanningList list, absl::CivilDay as_of) {
  return std::any_of(
      facts.list_completenesses().begin(), facts.list_completenesses().end(),
      [&](const planning::v1::PlanningListCompleteness& one) {
        const auto through = DayFromProto(one.complete_through());
        return one.list() == list && through.ok() && *through >= as_of;
      });
}

// What a list that may be incomplete says of something that one of it may be:
// PRESENT once one is, ABSENT only when none can be.
TriState InList(bool any, bool all_known, bool complete) {
  if (any) return kPresent;
  return all_known && complete ? kAbsent : kUnknown;
}

// R3: what active initiatives make and solve.
void TellSolutions(const PlanningFacts& facts, absl::CivilDay as_of,
                   v1::AccountHandling& handling) {
  const bool complete =
      IsDeclaredComplete(facts, planning::v1::PLANNING_LIST_INITIATIVES, as_of);
  int active = 0;
  int made = 0;
  int unknown = 0;
  bool solves = false;
  bool solving_known = true;
  for (const planning::v1::Initiative& one : facts.initiatives()) {
    if (one.state() != planning::v1::INITIATIVE_STATE_ACTIVE) continue;
    ++active;
    if (one.offering() == planning::v1::OFFERING_UNSPECIFIED) ++unknown;
    if (one.offering() > planning::v1::OFFERING_FIXED) ++made;
    const TriState state = Stated(one.solves_customer_problem());
    solves = solves || state == kPresent;
    solving_known = solving_known && state != kUnknown;
  }
  handling.set_solves_problems(InList(solves, solving_known, complete));
  if (2 * made > active) {
    handling.set_custom_solutions(v1::CUSTOM_SOLUTIONS_MAIN);
  } else if (2 * (made + unknown) > active) {
    return;  // Those that are not known decide.
  } else if (made > 0) {
    handling.set_custom_solutions(v1::CUSTOM_SOLUTIONS_SOME);
  } else if (unknown == 0 && (active > 0 || complete)) {
    handling.set_custom_solutions(v1::CUSTOM_SOLUTIONS_NONE);
  }
}

// R1 and R4: how far the plan looks, and what it says we differ by.
void TellPlan(const PlanningFacts& facts, v1::AccountHandling& handling) {
  const planning::v1::Plan& plan = facts.active_plan();
  if (plan.horizon_months() > 0) {
    handling.set_horizon_months(plan.horizon_months());
  }
  const auto& named = plan.positioning().differentiators();
  if (named.empty()) return;
  auto has = [&](planning::v1::Differentiator one) {
    return Known(std::find(named.begin(), named.end(), static_cast<int>(one)) !=
                 named.end());
  };
  handling.set_value_over_time(
      has(planning::v1::DIFFERENTIATOR_VALUE_OVER_TIME));
  handling.set_manager_skill(has(planning::v1::DIFFERENTIATOR_MANAGER_SKILL));
}

// R6: what we want to reach with the account.
void TellConcerns(const PlanningFacts& facts, absl::CivilDay as_of,
                  v1::AccountHandling& handling) {
  const bool complete = IsDeclaredComplete(
      facts, planning::v1::PLANNING_LIST_DEVELOPMENT_OBJECTIVES, as_of);
  bool challenge = false;
  bool share = false;
  bool known = true;
  for (const auto& one : facts.development_objectives()) {
    const planning::v1::ObjectiveConcern concern = one.concern();
    challenge = challenge ||
                concern == planning::v1::OBJECTIVE_CONCERN_BUSINESS_CHALLENGE;
    share =
        share || concern == planning::v1::OBJECTIVE_CONCERN_SHARE_OF_CUSTOMER;
    known = known && concern != planning::v1::OBJECTIVE_CONCERN_UNSPECIFIED;
  }
  handling.set_business_challenges(InList(challenge, known, complete));
  handling.set_share_of_customer(InList(share, known, complete));
}

// R5: every other member counts once.
void TellTeam(const team::v1::TeamFacts& facts, v1::AccountHandling& handling) {
  const team::v1::AssignedMember* lead = LeadOf(facts);
  if (lead == nullptr) return;
  v1::ResponsibleTeam& responsible = *handling.mutable_team();
  responsible.set_manager_function(WordOf(lead->position().function()));
  std::set<std::string> counted = {lead->assignment().member()};
  for (const team::v1::AssignedMember& one : facts.members()) {
    if (!counted.insert(one.assignment().member()).second) continue;
    responsible.add_functions(WordOf(one.position().function()));
  }
}

// R2.
void TellSegmentation(const account::v1::ProgramFacts& facts,
                      v1::DiagnosisFacts& diagnosis) {
  if (!facts.has_segmentation()) return;
  const account::v1::Segmentation& given = facts.segmentation();
  v1::SegmentationFact& fact = *diagnosis.add_segmentations();
  SetSource(kAccountService, facts.program().name(), &fact);
  *fact.mutable_starts_on() = given.starts_on();
  fact.set_revenue(given.revenue());
  fact.set_growth_potential(given.growth_potential());
  for (const int criterion : given.strategic_criteria()) {
    switch (criterion) {
      case account::v1::CRITERION_UNSPECIFIED:
      case account::v1::CRITERION_HISTORIC_REVENUE:
        break;  // By revenue is said of its own.
      case account::v1::CRITERION_GROWTH_POTENTIAL:
        fact.set_growth_potential(true);
        break;
      case account::v1::CRITERION_BUYING_PREFERENCE:
        fact.add_strategic_criteria(v1::STRATEGIC_CRITERION_HOW_THEY_BUY);
        break;
      case account::v1::CRITERION_WILLINGNESS_TO_PARTNER:
        fact.add_strategic_criteria(
            v1::STRATEGIC_CRITERION_WILLINGNESS_TO_PARTNER);
        break;
      case account::v1::CRITERION_COMPLEMENTARY_FIT:
        fact.add_strategic_criteria(v1::STRATEGIC_CRITERION_COMPLEMENTARY_FIT);
        break;
      default:
        fact.add_strategic_criteria(v1::STRATEGIC_CRITERION_OTHER);
    }
  }
  if (!given.other_strategic_criteria().empty()) {
    fact.add_strategic_criteria(v1::STRATEGIC_CRITERION_OTHER);
  }
}

// R8: the mean of those who lead accounts, of which each has to be known; what
// everybody's bonus depends on.
void TellPay(const team::v1::ProgramFacts& facts,
             v1::DiagnosisFacts& diagnosis) {
  if (facts.managers().empty()) return;
  v1::PayFact all;
  SetSource(kTeamService, facts.program(), &all);
  int64_t salary = 0;
  int64_t commission = 0;
  int64_t bonus = 0;
  std::set<int> bases;
  for (const team::v1::ManagerLoad& one : facts.managers()) {
    if (!one.position().has_pay()) return;
    const v1::PayFact pay = PayOf(one.position().pay());
    salary += pay.salary();
    commission += pay.commission();
    bonus += pay.bonus();
    const std::set<int> own(pay.bases().begin(), pay.bases().end());
    if (&one == &facts.managers(0)) bases = own;
    std::erase_if(bases, [&](int basis) { return !own.contains(basis); });
  }
  all.set_salary(salary);
  all.set_commission(commission);
  all.set_bonus(bonus);
  for (const int basis : bases) {
    all.add_bases(static_cast<v1::PayBasis>(basis));
  }
  *diagnosis.mutable_pay() = all;
}

v1::RoleSkill RoleSkillOf(team::v1::Skill skill) {
  if (skill == team::v1::SKILL_COMMUNICATIONS) {
    return v1::ROLE_SKILL_COMMUNICATION;
  }
  const auto same = SameWord<v1::RoleSkill>(skill);
  return same == v1::ROLE_SKILL_UNSPECIFIED ? v1::ROLE_SKILL_OTHER : same;
}

// R9: what the programme asks of its key account managers.
void TellRole(const team::v1::ProgramFacts& facts,
              v1::DiagnosisFacts& diagnosis) {
  for (const team::v1::RoleRequirement& one : facts.role_requirements()) {
    if (one.role() != team::v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER) continue;
    v1::RoleSkillsFact& fact = *diagnosis.mutable_role_skills();
    SetSource(kTeamService, one.name(), &fact);
    for (const team::v1::RequiredSkill& required : one.required_skills()) {
      fact.add_skills(RoleSkillOf(required.skill()));
    }
  }
}

}  // namespace

v1::DiagnosisFacts DiagnosisFactsOf(const ProgramParts& parts) {
  v1::DiagnosisFacts facts;
  if (parts.account != nullptr) {
    const account::v1::Program& program = parts.account->program();
    facts.mutable_titles()->set_program_name(program.display_name());
    facts.set_origin(
        FromWord<v1::ProgramOrigin>(WordOf(program.initiated_by())));
    TellSegmentation(*parts.account, facts);
  }
  if (parts.team != nullptr) {
    v1::ManagerLoad& load = *facts.mutable_load();
    SetSource(kTeamService, parts.team->program(), &load);
    load.set_accounts(parts.team->led_accounts());
    load.set_managers(parts.team->leads());
    TellPay(*parts.team, facts);
    TellRole(*parts.team, facts);
    facts.set_alignment(
        SameWord<v1::ProgramAlignment>(parts.team->alignment().value()));
  }
  return facts;
}

v1::ProgramFlagFacts FlagFactsOf(const ProgramParts& parts) {
  v1::ProgramFlagFacts facts;
  if (parts.team != nullptr) {
    facts.set_alignment(
        SameWord<v1::AlignmentStanding>(parts.team->alignment().value()));
  }
  if (parts.friction != nullptr) {
    const planning::v1::FrictionCount& total = parts.friction->total();
    v1::FrictionFact& friction = *facts.mutable_friction();
    friction.set_blocked(total.blocked());
    friction.set_counted(total.counted());
    friction.set_promised_before_asking(total.promised_before_asking());
    // Without a commitment that counts nothing can be told of blocking.
    if (total.counted() > 0) {
      const auto& flags = parts.friction->flags();
      friction.set_internal_blocking(Known(std::any_of(
          flags.begin(), flags.end(), [](const type::v1::Flag& one) {
            return one.code() == "INTERNAL_BLOCKING";
          })));
    }
  }
  if (parts.planning != nullptr && parts.planning->has_announcement()) {
    const planning::v1::AnnouncementVerdict& judged =
        parts.planning->announcement();
    v1::AnnouncementFact& announcement = *facts.mutable_announcement();
    announcement.set_collapsed(Known(judged.collapsed()));
    announcement.set_announced(judged.announced());
    announcement.set_served(judged.served());
  }
  return facts;
}

v1::AccountHandling HandlingOf(const std::string& account,
                               const team::v1::TeamFacts* team,
                               const PlanningFacts* planning,
                               absl::CivilDay as_of) {
  v1::AccountHandling handling;
  handling.set_account(account);
  if (planning != nullptr) {
    AddSource(kPlanningService, handling);
    TellPlan(*planning, handling);
    TellSolutions(*planning, as_of, handling);
    TellConcerns(*planning, as_of, handling);
  }
  if (team != nullptr) {
    AddSource(kTeamService, handling);
    TellTeam(*team, handling);
  }
  return handling;
}

v1::ServiceTrendFact ServiceTrendOf(const account::v1::AccountFacts& facts) {
  v1::ServiceTrendFact trend;
  trend.set_account(facts.account().name());
  for (const account::v1::IndexTrend& one : facts.index_trends()) {
    const TriState declining = Known(one.declining());
    switch (one.index()) {
      case account::v1::IndexReading::INDEX_RESPONSIVENESS:
        trend.set_responsiveness_declining(declining);
        break;
      case account::v1::IndexReading::INDEX_RELIABILITY:
        trend.set_reliability_declining(declining);
        break;
      case account::v1::IndexReading::INDEX_SATISFACTION:
        trend.set_satisfaction_declining(declining);
        break;
      default:
        break;
    }
  }
  return trend;
}

}  // namespace kam::assessment
