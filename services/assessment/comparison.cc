#include "services/assessment/comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "services/assessment/assessment_content.h"
#include "services/assessment/evidence_bundle.h"

namespace kam::assessment {
namespace {

// Adds the dimensions whose value differs: those of `to` in its order, then
// those that only `from` knows.
void AddShifts(const v1::Verdict& from, const v1::Verdict& to,
               v1::VerdictShift* shift) {
  std::map<std::string, std::string> before;
  for (const v1::Finding& one : from.findings()) {
    before.emplace(one.key(), one.chosen());
  }
  auto add = [&](const std::string& key, const std::string& old,
                 const std::string& now) {
    if (old == now) return;
    v1::DimensionShift* one = shift->add_shifts();
    one->set_key(key);
    one->set_from(old);
    one->set_to(now);
  };
  std::set<std::string> seen;
  for (const v1::Finding& one : to.findings()) {
    if (!seen.insert(one.key()).second) continue;
    const auto old = before.find(one.key());
    add(one.key(), old == before.end() ? "" : old->second, one.chosen());
  }
  for (const v1::Finding& one : from.findings()) {
    if (seen.insert(one.key()).second) add(one.key(), one.chosen(), "");
  }
}

}  // namespace

std::vector<v1::VerdictShift> CompareVerdicts(
    const v1::Assessment& from, const v1::Assessment& to,
    const std::vector<v1::Model>& models) {
  std::set<v1::Model> shown(models.begin(), models.end());
  if (shown.empty()) {
    for (const v1::Verdict& one : from.verdicts()) shown.insert(one.model());
    for (const v1::Verdict& one : to.verdicts()) shown.insert(one.model());
  }
  std::vector<v1::VerdictShift> shifts;
  for (const v1::Model model : shown) {
    const v1::Verdict* old = FindVerdict(from.verdicts(), model);
    const v1::Verdict* now = FindVerdict(to.verdicts(), model);
    if (old == nullptr && now == nullptr) continue;
    v1::VerdictShift& shift = shifts.emplace_back();
    shift.set_model(model);
    const v1::Verdict none;
    if (old != nullptr) *shift.mutable_from() = SummaryOf(*old);
    if (now != nullptr) *shift.mutable_to() = SummaryOf(*now);
    if (old == nullptr) old = &none;
    if (now == nullptr) now = &none;
    AddShifts(*old, *now, &shift);
    CompareFlags(old->flags(), now->flags(), shift.mutable_raised_flags(),
                 shift.mutable_cleared_flags());
  }
  return shifts;
}

}  // namespace kam::assessment
