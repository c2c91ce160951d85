// The audits (models.md 4.e): golden examples, thresholds, what is refused.

#include "services/assessment/audit_model.h"

#include <string>
#include <vector>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/audit_builder.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::audit_model_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto kPartner = v1::AUDIT_POSITION_PARTNER;
constexpr auto kSupplier = v1::AUDIT_POSITION_SUPPLIER;
constexpr auto kUnsure = v1::AUDIT_POSITION_UNSURE;
constexpr absl::CivilDay kDay(2024, 6, 30);

absl::StatusOr<v1::Verdict> Try(const v1::AuditFacts& facts,
                                absl::CivilDay day = kDay) {
  v1::Evidence evidence;
  *evidence.mutable_customer_audit() = facts;
  return Evaluate(v1::MODEL_CUSTOMER_AUDIT, evidence, ModelPolicy::Default(),
                  day);
}

v1::Verdict Judge(const v1::AuditFacts& facts, absl::CivilDay day = kDay) {
  const auto verdict = Try(facts, day);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

AuditBuilder Audit(const char* day = "2024-06-01", const char* name = "a1") {
  return AuditBuilder(day, name);
}

std::vector<std::string> CodesOf(const v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const v1::VerdictFlag& flag : verdict.flags()) {
    codes.push_back(flag.code());
  }
  return codes;
}

v1::AuditMarks MarksOf(std::vector<int> marks) {
  AuditBuilder audit = Audit();
  for (const int mark : marks) audit.Mark(mark);
  return Judge(FactsOf({audit.fact()})).customer_audit().marks();
}

v1::AuditPosition PositionOf(std::vector<v1::AuditPosition> positions) {
  AuditBuilder audit = Audit();
  for (const auto position : positions) audit.Position(position);
  return Judge(FactsOf({audit.fact()})).customer_audit().position();
}

TEST(AuditModel, S4_09_TheMarkIsTheLowerMedianAndHasABand) {
  EXPECT_THAT(MarksOf({8, 6}), EqualsProto(ParseProto<v1::AuditMarks>(
                                   "mark: 6 lowest: 6 highest: 8 spread: 2 "
                                   "band: AUDIT_MARK_BAND_FALLS_SHORT")));
  EXPECT_EQ(MarksOf({10, 0, 7}).mark(), 7);
  EXPECT_EQ(MarksOf({1, 2, 9, 10}).mark(), 2);
  EXPECT_EQ(MarksOf({10}).band(), v1::AUDIT_MARK_BAND_EXCEEDS);
  EXPECT_EQ(MarksOf({9}).band(), v1::AUDIT_MARK_BAND_EXCEEDS);
  EXPECT_EQ(MarksOf({8}).band(), v1::AUDIT_MARK_BAND_MEETS);
  EXPECT_EQ(MarksOf({7}).band(), v1::AUDIT_MARK_BAND_MEETS);
  EXPECT_EQ(MarksOf({6}).band(), v1::AUDIT_MARK_BAND_FALLS_SHORT);
  EXPECT_EQ(MarksOf({5}).band(), v1::AUDIT_MARK_BAND_FALLS_SHORT);
  EXPECT_EQ(MarksOf({4}).band(), v1::AUDIT_MARK_BAND_FAILING);
  EXPECT_EQ(MarksOf({0}).band(), v1::AUDIT_MARK_BAND_FAILING);
}

TEST(AuditModel, S4_09_ATieIsASuppliers) {
  EXPECT_EQ(PositionOf({kPartner, kSupplier}), kSupplier);
  EXPECT_EQ(PositionOf({kPartner}), kPartner);
  EXPECT_EQ(PositionOf({kPartner, kPartner, kSupplier}), kPartner);
  EXPECT_EQ(PositionOf({kPartner, kPartner, kSupplier, kUnsure}), kUnsure);
  EXPECT_EQ(PositionOf({kPartner, kUnsure}), kUnsure);
  EXPECT_EQ(PositionOf({kUnsure}), kUnsure);
  EXPECT_EQ(PositionOf({kSupplier, kUnsure, kUnsure}), kSupplier);
  EXPECT_EQ(PositionOf({}), v1::AUDIT_POSITION_UNSPECIFIED);
}

