#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/contact_model.pb.h"
#include "kam/assessment/v1/verdict.pb.h"

namespace kam::assessment {

// The day on which facts of contacts are assessed.
inline constexpr absl::CivilDay kContactDay(2024, 6, 30);

// Adds a member of `grade` and returns it.
v1::TeamMemberFact& AddMember(v1::ContactCoverageFacts& facts,
                              absl::string_view name,
                              type::v1::Grade grade = type::v1::GRADE_MANAGER,
                              absl::string_view function = "sales");

// Adds a contact and returns it.
v1::ContactFact& AddContact(
    v1::ContactCoverageFacts& facts, absl::string_view name,
    v1::DecisionLevel level,
    type::v1::Grade seniority = type::v1::GRADE_MANAGER);

// Adds a two-way meeting `days_ago` before kContactDay and returns it.
v1::InteractionFact& AddMeeting(v1::ContactCoverageFacts& facts, int days_ago,
                                std::initializer_list<const char*> members);

// Adds a contact to an interaction, as he was then.
void AddPresent(v1::InteractionFact& interaction, absl::string_view contact,
                v1::ContactFunction function,
                v1::DecisionLevel level = v1::DECISION_LEVEL_IMPLEMENTER);

// Lets a member and a contact meet on two days: a strong pair.
void AddStrongPair(v1::ContactCoverageFacts& facts, const char* member,
                   absl::string_view contact);

// Declares a list complete on kContactDay.
void DeclareComplete(
    google::protobuf::RepeatedPtrField<v1::Completeness>& declared,
    v1::RecordList list);

// Returns the codes of a verdict's flags.
std::vector<std::string> FlagCodes(
    const google::protobuf::RepeatedPtrField<v1::VerdictFlag>& flags);

}  // namespace kam::assessment
