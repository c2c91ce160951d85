kam_proto(NAME kam_account_proto ROOT ${CMAKE_CURRENT_SOURCE_DIR} GRPC
  FILES
    kam/account/v1/account.proto
    kam/account/v1/account_changes.proto
    kam/account/v1/account_facts.proto
    kam/account/v1/account_service.proto
    kam/account/v1/classification.proto
    kam/account/v1/commerce.proto
    kam/account/v1/concentration.proto
    kam/account/v1/contact.proto
    kam/account/v1/criterion.proto
    kam/account/v1/customer.proto
    kam/account/v1/designation.proto
    kam/account/v1/duplicates.proto
    kam/account/v1/explanation.proto
    kam/account/v1/interaction.proto
    kam/account/v1/ledger.proto
    kam/account/v1/ledger_service.proto
    kam/account/v1/profitability.proto
    kam/account/v1/program.proto
    kam/account/v1/program_service.proto
    kam/account/v1/selection.proto
    kam/account/v1/service_quality.proto
  DEPS kam_type_proto)
