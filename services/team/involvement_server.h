#pragma once

#include "services/team/organisation_server.h"
#include "services/team/resources_server.h"

namespace kam::team {

// The handlers of what members do for accounts and with each other.
// Thread-safe.
class InvolvementServer : public OrganisationServer {
 public:
  grpc::Status CreateActivity(grpc::ServerContext* context,
                              const v1::CreateActivityRequest* request,
                              v1::Activity* response) override {
    return standard().Create(context, *request, response, activity_);
  }
  grpc::Status GetActivity(grpc::ServerContext* context,
                           const v1::GetActivityRequest* request,
                           v1::Activity* response) override {
    return standard().Get(context, *request, response, activity_);
  }
  grpc::Status ListActivities(grpc::ServerContext* context,
                              const v1::ListActivitiesRequest* request,
                              v1::ListActivitiesResponse* response) override {
    return standard().List(context, *request, response, activity_,
                           [request](const v1::Activity& record) {
                             return request->member().empty() ||
                                    record.member() == request->member();
                           });
  }
  grpc::Status UpdateActivity(grpc::ServerContext* context,
                              const v1::UpdateActivityRequest* request,
                              v1::Activity* response) override {
    return standard().Update(context, *request, response, activity_);
  }
  grpc::Status DeleteActivity(grpc::ServerContext* context,
                              const v1::DeleteActivityRequest* request,
                              google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, activity_);
  }

