#pragma once

#include <string>
#include <vector>

namespace kam::rpc {

// Who calls. Every handler gets one; what a caller may do depends on it.
struct Caller {
  // Stable id of the person or program.
  std::string principal;
  std::vector<std::string> roles;
  // The programme it belongs to; empty for all.
  std::string programme;
};

// The caller of a server without identity: local, and permitted everything.
Caller LocalCaller();

}  // namespace kam::rpc
