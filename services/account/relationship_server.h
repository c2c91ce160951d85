#pragma once

#include "common/rpc/store_server.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "services/account/resources_server.h"

namespace kam::account {

// The standard methods on what is known of the customer's people and aims. Each
// does the standard thing; the contract says which errors there are.
// Thread-safe.
class RelationshipServer : public rpc::StoreServer<v1::AccountService> {
 public:
  grpc::Status CreateContact(grpc::ServerContext* context,
                             const v1::CreateContactRequest* request,
                             v1::Contact* response) override {
    return standard().Create(context, *request, response, resources().contacts);
  }
  grpc::Status GetContact(grpc::ServerContext* context,
                          const v1::GetContactRequest* request,
                          v1::Contact* response) override {
    return standard().Get(context, *request, response, resources().contacts);
  }
  grpc::Status ListContacts(grpc::ServerContext* context,
                            const v1::ListContactsRequest* request,
                            v1::ListContactsResponse* response) override {
    return standard().List(context, *request, response, resources().contacts);
  }
  grpc::Status UpdateContact(grpc::ServerContext* context,
                             const v1::UpdateContactRequest* request,
                             v1::Contact* response) override {
    return standard().Update(context, *request, response, resources().contacts);
  }
  grpc::Status DeleteContact(grpc::ServerContext* context,
                             const v1::DeleteContactRequest* request,
                             google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, resources().contacts);
  }

