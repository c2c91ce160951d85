#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/suite/assessment_stream.h"
#include "tests/suite/five_processes.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"

// What is promised of the assessment stream while any of the five processes is
// killed at any time, and its consumer too.

namespace kam::suite::endurance_test {
namespace {

using account::v1::AccountService;
using account::v1::ProgramService;
using assessment::v1::AssessmentService;
using assessment::v1::PublishedAssessment;
using gateway::v1::KeyAccountService;
using kam::testing::ParseProto;
using planning::v1::PlanningService;
using team::v1::TeamService;

// Sanitizers make everything several times slower.
#ifdef __SANITIZE_ADDRESS__
constexpr int kShare = 5;
#else
constexpr int kShare = 1;
#endif
constexpr int kAccounts = 100;
constexpr int kChanges = 10'000 / kShare;
constexpr int kWriters = 8;
constexpr int kChangesBetweenKills = 400 / kShare;
constexpr int kCuts = 100 / kShare;
// Of assessments that a consumer takes before it is killed.
constexpr uint64_t kMostTaken = 20;

std::string Account(int number) {
  return absl::StrCat("programs/p/accounts/a", number);
}

// `days` before today, as a field. What is observed today is always the newest.
std::string DaysAgo(const char* field, int days) {
  const absl::CivilDay day =
      absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()) - days;
  return absl::StrFormat(" %s { year: %d month: %d day: %d } ", field,
                         day.year(), day.month(), day.day());
}

// The services while they are killed: a call is made again, as the same, until
// it is answered.
class Endurance : public ::testing::Test {
 protected:
  template <typename Service, typename Request, typename Answer>
  Answer Call(FiveProcesses::Service process,
              grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Answer*),
              const std::string& text) {
    const auto stub = Service::NewStub(processes_.channel(process));
    const Request request = ParseProto<Request>(text);
    grpc::Status status;
    do {
      grpc::ClientContext context;
      context.set_wait_for_ready(true);
      context.set_deadline(std::chrono::system_clock::now() +
                           std::chrono::minutes(2));
      Answer answer;
      status = (stub.get()->*method)(&context, request, &answer);
      if (status.ok()) return answer;
      // The latter is a view's, when a service takes too long to come back.
    } while (status.error_code() == grpc::StatusCode::UNAVAILABLE ||
             status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED);
    ADD_FAILURE() << status.error_message() << '\n' << text;
    return {};
  }

  void MakeAccounts() {
    Call<ProgramService>(
        FiveProcesses::kAccount, &ProgramService::Stub::CreateProgram,
        "program_id: 'p' program { display_name: 'Key accounts' "
        "reporting_currency: 'USD' time_zone: 'UTC' }");
    {
      AssessmentStream stream = Watch();
      stream.CatchUp();
      token_ = stream.token();
    }
    for (int i = 0; i < kAccounts; ++i) {
      Call<AccountService>(
          FiveProcesses::kAccount, &AccountService::Stub::CreateAccount,
          absl::StrCat("parent: 'programs/p' account_id: 'a", i,
                       "' account { display_name: 'Bikes' }"));
      Call<TeamService>(FiveProcesses::kTeam, &TeamService::Stub::CreateMember,
                        absl::StrCat("parent: 'programs/p' member_id: 'm", i,
                                     "' member { display_name: 'Ann' }"));
      Call<TeamService>(
          FiveProcesses::kTeam, &TeamService::Stub::CreateAssignment,
          absl::StrCat("parent: '", Account(i), "' assignment { member: '",
                       "programs/p/members/m", i, "' lead: true role: ",
                       "ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER ",
                       DaysAgo("starts_on", 700), "}"));
    }
  }

