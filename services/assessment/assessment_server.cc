#include "services/assessment/assessment_server.h"

#include <utility>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/mutation.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/watch.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/assessment/assessment_facts.h"
#include "services/assessment/observation.h"

namespace kam::assessment {
namespace {

bool Matches(const v1::ListObservationsRequest& request,
             const v1::Observation& observation) {
  return (request.model() == v1::MODEL_UNSPECIFIED ||
          request.model() == observation.model()) &&
         (request.dimension().empty() ||
          request.dimension() == observation.dimension());
}

}  // namespace

AssessmentServer::AssessmentServer(rpc::ServiceState* state)
    : state_(state), standard_(state) {
  state_->schema = &records_.schema();
  observation_.table = &records_.observations().table();
  observation_.validate = [this](const google::protobuf::Message& record,
                                 Violations& violations) {
    ValidateObservation(static_cast<const v1::Observation&>(record),
                        LatestDay(*state_->clock), violations);
  };
}

grpc::Status AssessmentServer::CreateObservation(
    grpc::ServerContext* context, const v1::CreateObservationRequest* request,
    v1::Observation* response) {
  return standard_.Create(context, *request, response, observation_);
}

grpc::Status AssessmentServer::GetObservation(
    grpc::ServerContext* context, const v1::GetObservationRequest* request,
    v1::Observation* response) {
  return standard_.Get(context, *request, response, observation_);
}

grpc::Status AssessmentServer::ListObservations(
    grpc::ServerContext* context, const v1::ListObservationsRequest* request,
    v1::ListObservationsResponse* response) {
  return standard_.List(
      context, *request, response, observation_,
      [request](const google::protobuf::Message& record) {
        return Matches(*request, static_cast<const v1::Observation&>(record));
      });
}

grpc::Status AssessmentServer::UpdateObservation(
    grpc::ServerContext* context, const v1::UpdateObservationRequest* request,
    v1::Observation* response) {
  return standard_.Update(context, *request, response, observation_);
}

grpc::Status AssessmentServer::DeleteObservation(
    grpc::ServerContext* context, const v1::DeleteObservationRequest* request,
    google::protobuf::Empty* response) {
  return standard_.Delete(context, *request, response, observation_);
}

grpc::Status AssessmentServer::RetractObservation(
    grpc::ServerContext* context, const v1::RetractObservationRequest* request,
    v1::Observation* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(
            const resource::ResourceName name,
            resource::ResourceName::Parse<v1::Observation>(request->name()));
        return rpc::Mutate(
            *state_, caller, *request, response,
            [&](storage::Transaction& transaction) -> absl::Status {
              ASSIGN_OR_RETURN(*response, records_.observations().Get(
                                              transaction, name.ToString()));
              if (!request->etag().empty() &&
                  request->etag() != response->etag()) {
                return EtagMismatch(response->name());
              }
              if (response->retracted()) return absl::OkStatus();
              response->set_retracted(true);
              return records_.observations().Update(transaction, response);
            });
      });
}

grpc::Status AssessmentServer::GetAssessmentFacts(
    grpc::ServerContext* context, const v1::GetAssessmentFactsRequest* request,
    v1::AssessmentFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayOr(request->as_of(),
                               Today(*state_->clock, absl::UTCTimeZone())));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state_->store->ViewAt(rpc::ReadTimeOf(*request)));
        ASSIGN_OR_RETURN(std::vector<v1::Observation> observations,
                         records_.ObservationsOf(view, account));
        *response = AssembleAssessmentFacts(std::move(observations), day);
        response->mutable_store()->set_epoch(view.epoch());
        response->mutable_store()->set_revision(view.revision());
        *response->mutable_as_of() = ToProto(day);
        response->set_account(account.ToString());
        return absl::OkStatus();
      });
}

grpc::Status AssessmentServer::GetProgramFacts(
    grpc::ServerContext* context, const v1::GetProgramFactsRequest* request,
    v1::ProgramFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::ProgramName program,
                         resource::ProgramName::Parse(request->program()));
        ASSIGN_OR_RETURN(const std::vector<resource::AccountName> accounts,
                         resource::ParseAccounts(program, request->accounts()));
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayOr(request->as_of(),
                               Today(*state_->clock, absl::UTCTimeZone())));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state_->store->ViewAt(rpc::ReadTimeOf(*request)));
        response->mutable_store()->set_epoch(view.epoch());
        response->mutable_store()->set_revision(view.revision());
        *response->mutable_as_of() = ToProto(day);
        response->set_program(program.ToString());

        for (const resource::AccountName& account : accounts) {
          ASSIGN_OR_RETURN(std::vector<v1::Observation> observations,
                           records_.ObservationsOf(view, account));
          v1::AccountEvidenceSummary* line = response->add_accounts();
          *line = SummarizeObservations(std::move(observations), day);
          line->set_account(account.ToString());
        }
        return absl::OkStatus();
      });
}

grpc::Status AssessmentServer::ListAssessmentChanges(
    grpc::ServerContext* context,
    const v1::ListAssessmentChangesRequest* request,
    v1::ListAssessmentChangesResponse* response) {
  return rpc::ListChanges(context, *state_, *request, response);
}

grpc::Status AssessmentServer::WatchAssessmentChanges(
    grpc::ServerContext* context,
    const v1::WatchAssessmentChangesRequest* request,
    grpc::ServerWriter<v1::WatchAssessmentChangesResponse>* writer) {
  return rpc::WatchChanges(context, *state_, *request, writer);
}

std::unique_ptr<rpc::StoredService> MakeAssessmentService(
    rpc::ServiceState* state) {
  return std::make_unique<AssessmentServer>(state);
}

}  // namespace kam::assessment
