#include "services/team/executives.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/days.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::executives_test {
namespace {

using kam::testing::kDay;
using kam::testing::ParseProto;
using kam::type::v1::TRI_STATE_ABSENT;
using kam::type::v1::TRI_STATE_PRESENT;
using kam::type::v1::TRI_STATE_UNKNOWN;
using kam::type::v1::TriState;
using ::testing::SizeIs;

MembersByName Executives() {
  MembersByName people;
  people["eve"] = ParseProto<v1::Member>(
      "name: 'eve' display_name: 'Eve' positions { grade: GRADE_DIRECTOR }");
  people["max"] = ParseProto<v1::Member>(
      "name: 'max' positions { grade: GRADE_SENIOR_MANAGER }");
  people["who"] = ParseProto<v1::Member>("name: 'who' positions {}");
  return people;
}

std::vector<v1::SponsorOnDay> Sponsors(const std::vector<std::string>& names) {
  std::vector<v1::Sponsorship> sponsorships;
  for (const std::string& name : names) {
    sponsorships.emplace_back().set_member(name);
  }
  return FindSponsors(sponsorships, Executives(), kDay, TeamValues());
}

TEST(Sponsors, AreThoseInForceWithTheGradeOfTheDay) {
  const auto past = ParseProto<v1::Sponsorship>(
      "member: 'eve' ends_on { year: 2013 month: 11 day: 29 }");
  EXPECT_THAT(FindSponsors({past}, Executives(), kDay, TeamValues()),
              SizeIs(0));
  const auto sponsors = Sponsors({"eve", "max"});
  ASSERT_THAT(sponsors, SizeIs(2));
  EXPECT_TRUE(sponsors[0].executive());
  EXPECT_EQ(sponsors[0].member().display_name(), "Eve");
  EXPECT_FALSE(sponsors[1].executive());
}

TEST(Sponsors, AbsenceNeedsACompleteListAndKnownGrades) {
  EXPECT_EQ(FindExecutiveSponsor(Sponsors({"max", "eve"}), false),
            TRI_STATE_PRESENT);
  EXPECT_EQ(FindExecutiveSponsor(Sponsors({"max"}), false), TRI_STATE_UNKNOWN);
  EXPECT_EQ(FindExecutiveSponsor(Sponsors({"max"}), true), TRI_STATE_ABSENT);
  EXPECT_EQ(FindExecutiveSponsor(Sponsors({"max", "who"}), true),
            TRI_STATE_UNKNOWN);
  EXPECT_EQ(FindExecutiveSponsor(Sponsors({"nobody"}), true),
            TRI_STATE_UNKNOWN);
  EXPECT_EQ(FindExecutiveSponsor({}, true), TRI_STATE_ABSENT);
}

v1::WillingnessStatement Signed(const std::string& by,
                                const std::string& answer, int day,
                                const std::string& account = "") {
  auto statement = ParseProto<v1::WillingnessStatement>(
      "executive: '" + by + "' answer: WILLINGNESS_ANSWER_" + answer +
      " signed_on { year: 2013 month: 11 day: " + std::to_string(day) + " }");
  statement.set_account(account);
  return statement;
}

TriState Decide(const std::vector<v1::WillingnessStatement>& statements) {
  return DecideWillingness(
      FindWillingness(statements, "a", Executives(), kDay, TeamValues()));
}

TEST(Willingness, IsTheLatestAnswerOfAnExecutive) {
  EXPECT_EQ(Decide({}), TRI_STATE_UNKNOWN);
  EXPECT_EQ(Decide({Signed("max", "WILLING", 1)}), TRI_STATE_UNKNOWN);
  EXPECT_EQ(Decide({Signed("eve", "WILLING", 1)}), TRI_STATE_PRESENT);
  EXPECT_EQ(
      Decide({Signed("eve", "UNWILLING", 2), Signed("eve", "WILLING", 1)}),
      TRI_STATE_ABSENT);
  EXPECT_EQ(
      Decide({Signed("eve", "UNWILLING", 2), Signed("eve", "WILLING", 2)}),
      TRI_STATE_UNKNOWN);
}

TEST(Willingness, OfTheAccountComesFirstAndOfAnotherNever) {
  EXPECT_EQ(
      Decide({Signed("eve", "UNWILLING", 1, "a"), Signed("eve", "WILLING", 2)}),
      TRI_STATE_ABSENT);
  EXPECT_EQ(
      Decide({Signed("eve", "UNWILLING", 1, "b"), Signed("eve", "WILLING", 2)}),
      TRI_STATE_PRESENT);
}

}  // namespace
}  // namespace kam::team::executives_test
