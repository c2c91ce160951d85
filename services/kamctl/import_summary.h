#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// A row that an import left out.
struct RejectedRow {
  // Its line in the file.
  int64_t line = 0;
  // What identifies it, as far as it has that.
  std::string key;
  // Why, as a stable word and as a sentence.
  std::string reason;
  std::string detail;
};

// How an import went. A value type.
struct ImportSummary {
  // What was imported, such as "accounts".
  std::string kind;
  int64_t rows = 0;
  int64_t stored = 0;
  // Rows that were there before with the same content.
  int64_t known = 0;
  int64_t rejected = 0;
  // The first thousand of the rejected, in the order of the file.
  std::vector<RejectedRow> rejections;
  // How long it took, in tenths of a second.
  int64_t tenths = 0;
  // What else to know; empty for nothing.
  std::string note;

  // Notes a rejected row.
  void Reject(RejectedRow row);
};

// Whether `status` speaks of one row, so that the import may go on with the
// next.
bool IsOfOneRow(const absl::Status& status);

// Writes the summary, as a table of at most `shown` rejected rows or as JSON
// of all that were kept; returns what the run exits with.
Exit Print(const ImportSummary& summary, int shown, Session& session);

}  // namespace kam::kamctl
