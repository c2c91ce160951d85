#pragma once

#include <memory>
#include <string>

#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/planning/planning_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::planning {

// What a call answered.
template <typename Response>
struct Answer {
  grpc::Status status;
  Response value;
};

// The account, and its plan, that tests write to.
inline constexpr char kAccount[] = "programs/p/accounts/a";
inline constexpr char kPlan[] = "programs/p/accounts/a/plans/one";

// Returns `field` as a day of 2013, in protobuf's text format.
inline std::string On(const std::string& field, int month, int day) {
  return field + " { year: 2013 month: " + std::to_string(month) +
         " day: " + std::to_string(day) + " } ";
}

// An open action of Ann's that is due on Christmas Eve, as text.
inline std::string AnAction(const std::string& id,
                            const std::string& more = "") {
  return "id: '" + id +
         "' text: 'Call' owner { member: 'programs/p/members/ann' } " +
         On("due_on", 12, 24) + more;
}

// The planning service in process, on a store of its own, on 1 December 2013.
// Call sends any unary request, written in protobuf's text format.
class PlanningServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::PlanningService::Stub;
  template <typename Request, typename Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&,
                                        Response*);

  PlanningServiceTest() : harness_("planning", MakePlanningService) {
    Connect();
  }

  void Connect() { stub_ = v1::PlanningService::NewStub(harness_.channel()); }

  template <typename Request, typename Response>
  Answer<Response> Send(Method<Request, Response> method,
                        const Request& request) {
    grpc::ClientContext context;
    Answer<Response> answer;
    answer.status = (stub_.get()->*method)(&context, request, &answer.value);
    return answer;
  }

  template <typename Request, typename Response>
  Answer<Response> Call(Method<Request, Response> method,
                        const std::string& text) {
    return Send(method, kam::testing::ParseProto<Request>(text));
  }

  // Creates a record under kAccount and returns its name.
  template <typename Create, typename Record>
  std::string Have(Method<Create, Record> create, const std::string& field,
                   const std::string& fields) {
    const auto answer = Call(create, std::string("parent: '") + kAccount +
                                         "' " + field + " { " + fields + " }");
    EXPECT_THAT(answer.status, kam::testing::GrpcIsOk());
    return answer.value.name();
  }

  // Sends a step of the record `name`.
  template <typename Request, typename Record>
  Answer<Record> Step(Method<Request, Record> step, const std::string& name,
                      const std::string& more = "") {
    return Call(step, "name: '" + name + "' " + more);
  }

  // Creates the plan kPlan, or another of an account, and puts it in force.
  void HavePlan(const std::string& fields = "", bool active = true,
                const std::string& account = kAccount) {
    ASSERT_THAT(Call(&Stub::CreatePlan,
                     "parent: '" + account + "' plan_id: 'one' plan { kind: " +
                         "PLAN_KIND_BESPOKE_ACCOUNT " + fields + " }")
                    .status,
                kam::testing::GrpcIsOk());
    if (!active) return;
    ASSERT_THAT(
        Call(&Stub::ActivatePlan, "name: '" + account + "/plans/one'").status,
        kam::testing::GrpcIsOk());
  }

  v1::Plan Plan() {
    const auto answer =
        Call(&Stub::GetPlan, std::string("name: '") + kPlan + "'");
    EXPECT_THAT(answer.status, kam::testing::GrpcIsOk());
    return answer.value;
  }

  // The facts of kAccount, of today unless `more` says another day.
  v1::PlanningFacts Facts(const std::string& more = "") {
    const auto answer =
        Call(&Stub::GetPlanningFacts,
             std::string("account: '") + kAccount + "' " + more);
    EXPECT_THAT(answer.status, kam::testing::GrpcIsOk());
    return answer.value;
  }

  // Whether the facts carry a flag.
  bool Flagged(const std::string& code, const std::string& more = "") {
    for (const v1::PlanningFacts facts = Facts(more);
         const auto& flag : facts.flags()) {
      if (flag.code() == code) return true;
    }
    return false;
  }

  kam::testing::ServiceHarness harness_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace kam::planning
