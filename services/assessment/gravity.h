#pragma once

#include <algorithm>

#include "absl/strings/string_view.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "kam/type/v1/type.pb.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

// The gravest of what was found, and of what may yet be found. A verdict that
// lists warnings has it as its value. A value type.
struct Gravity {
  type::v1::Severity shown = type::v1::SEVERITY_UNSPECIFIED;
  type::v1::Severity possible = type::v1::SEVERITY_UNSPECIFIED;
  int known = 0;
  int unknown = 0;

  // Takes a warning of `severity` that holds, does not, or may.
  void Add(TriState state, type::v1::Severity severity) {
    ++(state == kUnknown ? unknown : known);
    if (state == kPresent) shown = std::max(shown, severity);
    if (state != kAbsent) possible = std::max(possible, severity);
  }
};

// Returns "NONE", "INFO", "WARN" or "VIOLATION".
inline const char* SeverityLabel(type::v1::Severity severity) {
  switch (severity) {
    case type::v1::SEVERITY_INFO:
      return "INFO";
    case type::v1::SEVERITY_WARN:
      return "WARN";
    case type::v1::SEVERITY_VIOLATION:
      return "VIOLATION";
    default:
      return "NONE";
  }
}

// Sets value, bounds and status: PROVISIONAL while an unknown could make it
// graver, INSUFFICIENT_DATA when nothing is known.
inline void SetGravity(const Gravity& gravity, v1::Verdict& verdict) {
  verdict.set_value(SeverityLabel(gravity.shown));
  verdict.mutable_bounds()->set_low(SeverityLabel(gravity.shown));
  verdict.mutable_bounds()->set_high(SeverityLabel(gravity.possible));
  if (gravity.known == 0) {
    verdict.set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  } else {
    verdict.set_status(gravity.possible > gravity.shown
                           ? type::v1::VERDICT_STATUS_PROVISIONAL
                           : type::v1::VERDICT_STATUS_DETERMINED);
  }
}

}  // namespace kam::assessment
