#include "services/gateway/comparison.h"

#include <cstddef>

#include "services/gateway/compared_values.h"
#include "services/gateway/section_status.h"

namespace kam::gateway {
namespace {

v1::ComparedKeyAccount HeadOf(const v1::KeyAccountView& view) {
  v1::ComparedKeyAccount head;
  head.set_name(view.name());
  head.set_display_name(view.account().account().display_name());
  *head.mutable_as_of() = view.as_of();
  if (view.has_read_time()) *head.mutable_read_time() = view.read_time();
  head.set_assessment(view.assessment().standing().assessment());
  return head;
}

bool IsThere(const v1::SectionStatus& status) {
  return status.state() == v1::SectionStatus::STATE_OK;
}

// Adds a section with what each of the two says of it.
template <typename SectionMessage>
void AddSection(v1::Section which, const SectionMessage& from,
                const SectionMessage& to,
                v1::CompareKeyAccountsResponse& comparison) {
  v1::ComparedSection& section = *comparison.add_sections();
  section.set_section(which);
  *section.mutable_from() = from.status();
  *section.mutable_to() = to.status();
  const bool has_from = IsThere(from.status());
  const bool has_to = IsThere(to.status());
  if (!has_from && !has_to) return;
  const SaidValues first = ValuesOf(from);
  const SaidValues second = ValuesOf(to);
  for (size_t i = 0; i < first.size(); ++i) {
    v1::ComparedValue& value = *section.add_values();
    value.set_key(first[i].first);
    if (has_from) value.set_from(first[i].second);
    if (has_to) value.set_to(second[i].second);
    value.set_differs(has_from && has_to && first[i] != second[i]);
  }
}

}  // namespace

std::optional<assessment::v1::CompareAssessmentsRequest> ShiftsBetween(
    const v1::KeyAccountView& from, const v1::KeyAccountView& to) {
  if (!from.assessment().has_standing() || !to.assessment().has_standing()) {
    return std::nullopt;
  }
  assessment::v1::CompareAssessmentsRequest request;
  request.mutable_from()->set_name(from.assessment().standing().assessment());
  request.mutable_to()->set_name(to.assessment().standing().assessment());
  return request;
}

v1::CompareKeyAccountsResponse CompareViews(const v1::KeyAccountView& from,
                                            const v1::KeyAccountView& to,
                                            ShiftsAnswer shifts) {
  v1::CompareKeyAccountsResponse comparison;
  *comparison.mutable_from() = HeadOf(from);
  *comparison.mutable_to() = HeadOf(to);
  AddSection(v1::SECTION_ACCOUNT, from.account(), to.account(), comparison);
  AddSection(v1::SECTION_TEAM, from.team(), to.team(), comparison);
  AddSection(v1::SECTION_PLANNING, from.planning(), to.planning(), comparison);
  AddSection(v1::SECTION_ASSESSMENT, from.assessment(), to.assessment(),
             comparison);
  if (!shifts.has_value()) {
    *comparison.mutable_shifts_status() = NotRequested();
    return comparison;
  }
  *comparison.mutable_shifts_status() = StatusOf(shifts->status());
  if (shifts->ok()) {
    comparison.mutable_shifts()->Swap((*shifts)->mutable_shifts());
  }
  return comparison;
}

}  // namespace kam::gateway
