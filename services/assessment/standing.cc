#include "services/assessment/standing.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "common/base/date.h"
#include "services/assessment/assessment_content.h"
#include "services/assessment/evidence_bundle.h"

namespace kam::assessment {
namespace {

// Adds the flags of all verdicts, gravest first, then by model and code.
void AddFlags(const Verdicts& verdicts,
              google::protobuf::RepeatedPtrField<v1::StandingFlag>* flags) {
  for (const v1::Verdict& verdict : verdicts) {
    for (const v1::VerdictFlag& flag : verdict.flags()) {
      v1::StandingFlag* one = flags->Add();
      one->set_model(verdict.model());
      one->set_code(flag.code());
      one->set_severity(flag.severity());
      one->set_detail(flag.detail());
    }
  }
  const auto place = [](const v1::StandingFlag& flag) {
    return std::make_tuple(-flag.severity(), flag.model(),
                           std::string_view(flag.code()));
  };
  std::stable_sort(
      flags->pointer_begin(), flags->pointer_end(),
      [&](const auto* a, const auto* b) { return place(*a) < place(*b); });
}

// Fills in what accounts and programmes have in common.
template <typename Judged, typename Standing>
void FillStanding(const Judged& judged, Standing* standing) {
  *standing->mutable_as_of() = judged.as_of();
  *standing->mutable_create_time() = judged.create_time();
  standing->set_retrospective(judged.retrospective());
  standing->set_policy_version(judged.policy_version());
  for (const v1::Verdict& verdict : judged.verdicts()) {
    v1::VerdictSummary* summary = standing->add_verdicts();
    *summary = SummaryOf(verdict);
    summary->clear_flags();
  }
  AddFlags(judged.verdicts(), standing->mutable_flags());
}

template <typename Judged>
bool Holds(const Judged& judged, absl::CivilDay day) {
  const auto assessed = DayFromProto(judged.as_of());
  if (!assessed.ok()) return false;
  if (!judged.retrospective()) return *assessed <= day;
  return *assessed == day && !judged.has_read_time();
}

}  // namespace

bool HoldsOn(const v1::Assessment& assessment, absl::CivilDay day) {
  return Holds(assessment, day);
}

bool HoldsOn(const v1::ProgramDiagnosis& diagnosis, absl::CivilDay day) {
  return Holds(diagnosis, day);
}

v1::AccountStanding StandingOf(const v1::Assessment& assessment) {
  v1::AccountStanding standing;
  standing.set_assessment(assessment.name());
  FillStanding(assessment, &standing);
  for (const v1::Verdict& verdict : assessment.verdicts()) {
    if (verdict.has_phases()) {
      standing.set_relationship_title(verdict.phases().relationship_title());
    }
    if (verdict.has_next_phase()) {
      *standing.mutable_next_phase() = verdict.next_phase();
      standing.mutable_next_phase()->clear_would_lose();
    }
    if (verdict.has_customer_audit()) {
      v1::AuditResult& audit = *standing.mutable_customer_audit();
      audit = verdict.customer_audit();
      audit.clear_audits();
      audit.clear_feeds();
      audit.clear_proposals();
    }
  }
  return standing;
}

v1::ProgramStanding StandingOf(const v1::ProgramDiagnosis& diagnosis) {
  v1::ProgramStanding standing;
  standing.set_diagnosis(diagnosis.name());
  FillStanding(diagnosis, &standing);
  return standing;
}

v1::StandingSummary SummarizeStanding(const v1::Assessment& assessment) {
  v1::StandingSummary summary;
  *summary.mutable_as_of() = assessment.as_of();
  if (const v1::Verdict* phases =
          FindVerdict(assessment.verdicts(), v1::MODEL_PHASES)) {
    summary.set_phase_status(phases->status());
    if (phases->status() != type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
      summary.set_phase(phases->phases().demonstrated());
    }
    summary.set_phase_ceiling(phases->phases().ceiling());
  }
  for (const v1::Verdict& verdict : assessment.verdicts()) {
    for (const v1::VerdictFlag& flag : verdict.flags()) {
      summary.set_severity(std::max(summary.severity(), flag.severity()));
    }
  }
  return summary;
}

}  // namespace kam::assessment
