#include "services/assessment/audit_model.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"
#include "services/assessment/audit_feeds.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kAuditVersion = 1;
constexpr char kOwner[] = "assessment";

// What is pointed out of an audit: by code the severity, the requirement and
// what was seen.
struct AuditFlag {
  const char* code;
  type::v1::Severity severity;
  const char* requirement_id;
  const char* detail;
};
constexpr AuditFlag kAuditFlags[] = {
    {"NOT_SENIOR_LED", type::v1::SEVERITY_WARN, "S4-11",
     "No senior executive led the latest audit."},
    {"NOT_THANKED", type::v1::SEVERITY_INFO, "S4-11",
     "Nobody said thank you at the latest audit."},
    {"PERCEPTION_INCONSISTENT", type::v1::SEVERITY_WARN, "S4-09",
     "The answers to p5 contradict each other, or p9."},
    {"SELF_AUDIT", type::v1::SEVERITY_WARN, "S4-11",
     "The account's own manager led the latest audit."},
    {"SPLIT_BY_LEVEL", type::v1::SEVERITY_WARN, "S4-14",
     "Levels of the customer disagree whether we are a partner."},
};

std::string BandWord(v1::AuditMarkBand band) {
  return std::string(
      absl::StripPrefix(v1::AuditMarkBand_Name(band), "AUDIT_MARK_BAND_"));
}

std::string PositionWord(v1::AuditPosition position) {
  return std::string(
      absl::StripPrefix(v1::AuditPosition_Name(position), "AUDIT_POSITION_"));
}

v1::AuditMarkBand BandOf(int mark, const v1::AuditPolicy& policy) {
  if (mark >= policy.exceeds_mark()) return v1::AUDIT_MARK_BAND_EXCEEDS;
  if (mark >= policy.meets_mark()) return v1::AUDIT_MARK_BAND_MEETS;
  return mark >= policy.falls_short_mark() ? v1::AUDIT_MARK_BAND_FALLS_SHORT
                                           : v1::AUDIT_MARK_BAND_FAILING;
}

void FillMarks(const Audit& audit, const v1::AuditPolicy& policy,
               v1::AuditReading& reading) {
  const auto mark = MedianMark(audit);
  if (!mark.has_value()) return;
  v1::AuditMarks& marks = *reading.mutable_marks();
  marks.set_mark(*mark);
  marks.set_lowest(audit.marks.front());
  marks.set_highest(audit.marks.back());
  marks.set_spread(audit.marks.back() - audit.marks.front());
  marks.set_band(BandOf(*mark, policy));
}

// What each level says; its order is that of DecisionLevel.
std::map<v1::DecisionLevel, PositionCount> CountByLevel(const Audit& audit) {
  std::map<v1::DecisionLevel, PositionCount> levels;
  for (const v1::AuditRespondent& respondent : audit.fact->respondents()) {
    for (const v1::AuditAnswer& answer : respondent.answers()) {
      if (QuestionNumber(answer.question()) == kPosition &&
          answer.answer_case() == v1::AuditAnswer::kPosition) {
        levels[respondent.level()].Add(answer.position());
      }
    }
  }
  return levels;
}

// Fills the positions; returns whether two known levels say the opposite.
bool FillPositions(const Audit& audit, v1::AuditReading& reading) {
  reading.set_position(audit.positions.Position());
  bool partner = false;
  bool supplier = false;
  for (const auto& [level, count] : CountByLevel(audit)) {
    v1::LevelPosition& one = *reading.add_levels();
    one.set_level(level);
    one.set_position(count.Position());
    one.set_partner(count.partner);
    one.set_supplier(count.supplier);
    one.set_unsure(count.unsure);
    if (level == v1::DECISION_LEVEL_UNSPECIFIED) continue;
    partner = partner || one.position() == v1::AUDIT_POSITION_PARTNER;
    supplier = supplier || one.position() == v1::AUDIT_POSITION_SUPPLIER;
  }
  return partner && supplier;
}

