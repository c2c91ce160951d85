#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/team/team_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::team {

// What a call answered.
template <typename Response>
struct Answer {
  grpc::Status status;
  Response value;
};

// The account that tests of single records write to.
inline constexpr char kAccount[] = "programs/p/accounts/a";

// Returns `field` as the first of June 2013, in protobuf's text format.
inline std::string On(const std::string& field) {
  return field + " { year: 2013 month: 6 day: 1 } ";
}

// Returns a field with the name of a member of the programme `p`.
inline std::string Who(const std::string& id,
                       const std::string& field = "member") {
  return field + ": 'programs/p/members/" + id + "' ";
}

// The team service in process, on a store of its own, on 1 December 2013.
// Requests are written in protobuf's text format.
class TeamServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::TeamService::Stub;

  TeamServiceTest() : harness_("team", MakeTeamService) { Connect(); }

  void Connect() { stub_ = v1::TeamService::NewStub(harness_.channel()); }

  template <typename Request, typename Response>
  Answer<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                     const Request&, Response*),
                        const std::string& text) {
    grpc::ClientContext context;
    Answer<Response> answer;
    answer.status = (stub_.get()->*method)(
        &context, testing::ParseProto<Request>(text), &answer.value);
    return answer;
  }

  // The same of a call that must succeed.
  template <typename Request, typename Response>
  Response Have(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
                const std::string& text) {
    Answer<Response> answer = Call(method, text);
    EXPECT_THAT(answer.status, testing::GrpcIsOk()) << text;
    return answer.value;
  }

  void HaveMember(const std::string& id, const std::string& more = "") {
    Have(&Stub::CreateMember,
         absl::StrCat("parent: 'programs/p' member_id: '", id,
                      "' member { display_name: '", id, "' ", more, " }"));
  }

  // Assigns to `account` in a role without `ASSIGNMENT_ROLE_`, since 2013.
  Answer<v1::Assignment> Assign(const std::string& account,
                                const std::string& member,
                                const std::string& role,
                                const std::string& more = "") {
    return Call(
        &Stub::CreateAssignment,
        absl::StrCat("parent: 'programs/p/accounts/", account,
                     "' assignment_id: '", member, "-", IdOf(role),
                     "' assignment { ", Who(member), "role: ASSIGNMENT_ROLE_",
                     role, " starts_on { year: 2013 month: 1 day: 1 } ", more,
                     " }"));
  }

  // "key-account-manager" of KEY_ACCOUNT_MANAGER.
  static std::string IdOf(const std::string& word) {
    return absl::StrReplaceAll(absl::AsciiStrToLower(word), {{"_", "-"}});
  }

  // Ann is the key account manager, Bob supports the account.
  void HaveTeam() {
    HaveMember("ann", "positions { title: 'Key account manager' }");
    HaveMember("bob", "positions { function: BUSINESS_FUNCTION_LOGISTICS }");
    EXPECT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status,
                testing::GrpcIsOk());
    EXPECT_THAT(Assign("a", "bob", "SUPPORT").status, testing::GrpcIsOk());
  }

  // Creates a child of the account; `fields` are those of the record.
  template <typename Request, typename Response>
  Answer<Response> Record(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                       const Request&,
                                                       Response*),
                          const std::string& field, const std::string& fields) {
    return Call(method, absl::StrCat("parent: '", kAccount, "' ", field, " { ",
                                     fields, " }"));
  }

  // Rates a member's skill, without `SKILL_`, on the first of June.
  Answer<v1::SkillRating> Rate(const std::string& member,
                               const std::string& skill, int level,
                               const std::string& rater = "HR",
                               const std::string& on = On("rated_on")) {
    return Call(
        &Stub::CreateSkillRating,
        absl::StrCat("parent: 'programs/p/members/", member,
                     "' skill_rating { skill: SKILL_", skill, " level: ", level,
                     " rater: '", rater, "' ", on, " }"));
  }

  // Says that a list, without `LIST_`, is complete up to today.
  void Complete(const std::string& list) {
    Have(&Stub::CreateListCompleteness,
         absl::StrCat("parent: '", kAccount,
                      "' list_completeness { list: LIST_", list,
                      " complete_through { year: 2013 month: 12 day: 1 } "
                      "declared_by: 'Ann' "
                      "declared_on { year: 2013 month: 12 day: 1 } }"));
  }

  v1::TeamFacts Facts(const std::string& more = "") {
    return Have(&Stub::GetTeamFacts,
                absl::StrCat("account: '", kAccount, "' ", more));
  }

  v1::SkillCoverage Coverage(const std::string& more = "") {
    return Have(&Stub::GetSkillCoverage,
                absl::StrCat("account: '", kAccount, "' ", more));
  }

  v1::ProgramFacts ProgramFacts(const std::string& more = "") {
    return Have(&Stub::GetProgramFacts, "program: 'programs/p' " + more);
  }

  template <typename Answer>
  static std::vector<std::string> Codes(const Answer& answer) {
    std::vector<std::string> codes;
    for (const auto& flag : answer.flags()) codes.push_back(flag.code());
    return codes;
  }

  kam::testing::ServiceHarness harness_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace kam::team
