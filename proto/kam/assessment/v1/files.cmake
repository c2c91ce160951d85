kam_proto(NAME kam_assessment_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/assessment/v1/annotations.proto
    kam/assessment/v1/assessment_changes.proto
    kam/assessment/v1/assessment_facts.proto
    kam/assessment/v1/assessment_service.proto
    kam/assessment/v1/audit_model.proto
    kam/assessment/v1/contact_model.proto
    kam/assessment/v1/diagnosis_model.proto
    kam/assessment/v1/evidence.proto
    kam/assessment/v1/gap_model.proto
    kam/assessment/v1/hierarchy_model.proto
    kam/assessment/v1/model.proto
    kam/assessment/v1/observation.proto
    kam/assessment/v1/phase_model.proto
    kam/assessment/v1/pitfalls_model.proto
    kam/assessment/v1/policy.proto
    kam/assessment/v1/program_flags_model.proto
    kam/assessment/v1/readiness_model.proto
    kam/assessment/v1/record_facts.proto
    kam/assessment/v1/scorecard_model.proto
    kam/assessment/v1/verdict.proto
  DEPS kam_type_proto)
