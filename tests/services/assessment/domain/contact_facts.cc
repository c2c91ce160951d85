#include "tests/services/assessment/domain/contact_facts.h"

#include "common/base/date.h"

namespace kam::assessment {

v1::TeamMemberFact& AddMember(v1::ContactCoverageFacts& facts,
                              absl::string_view name, type::v1::Grade grade,
                              absl::string_view function) {
  v1::TeamMemberFact& member = *facts.add_members();
  member.set_member(std::string(name));
  member.set_grade(grade);
  member.set_function(std::string(function));
  return member;
}

v1::ContactFact& AddContact(v1::ContactCoverageFacts& facts,
                            absl::string_view name, v1::DecisionLevel level,
                            type::v1::Grade seniority) {
  v1::ContactFact& contact = *facts.add_contacts();
  contact.set_contact(std::string(name));
  contact.set_level(level);
  contact.set_seniority(seniority);
  return contact;
}

v1::InteractionFact& AddMeeting(v1::ContactCoverageFacts& facts, int days_ago,
                                std::initializer_list<const char*> members) {
  v1::InteractionFact& meeting = *facts.add_interactions();
  *meeting.mutable_held_on() = ToProto(kContactDay - days_ago);
  meeting.set_type(v1::INTERACTION_TYPE_MEETING);
  meeting.set_two_way(true);
  for (const char* member : members) meeting.add_members(member);
  return meeting;
}

void AddPresent(v1::InteractionFact& interaction, absl::string_view contact,
                v1::ContactFunction function, v1::DecisionLevel level) {
  v1::InteractionContact& present = *interaction.add_contacts();
  present.set_contact(std::string(contact));
  present.set_function(function);
  present.set_level(level);
}

void AddStrongPair(v1::ContactCoverageFacts& facts, const char* member,
                   absl::string_view contact) {
  for (const int days_ago : {10, 20}) {
    AddPresent(AddMeeting(facts, days_ago, {member}), contact,
               v1::CONTACT_FUNCTION_PURCHASING);
  }
}

void DeclareComplete(
    google::protobuf::RepeatedPtrField<v1::Completeness>& declared,
    v1::RecordList list) {
  v1::Completeness& one = *declared.Add();
  one.set_list(list);
  *one.mutable_complete_through() = ToProto(kContactDay);
}

std::vector<std::string> FlagCodes(
    const google::protobuf::RepeatedPtrField<v1::VerdictFlag>& flags) {
  std::vector<std::string> codes;
  for (const v1::VerdictFlag& flag : flags) codes.push_back(flag.code());
  return codes;
}

}  // namespace kam::assessment
