#include "services/account/commerce_server.h"

namespace kam::account {

grpc::Status CommerceServer::CreateAgreement(
    grpc::ServerContext* context, const v1::CreateAgreementRequest* request,
    v1::Agreement* response) {
  return methods().Create(context, *request, response, resources().agreements);
}

grpc::Status CommerceServer::GetAgreement(
    grpc::ServerContext* context, const v1::GetAgreementRequest* request,
    v1::Agreement* response) {
  return methods().Get(context, *request, response, resources().agreements);
}

grpc::Status CommerceServer::ListAgreements(
    grpc::ServerContext* context, const v1::ListAgreementsRequest* request,
    v1::ListAgreementsResponse* response) {
  return methods().List(context, *request, response, resources().agreements);
}

grpc::Status CommerceServer::UpdateAgreement(
    grpc::ServerContext* context, const v1::UpdateAgreementRequest* request,
    v1::Agreement* response) {
  return methods().Update(context, *request, response, resources().agreements);
}

grpc::Status CommerceServer::DeleteAgreement(
    grpc::ServerContext* context, const v1::DeleteAgreementRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().agreements);
}

grpc::Status CommerceServer::CreateTarget(
    grpc::ServerContext* context, const v1::CreateTargetRequest* request,
    v1::Target* response) {
  return methods().Create(context, *request, response, resources().targets);
}

grpc::Status CommerceServer::GetTarget(grpc::ServerContext* context,
                                       const v1::GetTargetRequest* request,
                                       v1::Target* response) {
  return methods().Get(context, *request, response, resources().targets);
}

grpc::Status CommerceServer::ListTargets(grpc::ServerContext* context,
                                         const v1::ListTargetsRequest* request,
                                         v1::ListTargetsResponse* response) {
  return methods().List(context, *request, response, resources().targets);
}

grpc::Status CommerceServer::UpdateTarget(
    grpc::ServerContext* context, const v1::UpdateTargetRequest* request,
    v1::Target* response) {
  return methods().Update(context, *request, response, resources().targets);
}

grpc::Status CommerceServer::DeleteTarget(
    grpc::ServerContext* context, const v1::DeleteTargetRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().targets);
}

grpc::Status CommerceServer::CreateOffer(grpc::ServerContext* context,
                                         const v1::CreateOfferRequest* request,
                                         v1::Offer* response) {
  return methods().Create(context, *request, response, resources().offers);
}

grpc::Status CommerceServer::GetOffer(grpc::ServerContext* context,
                                      const v1::GetOfferRequest* request,
                                      v1::Offer* response) {
  return methods().Get(context, *request, response, resources().offers);
}

grpc::Status CommerceServer::ListOffers(grpc::ServerContext* context,
                                        const v1::ListOffersRequest* request,
                                        v1::ListOffersResponse* response) {
  return methods().List(context, *request, response, resources().offers);
}

grpc::Status CommerceServer::UpdateOffer(grpc::ServerContext* context,
                                         const v1::UpdateOfferRequest* request,
                                         v1::Offer* response) {
  return methods().Update(context, *request, response, resources().offers);
}

grpc::Status CommerceServer::DeleteOffer(grpc::ServerContext* context,
                                         const v1::DeleteOfferRequest* request,
                                         google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().offers);
}

grpc::Status CommerceServer::CreateStrategicException(
    grpc::ServerContext* context,
    const v1::CreateStrategicExceptionRequest* request,
    v1::StrategicException* response) {
  return methods().Create(context, *request, response,
                          resources().strategic_exceptions);
}

grpc::Status CommerceServer::GetStrategicException(
    grpc::ServerContext* context,
    const v1::GetStrategicExceptionRequest* request,
    v1::StrategicException* response) {
  return methods().Get(context, *request, response,
                       resources().strategic_exceptions);
}

grpc::Status CommerceServer::ListStrategicExceptions(
    grpc::ServerContext* context,
    const v1::ListStrategicExceptionsRequest* request,
    v1::ListStrategicExceptionsResponse* response) {
  return methods().List(context, *request, response,
                        resources().strategic_exceptions);
}

grpc::Status CommerceServer::UpdateStrategicException(
    grpc::ServerContext* context,
    const v1::UpdateStrategicExceptionRequest* request,
    v1::StrategicException* response) {
  return methods().Update(context, *request, response,
                          resources().strategic_exceptions);
}

grpc::Status CommerceServer::DeleteStrategicException(
    grpc::ServerContext* context,
    const v1::DeleteStrategicExceptionRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().strategic_exceptions);
}

grpc::Status CommerceServer::CreateIndexReading(
    grpc::ServerContext* context, const v1::CreateIndexReadingRequest* request,
    v1::IndexReading* response) {
  return methods().Create(context, *request, response,
                          resources().index_readings);
}

