#include "services/team/record_name.h"

namespace kam::team {

std::string ParentOf(absl::string_view name) {
  for (int part = 0; part < 2; ++part) {
    const size_t slash = name.rfind('/');
    if (slash == absl::string_view::npos) return "";
    name = name.substr(0, slash);
  }
  return std::string(name);
}

}  // namespace kam::team
