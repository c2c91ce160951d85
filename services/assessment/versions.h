#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/resource/name.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/version_state.pb.h"

// Records of which a programme keeps versions, one of them in force: policies
// and templates.
namespace kam::assessment {

// Returns the number of a version that comes after `others`.
template <typename Record>
int64_t NextVersion(const std::vector<Record>& others) {
  int64_t latest = 0;
  for (const Record& one : others) latest = std::max(latest, one.version());
  return latest + 1;
}

// Returns the version in force, null when there is none. Points into `all`.
template <typename Record>
const Record* VersionInForce(const std::vector<Record>& all) {
  for (const Record& one : all) {
    if (one.state() == v1::VERSION_STATE_ACTIVE) return &one;
  }
  return nullptr;
}

// OK of a draft; FAILED_PRECONDITION, such as POLICY_NOT_DRAFT, of a version
// that was put in force: verdicts name it.
template <typename Record>
absl::Status CheckDraft(const Record& record) {
  if (record.state() == v1::VERSION_STATE_DRAFT) return absl::OkStatus();
  const std::string& singular =
      resource::ResourcePattern::Of<Record>().singular();
  return FailedPrecondition(
      absl::StrCat(absl::AsciiStrToUpper(singular), "_NOT_DRAFT"),
      absl::StrCat("The ", singular, " ", record.name(),
                   " was put in force and stays as it is; create another."));
}

}  // namespace kam::assessment
