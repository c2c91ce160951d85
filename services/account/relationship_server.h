#pragma once

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "services/account/resources_server.h"

namespace kam::account {

// The standard methods on what is known of the customer's people and aims. Each
// does the standard thing; the contract says which errors there are.
// Thread-safe.
class RelationshipServer : public v1::AccountService::Service {
 public:
  grpc::Status CreateContact(grpc::ServerContext* context,
                             const v1::CreateContactRequest* request,
                             v1::Contact* response) override;
  grpc::Status GetContact(grpc::ServerContext* context,
                          const v1::GetContactRequest* request,
                          v1::Contact* response) override;
  grpc::Status ListContacts(grpc::ServerContext* context,
                            const v1::ListContactsRequest* request,
                            v1::ListContactsResponse* response) override;
  grpc::Status UpdateContact(grpc::ServerContext* context,
                             const v1::UpdateContactRequest* request,
                             v1::Contact* response) override;
  grpc::Status DeleteContact(grpc::ServerContext* context,
                             const v1::DeleteContactRequest* request,
                             google::protobuf::Empty* response) override;

  grpc::Status CreateInteraction(grpc::ServerContext* context,
                                 const v1::CreateInteractionRequest* request,
                                 v1::Interaction* response) override;
  grpc::Status GetInteraction(grpc::ServerContext* context,
                              const v1::GetInteractionRequest* request,
                              v1::Interaction* response) override;
  grpc::Status ListInteractions(
      grpc::ServerContext* context, const v1::ListInteractionsRequest* request,
      v1::ListInteractionsResponse* response) override;
  grpc::Status UpdateInteraction(grpc::ServerContext* context,
                                 const v1::UpdateInteractionRequest* request,
                                 v1::Interaction* response) override;
  grpc::Status DeleteInteraction(grpc::ServerContext* context,
                                 const v1::DeleteInteractionRequest* request,
                                 google::protobuf::Empty* response) override;

  grpc::Status CreateObjective(grpc::ServerContext* context,
                               const v1::CreateObjectiveRequest* request,
                               v1::Objective* response) override;
  grpc::Status GetObjective(grpc::ServerContext* context,
                            const v1::GetObjectiveRequest* request,
                            v1::Objective* response) override;
  grpc::Status ListObjectives(grpc::ServerContext* context,
                              const v1::ListObjectivesRequest* request,
                              v1::ListObjectivesResponse* response) override;
  grpc::Status UpdateObjective(grpc::ServerContext* context,
                               const v1::UpdateObjectiveRequest* request,
                               v1::Objective* response) override;
  grpc::Status DeleteObjective(grpc::ServerContext* context,
                               const v1::DeleteObjectiveRequest* request,
                               google::protobuf::Empty* response) override;

  grpc::Status CreatePressure(grpc::ServerContext* context,
                              const v1::CreatePressureRequest* request,
                              v1::Pressure* response) override;
  grpc::Status GetPressure(grpc::ServerContext* context,
                           const v1::GetPressureRequest* request,
                           v1::Pressure* response) override;
  grpc::Status ListPressures(grpc::ServerContext* context,
                             const v1::ListPressuresRequest* request,
                             v1::ListPressuresResponse* response) override;
  grpc::Status UpdatePressure(grpc::ServerContext* context,
                              const v1::UpdatePressureRequest* request,
                              v1::Pressure* response) override;
  grpc::Status DeletePressure(grpc::ServerContext* context,
                              const v1::DeletePressureRequest* request,
                              google::protobuf::Empty* response) override;

  grpc::Status CreateDisclosure(grpc::ServerContext* context,
                                const v1::CreateDisclosureRequest* request,
                                v1::Disclosure* response) override;
  grpc::Status GetDisclosure(grpc::ServerContext* context,
                             const v1::GetDisclosureRequest* request,
                             v1::Disclosure* response) override;
  grpc::Status ListDisclosures(grpc::ServerContext* context,
                               const v1::ListDisclosuresRequest* request,
                               v1::ListDisclosuresResponse* response) override;
  grpc::Status UpdateDisclosure(grpc::ServerContext* context,
                                const v1::UpdateDisclosureRequest* request,
                                v1::Disclosure* response) override;
  grpc::Status DeleteDisclosure(grpc::ServerContext* context,
                                const v1::DeleteDisclosureRequest* request,
                                google::protobuf::Empty* response) override;

  grpc::Status CreateIntegration(grpc::ServerContext* context,
                                 const v1::CreateIntegrationRequest* request,
                                 v1::Integration* response) override;
  grpc::Status GetIntegration(grpc::ServerContext* context,
                              const v1::GetIntegrationRequest* request,
                              v1::Integration* response) override;
  grpc::Status ListIntegrations(
      grpc::ServerContext* context, const v1::ListIntegrationsRequest* request,
      v1::ListIntegrationsResponse* response) override;
  grpc::Status UpdateIntegration(grpc::ServerContext* context,
                                 const v1::UpdateIntegrationRequest* request,
                                 v1::Integration* response) override;
  grpc::Status DeleteIntegration(grpc::ServerContext* context,
                                 const v1::DeleteIntegrationRequest* request,
                                 google::protobuf::Empty* response) override;

  grpc::Status CreateListCompleteness(
      grpc::ServerContext* context,
      const v1::CreateListCompletenessRequest* request,
      v1::ListCompleteness* response) override;
  grpc::Status GetListCompleteness(
      grpc::ServerContext* context,
      const v1::GetListCompletenessRequest* request,
      v1::ListCompleteness* response) override;
  grpc::Status ListListCompletenesses(
      grpc::ServerContext* context,
      const v1::ListListCompletenessesRequest* request,
      v1::ListListCompletenessesResponse* response) override;
  grpc::Status UpdateListCompleteness(
      grpc::ServerContext* context,
      const v1::UpdateListCompletenessRequest* request,
      v1::ListCompleteness* response) override;
  grpc::Status DeleteListCompleteness(
      grpc::ServerContext* context,
      const v1::DeleteListCompletenessRequest* request,
      google::protobuf::Empty* response) override;

 protected:
  // The state must outlive this.
  explicit RelationshipServer(rpc::ServiceState* state)
      : state_(state), methods_(state), resources_(state) {}

  rpc::ServiceState& state() const { return *state_; }
  const rpc::StandardMethods& methods() const { return methods_; }
  const AccountResources& resources() const { return resources_; }

 private:
  rpc::ServiceState* state_;
  rpc::StandardMethods methods_;
  AccountResources resources_;
};

}  // namespace kam::account
