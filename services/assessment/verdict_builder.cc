#include "services/assessment/verdict_builder.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/digest.h"
#include "services/assessment/canonical_bytes.h"

namespace kam::assessment {
namespace {

using NameList = google::protobuf::RepeatedPtrField<std::string>;

// Adds the names of those that were posted, each once and in order.
void AddNames(const EvidenceList& evidence, NameList* list) {
  absl::InlinedVector<const std::string*, 8> names;
  for (const Observed* one : evidence) {
    if (one->posted != nullptr && !one->posted->name().empty()) {
      names.push_back(&one->posted->name());
    }
  }
  std::sort(names.begin(), names.end(),
            [](const std::string* a, const std::string* b) { return *a < *b; });
  const std::string* last = nullptr;
  for (const std::string* name : names) {
    if (last == nullptr || *last != *name) *list->Add() = *name;
    last = name;
  }
}

std::vector<const v1::SourceReference*> SourcesOf(
    const EvidenceList& evidence) {
  std::vector<const v1::SourceReference*> sources;
  for (const Observed* one : evidence) {
    sources.insert(sources.end(), one->sources.begin(), one->sources.end());
    if (one->posted != nullptr && one->posted->has_source()) {
      sources.push_back(&one->posted->source());
    }
  }
  return sources;
}

template <typename Element, typename Key>
void SortBy(google::protobuf::RepeatedPtrField<Element>* list, Key key) {
  std::stable_sort(
      list->pointer_begin(), list->pointer_end(),
      [&](const Element* a, const Element* b) { return key(*a) < key(*b); });
}

}  // namespace

void AddSources(const std::vector<const v1::SourceReference*>& sources,
                google::protobuf::RepeatedPtrField<v1::SourceReference>* list) {
  if (sources.empty()) return;
  auto key = [](const v1::SourceReference* one) {
    return std::tie(one->service(), one->name());
  };
  std::vector<const v1::SourceReference*> sorted = sources;
  std::sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
    return key(a) != key(b) ? key(a) < key(b) : a->revision() < b->revision();
  });
  const v1::SourceReference* last = nullptr;
  for (const v1::SourceReference* one : sorted) {
    const bool is_new = last == nullptr || key(last) != key(one) ||
                        last->revision() != one->revision();
    if (is_new && !one->name().empty()) *list->Add() = *one;
    last = one;
  }
}

VerdictBuilder::VerdictBuilder(v1::Model model, int model_version,
                               const v1::Evidence& evidence,
                               const ModelPolicy& policy,
                               absl::CivilDay as_of) {
  verdict_.set_model(model);
  verdict_.set_model_version(model_version);
  verdict_.set_policy_version(policy.values().version());
  verdict_.set_policy_digest(policy.digest());
  verdict_.set_subject(evidence.subject());
  *verdict_.mutable_as_of() = ToProto(as_of);
  const CanonicalForms forms = CanonicalFormsOf(
      evidence,
      absl::StrCat(v1::Model_Name(model), "\n", FormatDay(as_of), "\n"));
  verdict_.set_bundle_digest(Sha256(forms.all));
  verdict_.set_title_blind_digest(forms.all == forms.title_blind
                                      ? verdict_.bundle_digest()
                                      : Sha256(forms.title_blind));
}

v1::Finding& VerdictBuilder::AddFinding(const Dimension& dimension,
                                        const Pick& pick) {
  v1::Finding& finding = *verdict_.add_findings();
  finding.set_key(dimension.key);
  finding.set_dimension(dimension.key);
  finding.set_chosen(ValueLabel(dimension, *pick.value));
  finding.set_source_class(pick.source_class);
  *finding.mutable_observed_on() = ToProto(pick.day);
  finding.set_requirement_id(dimension.requirement_id);
  AddNames(pick.evidence, finding.mutable_observations());
  AddSources(SourcesOf(pick.evidence), finding.mutable_sources());
  for (const Dissent& dissent : pick.dissents) {
    v1::Disagreement& other = *finding.add_disagreements();
    other.set_source_class(dissent.source_class);
    other.set_value(ValueLabel(dimension, dissent.value));
    *other.mutable_observed_on() = ToProto(dissent.day);
    AddNames(dissent.evidence, other.mutable_observations());
  }
  return finding;
}

v1::Finding& VerdictBuilder::AddClause(absl::string_view key,
                                       absl::string_view chosen,
                                       absl::string_view rule,
                                       absl::string_view effect,
                                       absl::string_view requirement_id) {
  v1::Finding& finding = *verdict_.add_findings();
  finding.set_key(std::string(key));
  finding.set_chosen(std::string(chosen));
  finding.set_rule(std::string(rule));
  finding.set_effect(std::string(effect));
  finding.set_requirement_id(std::string(requirement_id));
  return finding;
}

void VerdictBuilder::AddMissing(const Dimension& dimension, const Pick& pick) {
  v1::MissingEvidence& missing = *verdict_.add_missing();
  missing.set_dimension(dimension.key);
  missing.set_why(pick.why);
  missing.set_owner_service(dimension.owner);
  missing.set_requirement_id(dimension.requirement_id);
  const EvidenceList& shown =
      pick.why == v1::MISSING_REASON_CONFLICT ? pick.evidence : pick.stale;
  AddNames(shown, missing.mutable_observations());
  AddSources(SourcesOf(shown), missing.mutable_sources());
}

void VerdictBuilder::AddMissing(absl::string_view key,
                                absl::string_view owner_service,
                                absl::string_view requirement_id) {
  v1::MissingEvidence& missing = *verdict_.add_missing();
  missing.set_dimension(std::string(key));
  missing.set_why(v1::MISSING_REASON_NEVER);
  missing.set_owner_service(std::string(owner_service));
  missing.set_requirement_id(std::string(requirement_id));
}

void VerdictBuilder::AddStale(const Dimension& dimension, const Pick& pick) {
  if (pick.stale.empty()) return;
  v1::StaleEvidence& stale = *verdict_.add_stale();
  stale.set_dimension(dimension.key);
  AddNames(pick.stale, stale.mutable_observations());
}

v1::VerdictFlag& VerdictBuilder::AddFlag(absl::string_view code,
                                         type::v1::Severity severity,
                                         absl::string_view requirement_id,
                                         absl::string_view detail,
                                         std::vector<std::string> evidence) {
  v1::VerdictFlag& flag = *verdict_.add_flags();
  flag.set_code(std::string(code));
  flag.set_severity(severity);
  flag.set_requirement_id(std::string(requirement_id));
  flag.set_detail(std::string(detail));
  for (std::string& one : evidence) *flag.add_evidence() = std::move(one);
  return flag;
}

void VerdictBuilder::AddChange(absl::string_view dimension,
                               absl::string_view from,
                               absl::string_view to_at_least,
                               absl::string_view result) {
  v1::Change& change = *verdict_.add_what_would_change();
  v1::ChangeStep& step = *change.add_steps();
  step.set_dimension(std::string(dimension));
  step.set_from(std::string(from));
  step.set_to_at_least(std::string(to_at_least));
  change.set_result(std::string(result));
}

v1::Verdict VerdictBuilder::Build() && {
  SortBy(verdict_.mutable_missing(), [](const v1::MissingEvidence& one) {
    return std::tie(one.dimension());
  });
  SortBy(verdict_.mutable_stale(), [](const v1::StaleEvidence& one) {
    return std::tie(one.dimension());
  });
  SortBy(verdict_.mutable_flags(), [](const v1::VerdictFlag& one) {
    return std::tie(one.code(), one.detail());
  });
  return std::move(verdict_);
}

}  // namespace kam::assessment
