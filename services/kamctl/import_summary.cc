#include "services/kamctl/import_summary.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

constexpr size_t kKept = 1000;

void PrintJson(const ImportSummary& summary, Session& session) {
  std::string rejections;
  for (const RejectedRow& row : summary.rejections) {
    absl::StrAppend(&rejections, rejections.empty() ? "" : ",",
                    "{\"line\":", row.line, ",\"key\":", JsonQuote(row.key),
                    ",\"reason\":", JsonQuote(row.reason),
                    ",\"detail\":", JsonQuote(row.detail), "}");
  }
  session.out() << "{\"kind\":" << JsonQuote(summary.kind)
                << ",\"rows\":" << summary.rows
                << ",\"stored\":" << summary.stored
                << ",\"known\":" << summary.known
                << ",\"rejected\":" << summary.rejected
                << ",\"note\":" << JsonQuote(summary.note)
                << ",\"rejections\":[" << rejections << "]}\n";
}

void PrintTable(const ImportSummary& summary, int shown, Session& session) {
  session.out() << summary.kind << ": " << PeopleCount(summary.rows)
                << " rows, " << PeopleCount(summary.stored) << " stored, "
                << PeopleCount(summary.known) << " known before, "
                << PeopleCount(summary.rejected) << " rejected, in "
                << summary.tenths / 10 << '.' << summary.tenths % 10 << " s\n";
  if (!summary.note.empty()) session.out() << summary.note << '\n';
  if (summary.rejections.empty()) return;
  Table table({{"line", Side::kRight}, {"key"}, {"reason"}, {"detail"}});
  int64_t listed = 0;
  for (const RejectedRow& row : summary.rejections) {
    if (listed == shown) break;
    table.AddRow({absl::StrCat(row.line), row.key, row.reason, row.detail});
    ++listed;
  }
  if (!table.empty()) session.out() << "\nrejected:\n" << table.ToString();
  if (listed < summary.rejected) {
    session.out() << "and " << PeopleCount(summary.rejected - listed)
                  << " more; --show-rejected tells how many to show\n";
  }
}

}  // namespace

void ImportSummary::Reject(RejectedRow row) {
  ++rejected;
  if (rejections.size() < kKept) rejections.push_back(std::move(row));
}

bool IsOfOneRow(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsAlreadyExists(status) || absl::IsFailedPrecondition(status) ||
         absl::IsAborted(status) || absl::IsOutOfRange(status);
}

Exit Print(const ImportSummary& summary, int shown, Session& session) {
  if (session.json()) {
    PrintJson(summary, session);
  } else {
    PrintTable(summary, shown, session);
  }
  return summary.rejected == 0 ? Exit::kDone : Exit::kRowsRejected;
}

}  // namespace kam::kamctl
