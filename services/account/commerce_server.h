#pragma once

#include "services/account/relationship_server.h"

namespace kam::account {

// The standard methods on what is agreed with the account, and on how well it
// is served. Each does the standard thing; the contract says which errors there
// are. Thread-safe.
class CommerceServer : public RelationshipServer {
 public:
  grpc::Status CreateAgreement(grpc::ServerContext* context,
                               const v1::CreateAgreementRequest* request,
                               v1::Agreement* response) override {
    return standard().Create(context, *request, response,
                             resources().agreements);
  }
  grpc::Status GetAgreement(grpc::ServerContext* context,
                            const v1::GetAgreementRequest* request,
                            v1::Agreement* response) override {
    return standard().Get(context, *request, response, resources().agreements);
  }
  grpc::Status ListAgreements(grpc::ServerContext* context,
                              const v1::ListAgreementsRequest* request,
                              v1::ListAgreementsResponse* response) override {
    return standard().List(context, *request, response, resources().agreements);
  }
  grpc::Status UpdateAgreement(grpc::ServerContext* context,
                               const v1::UpdateAgreementRequest* request,
                               v1::Agreement* response) override {
    return standard().Update(context, *request, response,
                             resources().agreements);
  }
  grpc::Status DeleteAgreement(grpc::ServerContext* context,
                               const v1::DeleteAgreementRequest* request,
                               google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().agreements);
  }

