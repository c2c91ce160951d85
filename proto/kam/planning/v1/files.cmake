kam_proto(NAME kam_planning_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/planning/v1/plan.proto
    kam/planning/v1/plan_items.proto
    kam/planning/v1/planning_changes.proto
    kam/planning/v1/planning_facts.proto
    kam/planning/v1/planning_service.proto
  DEPS kam_type_proto)
