#include "services/account/field_checks.h"

#include "common/base/date.h"
#include "common/resource/record_checks.h"

namespace kam::account {
namespace {

constexpr absl::CivilDay kFirstDay(kFirstYear, 1, 1);
constexpr absl::CivilDay kLastDay(kLastYear, 12, 31);

absl::CivilDay DayOr(const google::type::Date& date, absl::CivilDay otherwise) {
  return DayFromProto(date).value_or(otherwise);
}

}  // namespace

bool SpansOverlap(const google::type::Date& a_starts,
                  const google::type::Date& a_ends,
                  const google::type::Date& b_starts,
                  const google::type::Date& b_ends) {
  return DayOr(a_starts, kFirstDay) <= DayOr(b_ends, kLastDay) &&
         DayOr(b_starts, kFirstDay) <= DayOr(a_ends, kLastDay);
}

std::string AccountOf(absl::string_view name) {
  return resource::ParentOf(name);
}

std::string ProgramOf(absl::string_view account) {
  return resource::ParentOf(account);
}

}  // namespace kam::account
