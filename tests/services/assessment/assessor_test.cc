#include "services/assessment/assessor.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "common/status/status_macros.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/assessment/v1/audit_service.grpc.pb.h"
#include "services/assessment/assessment_server.h"
#include "services/assessment/following_records.h"
#include "services/assessment/upstreams.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::assessment {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::ElementsAre;

constexpr char kAssessed[] = "programs/p/accounts/a";

// Assessment whose other services do not answer.
class UnseenTest : public ::testing::Test {
 protected:
  UnseenTest()
      : harness_("assessment",
                 [this](rpc::ServiceState* state) {
                   return MakeFollowingService(state, &upstreams_);
                 }),
        stub_(v1::AssessmentService::NewStub(harness_.channel())) {}

  v1::Assessment Assess() {
    grpc::ClientContext context;
    v1::AssessAccountRequest request;
    request.set_account(kAssessed);
    v1::Assessment answer;
    EXPECT_THAT(stub_->AssessAccount(&context, request, &answer), GrpcIsOk());
    return answer;
  }

  void Observe() {
    grpc::ClientContext context;
    v1::Observation answer;
    EXPECT_THAT(stub_->CreateObservation(
                    &context, ParseProto<v1::CreateObservationRequest>(R"pb(
                      parent: "programs/p/accounts/a"
                      observation {
                        model: MODEL_PHASES
                        dimension: "APPROACH"
                        key: "TELL"
                        source_class: SOURCE_CLASS_CUSTOMER
                        observed_on { year: 2013 month: 11 day: 1 }
                      }
                    )pb"),
                    &answer),
                GrpcIsOk());
  }

  Upstreams upstreams_;
  kam::testing::ServiceHarness harness_;
  std::unique_ptr<v1::AssessmentService::Stub> stub_;
};

TEST_F(UnseenTest, SaysWhatItDidNotSeeAndStoresNothing) {
  Observe();
  const int64_t revision = harness_.store().View().revision();
  const v1::Assessment answer = Assess();
  EXPECT_TRUE(answer.name().empty());
  ASSERT_EQ(answer.unseen_size(), 3);
  EXPECT_EQ(answer.unseen(0).service(), "account");
  EXPECT_EQ(answer.unseen(0).code(), "UNAVAILABLE");
  EXPECT_EQ(answer.unseen(0).reason(), "NOT_READY");
  const v1::Verdict* phases = FindVerdict(answer.verdicts(), v1::MODEL_PHASES);
  ASSERT_NE(phases, nullptr);
  ASSERT_EQ(phases->findings_size(), 1);
  EXPECT_EQ(phases->findings(0).chosen(), "TELL");
  EXPECT_EQ(harness_.store().View().revision(), revision);
}

TEST_F(UnseenTest, AServiceThatIsGoneIsUnavailable) {
  const auto nobody = rpc::MakeChannel("127.0.0.1:1");
  upstreams_.Connect({nobody, nobody, nobody});
  const v1::Assessment answer = Assess();
  EXPECT_TRUE(answer.name().empty());
  ASSERT_EQ(answer.unseen_size(), 3);
  EXPECT_EQ(answer.unseen(2).code(), "UNAVAILABLE");
}

TEST_F(UnseenTest, ADiagnosisSaysWhatItDidNotSeeAndIsNotStored) {
  const int64_t revision = harness_.store().View().revision();
  grpc::ClientContext context;
  v1::DiagnoseProgramRequest request;
  request.set_program("programs/p");
  v1::ProgramDiagnosis answer;
  ASSERT_THAT(stub_->DiagnoseProgram(&context, request, &answer), GrpcIsOk());
  EXPECT_TRUE(answer.name().empty());
  ASSERT_EQ(answer.unseen_size(), 3);
  EXPECT_EQ(answer.unseen(1).service(), "planning");
  EXPECT_EQ(answer.unseen(1).reason(), "NOT_READY");
  ASSERT_EQ(answer.verdicts_size(), 2);
  EXPECT_EQ(answer.verdicts(0).status(),
            type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  ASSERT_EQ(answer.verdicts(0).missing_size(), 9);
  for (const v1::MissingEvidence& one : answer.verdicts(0).missing()) {
    EXPECT_EQ(one.why(), v1::MISSING_REASON_UNAVAILABLE) << one.dimension();
  }
  EXPECT_EQ(harness_.store().View().revision(), revision);
}

TEST_F(UnseenTest, AnAuditThatIsADraftSaysNothingYet) {
  const auto audits = v1::AuditService::NewStub(harness_.channel());
  grpc::ClientContext context;
  v1::Audit draft;
  ASSERT_THAT(audits->CreateAudit(&context,
                                  ParseProto<v1::CreateAuditRequest>(
                                      "parent: 'programs/p/accounts/a' "
                                      "audit { thanked: true }"),
                                  &draft),
              GrpcIsOk());
  const v1::Assessment answer = Assess();
  const v1::Verdict* audit =
      FindVerdict(answer.verdicts(), v1::MODEL_CUSTOMER_AUDIT);
  ASSERT_NE(audit, nullptr);
  EXPECT_EQ(audit->status_reason(), "NO_VALID_AUDIT");
  EXPECT_EQ(audit->customer_audit().audits_size(), 0);
}

TEST_F(UnseenTest, AMalformedNameIsRefused) {
  grpc::ClientContext context;
  v1::AssessAccountRequest request;
  request.set_account("accounts/a");
  v1::Assessment answer;
  EXPECT_THAT(stub_->AssessAccount(&context, request, &answer),
              GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_NAME"));
}

// What is due, on a store of its own.
class DueTest : public ::testing::Test {
 protected:
  DueTest()
      : harness_("assessment", [this](rpc::ServiceState* state) {
          state_ = state;
          return MakeAssessmentService(state);
        }) {}

  template <typename Body>
  void Update(const Body& body) {
    EXPECT_THAT(harness_.store().Update(
                    {},
                    [&](storage::Transaction& transaction) -> absl::Status {
                      return body(transaction);
                    }),
                IsOk());
  }

  void Mark(const std::string& id, Urgency urgency = Urgency::kSoon) {
    Update([&](storage::Transaction& transaction) {
      return MarkDue(transaction, {"p", id}, urgency);
    });
  }

  // Ids of the accounts due, from one on.
  std::vector<std::string> Due(Urgency urgency, const std::string& after = "") {
    std::vector<std::string> ids;
    std::optional<resource::AccountName> place;
    if (!after.empty()) place = resource::AccountName{"p", after};
    const auto found = NextDue(harness_.store().View(), urgency, place,
                               [&](const resource::AccountName& one) {
                                 ids.push_back(one.account);
                                 return false;
                               });
    EXPECT_THAT(found, IsOk());
    return ids;
  }

  DueMarks Marks(const std::string& id) {
    const auto marks = ReadMarks(harness_.store().View(), {"p", id});
    EXPECT_THAT(marks, IsOk());
    return *marks;
  }

  rpc::ServiceState* state_ = nullptr;
  kam::testing::ServiceHarness harness_;
};

TEST_F(DueTest, AccountsTakeTurnsFromTheLastOneOn) {
  for (const char* id : {"c", "a", "b"}) Mark(id);
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Due(Urgency::kSoon, "a"), ElementsAre("b", "c", "a"));
  EXPECT_THAT(Due(Urgency::kInTurn), ElementsAre());
}

TEST_F(DueTest, AMarkThatWasSetAgainStays) {
  Mark("a");
  const DueMarks read = Marks("a");
  Mark("a");
  Update([&](storage::Transaction& transaction) {
    return ClearMarks(transaction, {"p", "a"}, read);
  });
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre("a"));
  const DueMarks again = Marks("a");
  Update([&](storage::Transaction& transaction) {
    return ClearMarks(transaction, {"p", "a"}, again);
  });
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre());
}

