// Fuzzes the evaluation of one model, KAM_FUZZED_MODEL. The first byte chooses
// between evidence as it comes over the wire and evidence built field by field
// from the bytes that follow.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/string_view.h"
#include "common/resource/field_behavior.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/random_evidence.h"

namespace kam::assessment {
namespace {

constexpr v1::Model kModel = v1::KAM_FUZZED_MODEL;

void Demand(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "broken: " << what << '\n';
  std::abort();
}

v1::Evidence ReadEvidence(absl::string_view bytes) {
  const bool is_wire = !bytes.empty() && (bytes.front() & 1) != 0;
  bytes.remove_prefix(bytes.empty() ? 0 : 1);
  v1::Evidence evidence;
  if (!is_wire) {
    RandomNumbers random(bytes);
    return RandomEvidence(kModel, random);
  }
  if (!evidence.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    evidence.Clear();
  }
  return evidence;
}

void Check(absl::string_view bytes) {
  v1::Evidence evidence = ReadEvidence(bytes);
  // The server checks fields before a model sees them.
  Violations violations;
  resource::CheckInput(evidence, "evidence", violations);
  const auto verdict =
      Evaluate(kModel, evidence, ModelPolicy::Default(), kRandomDay);
  RandomNumbers random(uint64_t{1});
  ShuffleLists(evidence, random);
  const auto other =
      Evaluate(kModel, evidence, ModelPolicy::Default(), kRandomDay);
  Demand(verdict.ok() == other.ok(), "the order of lists decides");
  if (!verdict.ok()) {
    Demand(verdict.status().code() == absl::StatusCode::kInvalidArgument,
           "evidence is refused for another reason than itself");
    return;
  }
  if (!violations.empty()) return;
  Demand(verdict->SerializeAsString() == other->SerializeAsString(),
         "the order of lists shows");
  Demand(verdict->status() != type::v1::VERDICT_STATUS_UNSPECIFIED,
         "a verdict has no status");
  Demand(!verdict->value().empty(), "a verdict has no value");
}

}  // namespace
}  // namespace kam::assessment

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kam::assessment::Check(
      absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