  grpc::Status CreateSponsorship(grpc::ServerContext* context,
                                 const v1::CreateSponsorshipRequest* request,
                                 v1::Sponsorship* response) override {
    return standard().Create(context, *request, response, sponsorship_);
  }
  grpc::Status GetSponsorship(grpc::ServerContext* context,
                              const v1::GetSponsorshipRequest* request,
                              v1::Sponsorship* response) override {
    return standard().Get(context, *request, response, sponsorship_);
  }
  grpc::Status ListSponsorships(
      grpc::ServerContext* context, const v1::ListSponsorshipsRequest* request,
      v1::ListSponsorshipsResponse* response) override {
    return standard().List(context, *request, response, sponsorship_);
  }
  grpc::Status UpdateSponsorship(grpc::ServerContext* context,
                                 const v1::UpdateSponsorshipRequest* request,
                                 v1::Sponsorship* response) override {
    return standard().Update(context, *request, response, sponsorship_);
  }
  grpc::Status DeleteSponsorship(grpc::ServerContext* context,
                                 const v1::DeleteSponsorshipRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, sponsorship_);
  }

  grpc::Status CreateBuddyPair(grpc::ServerContext* context,
                               const v1::CreateBuddyPairRequest* request,
                               v1::BuddyPair* response) override {
    return standard().Create(context, *request, response, buddy_pair_);
  }
  grpc::Status GetBuddyPair(grpc::ServerContext* context,
                            const v1::GetBuddyPairRequest* request,
                            v1::BuddyPair* response) override {
    return standard().Get(context, *request, response, buddy_pair_);
  }
  grpc::Status ListBuddyPairs(grpc::ServerContext* context,
                              const v1::ListBuddyPairsRequest* request,
                              v1::ListBuddyPairsResponse* response) override {
    return standard().List(context, *request, response, buddy_pair_,
                           [request](const v1::BuddyPair& record) {
                             return request->member().empty() ||
                                    record.member() == request->member() ||
                                    record.buddy() == request->member();
                           });
  }
  grpc::Status UpdateBuddyPair(grpc::ServerContext* context,
                               const v1::UpdateBuddyPairRequest* request,
                               v1::BuddyPair* response) override {
    return standard().Update(context, *request, response, buddy_pair_);
  }
  grpc::Status DeleteBuddyPair(grpc::ServerContext* context,
                               const v1::DeleteBuddyPairRequest* request,
                               google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, buddy_pair_);
  }

  grpc::Status CreateBuddyMeeting(grpc::ServerContext* context,
                                  const v1::CreateBuddyMeetingRequest* request,
                                  v1::BuddyMeeting* response) override {
    return standard().Create(context, *request, response, buddy_meeting_);
  }
  grpc::Status GetBuddyMeeting(grpc::ServerContext* context,
                               const v1::GetBuddyMeetingRequest* request,
                               v1::BuddyMeeting* response) override {
    return standard().Get(context, *request, response, buddy_meeting_);
  }
  grpc::Status ListBuddyMeetings(
      grpc::ServerContext* context, const v1::ListBuddyMeetingsRequest* request,
      v1::ListBuddyMeetingsResponse* response) override {
    return standard().List(context, *request, response, buddy_meeting_);
  }
  grpc::Status UpdateBuddyMeeting(grpc::ServerContext* context,
                                  const v1::UpdateBuddyMeetingRequest* request,
                                  v1::BuddyMeeting* response) override {
    return standard().Update(context, *request, response, buddy_meeting_);
  }
  grpc::Status DeleteBuddyMeeting(grpc::ServerContext* context,
                                  const v1::DeleteBuddyMeetingRequest* request,
                                  google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, buddy_meeting_);
  }

  grpc::Status CreateMeeting(grpc::ServerContext* context,
                             const v1::CreateMeetingRequest* request,
                             v1::Meeting* response) override {
    return standard().Create(context, *request, response, meeting_);
  }
  grpc::Status GetMeeting(grpc::ServerContext* context,
                          const v1::GetMeetingRequest* request,
                          v1::Meeting* response) override {
    return standard().Get(context, *request, response, meeting_);
  }
  grpc::Status ListMeetings(grpc::ServerContext* context,
                            const v1::ListMeetingsRequest* request,
                            v1::ListMeetingsResponse* response) override {
    return standard().List(context, *request, response, meeting_);
  }
  grpc::Status UpdateMeeting(grpc::ServerContext* context,
                             const v1::UpdateMeetingRequest* request,
                             v1::Meeting* response) override {
    return standard().Update(context, *request, response, meeting_);
  }
  grpc::Status DeleteMeeting(grpc::ServerContext* context,
                             const v1::DeleteMeetingRequest* request,
                             google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, meeting_);
  }

  grpc::Status CreateJointTeam(grpc::ServerContext* context,
                               const v1::CreateJointTeamRequest* request,
                               v1::JointTeam* response) override {
    return standard().Create(context, *request, response, joint_team_);
  }
  grpc::Status GetJointTeam(grpc::ServerContext* context,
                            const v1::GetJointTeamRequest* request,
                            v1::JointTeam* response) override {
    return standard().Get(context, *request, response, joint_team_);
  }
  grpc::Status ListJointTeams(grpc::ServerContext* context,
                              const v1::ListJointTeamsRequest* request,
                              v1::ListJointTeamsResponse* response) override {
    return standard().List(context, *request, response, joint_team_);
  }
  grpc::Status UpdateJointTeam(grpc::ServerContext* context,
                               const v1::UpdateJointTeamRequest* request,
                               v1::JointTeam* response) override {
    return standard().Update(context, *request, response, joint_team_);
  }
  grpc::Status DeleteJointTeam(grpc::ServerContext* context,
                               const v1::DeleteJointTeamRequest* request,
                               google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, joint_team_);
  }

 protected:
  // The state must outlive this.
  explicit InvolvementServer(rpc::ServiceState* state)
      : OrganisationServer(state) {}

 private:
  DatedResource<v1::Activity> activity_{state(), records().activities};
  DatedResource<v1::Sponsorship> sponsorship_{state(), records().sponsorships};
  DatedResource<v1::BuddyPair> buddy_pair_{state(), records().buddy_pairs,
                                           AdmitBuddyPair};
  DatedResource<v1::BuddyMeeting> buddy_meeting_{state(),
                                                 records().buddy_meetings};
  DatedResource<v1::Meeting> meeting_{state(), records().meetings};
  DatedResource<v1::JointTeam> joint_team_{state(), records().joint_teams};
};

}  // namespace kam::team
