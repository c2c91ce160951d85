#include "services/team/skill_catalogue.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace kam::team {

absl::Span<const v1::Skill> AreaSkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_CUSTOMER_FINANCIAL_LEGAL,
      v1::SKILL_OWN_OBJECTIVES,
      v1::SKILL_OWN_COMMERCIAL_POLICIES,
      v1::SKILL_PRODUCT_AWARENESS,
      v1::SKILL_CUSTOMER_OBJECTIVES,
      v1::SKILL_IDENTIFY_DECISION_MAKERS,
      v1::SKILL_CUSTOMER_PURCHASING_STRATEGY,
      v1::SKILL_COMPETITIVE_ACTIVITY,
      v1::SKILL_ACCOUNT_DEVELOPMENT_PLAN,
      v1::SKILL_SALES_ORDER_PROCESSING,
      v1::SKILL_REVENUE_AND_PROFITABILITY};
  return kSkills;
}

absl::Span<const v1::Skill> BalanceSkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_DELEGATION,           v1::SKILL_INTERPERSONAL,
      v1::SKILL_CONSULTING,           v1::SKILL_FINANCIAL_CONTROL,
      v1::SKILL_PROJECT_MANAGEMENT,   v1::SKILL_PEOPLE_MANAGEMENT,
      v1::SKILL_INITIATIVE_CREATIVITY};
  return kSkills;
}

absl::Span<const v1::Skill> SecondarySkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_INDUSTRY, v1::SKILL_COMPETITIVE, v1::SKILL_PRODUCT};
  return kSkills;
}

absl::Span<const v1::Skill> TransitionSkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_PROJECT_MANAGEMENT, v1::SKILL_COMMUNICATIONS,
      v1::SKILL_CUSTOMER_CARE, v1::SKILL_PRESENTATION,
      v1::SKILL_TEAM_MANAGEMENT};
  return kSkills;
}

absl::Span<const v1::Skill> AvoidSkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_PLANNING, v1::SKILL_CONSULTATIVE_SELLING,
      v1::SKILL_FINANCIAL_CONTROL, v1::SKILL_PROJECT_MANAGEMENT};
  return kSkills;
}

absl::Span<const v1::Skill> SellingSkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_SELLING, v1::SKILL_COMMUNICATIONS, v1::SKILL_TIME_MANAGEMENT,
      v1::SKILL_PRODUCT_KNOWLEDGE};
  return kSkills;
}

absl::Span<const v1::Skill> KeyAccountSkills() {
  static constexpr v1::Skill kSkills[] = {
      v1::SKILL_GENERAL_MANAGEMENT, v1::SKILL_STRATEGIC_THINKING,
      v1::SKILL_INFLUENCING, v1::SKILL_CUSTOMER_MARKET_DEPTH};
  return kSkills;
}

std::string SkillKey(v1::Skill skill) {
  const std::string& name = v1::Skill_Name(skill);
  return absl::AsciiStrToLower(absl::StripPrefix(name, "SKILL_"));
}

}  // namespace kam::team