TEST(AuditModel, S4_11_TheNextIsDueAYearAfterTheLatestValid) {
  const auto facts = FactsOf({Audit("2024-02-29").fact()});
  const auto in_time = Judge(facts, absl::CivilDay(2025, 2, 28));
  EXPECT_EQ(FormatDay(*DayFromProto(in_time.customer_audit().due_on())),
            "2025-02-28");
  EXPECT_THAT(CodesOf(in_time), Not(Contains("OVERDUE")));
  EXPECT_THAT(CodesOf(Judge(facts, absl::CivilDay(2025, 3, 1))),
              Contains("OVERDUE"));
  // 13 months old.
  EXPECT_THAT(CodesOf(Judge(facts, absl::CivilDay(2025, 3, 29))),
              Contains("OVERDUE"));
}

TEST(AuditModel, S4_11_TheFirstIsDue90DaysAfterDesignation) {
  const auto facts = ParseProto<v1::AuditFacts>(
      "designated_on { year: 2024 month: 1 day: 1 }");
  EXPECT_THAT(CodesOf(Judge(facts, absl::CivilDay(2024, 3, 31))), IsEmpty());
  EXPECT_THAT(CodesOf(Judge(facts, absl::CivilDay(2024, 4, 1))),
              ElementsAre("OVERDUE"));
  EXPECT_FALSE(Judge({}).customer_audit().has_due_on());
  // Not yet designated.
  EXPECT_FALSE(
      Judge(facts, absl::CivilDay(2023, 12, 31)).customer_audit().has_due_on());
}

TEST(AuditModel, S4_08_TheTopTenAndKeyAccountsAreAskedFaceToFace) {
  auto facts = FactsOf({Audit().fact()});
  facts.mutable_audits(0)->set_channel(v1::AUDIT_CHANNEL_WEB);
  facts.set_top_ranked(false);
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
  facts.set_top_ranked(true);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("METHOD_TOO_LIGHT"));
  for (const auto channel :
       {v1::AUDIT_CHANNEL_TELEPHONE, v1::AUDIT_CHANNEL_QUESTIONNAIRE}) {
    facts.mutable_audits(0)->set_channel(channel);
    EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("METHOD_TOO_LIGHT"));
  }
  facts.mutable_audits(0)->set_channel(v1::AUDIT_CHANNEL_FACE_TO_FACE);
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
  facts.clear_top_ranked();
  facts.mutable_audits(0)->set_channel(v1::AUDIT_CHANNEL_WEB);
  const auto unknown = Judge(facts);
  EXPECT_THAT(CodesOf(unknown), IsEmpty());
  EXPECT_EQ(unknown.missing(2).dimension(), "TOP_RANKED");
  facts.mutable_designated_on()->set_year(2024);
  facts.mutable_designated_on()->set_month(6);
  facts.mutable_designated_on()->set_day(30);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("METHOD_TOO_LIGHT"));
}

TEST(AuditModel, S4_11_ASeniorExecutiveLeadsAndThanks) {
  auto facts = FactsOf({Audit().fact()});
  v1::AuditFact& audit = *facts.mutable_audits(0);
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
  audit.set_interviewer_grade(type::v1::GRADE_DIRECTOR);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("NOT_SENIOR_LED"));
  audit.set_interviewer_grade(type::v1::GRADE_UNSPECIFIED);
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
  audit.set_interviewer_is_account_manager(true);
  audit.set_thanked(false);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("NOT_THANKED", "SELF_AUDIT"));
}

