#include "common/rpc/caller.h"

namespace kam::rpc {

Caller LocalCaller() { return Caller{"local", {"platform_ops"}, ""}; }

}  // namespace kam::rpc
