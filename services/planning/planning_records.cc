#include "services/planning/planning_records.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/planning/due_records.h"
#include "services/planning/positioning.h"

namespace kam::planning {
namespace {

std::vector<std::string> DigestEntries(
    const google::protobuf::Message& message) {
  const auto& plan = static_cast<const v1::Plan&>(message);
  if (plan.state() != v1::PLAN_STATE_ACTIVE) return {};
  const std::string digest = PositioningDigest(plan.positioning());
  if (digest.empty()) return {};
  return {storage::KeyWriter().String(digest).bytes()};
}

storage::IndexSpec Index(uint8_t tag, std::vector<std::string> (*entries)(
                                          const google::protobuf::Message&)) {
  storage::IndexSpec spec;
  spec.tag = tag;
  spec.entries = entries;
  return spec;
}

}  // namespace

std::vector<storage::IndexSpec> PlanningRecords::PlanIndexes() {
  return {Index(kDueIndex,
                [](const google::protobuf::Message& plan) {
                  return DueEntries(static_cast<const v1::Plan&>(plan));
                }),
          Index(kDueByMemberIndex,
                [](const google::protobuf::Message& plan) {
                  return DueByMemberEntries(static_cast<const v1::Plan&>(plan));
                }),
          Index(kPositioningIndex, DigestEntries)};
}

const PlanningRecords& PlanningRecords::Get() {
  static const auto* const kRecords = new PlanningRecords();
  return *kRecords;
}

absl::StatusOr<AccountPlanning> PlanningRecords::AccountOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  const std::vector<std::string> ids = {account.program, account.account};
  AccountPlanning records;
  ASSIGN_OR_RETURN(records.plans, plans.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.initiatives, initiatives.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.contributions, contributions.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.objectives, objectives.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.opportunities, opportunities.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.commitments, commitments.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.requirements, requirements.ListAll(reader, ids));
  ASSIGN_OR_RETURN(records.completenesses, completenesses.ListAll(reader, ids));
  return records;
}

absl::StatusOr<PlanningValues> PlanningRecords::PolicyOf(
    const storage::Reader& reader, const std::string& program) const {
  ASSIGN_OR_RETURN(const resource::ResourceName name,
                   resource::ResourceName::FromIds(policies.table().pattern(),
                                                   {program, kPolicyId}));
  v1::PlanningPolicy policy;
  RETURN_IF_ERROR(policies.table().Find(reader, name, &policy).status());
  return ResolvePolicy(policy);
}

absl::StatusOr<std::optional<std::vector<std::string>>>
PlanningRecords::SamePositioning(const storage::Reader& reader,
                                 const v1::Plan& plan) const {
  if (reader.pinned()) return std::nullopt;
  const std::string digest = PositioningDigest(plan.positioning());
  if (digest.empty()) return std::vector<std::string>();
  ASSIGN_OR_RETURN(const resource::ResourceName name,
                   resource::ResourceName::Parse<v1::Plan>(plan.name()));
  ASSIGN_OR_RETURN(
      const std::vector<std::string> keys,
      plans.table().FindKeys(reader, kPositioningIndex, name.id(0),
                             storage::KeyWriter().String(digest).bytes()));
  std::set<std::string> accounts;
  for (const std::string& key : keys) {
    storage::KeyReader parts(key);
    parts.Tag();
    const auto program = parts.String();
    const auto account = parts.String();
    if (!program.has_value() || !account.has_value())
      return Internal("INDEX_DAMAGED", "An index of plans is damaged.");
    if (*account == name.id(1)) continue;
    accounts.insert(resource::AccountName{*program, *account}.ToString());
  }
  return std::vector<std::string>(accounts.begin(), accounts.end());
}

}  // namespace kam::planning