  void Observe(int account, int number, const char* value, int days_ago) {
    Call<AssessmentService>(
        FiveProcesses::kAssessment, &AssessmentService::Stub::CreateObservation,
        absl::StrCat("parent: '", Account(account), "' observation_id: 'o",
                     number, "' request_id: '", RequestId(number),
                     "' observation { model: MODEL_PHASES "
                     "dimension: 'APPROACH' key: '",
                     value, "' source_class: SOURCE_CLASS_CUSTOMER",
                     DaysAgo("observed_on", days_ago), "}"));
  }

  // Each kind of change comes to each account, as often.
  void Change(int number) {
    const int account = number % kAccounts;
    const int turn = number / kAccounts;
    const std::string parent =
        absl::StrCat("parent: '", Account(account), "' request_id: '",
                     RequestId(number), "' ");
    switch ((turn + account) % 5) {
      case 0:
        Call<AccountService>(
            FiveProcesses::kAccount, &AccountService::Stub::CreateContact,
            absl::StrCat(parent,
                         "contact { display_name: 'Joe' decision_level:",
                         turn % 2 == 0 ? "DECISION_LEVEL_INSTIGATOR"
                                       : "DECISION_LEVEL_INFLUENCER",
                         "}"));
        return;
      case 1:
        Call<TeamService>(
            FiveProcesses::kTeam, &TeamService::Stub::UpdateMember,
            absl::StrCat(
                "request_id: '", RequestId(number),
                "' member { name: 'programs/p/members/m", account,
                "' positions { title: 'Manager' grade: ",
                turn % 2 == 0 ? "GRADE_MANAGER" : "GRADE_SENIOR_EXECUTIVE",
                "} } update_mask { paths: 'positions' } correct_history: "
                "true"));
        return;
      case 2:
        Call<PlanningService>(
            FiveProcesses::kPlanning, &PlanningService::Stub::CreateRequirement,
            absl::StrCat(parent, "requirement { need: 'Delivery by noon'",
                         DaysAgo("recorded_on", 300 - turn), "}"));
        return;
      case 3:
        Call<KeyAccountService>(FiveProcesses::kGateway,
                                &KeyAccountService::Stub::GetKeyAccountView,
                                absl::StrCat("name: '", Account(account), "'"));
        [[fallthrough]];
      default:
        Observe(account, number, turn % 2 == 0 ? "TELL" : "PROJECT_LED",
                300 - turn);
    }
  }