v1::AuditReading ReadingOf(const Audit& audit, const v1::AuditPolicy& policy) {
  v1::AuditReading reading;
  reading.set_audit(audit.fact->source().name());
  *reading.mutable_held_on() = ToProto(audit.held_on);
  reading.set_valid(audit.valid);
  FillMarks(audit, policy, reading);
  const bool is_split = FillPositions(audit, reading);
  for (size_t i = 0; i < kAuditQuestions.size(); ++i) {
    if (audit.asked[i]) reading.add_asked(std::string(kAuditQuestions[i]));
    if (audit.answered[i]) {
      reading.add_answered(std::string(kAuditQuestions[i]));
    }
  }
  // What does not count is not judged either.
  if (!audit.valid) return reading;
  const AuditPerception perception = PerceptionOf(audit);
  reading.set_perception(perception.value);
  const v1::AuditFact& fact = *audit.fact;
  if (fact.interviewer_grade() != type::v1::GRADE_UNSPECIFIED &&
      fact.interviewer_grade() < policy.senior_grade()) {
    reading.add_flags("NOT_SENIOR_LED");
  }
  if (!fact.thanked()) reading.add_flags("NOT_THANKED");
  if (!perception.is_consistent) reading.add_flags("PERCEPTION_INCONSISTENT");
  if (fact.interviewer_is_account_manager()) reading.add_flags("SELF_AUDIT");
  if (is_split) reading.add_flags("SPLIT_BY_LEVEL");
  return reading;
}

// Compares the latest valid audit to the valid one before, if there is one.
void FillTrend(const std::vector<Audit>& audits, v1::AuditResult& result) {
  std::vector<const Audit*> valid;
  for (const Audit& audit : audits) {
    if (audit.valid) valid.push_back(&audit);
  }
  if (valid.size() < 2) return;
  std::set<absl::string_view> contacts;
  for (const auto& respondent : valid[1]->fact->respondents()) {
    contacts.insert(respondent.contact());
  }
  const auto& now = valid[0]->fact->respondents();
  v1::AuditTrend& trend = *result.mutable_trend();
  trend.set_previous_audit(valid[1]->fact->source().name());
  *trend.mutable_previous_held_on() = ToProto(valid[1]->held_on);
  trend.set_comparable(
      std::any_of(now.begin(), now.end(), [&](const v1::AuditRespondent& one) {
        return contacts.contains(one.contact());
      }));
  const auto mark = MedianMark(*valid[0]);
  const auto before = MedianMark(*valid[1]);
  if (mark.has_value() && before.has_value()) {
    trend.set_mark_change(*mark - *before);
  }
}

// Fills a verdict on the audits. Used once.
class AuditVerdict {
 public:
  AuditVerdict(const v1::AuditFacts& facts, const std::vector<Audit>& audits,
               std::optional<absl::CivilDay> designated_on,
               const v1::AuditPolicy& policy, absl::CivilDay as_of,
               VerdictBuilder& builder)
      : facts_(facts),
        audits_(audits),
        latest_(LatestValid(audits)),
        designated_on_(designated_on),
        policy_(policy),
        as_of_(as_of),
        builder_(builder),
        result_(*builder.verdict().mutable_customer_audit()) {}

  void Fill() {
    for (const Audit& audit : audits_) {
      *result_.add_audits() = ReadingOf(audit, policy_);
    }
    FillSchedule();
    FillLatest();
    FillValue();
    FillFindings();
    FillFlags();
  }

 private:
  void FillSchedule() {
    std::optional<absl::CivilDay> due;
    if (latest_ != nullptr) {
      due = AddMonths(latest_->held_on, policy_.interval_months());
    } else if (designated_on_.has_value()) {
      due = *designated_on_ + policy_.first_audit_days();
    }
    if (!due.has_value()) return;
    *result_.mutable_due_on() = ToProto(*due);
    result_.set_overdue(as_of_ > *due);
  }

  void FillLatest() {
    if (latest_ == nullptr) return;
    for (const v1::AuditReading& reading : result_.audits()) {
      if (!reading.valid()) continue;
      if (reading.has_marks()) *result_.mutable_marks() = reading.marks();
      result_.set_position(reading.position());
      flags_ = {reading.flags().begin(), reading.flags().end()};
      break;
    }
    result_.set_latest_valid(latest_->fact->source().name());
    *result_.mutable_latest_valid_on() = ToProto(latest_->held_on);
    FillTrend(audits_, result_);
    AddFeeds(*latest_, result_);
    AddProposals(*latest_, result_);
  }

