#include "services/assessment/template_record.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/text.h"
#include "common/resource/field_checks.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/indicator_template.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

using Keys = std::set<std::string>;

template <typename Items>
Keys KeysOf(const Items& items) {
  Keys keys;
  for (const auto& item : items) keys.insert(item.key());
  return keys;
}

// Adds to `reused` the keys of `next` that `used` has and `current` has not.
void FindReused(const Keys& next, const Keys& used, const Keys& current,
                Keys& reused) {
  for (const std::string& key : next) {
    if (used.contains(key) && !current.contains(key)) reused.insert(key);
  }
}

void ValidateQuestions(const v1::Template& draft, Violations& violations) {
  Keys keys;
  for (int i = 0; i < draft.questions_size(); ++i) {
    const v1::AuditQuestion& question = draft.questions(i);
    const std::string at = ElementPath("template.questions", i);
    if (!IsOwnQuestion(question.key())) {
      violations.Add(
          absl::StrCat(at, ".key"),
          absl::StrCat("must be a key of the programme's own, lower-case "
                       "letters, digits and underscores, not ",
                       Quoted(question.key())),
          "INVALID_KEY");
    } else if (!keys.insert(question.key()).second) {
      violations.Add(absl::StrCat(at, ".key"), "must not occur twice",
                     "DUPLICATE_QUESTION");
    }
    resource::CheckNotBlank(absl::StrCat(at, ".text"), question.text(),
                            violations);
  }
}

}  // namespace

void ValidateTemplate(const v1::Template& draft, const ModelPolicy& policy,
                      Violations& violations) {
  CheckTemplate(IndicatorsOf(&draft, policy),
                policy.values().partnership_indicators().least_active(),
                "template", violations);
  ValidateQuestions(draft, violations);
}

absl::Status CheckKeysNotReused(const v1::Template& next,
                                const std::vector<v1::Template>& versions,
                                const ModelPolicy& policy) {
  Keys used_indicators = KeysOf(IndicatorsOf(nullptr, policy).indicators());
  Keys indicators = used_indicators;
  Keys used_questions;
  Keys questions;
  for (const v1::Template& one : versions) {
    if (one.state() != v1::VERSION_STATE_ACTIVE &&
        one.state() != v1::VERSION_STATE_SUPERSEDED) {
      continue;
    }
    const Keys its_indicators = KeysOf(one.indicators());
    const Keys its_questions = KeysOf(one.questions());
    used_indicators.insert(its_indicators.begin(), its_indicators.end());
    used_questions.insert(its_questions.begin(), its_questions.end());
    if (one.state() == v1::VERSION_STATE_ACTIVE) {
      indicators = its_indicators;
      questions = its_questions;
    }
  }
  Keys reused;
  FindReused(KeysOf(next.indicators()), used_indicators, indicators, reused);
  FindReused(KeysOf(next.questions()), used_questions, questions, reused);
  if (reused.empty()) return absl::OkStatus();
  return FailedPrecondition(
      "KEY_REUSED",
      absl::StrCat("A template left ", absl::StrJoin(reused, ", "),
                   " out; what was said under a key is not asked again under "
                   "the same, so choose another key."));
}

v1::IndicatorTemplate IndicatorsOf(const v1::Template* in_force,
                                   const ModelPolicy& policy) {
  if (in_force == nullptr) {
    return policy.values().partnership_indicators().template_();
  }
  v1::IndicatorTemplate indicators;
  indicators.set_version(in_force->version());
  *indicators.mutable_indicators() = in_force->indicators();
  return indicators;
}

bool HasQuestion(const v1::Template* in_force, absl::string_view key) {
  if (in_force == nullptr) return false;
  const auto& questions = in_force->questions();
  return std::any_of(
      questions.begin(), questions.end(),
      [&](const v1::AuditQuestion& one) { return one.key() == key; });
}

}  // namespace kam::assessment
