#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/server_context.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"

namespace kam::assessment {

// Ways to the services that assessment reads; one channel may serve several.
struct UpstreamChannels {
  std::shared_ptr<grpc::Channel> account;
  std::shared_ptr<grpc::Channel> team;
  std::shared_ptr<grpc::Channel> planning;
};

// A service whose records are read and whose changes are followed.
enum class Upstream { kAccount, kTeam, kPlanning };
inline constexpr Upstream kUpstreams[] = {Upstream::kAccount, Upstream::kTeam,
                                          Upstream::kPlanning};

// Its name, such as "account".
const char* NameOf(Upstream upstream);

// One change of a feed, as far as following needs it.
struct FeedChange {
  std::string name;
  bool is_snapshot = false;
  // The zone, when it is a programme.
  std::optional<std::string> time_zone;
};

// One message of a feed: whole commits.
struct FeedMessage {
  std::vector<FeedChange> changes;
  std::string resume_token;
  bool caught_up = false;
};

// A feed being read. Cancel may be called from another thread.
class Feed {
 public:
  virtual ~Feed() = default;
  // Waits for the next message; an error says why nothing follows.
  virtual absl::StatusOr<FeedMessage> Next() = 0;
  virtual void Cancel() = 0;
};

// What the services say of an account.
struct UpstreamAnswers {
  absl::StatusOr<account::v1::AccountFacts> account;
  absl::StatusOr<team::v1::TeamFacts> team;
  absl::StatusOr<planning::v1::PlanningFacts> planning;
};

// What the services say of a programme as a whole, the account service apart.
struct ProgramAnswers {
  absl::StatusOr<team::v1::ProgramFacts> team;
  absl::StatusOr<planning::v1::ProgramFacts> planning;
  absl::StatusOr<planning::v1::Friction> friction;
};

// In which state to read each service; now where it is null.
struct ReadTimes {
  const google::protobuf::Timestamp* account = nullptr;
  const google::protobuf::Timestamp* team = nullptr;
  const google::protobuf::Timestamp* planning = nullptr;
};

// The services as assessment asks them: in parallel, with the caller's deadline
// and none later than two seconds. Every error has a reason. Thread-safe.
class Upstreams {
 public:
  // Not connected: every question is answered UNAVAILABLE, NOT_READY.
  Upstreams() = default;
  explicit Upstreams(const UpstreamChannels& channels) { Connect(channels); }
  Upstreams(const Upstreams&) = delete;
  Upstreams& operator=(const Upstreams&) = delete;

  // Uses these channels from now on.
  void Connect(const UpstreamChannels& channels);

  // Asks what the services know of an account on a day; in the state at
  // `read_time`, now when it is null. `context` may be null.
  UpstreamAnswers AskAboutAccount(const grpc::ServerContext* context,
                                  const std::string& account,
                                  const google::type::Date& as_of,
                                  const google::protobuf::Timestamp* read_time);

  // The same of several accounts at once, in their order.
  std::vector<UpstreamAnswers> AskAboutAccounts(
      const grpc::ServerContext* context,
      const std::vector<std::string>& accounts, const google::type::Date& as_of,
      const ReadTimes& times);

  // Asks for a programme as it is now. NOT_FOUND.
  absl::StatusOr<account::v1::Program> AskForProgram(
      const grpc::ServerContext* context, const std::string& program);

  // Asks for what the account service knows of a programme as a whole.
  absl::StatusOr<account::v1::ProgramFacts> AskAboutProgram(
      const grpc::ServerContext* context, const std::string& program,
      const google::type::Date& as_of,
      const google::protobuf::Timestamp* read_time);

  // Asks for what team and planning know of a programme as a whole;
  // `launched_on` is null where it is not known.
  ProgramAnswers AskAroundProgram(const grpc::ServerContext* context,
                                  const std::string& program,
                                  const google::type::Date& as_of,
                                  const google::type::Date* launched_on,
                                  const google::protobuf::Timestamp* read_time);

  // Follows the changes of all programmes of a service behind `resume_token`,
  // from a snapshot on when it is empty.
  std::unique_ptr<Feed> Follow(Upstream upstream,
                               const std::string& resume_token);

 private:
  struct Stubs {
    std::unique_ptr<account::v1::AccountService::Stub> account;
    std::unique_ptr<account::v1::ProgramService::Stub> program;
    std::unique_ptr<team::v1::TeamService::Stub> team;
    std::unique_ptr<planning::v1::PlanningService::Stub> planning;
  };

  // Null before Connect.
  std::shared_ptr<const Stubs> stubs() const;

  mutable std::mutex mutex_;
  std::shared_ptr<const Stubs> stubs_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::assessment
