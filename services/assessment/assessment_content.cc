#include "services/assessment/assessment_content.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/digest.h"
#include "services/assessment/canonical_bytes.h"
#include "services/assessment/evidence_bundle.h"

namespace kam::assessment {
namespace {

using FlagList = google::protobuf::RepeatedPtrField<v1::VerdictFlag>;
using SourceList = google::protobuf::RepeatedPtrField<v1::SourceReference>;

void ClearRevisions(SourceList* sources) {
  for (v1::SourceReference& one : *sources) one.clear_revision();
}

std::set<std::string> CodesOf(const FlagList& flags) {
  std::set<std::string> codes;
  for (const v1::VerdictFlag& one : flags) codes.insert(one.code());
  return codes;
}

type::v1::Severity GravestOf(const FlagList& flags) {
  type::v1::Severity gravest = type::v1::SEVERITY_UNSPECIFIED;
  for (const v1::VerdictFlag& one : flags) {
    gravest = std::max(gravest, one.severity());
  }
  return gravest;
}

const v1::VerdictSummary* FindSummary(const v1::Assessment& assessment,
                                      v1::Model model) {
  for (const v1::VerdictSummary& one : assessment.previous_verdicts()) {
    if (one.model() == model) return &one;
  }
  return nullptr;
}

template <typename List, typename Element>
bool HasElement(const List& list, const Element& element) {
  return std::find(list.begin(), list.end(), element) != list.end();
}

// Whether the filter shows a verdict; in a snapshot nothing has changed.
bool Shows(const VerdictFilter& filter, const v1::VerdictChange& change,
           bool is_snapshot) {
  if (!filter.models.empty() &&
      !HasElement(filter.models, change.verdict().model())) {
    return false;
  }
  if (filter.changed_only && !change.changed() && !is_snapshot) return false;
  const type::v1::Severity before = is_snapshot
                                        ? type::v1::SEVERITY_UNSPECIFIED
                                        : GravestOf(change.previous().flags());
  return std::max(GravestOf(change.verdict().flags()), before) >=
         filter.least_severity;
}

template <typename Record>
void TellShift(const Record& before, Record* after) {
  after->set_previous(before.name());
  for (const v1::Verdict& one : before.verdicts()) {
    *after->add_previous_verdicts() = SummaryOf(one);
  }
  for (const v1::Model model :
       ChangedModels(before.verdicts(), after->verdicts())) {
    after->add_changed_models(model);
  }
}

}  // namespace

std::string ContentOf(const v1::Verdict& verdict) {
  v1::Verdict content = verdict;
  content.clear_as_of();
  content.clear_policy_version();
  content.clear_policy_digest();
  content.clear_bundle_digest();
  content.clear_title_blind_digest();
  content.clear_compute_time();
  for (v1::Finding& finding : *content.mutable_findings()) {
    if (finding.source_class() == v1::SOURCE_CLASS_DERIVED) {
      finding.clear_observed_on();
    }
    ClearRevisions(finding.mutable_sources());
  }
  for (v1::MissingEvidence& missing : *content.mutable_missing()) {
    ClearRevisions(missing.mutable_sources());
  }
  return CanonicalBytes(content);
}

std::string ContentDigestOf(const Verdicts& verdicts) {
  std::string contents;
  for (const v1::Verdict& one : verdicts) {
    absl::StrAppend(&contents, Sha256(ContentOf(one)));
  }
  return Sha256(contents);
}

v1::VerdictSummary SummaryOf(const v1::Verdict& verdict) {
  v1::VerdictSummary summary;
  summary.set_model(verdict.model());
  summary.set_status(verdict.status());
  summary.set_value(verdict.value());
  if (verdict.has_bounds()) *summary.mutable_bounds() = verdict.bounds();
  for (const v1::VerdictFlag& flag : verdict.flags()) {
    v1::VerdictFlag* one = summary.add_flags();
    one->set_code(flag.code());
    one->set_severity(flag.severity());
  }
  return summary;
}

std::vector<v1::Model> ChangedModels(const Verdicts& before,
                                     const Verdicts& after) {
  std::set<v1::Model> models;
  for (const v1::Verdict& one : before) models.insert(one.model());
  for (const v1::Verdict& one : after) models.insert(one.model());
  std::vector<v1::Model> changed;
  for (const v1::Model model : models) {
    const v1::Verdict* old = FindVerdict(before, model);
    const v1::Verdict* now = FindVerdict(after, model);
    const bool same =
        old != nullptr && now != nullptr && ContentOf(*old) == ContentOf(*now);
    if (!same) changed.push_back(model);
  }
  return changed;
}

void CompareFlags(const FlagList& before, const FlagList& after, Names* raised,
                  Names* cleared) {
  const std::set<std::string> old = CodesOf(before);
  const std::set<std::string> now = CodesOf(after);
  for (const std::string& code : now) {
    if (!old.contains(code)) *raised->Add() = code;
  }
  for (const std::string& code : old) {
    if (!now.contains(code)) *cleared->Add() = code;
  }
}

void FollowOn(const v1::Assessment& before, v1::Assessment* after) {
  TellShift(before, after);
}

void FollowOn(const v1::ProgramDiagnosis& before, v1::ProgramDiagnosis* after) {
  TellShift(before, after);
}

VerdictFilter VerdictFilter::Of(const v1::WatchAssessmentsRequest& request) {
  VerdictFilter filter;
  std::set<v1::Model> models;
  for (const int model : request.models()) {
    models.insert(static_cast<v1::Model>(model));
  }
  filter.models.assign(models.begin(), models.end());
  filter.changed_only = request.changed_only();
  filter.least_severity = request.least_severity();
  return filter;
}

std::string VerdictFilter::Key() const {
  if (models.empty() && !changed_only &&
      least_severity == type::v1::SEVERITY_UNSPECIFIED) {
    return "";
  }
  return absl::StrCat(absl::StrJoin(models, ",",
                                    [](std::string* out, v1::Model model) {
                                      absl::StrAppend(out, int{model});
                                    }),
                      ";", changed_only ? 1 : 0, ";", int{least_severity});
}

bool ShowVerdicts(const VerdictFilter& filter, v1::PublishedAssessment* shown) {
  v1::Assessment* assessment = shown->mutable_assessment();
  if (assessment->retrospective()) return false;
  const bool is_snapshot = shown->kind() == type::v1::CHANGE_KIND_SNAPSHOT;
  for (v1::Verdict& verdict : *assessment->mutable_verdicts()) {
    v1::VerdictChange change;
    change.set_changed(
        assessment->previous().empty() ||
        HasElement(assessment->changed_models(), verdict.model()));
    const v1::VerdictSummary* before =
        FindSummary(*assessment, verdict.model());
    if (before != nullptr) *change.mutable_previous() = *before;
    CompareFlags(change.previous().flags(), verdict.flags(),
                 change.mutable_raised_flags(), change.mutable_cleared_flags());
    *change.mutable_verdict() = std::move(verdict);
    if (Shows(filter, change, is_snapshot)) {
      *shown->add_verdicts() = std::move(change);
    }
  }
  assessment->clear_verdicts();
  assessment->clear_previous_verdicts();
  return shown->verdicts_size() > 0;
}

}  // namespace kam::assessment