grpc::Status CommerceServer::GetIndexReading(
    grpc::ServerContext* context, const v1::GetIndexReadingRequest* request,
    v1::IndexReading* response) {
  return methods().Get(context, *request, response, resources().index_readings);
}

grpc::Status CommerceServer::ListIndexReadings(
    grpc::ServerContext* context, const v1::ListIndexReadingsRequest* request,
    v1::ListIndexReadingsResponse* response) {
  return methods().List(context, *request, response,
                        resources().index_readings);
}

grpc::Status CommerceServer::UpdateIndexReading(
    grpc::ServerContext* context, const v1::UpdateIndexReadingRequest* request,
    v1::IndexReading* response) {
  return methods().Update(context, *request, response,
                          resources().index_readings);
}

grpc::Status CommerceServer::DeleteIndexReading(
    grpc::ServerContext* context, const v1::DeleteIndexReadingRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().index_readings);
}

grpc::Status CommerceServer::CreateDeliveryConformance(
    grpc::ServerContext* context,
    const v1::CreateDeliveryConformanceRequest* request,
    v1::DeliveryConformance* response) {
  return methods().Create(context, *request, response,
                          resources().delivery_conformances);
}

grpc::Status CommerceServer::GetDeliveryConformance(
    grpc::ServerContext* context,
    const v1::GetDeliveryConformanceRequest* request,
    v1::DeliveryConformance* response) {
  return methods().Get(context, *request, response,
                       resources().delivery_conformances);
}

grpc::Status CommerceServer::ListDeliveryConformances(
    grpc::ServerContext* context,
    const v1::ListDeliveryConformancesRequest* request,
    v1::ListDeliveryConformancesResponse* response) {
  return methods().List(context, *request, response,
                        resources().delivery_conformances);
}

grpc::Status CommerceServer::UpdateDeliveryConformance(
    grpc::ServerContext* context,
    const v1::UpdateDeliveryConformanceRequest* request,
    v1::DeliveryConformance* response) {
  return methods().Update(context, *request, response,
                          resources().delivery_conformances);
}

grpc::Status CommerceServer::DeleteDeliveryConformance(
    grpc::ServerContext* context,
    const v1::DeleteDeliveryConformanceRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().delivery_conformances);
}

grpc::Status CommerceServer::CreateExpectation(
    grpc::ServerContext* context, const v1::CreateExpectationRequest* request,
    v1::Expectation* response) {
  return methods().Create(context, *request, response,
                          resources().expectations);
}

grpc::Status CommerceServer::GetExpectation(
    grpc::ServerContext* context, const v1::GetExpectationRequest* request,
    v1::Expectation* response) {
  return methods().Get(context, *request, response, resources().expectations);
}

grpc::Status CommerceServer::ListExpectations(
    grpc::ServerContext* context, const v1::ListExpectationsRequest* request,
    v1::ListExpectationsResponse* response) {
  return methods().List(context, *request, response, resources().expectations);
}

grpc::Status CommerceServer::UpdateExpectation(
    grpc::ServerContext* context, const v1::UpdateExpectationRequest* request,
    v1::Expectation* response) {
  return methods().Update(context, *request, response,
                          resources().expectations);
}

grpc::Status CommerceServer::DeleteExpectation(
    grpc::ServerContext* context, const v1::DeleteExpectationRequest* request,
    google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response,
                          resources().expectations);
}

grpc::Status CommerceServer::CreateIssue(grpc::ServerContext* context,
                                         const v1::CreateIssueRequest* request,
                                         v1::Issue* response) {
  return methods().Create(context, *request, response, resources().issues);
}

grpc::Status CommerceServer::GetIssue(grpc::ServerContext* context,
                                      const v1::GetIssueRequest* request,
                                      v1::Issue* response) {
  return methods().Get(context, *request, response, resources().issues);
}

grpc::Status CommerceServer::ListIssues(grpc::ServerContext* context,
                                        const v1::ListIssuesRequest* request,
                                        v1::ListIssuesResponse* response) {
  return methods().List(context, *request, response, resources().issues);
}

grpc::Status CommerceServer::UpdateIssue(grpc::ServerContext* context,
                                         const v1::UpdateIssueRequest* request,
                                         v1::Issue* response) {
  return methods().Update(context, *request, response, resources().issues);
}

grpc::Status CommerceServer::DeleteIssue(grpc::ServerContext* context,
                                         const v1::DeleteIssueRequest* request,
                                         google::protobuf::Empty* response) {
  return methods().Delete(context, *request, response, resources().issues);
}

}  // namespace kam::account
