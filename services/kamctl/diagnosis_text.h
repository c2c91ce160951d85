#pragma once

#include <ostream>

#include "kam/assessment/v1/verdict.pb.h"

namespace kam::kamctl {

// Writes why a verdict is key account management or selling: the points, a line
// for each row that is scored, and the signs of programmes that sales leads.
// The verdict must be of that model.
void PrintRows(const assessment::v1::Verdict& verdict, std::ostream& out);

}  // namespace kam::kamctl
