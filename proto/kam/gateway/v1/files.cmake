kam_proto(NAME kam_gateway_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/gateway/v1/comparison.proto
    kam/gateway/v1/key_account_service.proto
    kam/gateway/v1/key_account_view.proto
  DEPS
    kam_account_proto
    kam_team_proto
    kam_planning_proto
    kam_assessment_proto)