  void FillValue() {
    v1::Verdict& verdict = builder_.verdict();
    const bool has_mark = result_.has_marks();
    const std::string band =
        has_mark ? BandWord(result_.marks().band()) : "UNKNOWN";
    verdict.set_value(band);
    verdict.mutable_bounds()->set_low(has_mark ? band : "FAILING");
    verdict.mutable_bounds()->set_high(has_mark ? band : "EXCEEDS");
    if (latest_ == nullptr) {
      verdict.set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
      verdict.set_status_reason("NO_VALID_AUDIT");
    } else if (!has_mark ||
               result_.position() == v1::AUDIT_POSITION_UNSPECIFIED) {
      verdict.set_status(type::v1::VERDICT_STATUS_PROVISIONAL);
      verdict.set_status_reason("UNANSWERED");
    } else if (result_.overdue()) {
      verdict.set_status(type::v1::VERDICT_STATUS_PROVISIONAL);
      verdict.set_status_reason("OVERDUE");
    } else {
      verdict.set_status(type::v1::VERDICT_STATUS_DETERMINED);
    }
  }

  v1::Finding& AddAuditClause(absl::string_view key, absl::string_view chosen,
                              absl::string_view effect,
                              absl::string_view requirement_id) {
    v1::Finding& finding =
        builder_.AddClause(key, chosen, key, effect, requirement_id);
    finding.set_source_class(v1::SOURCE_CLASS_CUSTOMER);
    *finding.mutable_observed_on() = ToProto(latest_->held_on);
    AddSources({&latest_->fact->source()}, finding.mutable_sources());
    return finding;
  }

  void FillFindings() {
    if (latest_ == nullptr) {
      builder_.AddMissing("AUDIT", kOwner, "S4-11");
      return;
    }
    if (result_.has_marks()) {
      const v1::AuditMarks& marks = result_.marks();
      AddAuditClause("MARK", absl::StrCat(marks.mark()), BandWord(marks.band()),
                     "S4-09")
          .set_detail(absl::StrCat("Marks out of ten were ", marks.lowest(),
                                   " to ", marks.highest(), "."));
    } else {
      builder_.AddMissing("MARK", kOwner, "S4-09");
    }
    if (result_.position() != v1::AUDIT_POSITION_UNSPECIFIED) {
      AddAuditClause("POSITION", PositionWord(result_.position()),
                     PositionWord(result_.position()), "S4-09")
          .set_detail(absl::StrCat(latest_->positions.partner, " say partner, ",
                                   latest_->positions.supplier, " supplier, ",
                                   latest_->positions.unsure, " are unsure."));
    } else {
      builder_.AddMissing("POSITION", kOwner, "S4-09");
    }
    AddAuditClause("SCHEDULE", FormatDay(latest_->held_on),
                   result_.overdue() ? "OVERDUE" : "IN_TIME", "S4-11");
  }

  void AddFlag(absl::string_view code, type::v1::Severity severity,
               absl::string_view requirement_id, absl::string_view detail) {
    std::vector<std::string> evidence;
    if (!result_.latest_valid().empty()) {
      evidence.push_back(result_.latest_valid());
    }
    builder_.AddFlag(code, severity, requirement_id, detail,
                     std::move(evidence));
  }

  void FillFlags() {
    for (const AuditFlag& flag : kAuditFlags) {
      if (std::find(flags_.begin(), flags_.end(), flag.code) == flags_.end()) {
        continue;
      }
      AddFlag(flag.code, flag.severity, flag.requirement_id, flag.detail);
    }
    if (result_.overdue()) {
      const auto due = DayFromProto(result_.due_on());
      AddFlag("OVERDUE", type::v1::SEVERITY_WARN, "S4-11",
              absl::StrCat("An audit was due on ", FormatDay(*due), "."));
    }
    if (latest_ == nullptr) return;
    FlagMethod();
    FlagGap();
  }

