#include "services/assessment/readiness_case.h"

#include <algorithm>

#include "common/base/date.h"
#include "common/resource/field_checks.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "services/assessment/business_case.h"
#include "services/assessment/nested_violations.h"

namespace kam::assessment {
namespace {

constexpr int kFirstTarget = 2;
constexpr int kLastTarget = 5;
// Any; what the case comes to is not asked here.
constexpr int kHorizonMonths = 12;

}  // namespace

void ValidateReadinessCase(const v1::ReadinessCase& readiness_case,
                           absl::CivilDay latest_day, Violations& violations) {
  resource::CheckRange("readiness_case.target", readiness_case.target(),
                       kFirstTarget, kLastTarget, violations);
  if (const auto program = resource::ProgramName::Of(readiness_case.name());
      program.ok()) {
    resource::CheckReference(readiness_case.owner(), resource::kMemberPattern,
                             program->ToString(), "readiness_case.owner",
                             violations);
  }
  resource::CheckNotFuture("readiness_case.stated_on",
                           readiness_case.stated_on(), latest_day, violations);
  if (!readiness_case.has_business_case()) return;
  Violations amounts;
  ReadBusinessCase(readiness_case.business_case(), kHorizonMonths, amounts);
  AddNested(amounts.ToStatus(), "evidence.readiness.business_case",
            "readiness_case.business_case", violations);
}

std::vector<v1::ReadinessCase> StatedBy(std::vector<v1::ReadinessCase> cases,
                                        absl::CivilDay day) {
  auto day_of = [](const v1::ReadinessCase& one) {
    return DayFromProto(one.stated_on()).value_or(absl::CivilDay::max());
  };
  std::erase_if(
      cases, [&](const v1::ReadinessCase& one) { return day_of(one) > day; });
  std::sort(cases.begin(), cases.end(), [&](const auto& a, const auto& b) {
    if (day_of(a) != day_of(b)) return day_of(a) > day_of(b);
    return a.name() < b.name();
  });
  return cases;
}

}  // namespace kam::assessment
