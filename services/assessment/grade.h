#pragma once

#include "kam/type/v1/type.pb.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

// Whether a grade reaches `least`, a number of Grade; UNKNOWN when it is not
// known.
constexpr TriState Reaches(type::v1::Grade grade, int least) {
  return grade == type::v1::GRADE_UNSPECIFIED ? kUnknown
                                              : Known(grade >= least);
}

}  // namespace kam::assessment