// Leaves out `question`, or puts it without an answer.
v1::AuditReading Without(const char* question, bool skip = false) {
  auto facts = FactsOf({Audit().fact()});
  auto& answers =
      *facts.mutable_audits(0)->mutable_respondents(0)->mutable_answers();
  for (int i = 0; i < answers.size(); ++i) {
    if (answers[i].question() != question) continue;
    answers[i].set_skipped(true);
    if (!skip) answers.DeleteSubrange(i, 1);
  }
  return Judge(facts).customer_audit().audits(0);
}

TEST(AuditModel, S4_11_TheQuestionsAreAMenuOfWhichSomeMustBePut) {
  EXPECT_TRUE(Without("nothing").valid());
  EXPECT_FALSE(Without("p8").valid());
  EXPECT_FALSE(Without("p9").valid());
  EXPECT_TRUE(Without("p8", true).valid());
  // The other ones must be answered.
  EXPECT_FALSE(Without("p1", true).valid());
  EXPECT_FALSE(Without("f1", true).valid());
  for (const auto& [state, is_valid] :
       {std::pair(v1::AUDIT_STATE_DRAFT, false),
        std::pair(v1::AUDIT_STATE_COMPLETED, true),
        std::pair(v1::AUDIT_STATE_AMENDED, true)}) {
    auto facts = FactsOf({Audit().fact()});
    facts.mutable_audits(0)->set_state(state);
    EXPECT_EQ(Judge(facts).customer_audit().audits(0).valid(), is_valid);
  }
  // A programme's own questions count for neither side.
  auto facts = FactsOf({Audit().fact()});
  facts.mutable_audits(0)
      ->mutable_respondents(0)
      ->mutable_answers(0)
      ->set_question("safety");
  EXPECT_FALSE(Judge(facts).customer_audit().audits(0).valid());
}

TEST(AuditModel, S4_09_And_S4_10_AllSeventeenQuestionsAreKnown) {
  AuditBuilder audit = Audit();
  for (const char* question : {"p2", "p3", "p4", "p5", "p6", "p7", "f2", "f3",
                               "f4", "f5", "f6", "f7", "f8"}) {
    audit.Answer(question, "well");
  }
  audit.Mark(8).Position(kPartner);
  const auto reading =
      Judge(FactsOf({audit.fact()})).customer_audit().audits(0);
  EXPECT_THAT(reading.answered(),
              ElementsAre("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9",
                          "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"));
}

TEST(AuditModel, LevelsThatDisagreeArePointedOut) {
  AuditBuilder split = Audit();
  split.Position(kPartner, v1::DECISION_LEVEL_IMPLEMENTER)
      .Position(kSupplier, v1::DECISION_LEVEL_INSTIGATOR);
  const auto verdict = Judge(FactsOf({split.fact()}));
  EXPECT_THAT(CodesOf(verdict), ElementsAre("SPLIT_BY_LEVEL"));
  ASSERT_EQ(verdict.customer_audit().audits(0).levels_size(), 2);
  EXPECT_EQ(verdict.customer_audit().audits(0).levels(0).position(), kSupplier);
  AuditBuilder unknown = Audit();
  unknown.Position(kPartner, v1::DECISION_LEVEL_IMPLEMENTER)
      .Position(kSupplier);
  EXPECT_THAT(CodesOf(Judge(FactsOf({unknown.fact()}))), IsEmpty());
  AuditBuilder unsure = Audit();
  unsure.Position(kPartner, v1::DECISION_LEVEL_IMPLEMENTER)
      .Position(kUnsure, v1::DECISION_LEVEL_INSTIGATOR);
  EXPECT_THAT(CodesOf(Judge(FactsOf({unsure.fact()}))), IsEmpty());
}

