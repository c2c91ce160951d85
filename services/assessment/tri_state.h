#pragma once

#include <initializer_list>

#include "kam/type/v1/type.pb.h"

namespace kam::assessment {

using type::v1::TriState;

inline constexpr TriState kPresent = type::v1::TRI_STATE_PRESENT;
inline constexpr TriState kAbsent = type::v1::TRI_STATE_ABSENT;
inline constexpr TriState kUnknown = type::v1::TRI_STATE_UNKNOWN;

// PRESENT or ABSENT.
constexpr TriState Known(bool holds) { return holds ? kPresent : kAbsent; }

// What is not stated is unknown.
constexpr TriState Stated(TriState state) {
  return state == kPresent || state == kAbsent ? state : kUnknown;
}

// Three-valued AND: ABSENT if any is, else UNKNOWN if any is; PRESENT of none.
constexpr TriState AllOf(std::initializer_list<TriState> states) {
  TriState all = kPresent;
  for (const TriState state : states) {
    if (Stated(state) == kAbsent) return kAbsent;
    if (Stated(state) == kUnknown) all = kUnknown;
  }
  return all;
}

// Three-valued OR: PRESENT if any is, else UNKNOWN if any is; ABSENT of none.
constexpr TriState AnyOf(std::initializer_list<TriState> states) {
  TriState any = kAbsent;
  for (const TriState state : states) {
    if (Stated(state) == kPresent) return kPresent;
    if (Stated(state) == kUnknown) any = kUnknown;
  }
  return any;
}

// Returns "PRESENT", "ABSENT" or "UNKNOWN".
constexpr const char* StateLabel(TriState state) {
  switch (Stated(state)) {
    case kPresent:
      return "PRESENT";
    case kAbsent:
      return "ABSENT";
    default:
      return "UNKNOWN";
  }
}

// What a list tells of something that it does not hold: ABSENT when the list is
// complete, else UNKNOWN.
constexpr TriState NotListed(bool complete) {
  return complete ? kAbsent : kUnknown;
}

}  // namespace kam::assessment
