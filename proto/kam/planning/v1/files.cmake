kam_proto(NAME kam_planning_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/planning/v1/account_sets.proto
    kam/planning/v1/commitment.proto
    kam/planning/v1/contribution.proto
    kam/planning/v1/development_objective.proto
    kam/planning/v1/due_actions.proto
    kam/planning/v1/friction.proto
    kam/planning/v1/initiative.proto
    kam/planning/v1/list_completeness.proto
    kam/planning/v1/opportunity.proto
    kam/planning/v1/plan.proto
    kam/planning/v1/plan_check.proto
    kam/planning/v1/plan_edits.proto
    kam/planning/v1/plan_items.proto
    kam/planning/v1/planning_changes.proto
    kam/planning/v1/planning_facts.proto
    kam/planning/v1/planning_policy.proto
    kam/planning/v1/planning_service.proto
    kam/planning/v1/requirement.proto
  DEPS kam_type_proto)
