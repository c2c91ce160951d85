#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "services/team/area_coverage.h"
#include "services/team/skill_catalogue.h"
#include "tests/testing/parse_proto.h"

namespace kam::team {

// A team with its ratings, put together step by step, on 30 November 2013.
class CoverageBuilder {
 public:
  CoverageBuilder() { input_.day = absl::CivilDay(2013, 11, 30); }

  // Adds an assignment of `role` without `ASSIGNMENT_ROLE_`.
  CoverageBuilder& With(const std::string& member, const std::string& role) {
    v1::AssignedMember& worker = input_.team.emplace_back();
    *worker.mutable_assignment() =
        kam::testing::ParseProto<v1::Assignment>(absl::StrCat(
            "role: ASSIGNMENT_ROLE_", role, " member: '", Name(member), "'"));
    v1::Member& known = input_.members[Name(member)];
    known.set_name(Name(member));
    known.set_display_name(member);
    worker.set_resolved(true);
    return *this;
  }

  // Adds a rating of `skill` by somebody else.
  CoverageBuilder& Rate(const std::string& member, v1::Skill skill, int level,
                        const std::string& on = "year: 2013 month: 6 day: 1",
                        const std::string& rater = "HR") {
    auto& ratings = input_.ratings[Name(member)];
    v1::SkillRating& rating = ratings.emplace_back();
    rating.set_name(
        absl::StrCat(Name(member), "/skillRatings/r", ratings.size()));
    rating.set_skill(skill);
    rating.set_level(level);
    rating.set_rater(rater);
    *rating.mutable_rated_on() =
        kam::testing::ParseProto<google::type::Date>(on);
    return *this;
  }

  // Rates every area at one level.
  CoverageBuilder& RateAreas(const std::string& member, int level) {
    for (const v1::Skill skill : AreaSkills()) Rate(member, skill, level);
    return *this;
  }

  CoverageBuilder& AppointMember(const std::string& member, v1::Skill skill) {
    Appoint(skill).set_member(Name(member));
    v1::Member& known = input_.members[Name(member)];
    known.set_name(Name(member));
    known.set_display_name(member);
    return *this;
  }

  CoverageBuilder& AppointOutsider(const std::string& name, v1::Skill skill,
                                   int level) {
    v1::SpecialistAppointment& appointment = Appoint(skill);
    appointment.set_external_name(name);
    appointment.set_external_level(level);
    return *this;
  }

  CoverageInput& input() { return input_; }

  static std::string Name(const std::string& member) {
    return "programs/p/members/" + member;
  }

 private:
  v1::SpecialistAppointment& Appoint(v1::Skill skill) {
    v1::SpecialistAppointment& appointment = input_.appointments.emplace_back();
    appointment.set_name(
        absl::StrCat("programs/p/accounts/a/specialistAppointments/s",
                     input_.appointments.size()));
    appointment.set_skill(skill);
    return appointment;
  }

  CoverageInput input_;
};

}  // namespace kam::team
