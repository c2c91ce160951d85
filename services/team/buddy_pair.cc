#include "services/team/buddy_pair.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/status/errors.h"

namespace kam::team {
namespace {

std::set<std::string> Both(const v1::BuddyPair& pair) {
  return {pair.member(), pair.buddy()};
}

// Whether one ends before the other begins.
bool EndsBefore(const v1::BuddyPair& one, const v1::BuddyPair& other) {
  const auto end = DayFromProto(one.ends_on());
  const auto start = DayFromProto(other.starts_on());
  return end.ok() && start.ok() && *end < *start;
}

}  // namespace

absl::Status CheckOnlyPair(const v1::BuddyPair& pair,
                           const std::vector<v1::BuddyPair>& others) {
  for (const v1::BuddyPair& other : others) {
    if (other.name() == pair.name() || Both(other) != Both(pair) ||
        EndsBefore(other, pair) || EndsBefore(pair, other)) {
      continue;
    }
    return MakeError(absl::StatusCode::kFailedPrecondition, "BUDDY_PAIR_EXISTS",
                     absl::StrCat("The two are a pair already: ", other.name(),
                                  "; change or end that one."),
                     {{"buddy_pair", other.name()}});
  }
  return absl::OkStatus();
}

}  // namespace kam::team
