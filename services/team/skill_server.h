#pragma once

#include "common/rpc/store_server.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/team/resources_server.h"

namespace kam::team {

// The handlers of what members can do: ratings, trainings, specialists, what
// roles ask for, and the verdict on it. Thread-safe.
class SkillServer : public rpc::StoreServer<v1::TeamService> {
 public:
  grpc::Status CreateSkillRating(grpc::ServerContext* context,
                                 const v1::CreateSkillRatingRequest* request,
                                 v1::SkillRating* response) override {
    return standard().Create(context, *request, response, skill_rating_);
  }
  grpc::Status GetSkillRating(grpc::ServerContext* context,
                              const v1::GetSkillRatingRequest* request,
                              v1::SkillRating* response) override {
    return standard().Get(context, *request, response, skill_rating_);
  }
  grpc::Status ListSkillRatings(
      grpc::ServerContext* context, const v1::ListSkillRatingsRequest* request,
      v1::ListSkillRatingsResponse* response) override {
    return standard().List(context, *request, response, skill_rating_,
                           [request](const v1::SkillRating& record) {
                             return request->skill() == v1::SKILL_UNSPECIFIED ||
                                    record.skill() == request->skill();
                           });
  }
  grpc::Status UpdateSkillRating(grpc::ServerContext* context,
                                 const v1::UpdateSkillRatingRequest* request,
                                 v1::SkillRating* response) override {
    return standard().Update(context, *request, response, skill_rating_);
  }
  grpc::Status DeleteSkillRating(grpc::ServerContext* context,
                                 const v1::DeleteSkillRatingRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, skill_rating_);
  }

  grpc::Status CreateTraining(grpc::ServerContext* context,
                              const v1::CreateTrainingRequest* request,
                              v1::Training* response) override {
    return standard().Create(context, *request, response, training_);
  }
  grpc::Status GetTraining(grpc::ServerContext* context,
                           const v1::GetTrainingRequest* request,
                           v1::Training* response) override {
    return standard().Get(context, *request, response, training_);
  }
  grpc::Status ListTrainings(grpc::ServerContext* context,
                             const v1::ListTrainingsRequest* request,
                             v1::ListTrainingsResponse* response) override {
    return standard().List(context, *request, response, training_);
  }
  grpc::Status UpdateTraining(grpc::ServerContext* context,
                              const v1::UpdateTrainingRequest* request,
                              v1::Training* response) override {
    return standard().Update(context, *request, response, training_);
  }
  grpc::Status DeleteTraining(grpc::ServerContext* context,
                              const v1::DeleteTrainingRequest* request,
                              google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, training_);
  }

  grpc::Status CreateSpecialistAppointment(
      grpc::ServerContext* context,
      const v1::CreateSpecialistAppointmentRequest* request,
      v1::SpecialistAppointment* response) override {
    return standard().Create(context, *request, response,
                             specialist_appointment_);
  }
  grpc::Status GetSpecialistAppointment(
      grpc::ServerContext* context,
      const v1::GetSpecialistAppointmentRequest* request,
      v1::SpecialistAppointment* response) override {
    return standard().Get(context, *request, response, specialist_appointment_);
  }
  grpc::Status ListSpecialistAppointments(
      grpc::ServerContext* context,
      const v1::ListSpecialistAppointmentsRequest* request,
      v1::ListSpecialistAppointmentsResponse* response) override {
    return standard().List(context, *request, response,
                           specialist_appointment_);
  }
  grpc::Status UpdateSpecialistAppointment(
      grpc::ServerContext* context,
      const v1::UpdateSpecialistAppointmentRequest* request,
      v1::SpecialistAppointment* response) override {
    return standard().Update(context, *request, response,
                             specialist_appointment_);
  }
  grpc::Status DeleteSpecialistAppointment(
      grpc::ServerContext* context,
      const v1::DeleteSpecialistAppointmentRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             specialist_appointment_);
  }

  grpc::Status CreateRoleRequirement(
      grpc::ServerContext* context,
      const v1::CreateRoleRequirementRequest* request,
      v1::RoleRequirement* response) override {
    return standard().Create(context, *request, response, role_requirement_);
  }
  grpc::Status GetRoleRequirement(grpc::ServerContext* context,
                                  const v1::GetRoleRequirementRequest* request,
                                  v1::RoleRequirement* response) override {
    return standard().Get(context, *request, response, role_requirement_);
  }
  grpc::Status ListRoleRequirements(
      grpc::ServerContext* context,
      const v1::ListRoleRequirementsRequest* request,
      v1::ListRoleRequirementsResponse* response) override {
    return standard().List(context, *request, response, role_requirement_);
  }
  grpc::Status UpdateRoleRequirement(
      grpc::ServerContext* context,
      const v1::UpdateRoleRequirementRequest* request,
      v1::RoleRequirement* response) override {
    return standard().Update(context, *request, response, role_requirement_);
  }
  grpc::Status DeleteRoleRequirement(
      grpc::ServerContext* context,
      const v1::DeleteRoleRequirementRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, role_requirement_);
  }

  grpc::Status GetSkillCoverage(grpc::ServerContext* context,
                                const v1::GetSkillCoverageRequest* request,
                                v1::SkillCoverage* response) override;

 protected:
  // The state must outlive this.
  explicit SkillServer(rpc::ServiceState* state) : StoreServer(state) {}

  static const TeamRecords& records() { return TeamRecords::Get(); }

 private:
  DatedResource<v1::SkillRating> skill_rating_{state(),
                                               records().skill_ratings};
  DatedResource<v1::Training> training_{state(), records().trainings};
  DatedResource<v1::SpecialistAppointment> specialist_appointment_{
      state(), records().specialist_appointments};
  DatedResource<v1::RoleRequirement> role_requirement_{
      state(), records().role_requirements};
};

}  // namespace kam::team
