kam_proto(NAME kam_team_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/team/v1/activity.proto
    kam/team/v1/alignment.proto
    kam/team/v1/assignment.proto
    kam/team/v1/authority.proto
    kam/team/v1/buddy_pair.proto
    kam/team/v1/department.proto
    kam/team/v1/joint_team.proto
    kam/team/v1/list_completeness.proto
    kam/team/v1/meeting.proto
    kam/team/v1/member.proto
    kam/team/v1/role_requirement.proto
    kam/team/v1/skill.proto
    kam/team/v1/skill_coverage.proto
    kam/team/v1/skill_rating.proto
    kam/team/v1/specialist_appointment.proto
    kam/team/v1/sponsorship.proto
    kam/team/v1/team_changes.proto
    kam/team/v1/team_facts.proto
    kam/team/v1/team_policy.proto
    kam/team/v1/team_service.proto
    kam/team/v1/titular.proto
    kam/team/v1/training.proto
    kam/team/v1/willingness.proto
  DEPS kam_type_proto)
