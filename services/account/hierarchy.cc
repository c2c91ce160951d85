#include "services/account/hierarchy.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::account {
namespace {

constexpr int kMaxSteps = 1000;

// A stretch of days, both ends inclusive.
struct ValidDays {
  absl::CivilDay first = absl::CivilDay(kFirstYear, 1, 1);
  absl::CivilDay last = absl::CivilDay(kLastYear, 12, 31);
};

ValidDays Intersect(const ValidDays& days, const v1::HierarchyEdge& edge) {
  return ValidDays{
      std::max(days.first, DayFromProto(edge.starts_on()).value_or(days.first)),
      std::min(days.last, DayFromProto(edge.ends_on()).value_or(days.last))};
}

// Walks upwards from one account, along edges of one kind, keeping the days on
// which the whole way is in force.
class Climb {
 public:
  Climb(const std::string& origin, v1::HierarchyEdge::Kind kind,
        const EdgeLookup& lookup)
      : kind_(kind), lookup_(lookup), path_{origin} {}

  absl::Status Up(const v1::HierarchyEdge& edge, const ValidDays& days) {
    if (edge.kind() != kind_) return absl::OkStatus();
    const ValidDays narrowed = Intersect(days, edge);
    if (narrowed.first > narrowed.last) return absl::OkStatus();
    path_.push_back(edge.parent());
    if (edge.parent() == path_.front()) return Cycle(narrowed);
    if (++steps_ > kMaxSteps) return TooDeep();
    ASSIGN_OR_RETURN(const std::vector<v1::HierarchyEdge>* edges,
                     EdgesOf(edge.parent()));
    for (const v1::HierarchyEdge& next : *edges) {
      RETURN_IF_ERROR(Up(next, narrowed));
    }
    path_.pop_back();
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<const std::vector<v1::HierarchyEdge>*> EdgesOf(
      const std::string& account) {
    auto it = known_.find(account);
    if (it == known_.end()) {
      ASSIGN_OR_RETURN(std::vector<v1::HierarchyEdge> edges, lookup_(account));
      it = known_.emplace(account, std::move(edges)).first;
    }
    return &it->second;
  }

  absl::Status Cycle(const ValidDays& days) const {
    return FailedPrecondition(
        "HIERARCHY_CYCLE",
        absl::StrCat("The account would stand above itself from ",
                     FormatDay(days.first),
                     " on: ", absl::StrJoin(path_, " -> "),
                     "; change one of these edges."));
  }

  absl::Status TooDeep() const {
    return FailedPrecondition(
        "HIERARCHY_TOO_DEEP",
        absl::StrCat("More than ", kMaxSteps, " edges lead up from ",
                     path_.front(), "; flatten the hierarchy."));
  }

  const v1::HierarchyEdge::Kind kind_;
  const EdgeLookup& lookup_;
  std::vector<std::string> path_;
  std::map<std::string, std::vector<v1::HierarchyEdge>> known_;
  int steps_ = 0;
};

}  // namespace

absl::Status CheckHierarchy(const v1::Account& account,
                            const EdgeLookup& lookup) {
  for (const v1::HierarchyEdge& edge : account.hierarchy_edges()) {
    Climb climb(account.name(), edge.kind(), lookup);
    RETURN_IF_ERROR(climb.Up(edge, ValidDays{}));
  }
  return absl::OkStatus();
}

}  // namespace kam::account
