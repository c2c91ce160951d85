#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "kam/type/v1/type.pb.h"
#include "services/assessment/model_policy.h"
#include "services/assessment/observation_set.h"

namespace kam::assessment {

// Gathers a verdict and puts it into its canonical order. Not thread-safe.
class VerdictBuilder {
 public:
  // Fills the head of the envelope and the digests of the evidence.
  VerdictBuilder(v1::Model model, int model_version,
                 const v1::Evidence& evidence, const ModelPolicy& policy,
                 absl::CivilDay as_of);

  // Value, bounds, status and the typed result are set here.
  v1::Verdict& verdict() { return verdict_; }

  // Adds what was picked for a known dimension. Call it in the order in which
  // the model declares its dimensions; set rule, effect and detail on what it
  // returns.
  v1::Finding& AddFinding(const Dimension& dimension, const Pick& pick);

  // Adds a clause of a rule that reads no single dimension, after what was
  // added before.
  v1::Finding& AddClause(absl::string_view key, absl::string_view chosen,
                         absl::string_view rule, absl::string_view effect,
                         absl::string_view requirement_id);

  // Adds an unknown dimension: why, who keeps it, what conflicts or is stale.
  void AddMissing(const Dimension& dimension, const Pick& pick);

  // Adds a clause that is unknown for want of records.
  void AddMissing(absl::string_view key, absl::string_view owner_service,
                  absl::string_view requirement_id);

  // Lists what is too old to count, whether or not the dimension is known.
  void AddStale(const Dimension& dimension, const Pick& pick);

  v1::VerdictFlag& AddFlag(absl::string_view code, type::v1::Severity severity,
                           absl::string_view requirement_id,
                           absl::string_view detail,
                           std::vector<std::string> evidence = {});

  // Adds a change of one dimension; `from` is empty when it is unknown.
  void AddChange(absl::string_view dimension, absl::string_view from,
                 absl::string_view to_at_least, absl::string_view result);

  // Returns the verdict: missing, flags and stale in the order of their keys.
  v1::Verdict Build() &&;

 private:
  v1::Verdict verdict_;
};

// Adds records to a finding's or an absence's sources, each once, in the order
// of service, name and revision.
void AddSources(const std::vector<const v1::SourceReference*>& sources,
                google::protobuf::RepeatedPtrField<v1::SourceReference>* list);

}  // namespace kam::assessment
