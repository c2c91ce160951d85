#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/storage/store.h"
#include "tests/common/storage/test_store.h"

// What the crash tests write, and how they check what is left of it. Writer
// number w writes its sequence n = 1, 2, 3...: each commit creates the note
// `programs/crash/accounts/w/notes/n` and moves the account
// `programs/crash/accounts/w` on to n, every fifth one deletes a note of
// before.
namespace kam::storage {

inline constexpr int kCrashWriters = 8;

// Opens, or makes, the store in a directory. The clock must outlive it.
absl::StatusOr<std::unique_ptr<Store>> OpenCrashStore(
    const std::string& directory, const Clock& clock);

// Makes commit number `sequence` of a writer.
absl::Status WriteCrashCommit(Store& store, const Tables& tables, int writer,
                              int64_t sequence);

// The sequence that a writer has reached; 0 before its first.
absl::StatusOr<int64_t> CrashSequence(const ReadView& view,
                                      const Tables& tables, int writer);

// Holds that revisions are dense, that the records are what the log says they
// are, that history finds every change, that each commit is whole, and that no
// writer's sequence has a hole. The error says what is wrong.
absl::Status AuditCrashStore(const Store& store, const Tables& tables);

}  // namespace kam::storage
