#include "services/account/relationship_server.h"

namespace kam::account {

grpc::Status RelationshipServer::CreateContact(
    grpc::ServerContext* context, const v1::CreateContactRequest* request,
    v1::Contact* response) {
  return methods().Create(context, *request, response, resources().contacts);
}

grpc::Status RelationshipServer::GetContact(
    grpc::ServerContext* context, const v1::GetContactRequest* request,
    v1::Contact* response) {
  return methods().Get(context, *request, response, resources().contacts);
}

grpc::Status RelationshipServer::ListContacts(
    grpc::ServerContext* context, const v1::ListContactsRequest* request,
    v1::ListContactsResponse* response) {
  return methods().List(context, *request, response, resources().contacts);
}

grpc::Status RelationshipServer::UpdateContact(
    grpc::ServerContext* context, const v1::UpdateContactRequest* request,
    v1::Contact* response) {
  return methods().Update(context, *request, response, resources().contacts);
}

grpc::Status RelationshipServer::DeleteContact(
    grpc::ServerContext* context, const v1::DeleteContactRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().contacts);
}

grpc::Status RelationshipServer::CreateInteraction(
    grpc::ServerContext* context, const v1::CreateInteractionRequest* request,
    v1::Interaction* response) {
  return methods().Create(context, *request, response,
                          resources().interactions);
}

grpc::Status RelationshipServer::GetInteraction(
    grpc::ServerContext* context, const v1::GetInteractionRequest* request,
    v1::Interaction* response) {
  return methods().Get(context, *request, response, resources().interactions);
}

grpc::Status RelationshipServer::ListInteractions(
    grpc::ServerContext* context, const v1::ListInteractionsRequest* request,
    v1::ListInteractionsResponse* response) {
  return methods().List(context, *request, response, resources().interactions);
}

grpc::Status RelationshipServer::UpdateInteraction(
    grpc::ServerContext* context, const v1::UpdateInteractionRequest* request,
    v1::Interaction* response) {
  return methods().Update(context, *request, response,
                          resources().interactions);
}

grpc::Status RelationshipServer::DeleteInteraction(
    grpc::ServerContext* context, const v1::DeleteInteractionRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().interactions);
}

grpc::Status RelationshipServer::CreateObjective(
    grpc::ServerContext* context, const v1::CreateObjectiveRequest* request,
    v1::Objective* response) {
  return methods().Create(context, *request, response, resources().objectives);
}

grpc::Status RelationshipServer::GetObjective(
    grpc::ServerContext* context, const v1::GetObjectiveRequest* request,
    v1::Objective* response) {
  return methods().Get(context, *request, response, resources().objectives);
}

grpc::Status RelationshipServer::ListObjectives(
    grpc::ServerContext* context, const v1::ListObjectivesRequest* request,
    v1::ListObjectivesResponse* response) {
  return methods().List(context, *request, response, resources().objectives);
}

grpc::Status RelationshipServer::UpdateObjective(
    grpc::ServerContext* context, const v1::UpdateObjectiveRequest* request,
    v1::Objective* response) {
  return methods().Update(context, *request, response, resources().objectives);
}

grpc::Status RelationshipServer::DeleteObjective(
    grpc::ServerContext* context, const v1::DeleteObjectiveRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().objectives);
}

grpc::Status RelationshipServer::CreatePressure(
    grpc::ServerContext* context, const v1::CreatePressureRequest* request,
    v1::Pressure* response) {
  return methods().Create(context, *request, response, resources().pressures);
}

grpc::Status RelationshipServer::GetPressure(
    grpc::ServerContext* context, const v1::GetPressureRequest* request,
    v1::Pressure* response) {
  return methods().Get(context, *request, response, resources().pressures);
}

grpc::Status RelationshipServer::ListPressures(
    grpc::ServerContext* context, const v1::ListPressuresRequest* request,
    v1::ListPressuresResponse* response) {
  return methods().List(context, *request, response, resources().pressures);
}

