#include "services/kamctl/shift_text.h"

#include "absl/strings/str_join.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

void PrintShift(const assessment::v1::VerdictShift& shift, Session& session) {
  Heading(Word(shift.model()), session.out());
  Line("value", absl::StrCat(shift.from().value(), " -> ", shift.to().value()),
       session.out());
  Line("raised", absl::StrJoin(shift.raised_flags(), ", "), session.out());
  Line("cleared", absl::StrJoin(shift.cleared_flags(), ", "), session.out());
  Table table({{"dimension"}, {"from"}, {"to"}});
  for (const auto& one : shift.shifts()) {
    table.AddRow({one.key(), one.from(), one.to()});
  }
  if (!table.empty()) session.out() << Indented(table);
}

}  // namespace kam::kamctl