TEST(AuditModel, S4_06_TheGapBetweenTheirViewAndOurs) {
  struct Case {
    v1::AuditPosition position;
    v1::PartnershipBand band;
    int phase;  // 0: not known
    const char* code;
  };
  for (const Case& one : {
           Case{kSupplier, v1::PARTNERSHIP_BAND_PARTNER, 0, "PERCEPTION_GAP"},
           Case{kSupplier, v1::PARTNERSHIP_BAND_UNSPECIFIED, 4,
                "PERCEPTION_GAP"},
           Case{kSupplier, v1::PARTNERSHIP_BAND_SUPPLIER, 3, ""},
           Case{kSupplier, v1::PARTNERSHIP_BAND_DEVELOPING, 0, ""},
           Case{kUnsure, v1::PARTNERSHIP_BAND_PARTNER, 5, ""},
           Case{kPartner, v1::PARTNERSHIP_BAND_SUPPLIER, 0, "UNDERESTIMATED"},
           Case{kPartner, v1::PARTNERSHIP_BAND_DEVELOPING, 2, "UNDERESTIMATED"},
           Case{kPartner, v1::PARTNERSHIP_BAND_DEVELOPING, 3, ""},
           Case{kPartner, v1::PARTNERSHIP_BAND_SUPPLIER, 4, ""},
           Case{kPartner, v1::PARTNERSHIP_BAND_PARTNER, 1, ""},
           Case{kPartner, v1::PARTNERSHIP_BAND_UNSPECIFIED, 0, ""},
       }) {
    AuditBuilder audit = Audit();
    auto facts = FactsOf({audit.Position(one.position).fact()});
    facts.set_scorecard_band(one.band);
    if (one.phase > 0) facts.set_demonstrated_phase(one.phase);
    const auto codes = CodesOf(Judge(facts));
    if (*one.code == '\0') {
      EXPECT_THAT(codes, IsEmpty()) << facts.DebugString();
    } else {
      EXPECT_THAT(codes, ElementsAre(one.code)) << facts.DebugString();
    }
  }
}

TEST(AuditModel, A24_AnAuditGivesAtMostOnePerception) {
  auto perception = [](v1::AuditPosition position,
                       std::vector<v1::AuditComparison> comparisons) {
    AuditBuilder audit = Audit();
    audit.Position(position);
    for (const auto one : comparisons) audit.Comparison(one);
    const auto verdict = Judge(FactsOf({audit.fact()}));
    const auto& reading = verdict.customer_audit().audits(0);
    EXPECT_EQ(verdict.customer_audit().feeds(0).dimension() == "PERCEPTION",
              !reading.perception().empty());
    for (const auto& flag : reading.flags()) {
      if (flag == "PERCEPTION_INCONSISTENT") return flag;
    }
    return reading.perception();
  };
  constexpr auto kFirst = v1::AUDIT_COMPARISON_FIRST_CHOICE;
  constexpr auto kOnly = v1::AUDIT_COMPARISON_ONLY;
  constexpr auto kSame = v1::AUDIT_COMPARISON_SAME_AS_OTHERS;
  EXPECT_EQ(perception(kPartner, {}), "PARTNER");
  EXPECT_EQ(perception(kPartner, {kFirst}), "PARTNER");
  EXPECT_EQ(perception(kPartner, {kSame}), "PERCEPTION_INCONSISTENT");
  EXPECT_EQ(perception(kSupplier, {}), "");
  EXPECT_EQ(perception(kSupplier, {kFirst}), "PREFERRED_OR_KEY");
  EXPECT_EQ(perception(kSupplier, {kOnly, kFirst}), "PREFERRED_OR_KEY");
  EXPECT_EQ(perception(kSupplier, {kSame}), "ONE_OF_SIMILAR");
  EXPECT_EQ(perception(kSupplier, {kSame, kOnly}), "PERCEPTION_INCONSISTENT");
}