grpc::Status RelationshipServer::UpdatePressure(
    grpc::ServerContext* context, const v1::UpdatePressureRequest* request,
    v1::Pressure* response) {
  return methods().Update(context, *request, response, resources().pressures);
}

grpc::Status RelationshipServer::DeletePressure(
    grpc::ServerContext* context, const v1::DeletePressureRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().pressures);
}

grpc::Status RelationshipServer::CreateDisclosure(
    grpc::ServerContext* context, const v1::CreateDisclosureRequest* request,
    v1::Disclosure* response) {
  return methods().Create(context, *request, response, resources().disclosures);
}

grpc::Status RelationshipServer::GetDisclosure(
    grpc::ServerContext* context, const v1::GetDisclosureRequest* request,
    v1::Disclosure* response) {
  return methods().Get(context, *request, response, resources().disclosures);
}

grpc::Status RelationshipServer::ListDisclosures(
    grpc::ServerContext* context, const v1::ListDisclosuresRequest* request,
    v1::ListDisclosuresResponse* response) {
  return methods().List(context, *request, response, resources().disclosures);
}

grpc::Status RelationshipServer::UpdateDisclosure(
    grpc::ServerContext* context, const v1::UpdateDisclosureRequest* request,
    v1::Disclosure* response) {
  return methods().Update(context, *request, response, resources().disclosures);
}

grpc::Status RelationshipServer::DeleteDisclosure(
    grpc::ServerContext* context, const v1::DeleteDisclosureRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().disclosures);
}

grpc::Status RelationshipServer::CreateIntegration(
    grpc::ServerContext* context, const v1::CreateIntegrationRequest* request,
    v1::Integration* response) {
  return methods().Create(context, *request, response,
                          resources().integrations);
}

grpc::Status RelationshipServer::GetIntegration(
    grpc::ServerContext* context, const v1::GetIntegrationRequest* request,
    v1::Integration* response) {
  return methods().Get(context, *request, response, resources().integrations);
}

grpc::Status RelationshipServer::ListIntegrations(
    grpc::ServerContext* context, const v1::ListIntegrationsRequest* request,
    v1::ListIntegrationsResponse* response) {
  return methods().List(context, *request, response, resources().integrations);
}

grpc::Status RelationshipServer::UpdateIntegration(
    grpc::ServerContext* context, const v1::UpdateIntegrationRequest* request,
    v1::Integration* response) {
  return methods().Update(context, *request, response,
                          resources().integrations);
}

grpc::Status RelationshipServer::DeleteIntegration(
    grpc::ServerContext* context, const v1::DeleteIntegrationRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().integrations);
}

grpc::Status RelationshipServer::CreateListCompleteness(
    grpc::ServerContext* context,
    const v1::CreateListCompletenessRequest* request,
    v1::ListCompleteness* response) {
  return methods().Create(context, *request, response,
                          resources().list_completenesses);
}

grpc::Status RelationshipServer::GetListCompleteness(
    grpc::ServerContext* context, const v1::GetListCompletenessRequest* request,
    v1::ListCompleteness* response) {
  return methods().Get(context, *request, response,
                       resources().list_completenesses);
}

grpc::Status RelationshipServer::ListListCompletenesses(
    grpc::ServerContext* context,
    const v1::ListListCompletenessesRequest* request,
    v1::ListListCompletenessesResponse* response) {
  return methods().List(context, *request, response,
                        resources().list_completenesses);
}

grpc::Status RelationshipServer::UpdateListCompleteness(
    grpc::ServerContext* context,
    const v1::UpdateListCompletenessRequest* request,
    v1::ListCompleteness* response) {
  return methods().Update(context, *request, response,
                          resources().list_completenesses);
}

grpc::Status RelationshipServer::DeleteListCompleteness(
    grpc::ServerContext* context,
    const v1::DeleteListCompletenessRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().list_completenesses);
}

}  // namespace kam::account
