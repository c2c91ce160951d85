#include "services/assessment/titular.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/assessment/title_claims.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kMembers[] = "evidence.phases.titles.members";

// Whether the work is that of a key account manager.
bool IsKamActivity(v1::ActivityKind kind) {
  return kind >= v1::ACTIVITY_KIND_COORDINATING_TEAM &&
         kind <= v1::ACTIVITY_KIND_MANAGEMENT_FEEDBACK;
}

v1::RelationshipTitle JudgeRelationship(bool claims,
                                        const v1::PhaseResult& result,
                                        const v1::PhasePolicy& policy) {
  const bool is_genuine = result.demonstrated() >= policy.genuine_phase();
  if (!claims) {
    return is_genuine ? v1::RELATIONSHIP_TITLE_UNTITLED_KAM
                      : v1::RELATIONSHIP_TITLE_NOT_APPLICABLE;
  }
  if (result.ceiling() <= policy.titular_ceiling()) {
    return v1::RELATIONSHIP_TITLE_TITULAR;
  }
  return is_genuine ? v1::RELATIONSHIP_TITLE_GENUINE
                    : v1::RELATIONSHIP_TITLE_UNDETERMINED;
}

v1::MemberRoleTitle JudgeMember(const v1::MemberTitle& member, bool claims,
                                const v1::PhasePolicy& policy,
                                absl::CivilDay as_of, const std::string& path,
                                Violations& violations) {
  int recorded = 0;
  bool is_genuine = false;
  const std::string list = absl::StrCat(path, ".activities");
  for (int i = 0; i < member.activities_size(); ++i) {
    const v1::MemberActivity& activity = member.activities(i);
    const auto day =
        RequiredDay(activity.done_on(), {list, i, "done_on"}, violations);
    if (!day.has_value() ||
        !InLastMonths(*day, as_of, policy.role_window_months())) {
      continue;
    }
    ++recorded;
    is_genuine = is_genuine || IsKamActivity(activity.kind());
  }
  if (!claims) return v1::MEMBER_ROLE_TITLE_NOT_APPLICABLE;
  if (is_genuine) return v1::MEMBER_ROLE_TITLE_GENUINE_ROLE;
  return recorded < policy.role_activities()
             ? v1::MEMBER_ROLE_TITLE_UNDETERMINED
             : v1::MEMBER_ROLE_TITLE_TITULAR_ROLE;
}

}  // namespace

void JudgeTitles(const v1::TitleFacts& titles, const ModelPolicy& policy,
                 absl::CivilDay as_of, v1::PhaseResult& result,
                 Violations& violations) {
  const KamWords& words = policy.kam_words();
  const v1::PhasePolicy& phases = policy.values().phases();
  bool claims = titles.key_account() || words.AreIn(titles.program_name());
  std::set<absl::string_view> seen;
  std::vector<v1::MemberTitular> judged;
  for (int i = 0; i < titles.members_size(); ++i) {
    const v1::MemberTitle& member = titles.members(i);
    const std::string path = ElementPath(kMembers, i);
    if (!seen.insert(member.member()).second) {
      violations.Add(absl::StrCat(path, ".member"), "must not occur twice",
                     "DUPLICATE_MEMBER");
    }
    const bool member_claims = words.AreIn(member.title());
    claims = claims || (member.key_account_manager() && member_claims);
    v1::MemberTitular one;
    one.set_member(member.member());
    one.set_title(
        JudgeMember(member, member_claims, phases, as_of, path, violations));
    judged.push_back(std::move(one));
  }
  std::sort(judged.begin(), judged.end(),
            [](const v1::MemberTitular& a, const v1::MemberTitular& b) {
              return a.member() < b.member();
            });
  result.set_relationship_title(JudgeRelationship(claims, result, phases));
  for (v1::MemberTitular& one : judged) {
    *result.add_member_titles() = std::move(one);
  }
}

}  // namespace kam::assessment
