#include "services/assessment/audit_findings.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/text.h"
#include "common/resource/reference.h"
#include "common/status/errors.h"
#include "google/protobuf/util/time_util.h"
#include "services/assessment/audit_feeds.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/audit_record.h"

namespace kam::assessment {
namespace {

// A name of one line that a list can show.
constexpr size_t kLongestName = 120;

// What a kind of finding would be written as: in which service, under which
// pattern, and which required fields an audit does not tell.
struct Target {
  v1::AuditProposalKind kind;
  const char* service;
  const char* type;
  const char* pattern;
  // The field that takes the day of the audit.
  const char* day;
  // The field that takes the audit's name, if there is one.
  const char* source;
  const char* open_field;
};
constexpr Target kTargets[] = {
    {v1::AUDIT_PROPOSAL_KIND_ISSUE, "account", "kam.account/Issue",
     resource::kIssuePattern, "opened_on", "source_audit", "severity"},
    {v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY, "planning",
     "kam.planning/Opportunity",
     "programs/{program}/accounts/{account}/opportunities/{opportunity}",
     "opened_on", nullptr, nullptr},
    {v1::AUDIT_PROPOSAL_KIND_OBJECTIVE, "account", "kam.account/Objective",
     resource::kObjectivePattern, "recorded_on", "source_audit", nullptr},
    {v1::AUDIT_PROPOSAL_KIND_PRESSURE, "account", "kam.account/Pressure",
     "programs/{program}/accounts/{account}/pressures/{pressure}",
     "recorded_on", nullptr, "source"},
};

const Target* TargetOf(v1::AuditProposalKind kind) {
  const auto* const found =
      std::find_if(std::begin(kTargets), std::end(kTargets),
                   [&](const Target& one) { return one.kind == kind; });
  return found == std::end(kTargets) ? nullptr : found;
}

v1::ProposedRecord RecordOf(const v1::Audit& audit, const Target& target,
                            const std::string& text) {
  v1::ProposedRecord record;
  record.set_service(target.service);
  record.set_type(target.type);
  record.set_parent(AccountOf(audit));
  auto set = [&](const char* field, const std::string& value) {
    v1::ProposedField& added = *record.add_fields();
    added.set_field(field);
    added.set_value(value);
  };
  if (target.kind == v1::AUDIT_PROPOSAL_KIND_ISSUE) {
    set("kind", "KIND_SERVICE");
  }
  const absl::string_view name = Shorten(text, kLongestName);
  set("display_name", std::string(name));
  if (const auto day = DayFromProto(audit.held_on()); day.ok()) {
    set(target.day, FormatDay(*day));
  }
  if (name.size() < text.size()) set("note", text);
  if (target.source != nullptr) set(target.source, audit.name());
  if (target.open_field != nullptr) record.add_open_fields(target.open_field);
  return record;
}

auto ContentOf(const v1::AuditFinding& finding) {
  return std::tie(finding.question(), finding.respondent(), finding.text());
}

bool Has(const v1::Audit& audit, const v1::AuditFinding& finding) {
  return std::any_of(audit.findings().begin(), audit.findings().end(),
                     [&](const v1::AuditFinding& one) {
                       return one.kind() == finding.kind() &&
                              ContentOf(one) == ContentOf(finding);
                     });
}

}  // namespace

void OfferFindings(v1::Audit& audit) {
  if (!audit.valid()) return;
  constexpr absl::CivilDay kLastDay(kLastYear, 12, 31);
  v1::AuditFacts facts;
  *facts.add_audits() = AuditFactOf(audit, kLastDay);
  Violations violations;
  const std::vector<Audit> read =
      ReadAudits(facts.audits(), "audits", kLastDay, violations);
  v1::AuditResult result;
  for (const Audit& one : read) AddProposals(one, result);
  for (const v1::AuditProposal& proposal : result.proposals()) {
    const Target* target = TargetOf(proposal.kind());
    v1::AuditFinding finding;
    finding.set_kind(proposal.kind());
    finding.set_question(proposal.question());
    finding.set_respondent(proposal.respondent());
    finding.set_text(proposal.text());
    if (target == nullptr || Has(audit, finding)) continue;
    finding.set_id(absl::StrCat(audit.findings_size() + 1));
    finding.set_state(v1::AUDIT_FINDING_STATE_OFFERED);
    *finding.mutable_proposal() = RecordOf(audit, *target, proposal.text());
    *audit.add_findings() = std::move(finding);
  }
}

absl::Status Decide(const FindingDecision& decision, v1::Audit& audit) {
  auto& findings = *audit.mutable_findings();
  const auto found = std::find_if(
      findings.begin(), findings.end(),
      [&](const auto& one) { return one.id() == decision.finding; });
  if (found == findings.end()) {
    return NotFound(
        absl::StrCat(audit.name(), ", finding ", Quoted(decision.finding)));
  }
  const Target* target = TargetOf(found->kind());
  if (!decision.record.empty() && target != nullptr) {
    Violations violations;
    resource::CheckReference(decision.record, target->pattern, AccountOf(audit),
                             "record", violations);
    if (absl::Status status = violations.ToStatus(); !status.ok()) {
      return status;
    }
  }
  if (found->state() != v1::AUDIT_FINDING_STATE_OFFERED) {
    if (found->state() == decision.state &&
        found->record() == decision.record) {
      return absl::OkStatus();
    }
    return FailedPrecondition(
        "FINDING_DECIDED",
        absl::StrCat("The finding ", found->id(), " of ", audit.name(),
                     " was decided before; read it again."));
  }
  found->set_state(decision.state);
  found->set_record(decision.record);
  found->set_decision_note(decision.note);
  found->set_decided_by(decision.decided_by);
  *found->mutable_decide_time() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
          absl::ToUnixMicros(decision.decided_at));
  return absl::OkStatus();
}

bool IsFollowedUp(const v1::Audit& audit) {
  return std::any_of(audit.findings().begin(), audit.findings().end(),
                     [](const v1::AuditFinding& one) {
                       return one.kind() == v1::AUDIT_PROPOSAL_KIND_ISSUE &&
                              one.state() == v1::AUDIT_FINDING_STATE_ACCEPTED;
                     });
}

}  // namespace kam::assessment