  grpc::Status CreateTarget(grpc::ServerContext* context,
                            const v1::CreateTargetRequest* request,
                            v1::Target* response) override {
    return standard().Create(context, *request, response, resources().targets);
  }
  grpc::Status GetTarget(grpc::ServerContext* context,
                         const v1::GetTargetRequest* request,
                         v1::Target* response) override {
    return standard().Get(context, *request, response, resources().targets);
  }
  grpc::Status ListTargets(grpc::ServerContext* context,
                           const v1::ListTargetsRequest* request,
                           v1::ListTargetsResponse* response) override {
    return standard().List(context, *request, response, resources().targets);
  }
  grpc::Status UpdateTarget(grpc::ServerContext* context,
                            const v1::UpdateTargetRequest* request,
                            v1::Target* response) override {
    return standard().Update(context, *request, response, resources().targets);
  }
  grpc::Status DeleteTarget(grpc::ServerContext* context,
                            const v1::DeleteTargetRequest* request,
                            google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, resources().targets);
  }

  grpc::Status CreateOffer(grpc::ServerContext* context,
                           const v1::CreateOfferRequest* request,
                           v1::Offer* response) override {
    return standard().Create(context, *request, response, resources().offers);
  }
  grpc::Status GetOffer(grpc::ServerContext* context,
                        const v1::GetOfferRequest* request,
                        v1::Offer* response) override {
    return standard().Get(context, *request, response, resources().offers);
  }
  grpc::Status ListOffers(grpc::ServerContext* context,
                          const v1::ListOffersRequest* request,
                          v1::ListOffersResponse* response) override {
    return standard().List(context, *request, response, resources().offers);
  }
  grpc::Status UpdateOffer(grpc::ServerContext* context,
                           const v1::UpdateOfferRequest* request,
                           v1::Offer* response) override {
    return standard().Update(context, *request, response, resources().offers);
  }
  grpc::Status DeleteOffer(grpc::ServerContext* context,
                           const v1::DeleteOfferRequest* request,
                           google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, resources().offers);
  }

  grpc::Status CreateStrategicException(
      grpc::ServerContext* context,
      const v1::CreateStrategicExceptionRequest* request,
      v1::StrategicException* response) override {
    return standard().Create(context, *request, response,
                             resources().strategic_exceptions);
  }
  grpc::Status GetStrategicException(
      grpc::ServerContext* context,
      const v1::GetStrategicExceptionRequest* request,
      v1::StrategicException* response) override {
    return standard().Get(context, *request, response,
                          resources().strategic_exceptions);
  }
  grpc::Status ListStrategicExceptions(
      grpc::ServerContext* context,
      const v1::ListStrategicExceptionsRequest* request,
      v1::ListStrategicExceptionsResponse* response) override {
    return standard().List(context, *request, response,
                           resources().strategic_exceptions);
  }
  grpc::Status UpdateStrategicException(
      grpc::ServerContext* context,
      const v1::UpdateStrategicExceptionRequest* request,
      v1::StrategicException* response) override {
    return standard().Update(context, *request, response,
                             resources().strategic_exceptions);
  }
  grpc::Status DeleteStrategicException(
      grpc::ServerContext* context,
      const v1::DeleteStrategicExceptionRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().strategic_exceptions);
  }

  grpc::Status CreateIndexReading(grpc::ServerContext* context,
                                  const v1::CreateIndexReadingRequest* request,
                                  v1::IndexReading* response) override {
    return standard().Create(context, *request, response,
                             resources().index_readings);
  }
  grpc::Status GetIndexReading(grpc::ServerContext* context,
                               const v1::GetIndexReadingRequest* request,
                               v1::IndexReading* response) override {
    return standard().Get(context, *request, response,
                          resources().index_readings);
  }
  grpc::Status ListIndexReadings(
      grpc::ServerContext* context, const v1::ListIndexReadingsRequest* request,
      v1::ListIndexReadingsResponse* response) override {
    return standard().List(context, *request, response,
                           resources().index_readings);
  }
  grpc::Status UpdateIndexReading(grpc::ServerContext* context,
                                  const v1::UpdateIndexReadingRequest* request,
                                  v1::IndexReading* response) override {
    return standard().Update(context, *request, response,
                             resources().index_readings);
  }
  grpc::Status DeleteIndexReading(grpc::ServerContext* context,
                                  const v1::DeleteIndexReadingRequest* request,
                                  google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().index_readings);
  }

  grpc::Status CreateDeliveryConformance(
      grpc::ServerContext* context,
      const v1::CreateDeliveryConformanceRequest* request,
      v1::DeliveryConformance* response) override {
    return standard().Create(context, *request, response,
                             resources().delivery_conformances);
  }
  grpc::Status GetDeliveryConformance(
      grpc::ServerContext* context,
      const v1::GetDeliveryConformanceRequest* request,
      v1::DeliveryConformance* response) override {
    return standard().Get(context, *request, response,
                          resources().delivery_conformances);
  }
  grpc::Status ListDeliveryConformances(
      grpc::ServerContext* context,
      const v1::ListDeliveryConformancesRequest* request,
      v1::ListDeliveryConformancesResponse* response) override {
    return standard().List(context, *request, response,
                           resources().delivery_conformances);
  }
  grpc::Status UpdateDeliveryConformance(
      grpc::ServerContext* context,
      const v1::UpdateDeliveryConformanceRequest* request,
      v1::DeliveryConformance* response) override {
    return standard().Update(context, *request, response,
                             resources().delivery_conformances);
  }
  grpc::Status DeleteDeliveryConformance(
      grpc::ServerContext* context,
      const v1::DeleteDeliveryConformanceRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().delivery_conformances);
  }

  grpc::Status CreateExpectation(grpc::ServerContext* context,
                                 const v1::CreateExpectationRequest* request,
                                 v1::Expectation* response) override {
    return standard().Create(context, *request, response,
                             resources().expectations);
  }
  grpc::Status GetExpectation(grpc::ServerContext* context,
                              const v1::GetExpectationRequest* request,
                              v1::Expectation* response) override {
    return standard().Get(context, *request, response,
                          resources().expectations);
  }
  grpc::Status ListExpectations(
      grpc::ServerContext* context, const v1::ListExpectationsRequest* request,
      v1::ListExpectationsResponse* response) override {
    return standard().List(context, *request, response,
                           resources().expectations);
  }
  grpc::Status UpdateExpectation(grpc::ServerContext* context,
                                 const v1::UpdateExpectationRequest* request,
                                 v1::Expectation* response) override {
    return standard().Update(context, *request, response,
                             resources().expectations);
  }
  grpc::Status DeleteExpectation(grpc::ServerContext* context,
                                 const v1::DeleteExpectationRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             resources().expectations);
  }

  grpc::Status CreateIssue(grpc::ServerContext* context,
                           const v1::CreateIssueRequest* request,
                           v1::Issue* response) override {
    return standard().Create(context, *request, response, resources().issues);
  }
  grpc::Status GetIssue(grpc::ServerContext* context,
                        const v1::GetIssueRequest* request,
                        v1::Issue* response) override {
    return standard().Get(context, *request, response, resources().issues);
  }
  grpc::Status ListIssues(grpc::ServerContext* context,
                          const v1::ListIssuesRequest* request,
                          v1::ListIssuesResponse* response) override {
    return standard().List(context, *request, response, resources().issues);
  }
  grpc::Status UpdateIssue(grpc::ServerContext* context,
                           const v1::UpdateIssueRequest* request,
                           v1::Issue* response) override {
    return standard().Update(context, *request, response, resources().issues);
  }
  grpc::Status DeleteIssue(grpc::ServerContext* context,
                           const v1::DeleteIssueRequest* request,
                           google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, resources().issues);
  }

 protected:
  using RelationshipServer::RelationshipServer;
};

}  // namespace kam::account
