#pragma once

#include "absl/strings/str_cat.h"
#include "tests/bench/sample_accounts.h"

namespace kam::bench {

// The programmes that are measured on.

// What the joint view is measured on: it is 18 to 20 KB.
inline SampleProgram ViewProgram() {
  return {
      .id = "measurements",
      .accounts = 20,
      .size = {
          .contacts = 20, .members = 10, .actions = 30, .interactions = 10}};
}

// What team's and planning's answers are measured on.
inline SampleProgram DocumentProgram() {
  return {.id = "documents",
          .accounts = 64,
          .size = {.contacts = 40, .members = 12, .actions = 60}};
}

// What is written to: it asks of the account service alone.
inline SampleProgram WritingProgram() {
  return {.id = "writing", .accounts = 0, .size = {}};
}

inline constexpr int kFewAccounts = 100;
inline constexpr int kManyAccounts = 10'000;

// What is due is listed over so many accounts, each with a small plan.
inline SampleProgram DueProgram(int accounts) {
  return {.id = absl::StrCat("due-", accounts),
          .accounts = accounts,
          .size = {.actions = 3}};
}

}  // namespace kam::bench
