#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/rpc/fan_out.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/server_context.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/storage/v1/portfolio_place.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/gateway/account_view.h"
#include "services/gateway/portfolio.h"

namespace kam::gateway {

// Ways to the four services; one channel may serve several.
struct BackendChannels {
  std::shared_ptr<grpc::Channel> account;
  std::shared_ptr<grpc::Channel> team;
  std::shared_ptr<grpc::Channel> planning;
  std::shared_ptr<grpc::Channel> assessment;
};

// A section of a view that takes longer is left out, unless said otherwise.
inline constexpr absl::Duration kSectionLimit = absl::Milliseconds(800);

// Of what day and of which state a question speaks, and about what.
struct Question {
  google::type::Date as_of;
  // Null for the present.
  const google::protobuf::Timestamp* read_time = nullptr;
};

// An account, and what is asked of it.
struct Subject {
  std::string account;
  Question question;
};

// How many key accounts of a programme may be put in an order.
inline constexpr int kMostKeyAccounts = 10000;

// Which of the services besides account are asked.
struct Asked {
  bool team = true;
  bool planning = true;
  bool assessment = true;
};

// The four services as the gateway asks them: once each for every answer but
// where a method says otherwise, in parallel, with the caller's deadline and
// none later than the section's limit. Every error has a reason. Thread-safe.
class Backends {
 public:
  // Not connected: every question is answered UNAVAILABLE, NOT_READY.
  explicit Backends(absl::Duration section_limit = kSectionLimit)
      : section_limit_(section_limit) {}
  explicit Backends(const BackendChannels& channels,
                    absl::Duration section_limit = kSectionLimit)
      : section_limit_(section_limit) {
    Connect(channels);
  }
  Backends(const Backends&) = delete;
  Backends& operator=(const Backends&) = delete;

  // Uses these channels from now on.
  void Connect(const BackendChannels& channels);

  // Asks what the services know of one account; planning a second time about a
  // plan of which the team decides whether it is valid.
  AccountAnswers AskAboutAccount(const grpc::ServerContext* context,
                                 const Subject& subject, const Asked& asked);

  // The same of two accounts at once, or of one twice.
  std::pair<AccountAnswers, AccountAnswers> AskAboutTwoAccounts(
      const grpc::ServerContext* context, const Subject& from,
      const Subject& to, const Asked& asked);

  // Asks the assessment service how two assessments differ.
  absl::StatusOr<assessment::v1::CompareAssessmentsResponse> AskForShifts(
      const grpc::ServerContext* context,
      const assessment::v1::CompareAssessmentsRequest& request);

  // Asks the account service for the key accounts of a programme that come
  // after `place`, `limit` at most, in the state and of the day that it tells;
  // either may be absent.
  absl::StatusOr<account::v1::ProgramFacts> AskForKeyAccounts(
      const grpc::ServerContext* context, const std::string& program,
      const storage::v1::PortfolioPlace& place, int limit);

  // The same of all of them, kMostKeyAccounts and one more at most, wherever
  // `place` is; waits longer.
  absl::StatusOr<account::v1::ProgramFacts> AskForAllKeyAccounts(
      const grpc::ServerContext* context, const std::string& program,
      const storage::v1::PortfolioPlace& place);

  // Asks the assessment service which of some accounts of a programme to show,
  // in the state that `place` tells; waits as long.
  absl::StatusOr<assessment::v1::ProgramFacts> AskForRanking(
      const grpc::ServerContext* context, const std::string& program,
      const std::vector<std::string>& accounts,
      const assessment::v1::Ranking& ranking,
      const storage::v1::PortfolioPlace& place);

  // Asks the other three about some accounts of a programme, each in the state
  // that `place` tells; those that have not answered in `known`, which is
  // returned with their answers.
  PortfolioAnswers AskAboutAccounts(const grpc::ServerContext* context,
                                    const std::string& program,
                                    const std::vector<std::string>& accounts,
                                    const storage::v1::PortfolioPlace& place,
                                    PortfolioAnswers known = {});

  // Returns the programme's time zone, in which days are told. It never
  // changes, so it is asked for once. NOT_FOUND without such a programme.
  absl::StatusOr<absl::TimeZone> ZoneOf(const grpc::ServerContext* context,
                                        const std::string& program);

 private:
  struct Stubs {
    std::unique_ptr<account::v1::AccountService::Stub> account;
    std::unique_ptr<account::v1::ProgramService::Stub> program;
    std::unique_ptr<team::v1::TeamService::Stub> team;
    std::unique_ptr<planning::v1::PlanningService::Stub> planning;
    std::unique_ptr<assessment::v1::AssessmentService::Stub> assessment;
  };

  // Starts a call to each service that is asked.
  static void AskOfAll(const Stubs& stubs, const Subject& subject,
                       const Asked& asked, rpc::FanOut& fan_out,
                       AccountAnswers& answers);
  // Null before Connect.
  std::shared_ptr<const Stubs> stubs() const;
  absl::StatusOr<account::v1::ProgramFacts> AskForKeyAccounts(
      const grpc::ServerContext* context,
      const account::v1::GetProgramFactsRequest& request, absl::Duration limit);

  const absl::Duration section_limit_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Stubs> stubs_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, absl::TimeZone> zones_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::gateway
