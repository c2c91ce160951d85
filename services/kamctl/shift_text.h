#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "kam/assessment/v1/assessing.pb.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// Returns "2 to 4" where the bounds of a verdict, or of one in short, differ.
template <typename Verdict>
std::string BoundsOf(const Verdict& verdict) {
  const auto& bounds = verdict.bounds();
  if (bounds.low() == bounds.high()) return "";
  return absl::StrCat(bounds.low(), " to ", bounds.high());
}

// Writes how one model's verdict differs, dimension by dimension.
void PrintShift(const assessment::v1::VerdictShift& shift, Session& session);

}  // namespace kam::kamctl
