#pragma once

#include <string>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/assessment.pb.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"
#include "kam/assessment/v1/published_assessment.pb.h"
#include "kam/assessment/v1/verdict.pb.h"

// What an assessment says, and how that differs from another one.
namespace kam::assessment {

using Verdicts = google::protobuf::RepeatedPtrField<v1::Verdict>;
using Names = google::protobuf::RepeatedPtrField<std::string>;

// Bytes that are equal for two verdicts that say the same. The day assessed and
// the days of what holds on it, revisions, the policy's version and digests of
// evidence are not part of what a verdict says: they move although nothing
// does.
std::string ContentOf(const v1::Verdict& verdict);

// SHA-256 of what verdicts say.
std::string ContentDigestOf(const Verdicts& verdicts);

// A verdict in short.
v1::VerdictSummary SummaryOf(const v1::Verdict& verdict);

// Returns the models of which the two say something else, or which only one
// has, in order.
std::vector<v1::Model> ChangedModels(const Verdicts& before,
                                     const Verdicts& after);

// Adds the codes of flags that are only in `after` to `raised`, and those only
// in `before` to `cleared`, each once and in order.
void CompareFlags(
    const google::protobuf::RepeatedPtrField<v1::VerdictFlag>& before,
    const google::protobuf::RepeatedPtrField<v1::VerdictFlag>& after,
    Names* raised, Names* cleared);

// Fills in how an assessment, or a diagnosis, differs from the one before.
void FollowOn(const v1::Assessment& before, v1::Assessment* after);
void FollowOn(const v1::ProgramDiagnosis& before, v1::ProgramDiagnosis* after);

// Which of a stream's verdicts are shown.
struct VerdictFilter {
  std::vector<v1::Model> models;  // all when empty
  bool changed_only = false;
  type::v1::Severity least_severity = type::v1::SEVERITY_UNSPECIFIED;

  static VerdictFilter Of(const v1::WatchAssessmentsRequest& request);
  // Equal for two filters that show the same; empty for one that shows all.
  std::string Key() const;
};

// Moves the verdicts that the filter shows out of the assessment, each with
// what it was before. Returns whether anything is left to show: nothing of an
// assessment that looks back.
bool ShowVerdicts(const VerdictFilter& filter, v1::PublishedAssessment* shown);

}  // namespace kam::assessment