  // All changes, by several writers; every so often whoever is at it kills a
  // process.
  void MakeChanges() {
    std::vector<std::thread> writers;
    writers.reserve(kWriters);
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([this] {
        for (int number = next_++; number < kChanges; number = next_++) {
          if (number % kChangesBetweenKills == kChangesBetweenKills - 1) {
            processes_.KillAndRestart(static_cast<FiveProcesses::Service>(
                random_.Below(FiveProcesses::kCount)));
          }
          Change(number);
        }
      });
    }
    for (std::thread& writer : writers) writer.join();
  }

  AssessmentStream Watch() {
    auto request = ParseProto<assessment::v1::WatchAssessmentsRequest>(
        "parent: 'programs/p'");
    request.set_resume_token(token_);
    return AssessmentStream(processes_.channel(FiveProcesses::kAssessment),
                            request);
  }

  // Keeps an assessment that was delivered.
  void Keep(const PublishedAssessment& one) {
    EXPECT_TRUE(seen_.emplace(one.name(), one.revision()).second)
        << one.name() << " came twice";
    Last& last = last_[one.assessment().account()];
    EXPECT_EQ(one.assessment().previous(), last.name) << "one is missing";
    EXPECT_NE(one.assessment().content_digest(), last.content) << one.name();
    last = {one.name(), one.assessment().content_digest()};
  }

  // A consumer that keeps what it took together with the token: what came
  // behind the last token is forgotten when it is killed, and comes again.
  struct Consumer {
    AssessmentStream stream;
    std::vector<PublishedAssessment> behind;
  };

  // Takes one assessment; false when the stream ended.
  bool Take(Consumer& consumer) {
    auto next = consumer.stream.Next();
    if (!next.has_value()) return false;
    consumer.behind.push_back(*std::move(next));
    if (consumer.stream.token() == token_) return true;
    token_ = consumer.stream.token();
    for (const PublishedAssessment& one : consumer.behind) Keep(one);
    consumer.behind.clear();
    return true;
  }

  // Follows the stream, killed again and again, until `ended` is set; something
  // must still be published after that. Returns how often it was killed.
  int Consume(const std::atomic<bool>& ended) {
    int cuts = 0;
    while (!ended) {
      Consumer consumer{Watch(), {}};
      const uint64_t most = 1 + random_.Below(kMostTaken);
      uint64_t taken = 0;
      while (taken < most && !ended && Take(consumer)) ++taken;
      if (taken == most) ++cuts;
    }
    return cuts;
  }

  // Goes on until nothing is left to be said of any account.
  void ConsumeTheRest() {
    for (int i = 0; i < kAccounts; ++i) {
      while (Assess(i) != last_[Account(i)].name) {
        Consumer consumer{Watch(), {}};
        while (Assess(i) != last_[Account(i)].name && Take(consumer)) {
        }
      }
    }
  }

  // The latest assessment of an account, made now if anything changed.
  std::string Assess(int account) {
    while (true) {
      const auto answer = Call<AssessmentService>(
          FiveProcesses::kAssessment, &AssessmentService::Stub::AssessAccount,
          absl::StrCat("account: '", Account(account), "'"));
      if (!answer.name().empty() || HasFailure()) return answer.name();
    }
  }

  static std::string RequestId(int number) {
    return absl::StrFormat("00000000-0000-4000-8000-%012x", number);
  }

  struct Last {
    std::string name;
    std::string content;
  };

  FiveProcesses processes_;
  testing::FakeRandom random_;
  std::atomic<int> next_ = 0;
  std::string token_;
  std::set<std::pair<std::string, int64_t>> seen_;
  std::map<std::string, Last> last_;
};

TEST_F(Endurance, NothingIsLostOrRepeatedWhoeverIsKilled) {
  MakeAccounts();
  std::atomic<bool> ended = false;
  std::thread changes([&] {
    MakeChanges();
    ended = true;
    Observe(0, kChanges, "MUTUAL_PLANS", 0);
  });
  const int cuts = Consume(ended);
  changes.join();
  ConsumeTheRest();
  EXPECT_GE(cuts, kCuts);

  // What was delivered is what is stored, and all that was acknowledged is
  // there.
  std::set<std::string> seen;
  for (const auto& [name, revision] : seen_) seen.insert(name);
  std::set<std::string> stored;
  int observations = 0;
  int contacts = 0;
  int requirements = 0;
  for (int i = 0; i < kAccounts; ++i) {
    const std::string of =
        absl::StrCat("parent: '", Account(i), "' page_size: 1000");
    const auto assessments =
        Call<AssessmentService>(FiveProcesses::kAssessment,
                                &AssessmentService::Stub::ListAssessments, of);
    for (const auto& one : assessments.assessments()) stored.insert(one.name());
    observations +=
        Call<AssessmentService>(FiveProcesses::kAssessment,
                                &AssessmentService::Stub::ListObservations, of)
            .observations_size();
    contacts += Call<AccountService>(FiveProcesses::kAccount,
                                     &AccountService::Stub::ListContacts, of)
                    .contacts_size();
    requirements +=
        Call<PlanningService>(FiveProcesses::kPlanning,
                              &PlanningService::Stub::ListRequirements, of)
            .requirements_size();
  }
  EXPECT_EQ(seen, stored);
  EXPECT_EQ(observations, kChanges * 2 / 5 + 1);
  EXPECT_EQ(contacts, kChanges / 5);
  EXPECT_EQ(requirements, kChanges / 5);
}

}  // namespace
}  // namespace kam::suite::endurance_test
