#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "kam/planning/v1/account_sets.pb.h"
#include "kam/planning/v1/commitment.pb.h"
#include "kam/planning/v1/contribution.pb.h"
#include "kam/planning/v1/development_objective.pb.h"
#include "kam/planning/v1/initiative.pb.h"
#include "kam/planning/v1/list_completeness.pb.h"
#include "kam/planning/v1/opportunity.pb.h"
#include "kam/planning/v1/plan.pb.h"
#include "kam/planning/v1/planning_policy.pb.h"
#include "kam/planning/v1/requirement.pb.h"
#include "services/planning/planning_facts.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Tags of the indexes of plans.
inline constexpr uint8_t kDueIndex = 0xC0;
inline constexpr uint8_t kDueByMemberIndex = 0xC1;
inline constexpr uint8_t kPositioningIndex = 0xC2;

// What the planning service keeps, and under which keys. Numbers are on disk:
// never reuse one.
//
//   family records
//     80, programme, account, 1, plan            -> Plan
//     80, programme, account, 2, id              -> Initiative
//     80, programme, account, 3, id              -> Contribution
//     80, programme, account, 4, id              -> DevelopmentObjective
//     80, programme, account, 5, id              -> Opportunity
//     6, programme, account, id                  -> Commitment
//     80, programme, account, 7, id              -> Requirement
//     80, programme, account, 8, id              -> PlanningListCompleteness
//     9, programme, id                           -> AnnouncedSet
//     A, programme, id                           -> ServedSet
//     B, programme, id                           -> PlanningPolicy
//     C0, programme, due day, account, plan, action, record key
//                                                -> key of an active Plan
//     C1, programme, member, due day, account, plan, action, record key
//                                                -> key of an active Plan
//     C2, programme, digest of the positioning's words, record key
//                                                -> key of an active Plan
//
// Due days are 4 bytes that count from 1900-01-01; only open actions are in C0
// and C1. Commitments have a range of their own, so that those of a programme
// are read without anything else; what else stands under one account is one
// range. Immutable and thread-safe; one lasts as long as the program.
struct PlanningRecords {
  static const PlanningRecords& Get();

  storage::Collection<v1::Plan> plans{
      {.type = 1, .range = 0x80, .indexes = PlanIndexes()}};
  storage::Collection<v1::Initiative> initiatives{{.type = 2, .range = 0x80}};
  storage::Collection<v1::Contribution> contributions{
      {.type = 3, .range = 0x80}};
  storage::Collection<v1::DevelopmentObjective> objectives{
      {.type = 4, .range = 0x80}};
  storage::Collection<v1::Opportunity> opportunities{
      {.type = 5, .range = 0x80}};
  storage::Collection<v1::Commitment> commitments{{.type = 6}};
  storage::Collection<v1::Requirement> requirements{{.type = 7, .range = 0x80}};
  storage::Collection<v1::PlanningListCompleteness> completenesses{
      {.type = 8, .range = 0x80}};
  storage::Collection<v1::AnnouncedSet> announced_sets{{.type = 9}};
  storage::Collection<v1::ServedSet> served_sets{{.type = 10}};
  storage::Collection<v1::PlanningPolicy> policies{{.type = 11}};
  // All of them, for the change feed.
  storage::Schema schema{
      {&plans.table(), &initiatives.table(), &contributions.table(),
       &objectives.table(), &opportunities.table(), &commitments.table(),
       &requirements.table(), &completenesses.table(), &announced_sets.table(),
       &served_sets.table(), &policies.table()}};

  // Returns every record of an account.
  absl::StatusOr<AccountPlanning> AccountOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

  // Returns the values by which a programme, told by its id, is judged.
  absl::StatusOr<PlanningValues> PolicyOf(const storage::Reader& reader,
                                          const std::string& program) const;

  // Returns the names of the other accounts of the programme whose active plan
  // has the positioning text of `plan`, without reading their plans; nothing
  // when the reader is of the past, of which there is no index.
  absl::StatusOr<std::optional<std::vector<std::string>>> SamePositioning(
      const storage::Reader& reader, const v1::Plan& plan) const;

 private:
  static std::vector<storage::IndexSpec> PlanIndexes();

  PlanningRecords() = default;
};

}  // namespace kam::planning
