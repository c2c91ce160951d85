#pragma once

#include <ostream>

#include "kam/assessment/v1/verdict.pb.h"

namespace kam::kamctl {

// Writes a verdict as a page for people: the verdict first, then why, then what
// is not known, then what to do.
void PrintVerdict(const assessment::v1::Verdict& verdict, std::ostream& out);

}  // namespace kam::kamctl