TEST_F(DueTest, WhatChangesWhileAnAccountCannotBeAssessedIsNotPutOff) {
  Upstreams upstreams;
  Assessor assessor(state_, &upstreams,
                    std::make_shared<KnownPrograms>(state_, &upstreams));
  Mark("a");
  const DueMarks before = Marks("a");
  Mark("a");
  EXPECT_THAT(assessor.PutOff({"p", "a"}, before), IsOk());
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre("a"));
  EXPECT_THAT(assessor.PutOff({"p", "a"}, Marks("a")), IsOk());
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre());
}

TEST_F(DueTest, AProgrammeIsMarkedInSteps) {
  Update([](storage::Transaction& transaction) -> absl::Status {
    for (const char* id : {"a", "b", "c"}) {
      RETURN_IF_ERROR(NoteDependence(transaction, {"p", id}, {}));
    }
    return NoteProgram(transaction, "p", "UTC", absl::CivilDay(2013, 12, 1));
  });
  Update([](storage::Transaction& transaction) {
    return MarkProgram(transaction, "p");
  });
  bool more = false;
  auto step = [&] {
    Update([&](storage::Transaction& transaction) -> absl::Status {
      auto left = MarkMore(transaction, "p", 2);
      if (left.ok()) more = *left;
      return left.status();
    });
  };
  step();
  EXPECT_TRUE(more);
  EXPECT_THAT(Due(Urgency::kInTurn), ElementsAre("a", "b"));
  // What happens meanwhile begins again behind the last: nobody waits for ever.
  Update([](storage::Transaction& transaction) {
    return MarkProgram(transaction, "p");
  });
  step();
  EXPECT_TRUE(more);
  EXPECT_THAT(Due(Urgency::kInTurn), ElementsAre("a", "b", "c"));
  step();
  step();
  EXPECT_FALSE(more);
}

TEST_F(DueTest, AMembersAccountsAreDue) {
  Update([](storage::Transaction& transaction) {
    return NoteDependence(transaction, {"p", "a"}, {"ann", "bob"});
  });
  Update([](storage::Transaction& transaction) {
    return NoteDependence(transaction, {"p", "a"}, {"ann", "cid"});
  });
  auto mark = [&](const std::string& member) {
    Update([&](storage::Transaction& transaction) {
      return MarkMember(transaction, "p", member);
    });
  };
  mark("bob");
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre());
  mark("cid");
  EXPECT_THAT(Due(Urgency::kSoon), ElementsAre("a"));
}

TEST_F(DueTest, ADayIsSweptOnce) {
  Update([](storage::Transaction& transaction) {
    return NoteProgram(transaction, "p", "UTC", absl::CivilDay(2013, 12, 1));
  });
  auto is_marking = [&](absl::CivilDay day) {
    Update([&](storage::Transaction& transaction) {
      return BeginSweep(transaction, "p", day);
    });
    const auto programs = ListPrograms(harness_.store().View());
    EXPECT_THAT(programs, IsOk());
    return programs->front().sweep.marking();
  };
  EXPECT_FALSE(is_marking(absl::CivilDay(2013, 12, 1)));
  EXPECT_TRUE(is_marking(absl::CivilDay(2013, 12, 2)));
}

}  // namespace
}  // namespace kam::assessment
