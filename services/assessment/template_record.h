#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/template.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Notes what is wrong with a template under the programme's policy (4.d,
// S4-07): its indicators as CheckTemplate says, and questions whose key is that
// of one of the seventeen, malformed or given twice, or whose text is blank.
void ValidateTemplate(const v1::Template& draft, const ModelPolicy& policy,
                      Violations& violations);

// FAILED_PRECONDITION, KEY_REUSED, when a template that is to come next brings
// a key back that was in use once and left out since: what was said under it
// would be read as if it had been said of something else. `versions` are the
// programme's; before the first of them the policy's indicators hold.
absl::Status CheckKeysNotReused(const v1::Template& next,
                                const std::vector<v1::Template>& versions,
                                const ModelPolicy& policy);

// Returns the indicators that hold where `in_force`, which may be null, is in
// force: the policy's without it.
v1::IndicatorTemplate IndicatorsOf(const v1::Template* in_force,
                                   const ModelPolicy& policy);

// Whether a template, which may be null, has a question of this key.
bool HasQuestion(const v1::Template* in_force, absl::string_view key);

}  // namespace kam::assessment
