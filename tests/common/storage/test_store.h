#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/storage/collection.h"
#include "common/storage/schema.h"
#include "common/storage/store.h"
#include "kam/storage/testing/v1/testing.pb.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temp_dir.h"

namespace kam::storage {

using testing::v1::Account;
using testing::v1::Label;
using testing::v1::Note;
using testing::v1::Program;

inline constexpr uint8_t kExternalKeyIndex = 0xC0;
inline constexpr uint8_t kOwnerIndex = 0xC1;
inline constexpr uint8_t kNumberIndex = 0xC2;

// The tables of the tests. Notes and labels share a range.
struct Tables {
  Tables();

  Collection<Program> programs;
  Collection<Account> accounts;
  Collection<Note> notes;
  Collection<Label> labels;
  Schema schema;
};

// The entry of a text in an index.
std::string Entry(std::string_view text);

// Limits that no volume of a test reaches, and no ballast.
DiskLimits NoDiskLimits();

// A store in a folder of its own, under a clock that stands still.
class TestStore {
 public:
  // Makes and opens it; the test fails when that does not work.
  TestStore();

  // Options to open it again.
  StoreOptions Options();
  absl::Status Open() { return Open(Options()); }
  absl::Status Open(StoreOptions options);
  void Close() { store_.reset(); }

  absl::Status Update(Store::Body body) { return store_->Update({}, body); }
  // Stores an account with this text, new or not.
  absl::Status PutAccount(const std::string& name, const std::string& text);

  Store& store() { return *store_; }
  ::kam::testing::FakeClock& clock() { return clock_; }
  const Tables& tables() const { return tables_; }
  std::string directory() const { return folder_.Path("store"); }

 private:
  ::kam::testing::TempDir folder_;
  ::kam::testing::FakeClock clock_;
  Tables tables_;
  std::unique_ptr<Store> store_;
};

}  // namespace kam::storage
