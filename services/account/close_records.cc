#include "services/account/close_records.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/account_records.h"
#include "services/account/evaluation_records.h"
#include "services/account/ledger_records.h"

namespace kam::account {
namespace {

// Whose months are closed.
struct Closed {
  v1::Program program;
  const storage::Table* table = nullptr;
};

absl::StatusOr<Closed> FindParent(const storage::Transaction& transaction,
                                  const std::string& parent) {
  const AccountRecords& records = AccountRecords::Get();
  Closed closed;
  const auto account = resource::AccountName::Parse(parent);
  if (!account.ok()) {
    closed.table = &records.period_closes.table();
    ASSIGN_OR_RETURN(closed.program, records.programs.Get(transaction, parent));
    return closed;
  }
  RETURN_IF_ERROR(records.LiveAccount(transaction, parent).status());
  closed.table = &records.account_period_closes;
  ASSIGN_OR_RETURN(
      closed.program,
      records.programs.Get(transaction, account->Program().ToString()));
  return closed;
}

absl::StatusOr<absl::CivilMonth> MonthOf(const google::type::Date& date) {
  const auto day = DayFromProto(date);
  if (!day.ok()) return WithReason(day.status(), "INVALID_DATE");
  return absl::CivilMonth(*day);
}

}  // namespace

absl::Status CloseMonths(storage::Transaction& transaction, const Clock& clock,
                         const v1::ClosePeriodRequest& request,
                         v1::ClosePeriodResponse* response) {
  ASSIGN_OR_RETURN(const Closed closed,
                   FindParent(transaction, request.parent()));
  ASSIGN_OR_RETURN(const absl::CivilMonth last, MonthOf(request.month()));
  absl::CivilMonth first = last;
  if (request.has_first_month()) {
    ASSIGN_OR_RETURN(first, MonthOf(request.first_month()));
  }
  if (first > last || last - first >= kMaxMonthsToClose) {
    return InvalidArgument(
        "INVALID_MONTHS",
        absl::StrCat("first_month must not be after month, nor ",
                     kMaxMonthsToClose, " months before it."));
  }
  if (absl::CivilDay(last + 1) > TodayIn(closed.program, clock)) {
    return FailedPrecondition(
        "PERIOD_NOT_OVER",
        absl::StrCat(MonthId(last), " is not over; close it afterwards."));
  }
  for (absl::CivilMonth month = first; month <= last; ++month) {
    ASSIGN_OR_RETURN(
        const resource::ResourceName name,
        resource::ResourceName::Parse(
            closed.table->pattern(),
            absl::StrCat(request.parent(), "/periodCloses/", MonthId(month))));
    v1::PeriodClose* close = response->add_period_closes();
    ASSIGN_OR_RETURN(const bool found,
                     closed.table->Find(transaction, name, close));
    if (found) continue;
    *close->mutable_month() = ToProto(absl::CivilDay(month));
    close->set_closed_by(request.closed_by());
    close->set_note(request.note());
    RETURN_IF_ERROR(closed.table->Create(transaction, name, close));
  }
  return absl::OkStatus();
}

}  // namespace kam::account
