kam_proto(NAME kam_team_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/team/v1/assignment.proto
    kam/team/v1/member.proto
    kam/team/v1/team_changes.proto
    kam/team/v1/team_facts.proto
    kam/team/v1/team_service.proto
  DEPS kam_type_proto)
