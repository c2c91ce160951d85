#include "services/team/completeness.h"

#include <algorithm>

#include "common/base/date.h"

namespace kam::team {

bool IsComplete(const std::vector<v1::ListCompleteness>& statements,
                v1::ListCompleteness::List list, absl::CivilDay day) {
  return std::any_of(
      statements.begin(), statements.end(),
      [&](const v1::ListCompleteness& statement) {
        const auto through = DayFromProto(statement.complete_through());
        return statement.list() == list && through.ok() && *through >= day;
      });
}

}  // namespace kam::team
