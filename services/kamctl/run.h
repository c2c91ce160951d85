#pragma once

#include "services/kamctl/session.h"

namespace kam::kamctl {

// Runs kamctl with a command line and returns what it exits with. The
// environment variables KAM_ADDRESS and KAM_PROGRAM stand for --address and
// --program.
Exit Run(int argc, const char* const* argv, const Streams& streams);

}  // namespace kam::kamctl
