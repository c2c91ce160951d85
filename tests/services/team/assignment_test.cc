#include "services/team/assignment.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::assignment_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;

v1::Assignment AnAssignment(const std::string& more) {
  return ParseProto<v1::Assignment>(
      R"pb(name: "programs/p/accounts/a/assignments/one"
           member: "programs/p/members/ann"
           role: ASSIGNMENT_ROLE_SUPPORT
           starts_on { year: 2013 month: 1 day: 1 })pb"
      " " +
      more);
}

absl::Status Validate(const v1::Assignment& assignment) {
  Violations violations;
  ValidateAssignment(assignment, violations);
  return violations.ToStatus();
}

TEST(Assignment, OfAMemberOfTheProgrammeIsValid) {
  EXPECT_THAT(Validate(AnAssignment("dedication_bps: 10000")), IsOk());
}

TEST(Assignment, IsOfAMemberOfTheSameProgramme) {
  v1::Assignment assignment = AnAssignment("");
  assignment.set_member("programs/q/members/ann");
  EXPECT_THAT(Validate(assignment), HasReason("INVALID_REFERENCE"));
}

TEST(Assignment, DedicationIsAShare) {
  EXPECT_THAT(Validate(AnAssignment("dedication_bps: 10001")),
              HasReason("INVALID_SHARES"));
  EXPECT_THAT(Validate(AnAssignment("dedication_bps: -1")),
              HasReason("INVALID_SHARES"));
  EXPECT_THAT(Validate(AnAssignment("dedication_bps: 0")), IsOk());
}

TEST(Assignment, MayLastADayButNotLess) {
  EXPECT_THAT(Validate(AnAssignment("ends_on { year: 2013 month: 1 day: 1 }")),
              IsOk());
  EXPECT_THAT(
      Validate(AnAssignment("ends_on { year: 2012 month: 12 day: 31 }")),
      HasReason("INVALID_PERIOD"));
}

TEST(Assignment, IsInForceFromItsFirstToItsLastDay) {
  const v1::Assignment assignment =
      AnAssignment("ends_on { year: 2013 month: 6 day: 30 }");
  EXPECT_FALSE(InForce(assignment, absl::CivilDay(2012, 12, 31)));
  EXPECT_TRUE(InForce(assignment, absl::CivilDay(2013, 1, 1)));
  EXPECT_TRUE(InForce(assignment, absl::CivilDay(2013, 6, 30)));
  EXPECT_FALSE(InForce(assignment, absl::CivilDay(2013, 7, 1)));
  EXPECT_TRUE(InForce(AnAssignment(""), absl::CivilDay(2100, 1, 1)));
}

TEST(Assignment, LeadsByMarkOrByRole) {
  EXPECT_FALSE(IsLead(AnAssignment("")));
  EXPECT_TRUE(IsLead(AnAssignment("lead: true")));
  v1::Assignment manager = AnAssignment("");
  manager.set_role(v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER);
  EXPECT_TRUE(IsLead(manager));
}

}  // namespace
}  // namespace kam::team::assignment_test