TEST(AuditModel, OtherModelsAreFedByTheLatestValidAuditAlone) {
  AuditBuilder audit = Audit("2024-06-01", "audits/x");
  audit.Position(kPartner);
  audit.Answer("p3", "late").add_issues()->set_already_logged(true);
  audit.fact().set_followed_up(true);
  auto facts = FactsOf({audit.fact(), Audit("2024-05-01", "old").fact()});
  v1::AuditResult result = Judge(facts).customer_audit();
  ASSERT_EQ(result.feeds_size(), 4);
  EXPECT_EQ(result.feeds(0).value(), "PARTNER");
  EXPECT_EQ(result.feeds(1).dimension(), "feedback_open");
  EXPECT_EQ(result.feeds(2).dimension(), "no_nasty_surprises");
  EXPECT_EQ(result.feeds(2).value(), "PRESENT");
  EXPECT_EQ(result.feeds(3).dimension(), "told_partner");
  EXPECT_EQ(result.feeds(3).value(), "PRESENT");
  EXPECT_EQ(result.feeds(3).source().name(), "audits/x");
  audit.Answer("p4", "leaks").add_issues()->set_text("valves leak");
  audit.Answer("f5", "stock").mutable_issues();
  result = Judge(FactsOf({audit.fact()})).customer_audit();
  EXPECT_EQ(result.feeds(2).value(), "ABSENT");
  ASSERT_EQ(result.proposals_size(), 3);
  EXPECT_EQ(result.proposals(0).kind(), v1::AUDIT_PROPOSAL_KIND_ISSUE);
  EXPECT_EQ(result.proposals(0).text(), "valves leak");
  EXPECT_EQ(result.proposals(1).kind(), v1::AUDIT_PROPOSAL_KIND_PRESSURE);
  EXPECT_EQ(result.proposals(2).kind(), v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY);
  // What does not count feeds nothing.
  audit.fact().set_state(v1::AUDIT_STATE_DRAFT);
  result = Judge(FactsOf({audit.fact()})).customer_audit();
  EXPECT_THAT(result.feeds(), IsEmpty());
  EXPECT_THAT(result.proposals(), IsEmpty());
}

TEST(AuditModel, TheTrendIsComparableWithOneRespondentInCommon) {
  AuditBuilder now = Audit("2024-06-01", "now");
  AuditBuilder before = Audit("2023-06-01", "before");
  now.Mark(8);
  before.Mark(5);
  auto facts = FactsOf({before.fact(), now.fact()});
  v1::AuditTrend trend = Judge(facts).customer_audit().trend();
  EXPECT_TRUE(trend.comparable());
  EXPECT_EQ(trend.mark_change(), 3);
  EXPECT_EQ(trend.previous_audit(), "before");
  for (auto& one : *facts.mutable_audits(0)->mutable_respondents()) {
    one.set_contact(one.contact() + "x");
  }
  trend = Judge(facts).customer_audit().trend();
  EXPECT_FALSE(trend.comparable());
  EXPECT_EQ(trend.mark_change(), 3);
  facts.mutable_audits(0)->set_state(v1::AUDIT_STATE_DRAFT);
  EXPECT_FALSE(Judge(facts).customer_audit().has_trend());
}

TEST(AuditModel, AuditsOfOneDayAreOrderedByCompletion) {
  auto facts =
      FactsOf({Audit("2024-06-01", "a").fact(), Audit("2024-06-01", "b").fact(),
               Audit("2024-07-01", "later").fact()});
  EXPECT_THAT(Try(facts),
              StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_AUDIT"));
  facts.mutable_audits(0)->set_completion_sequence(1);
  EXPECT_EQ(Judge(facts).customer_audit().latest_valid(), "a");
  facts.mutable_audits(1)->set_completion_sequence(2);
  EXPECT_EQ(Judge(facts).customer_audit().latest_valid(), "b");
}

TEST(AuditModel, TheStatusSaysWhatIsWanting) {
  EXPECT_EQ(Judge({}).status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  AuditBuilder audit = Audit();
  EXPECT_EQ(Judge(FactsOf({audit.Mark(7).fact()})).status(),
            type::v1::VERDICT_STATUS_PROVISIONAL);
  const auto facts = FactsOf({audit.Position(kPartner).fact()});
  const auto verdict = Judge(facts);
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(verdict.value(), "MEETS");
  EXPECT_EQ(Judge(facts, absl::CivilDay(2025, 6, 2)).status_reason(),
            "OVERDUE");
}

}  // namespace
}  // namespace kam::assessment::audit_model_test
