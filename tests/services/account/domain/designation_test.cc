#include "services/account/designation.h"

#include <set>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"

namespace kam::account::designation_test {
namespace {

using kam::testing::kDay;
using kam::testing::kFailed;
using kam::testing::kInvalid;

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Date;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using State = v1::Designation;

v1::DesignateKeyAccountRequest To(v1::Designation::State state) {
  v1::DesignateKeyAccountRequest request;
  request.set_name(AccountName("a"));
  request.set_state(state);
  request.set_basis(v1::Designation::BASIS_REVENUE);
  request.set_reason("it carries us");
  request.set_approver("programs/p/members/dora");
  request.set_approver_grade(kam::type::v1::GRADE_DIRECTOR);
  *request.mutable_review_on() = Date("2014-11-30");
  return request;
}

absl::StatusOr<v1::Designation> Step(
    const DesignationHistory& history,
    const v1::DesignateKeyAccountRequest& request) {
  return NextDesignation(history, request, kDay, SelectionValues());
}

DesignationHistory At(v1::Designation::State state,
                      const std::string& on = "2013-01-01") {
  DesignationHistory history;
  if (state == State::STATE_UNSPECIFIED) return history;
  v1::Designation& step = *history.Add();
  step.set_state(state);
  step.set_basis(v1::Designation::BASIS_STRATEGIC);
  *step.mutable_on() = Date(on);
  return history;
}

TEST(Designation, S3_02_OnlyTheListedMovesAreAllowed) {
  const std::set<std::pair<int, int>> allowed = {
      {State::STATE_UNSPECIFIED, State::STATE_NOMINATED},
      {State::STATE_NOMINATED, State::STATE_DESIGNATED},
      {State::STATE_DESIGNATED, State::STATE_UNDER_REVIEW},
      {State::STATE_UNDER_REVIEW, State::STATE_RELEASED},
      {State::STATE_UNDER_REVIEW, State::STATE_DESIGNATED},
      {State::STATE_RELEASED, State::STATE_NOMINATED}};
  for (int from = 0; from <= 4; ++from) {
    for (int to = 1; to <= 4; ++to) {
      const auto step = Step(At(static_cast<v1::Designation::State>(from)),
                             To(static_cast<v1::Designation::State>(to)));
      if (allowed.contains({from, to})) {
        ASSERT_THAT(step, IsOk()) << from << " to " << to;
        EXPECT_EQ(step->state(), to);
      } else {
        EXPECT_THAT(step, StatusIs(kFailed, "WRONG_STATE"))
            << from << " to " << to;
      }
    }
  }
}

TEST(Designation, AStepKeepsWhatWasDecided) {
  const auto step =
      Step(At(State::STATE_NOMINATED), To(State::STATE_DESIGNATED));
  ASSERT_THAT(step, IsOk());
  EXPECT_EQ(step->basis(), v1::Designation::BASIS_REVENUE);
  EXPECT_EQ(step->reason(), "it carries us");
  EXPECT_EQ(step->approver(), "programs/p/members/dora");
  EXPECT_EQ(step->approver_grade(), kam::type::v1::GRADE_DIRECTOR);
  EXPECT_EQ(step->on().day(), 30);
  EXPECT_EQ(step->review_on().year(), 2014);
}

TEST(Designation, ABasisThatIsNotStatedStays) {
  auto request = To(State::STATE_UNDER_REVIEW);
  request.clear_basis();
  const auto step = Step(At(State::STATE_DESIGNATED), request);
  ASSERT_THAT(step, IsOk());
  EXPECT_EQ(step->basis(), v1::Designation::BASIS_STRATEGIC);
}

TEST(Designation, AnApproverBelowDirectorIsRefused) {
  auto request = To(State::STATE_DESIGNATED);
  request.set_approver_grade(kam::type::v1::GRADE_SENIOR_MANAGER);
  EXPECT_THAT(Step(At(State::STATE_NOMINATED), request),
              StatusIs(kFailed, "APPROVER_GRADE_TOO_LOW"));
  // Not stated: kept as unknown, and judged where grades are known.
  request.clear_approver_grade();
  EXPECT_THAT(Step(At(State::STATE_NOMINATED), request), IsOk());
  request.set_approver_grade(kam::type::v1::GRADE_SENIOR_EXECUTIVE);
  EXPECT_THAT(Step(At(State::STATE_NOMINATED), request), IsOk());
}

TEST(Designation, ReleasingNeedsAnApprover) {
  auto request = To(State::STATE_RELEASED);
  request.clear_approver();
  EXPECT_THAT(Step(At(State::STATE_UNDER_REVIEW), request), StatusIs(kInvalid));
  request = To(State::STATE_UNDER_REVIEW);
  request.clear_approver();
  EXPECT_THAT(Step(At(State::STATE_DESIGNATED), request), IsOk());
}

TEST(Designation, MissingAndWrongFieldsAreNamedTogether) {
  v1::DesignateKeyAccountRequest request;
  request.set_name(AccountName("a"));
  request.set_state(State::STATE_DESIGNATED);
  request.set_reason("  ");
  const auto step = Step(At(State::STATE_NOMINATED), request);
  ASSERT_THAT(step, StatusIs(kInvalid, "INVALID_FIELDS"));
  const auto bad = GetBadRequest(step.status());
  ASSERT_TRUE(bad.has_value());
  std::vector<std::string> fields;
  for (const auto& violation : bad->field_violations()) {
    fields.push_back(violation.field());
  }
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre("basis", "reason",
                                                      "approver", "review_on"));
}

TEST(Designation, UnknownValuesAreRefused) {
  auto request = To(State::STATE_UNSPECIFIED);
  EXPECT_THAT(Step({}, request), StatusIs(kInvalid));
  request = To(State::STATE_NOMINATED);
  request.set_state(static_cast<v1::Designation::State>(99));
  EXPECT_THAT(Step({}, request), StatusIs(kInvalid));
  request = To(State::STATE_NOMINATED);
  request.set_approver("dora");
  EXPECT_THAT(Step({}, request), StatusIs(kInvalid));
  request.set_approver("programs/other/members/dora");
  EXPECT_THAT(Step({}, request), StatusIs(kInvalid));
}

TEST(Designation, DaysStandInOrder) {
  auto request = To(State::STATE_DESIGNATED);
  *request.mutable_on() = Date("2013-12-01");
  EXPECT_THAT(Step(At(State::STATE_NOMINATED), request), StatusIs(kInvalid));
  *request.mutable_on() = Date("2013-06-01");
  EXPECT_THAT(Step(At(State::STATE_NOMINATED, "2013-06-02"), request),
              StatusIs(kFailed, "DESIGNATION_OUT_OF_ORDER"));
  EXPECT_THAT(Step(At(State::STATE_NOMINATED, "2013-06-01"), request), IsOk());
  *request.mutable_review_on() = Date("2013-06-01");
  EXPECT_THAT(Step(At(State::STATE_NOMINATED, "2013-06-01"), request),
              StatusIs(kInvalid));
}

TEST(Designation, A30_KeyWhileDesignatedOrUnderReview) {
  EXPECT_FALSE(IsKeyAccount({}, kDay));
  EXPECT_FALSE(IsKeyAccount(At(State::STATE_NOMINATED), kDay));
  EXPECT_TRUE(IsKeyAccount(At(State::STATE_DESIGNATED), kDay));
  EXPECT_TRUE(IsKeyAccount(At(State::STATE_UNDER_REVIEW), kDay));
  EXPECT_FALSE(IsKeyAccount(At(State::STATE_RELEASED), kDay));
}

TEST(Designation, A30_TheLatestStepOnOrBeforeTheDayHolds) {
  DesignationHistory history = At(State::STATE_NOMINATED, "2013-01-01");
  history.Add()->MergeFrom(At(State::STATE_DESIGNATED, "2013-03-01").Get(0));
  history.Add()->MergeFrom(At(State::STATE_UNDER_REVIEW, "2013-09-01").Get(0));
  history.Add()->MergeFrom(At(State::STATE_RELEASED, "2013-09-01").Get(0));
  EXPECT_EQ(DesignationOn(history, absl::CivilDay(2012, 12, 31)), nullptr);
  EXPECT_FALSE(IsKeyAccount(history, absl::CivilDay(2013, 2, 28)));
  EXPECT_TRUE(IsKeyAccount(history, absl::CivilDay(2013, 3, 1)));
  EXPECT_TRUE(IsKeyAccount(history, absl::CivilDay(2013, 8, 31)));
  // Of two steps of one day the later taken holds.
  EXPECT_FALSE(IsKeyAccount(history, absl::CivilDay(2013, 9, 1)));
}

}  // namespace
}  // namespace kam::account::designation_test