  void FlagMethod() {
    const bool is_in_person =
        latest_->fact->channel() == v1::AUDIT_CHANNEL_FACE_TO_FACE;
    if (is_in_person) return;
    if (designated_on_.has_value() || facts_.top_ranked()) {
      AddFlag("METHOD_TOO_LIGHT", type::v1::SEVERITY_WARN, "S4-08",
              "The latest audit of one of the most important customers was "
              "not face to face.");
    } else if (!facts_.has_top_ranked()) {
      builder_.AddMissing("TOP_RANKED", "account", "S4-08");
    }
  }

  // How we see ourselves against how the customer sees us.
  void FlagGap() {
    const v1::PartnershipBand band = facts_.scorecard_band();
    const bool has_phase = facts_.has_demonstrated_phase();
    const int phase = facts_.demonstrated_phase();
    const bool thinks_partner = band == v1::PARTNERSHIP_BAND_PARTNER ||
                                (has_phase && phase >= policy_.partner_phase());
    const bool thinks_supplier =
        band == v1::PARTNERSHIP_BAND_SUPPLIER ||
        (has_phase && phase <= policy_.supplier_phase());
    if (thinks_partner && result_.position() == v1::AUDIT_POSITION_SUPPLIER) {
      AddFlag("PERCEPTION_GAP", type::v1::SEVERITY_WARN, "S4-06",
              "We count ourselves as a partner; the customer says supplier.");
    }
    if (!thinks_partner && thinks_supplier &&
        result_.position() == v1::AUDIT_POSITION_PARTNER) {
      AddFlag("UNDERESTIMATED", type::v1::SEVERITY_INFO, "S4-06",
              "The customer says partner; we count ourselves as a supplier.");
    }
  }

  const v1::AuditFacts& facts_;
  const std::vector<Audit>& audits_;
  const Audit* latest_;
  std::optional<absl::CivilDay> designated_on_;
  const v1::AuditPolicy& policy_;
  absl::CivilDay as_of_;
  VerdictBuilder& builder_;
  v1::AuditResult& result_;
  // Codes of the latest valid audit.
  std::vector<std::string> flags_;
};

}  // namespace

absl::StatusOr<v1::Verdict> EvaluateAudits(const v1::Evidence& evidence,
                                           const ModelPolicy& policy,
                                           absl::CivilDay as_of) {
  Violations violations;
  RefuseOtherModels(evidence, {}, violations);
  const v1::AuditFacts& facts = evidence.customer_audit();
  const std::vector<Audit> audits = ReadAudits(
      facts.audits(), "evidence.customer_audit.audits", as_of, violations);
  const auto designated_on =
      OptionalDay(facts.designated_on(),
                  "evidence.customer_audit.designated_on", violations);
  if (facts.has_demonstrated_phase() &&
      (facts.demonstrated_phase() < 1 ||
       facts.demonstrated_phase() > kLastPhase)) {
    violations.Add("evidence.customer_audit.demonstrated_phase",
                   "must be from 1 to 5", "OUT_OF_RANGE");
  }
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  VerdictBuilder builder(v1::MODEL_CUSTOMER_AUDIT, kAuditVersion, evidence,
                         policy, as_of);
  const bool is_designated =
      designated_on.has_value() && *designated_on <= as_of;
  AuditVerdict(facts, audits, is_designated ? designated_on : std::nullopt,
               policy.values().customer_audit(), as_of, builder)
      .Fill();
  return std::move(builder).Build();
}

void CheckAuditPolicy(const v1::AuditPolicy& policy, Violations& violations) {
  constexpr char kReason[] = "INVALID_POLICY";
  if (policy.meets_mark() <= policy.falls_short_mark()) {
    violations.Add("policy.customer_audit.meets_mark",
                   "must be above falls_short_mark", kReason);
  }
  if (policy.exceeds_mark() <= policy.meets_mark()) {
    violations.Add("policy.customer_audit.exceeds_mark",
                   "must be above meets_mark", kReason);
  }
  if (policy.partner_phase() <= policy.supplier_phase()) {
    violations.Add("policy.customer_audit.partner_phase",
                   "must be above supplier_phase", kReason);
  }
}

}  // namespace kam::assessment
