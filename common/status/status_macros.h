#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns from the enclosing function when the expression, an absl::Status, is
// not OK.
#define RETURN_IF_ERROR(...)                   \
  do {                                         \
    absl::Status kam_status_ = (__VA_ARGS__);  \
    if (!kam_status_.ok()) return kam_status_; \
  } while (false)

#define KAM_CONCAT_INNER_(a, b) a##b
#define KAM_CONCAT_(a, b) KAM_CONCAT_INNER_(a, b)
#define KAM_ASSIGN_OR_RETURN_(result, lhs, ...)        \
  auto result = (__VA_ARGS__);                         \
  if (!result.ok()) return std::move(result).status(); \
  lhs = *std::move(result)

// Assigns the value of the expression, an absl::StatusOr, to `lhs`, which may
// declare a variable; returns its status from the enclosing function when it
// holds none.
#define ASSIGN_OR_RETURN(lhs, ...) \
  KAM_ASSIGN_OR_RETURN_(KAM_CONCAT_(kam_status_or_, __LINE__), lhs, __VA_ARGS__)
