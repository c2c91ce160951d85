#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "kam/assessment/v1/policy.pb.h"
#include "services/assessment/title_claims.h"

namespace kam::assessment {

// A policy that models evaluate under: every value is there and within its
// range. Immutable and thread-safe.
class ModelPolicy {
 public:
  // Returns `given`, completed with the defaults; a list that is given replaces
  // the default one. INVALID_ARGUMENT names every field that is not known
  // here, out of the range that its option `range` states, or at odds with
  // another, reason INVALID_POLICY.
  static absl::StatusOr<ModelPolicy> Resolve(const v1::Policy& given);

  // Returns the defaults, as policy/default_policy.txtpb states them.
  static const ModelPolicy& Default();

  const v1::Policy& values() const { return values_; }

  // The words that the values hold to claim key account management.
  const KamWords& kam_words() const { return kam_words_; }

  // SHA-256 of the values, without the version.
  const std::string& digest() const { return digest_; }

 private:
  explicit ModelPolicy(v1::Policy values);

  v1::Policy values_;
  KamWords kam_words_;
  std::string digest_;
};

// The text of policy/default_policy.txtpb, comments included.
absl::string_view DefaultPolicyText();

}  // namespace kam::assessment