  grpc::Status CreateInteraction(grpc::ServerContext* context,
                                 const v1::CreateInteractionRequest* request,
                                 v1::Interaction* response) override {
    return standard().Create(context, *request, response,
                             resources().interactions);
  }
  grpc::Status GetInteraction(grpc::ServerContext* context,
                              const v1::GetInteractionRequest* request,
                              v1::Interaction* response) override {
    return standard().Get(context, *request, response,
                          resources().interactions);
  }
  grpc::Status ListInteractions(
      grpc::ServerContext* context, const v1::ListInteractionsRequest* request,
      v1::ListInteractionsResponse* response) override {
    return standard().List(context, *request, response,
                           resources().interactions);
  }
  grpc::Status UpdateInteraction(grpc::ServerContext* context,
                                 const v1::UpdateInteractionRequest* request,
                                 v1::Interaction* response) override {
    return standard().Update(context, *request, response,
                             resources().interactions);
  }
  grpc::Status DeleteInteraction(grpc::ServerContext* context,
                                 const v1::DeleteInteractionRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().interactions);
  }

  grpc::Status CreateObjective(grpc::ServerContext* context,
                               const v1::CreateObjectiveRequest* request,
                               v1::Objective* response) override {
    return standard().Create(context, *request, response,
                             resources().objectives);
  }
  grpc::Status GetObjective(grpc::ServerContext* context,
                            const v1::GetObjectiveRequest* request,
                            v1::Objective* response) override {
    return standard().Get(context, *request, response, resources().objectives);
  }
  grpc::Status ListObjectives(grpc::ServerContext* context,
                              const v1::ListObjectivesRequest* request,
                              v1::ListObjectivesResponse* response) override {
    return standard().List(context, *request, response, resources().objectives);
  }
  grpc::Status UpdateObjective(grpc::ServerContext* context,
                               const v1::UpdateObjectiveRequest* request,
                               v1::Objective* response) override {
    return standard().Update(context, *request, response,
                             resources().objectives);
  }
  grpc::Status DeleteObjective(grpc::ServerContext* context,
                               const v1::DeleteObjectiveRequest* request,
                               google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().objectives);
  }

  grpc::Status CreatePressure(grpc::ServerContext* context,
                              const v1::CreatePressureRequest* request,
                              v1::Pressure* response) override {
    return standard().Create(context, *request, response,
                             resources().pressures);
  }
  grpc::Status GetPressure(grpc::ServerContext* context,
                           const v1::GetPressureRequest* request,
                           v1::Pressure* response) override {
    return standard().Get(context, *request, response, resources().pressures);
  }
  grpc::Status ListPressures(grpc::ServerContext* context,
                             const v1::ListPressuresRequest* request,
                             v1::ListPressuresResponse* response) override {
    return standard().List(context, *request, response, resources().pressures);
  }
  grpc::Status UpdatePressure(grpc::ServerContext* context,
                              const v1::UpdatePressureRequest* request,
                              v1::Pressure* response) override {
    return standard().Update(context, *request, response,
                             resources().pressures);
  }
  grpc::Status DeletePressure(grpc::ServerContext* context,
                              const v1::DeletePressureRequest* request,
                              google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().pressures);
  }

  grpc::Status CreateDisclosure(grpc::ServerContext* context,
                                const v1::CreateDisclosureRequest* request,
                                v1::Disclosure* response) override {
    return standard().Create(context, *request, response,
                             resources().disclosures);
  }
  grpc::Status GetDisclosure(grpc::ServerContext* context,
                             const v1::GetDisclosureRequest* request,
                             v1::Disclosure* response) override {
    return standard().Get(context, *request, response, resources().disclosures);
  }
  grpc::Status ListDisclosures(grpc::ServerContext* context,
                               const v1::ListDisclosuresRequest* request,
                               v1::ListDisclosuresResponse* response) override {
    return standard().List(context, *request, response,
                           resources().disclosures);
  }
  grpc::Status UpdateDisclosure(grpc::ServerContext* context,
                                const v1::UpdateDisclosureRequest* request,
                                v1::Disclosure* response) override {
    return standard().Update(context, *request, response,
                             resources().disclosures);
  }
  grpc::Status DeleteDisclosure(grpc::ServerContext* context,
                                const v1::DeleteDisclosureRequest* request,
                                google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().disclosures);
  }

  grpc::Status CreateIntegration(grpc::ServerContext* context,
                                 const v1::CreateIntegrationRequest* request,
                                 v1::Integration* response) override {
    return standard().Create(context, *request, response,
                             resources().integrations);
  }
  grpc::Status GetIntegration(grpc::ServerContext* context,
                              const v1::GetIntegrationRequest* request,
                              v1::Integration* response) override {
    return standard().Get(context, *request, response,
                          resources().integrations);
  }
  grpc::Status ListIntegrations(
      grpc::ServerContext* context, const v1::ListIntegrationsRequest* request,
      v1::ListIntegrationsResponse* response) override {
    return standard().List(context, *request, response,
                           resources().integrations);
  }
  grpc::Status UpdateIntegration(grpc::ServerContext* context,
                                 const v1::UpdateIntegrationRequest* request,
                                 v1::Integration* response) override {
    return standard().Update(context, *request, response,
                             resources().integrations);
  }
  grpc::Status DeleteIntegration(grpc::ServerContext* context,
                                 const v1::DeleteIntegrationRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().integrations);
  }

  grpc::Status CreateListCompleteness(
      grpc::ServerContext* context,
      const v1::CreateListCompletenessRequest* request,
      v1::ListCompleteness* response) override {
    return standard().Create(context, *request, response,
                             resources().list_completenesses);
  }
  grpc::Status GetListCompleteness(
      grpc::ServerContext* context,
      const v1::GetListCompletenessRequest* request,
      v1::ListCompleteness* response) override {
    return standard().Get(context, *request, response,
                          resources().list_completenesses);
  }
  grpc::Status ListListCompletenesses(
      grpc::ServerContext* context,
      const v1::ListListCompletenessesRequest* request,
      v1::ListListCompletenessesResponse* response) override {
    return standard().List(context, *request, response,
                           resources().list_completenesses);
  }
  grpc::Status UpdateListCompleteness(
      grpc::ServerContext* context,
      const v1::UpdateListCompletenessRequest* request,
      v1::ListCompleteness* response) override {
    return standard().Update(context, *request, response,
                             resources().list_completenesses);
  }
  grpc::Status DeleteListCompleteness(
      grpc::ServerContext* context,
      const v1::DeleteListCompletenessRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().list_completenesses);
  }

 protected:
  // The state must outlive this.
  explicit RelationshipServer(rpc::ServiceState* state)
      : StoreServer(state), resources_(state) {}

  const AccountResources& resources() const { return resources_; }

 private:
  AccountResources resources_;
};

}  // namespace kam::account
