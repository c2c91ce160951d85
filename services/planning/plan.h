#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/plan.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Most actions that a plan may hold, and most items of each other list.
inline constexpr int kMostItems = 500;

// Adds to `violations` what is wrong with a plan beyond the options of its
// fields: ids that are malformed or used twice, items that point to nothing in
// the plan, questions answered twice, people of other programmes, evidence
// dated after `latest_day`, open actions due before the plan starts, where it
// says when (DUE_BEFORE_PLAN), too many items (TOO_MANY_ITEMS, and nothing more
// is looked at). A plan that is merely incomplete is not wrong. Requires a
// well-formed name.
void ValidatePlan(const v1::Plan& plan, absl::CivilDay latest_day,
                  Violations& violations);

// Makes `plan`, which is new, the draft of version `version`; it starts `today`
// when it does not say otherwise.
void BeginDraft(int32_t version, absl::CivilDay today, v1::Plan& plan);

// Returns a plan's content as a new draft is to begin with: without its
// reviews, and without those with whom it was shared.
v1::Plan CopyForRevision(const v1::Plan& plan);

// Records a look back, in the order of days.
void AddReview(const v1::Review& review, v1::Plan& plan);

// Adds those members with whom the plan is not shared yet.
void Share(const google::protobuf::RepeatedPtrField<std::string>& members,
           v1::Plan& plan);

// Puts the draft `plan` in force on `day`. FAILED_PRECONDITION,
// PLAN_NOT_DRAFT, when it is not a draft.
absl::Status Activate(const google::type::Date& day, v1::Plan& plan);

// Ends the active `plan` on `day`, since another takes its place.
void Supersede(const google::type::Date& day, v1::Plan& plan);

// The last day on which another of an account's plans than `name` came into
// force or gave way; absent (year 0) when none did. Before it `name` cannot be
// in force, since one plan is on any day.
google::type::Date LatestPlanDay(const std::vector<v1::Plan>& plans,
                                 const std::string& name);

// OK while the plan may change; FAILED_PRECONDITION, PLAN_SUPERSEDED, once
// another has taken its place.
absl::Status CheckMayChange(const v1::Plan& plan);

// Whether the plan was in force on `day`: from its activation until the day
// before another took its place.
bool InForce(const v1::Plan& plan, absl::CivilDay day);

// The plan in force on `day`; null when there is none. Of two by name the later
// one, which activation prevents but a past read across a day of change may
// show.
const v1::Plan* PlanInForce(const std::vector<v1::Plan>& plans,
                            absl::CivilDay day);

// The last day up to `day` on which a plan was activated or reviewed; nothing
// when it was not.
std::optional<absl::CivilDay> LastReviewed(const v1::Plan& plan,
                                           absl::CivilDay day);

// Whether the last review up to `day` is at most `max_days` old.
bool IsReviewed(const v1::Plan& plan, absl::CivilDay day, int max_days);

}  // namespace kam::planning
