kam_proto(NAME kam_assessment_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/assessment/v1/assessment_changes.proto
    kam/assessment/v1/assessment_facts.proto
    kam/assessment/v1/assessment_service.proto
    kam/assessment/v1/model.proto
    kam/assessment/v1/observation.proto
  DEPS kam_type_proto)
