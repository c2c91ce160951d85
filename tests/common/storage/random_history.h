#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "kam/type/v1/type.pb.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/fake_random.h"

namespace kam::storage {

// The four resources of the tests.
enum class Kind { kProgram, kAccount, kNote, kLabel };

// A record as the model keeps it.
struct ModelRecord {
  std::string text;
  std::string owner;
  int64_t revision = 0;  // of its last change

  bool operator==(const ModelRecord&) const = default;
};
using ModelState = std::map<std::string, ModelRecord>;  // by name

struct ModelChange {
  kam::type::v1::ChangeKind kind;
  std::string name;
  std::string text;

  bool operator==(const ModelChange&) const = default;
};

struct ModelCommit {
  int64_t revision = 0;
  absl::Time time;
  std::vector<ModelChange> changes;
};

// Changes a store at random, and keeps in memory what should come of it.
class RandomHistory {
 public:
  RandomHistory(TestStore& test, uint64_t seed) : test_(test), random_(seed) {}

  // Makes one commit of some creations, updates and deletions; now and then
  // one that fails half way, or does nothing. The clock moves, or does not.
  void Step();

  const std::vector<ModelCommit>& commits() const { return commits_; }
  const ModelState& state() const { return state_; }
  // What was there after the commit with this revision.
  ModelState StateAt(int64_t revision) const;
  // The newest revision committed at or before `time`.
  int64_t RevisionAt(absl::Time time) const;

  // A name that the history may have used.
  std::string RandomName();
  kam::testing::FakeRandom& random() { return random_; }

 private:
  struct Touched {
    bool existed;
    std::string last_text;
  };

  absl::Status ChangeOne(Transaction& transaction);
  void Remember(const std::string& name, bool deleted,
                const ModelRecord& record);

  TestStore& test_;
  kam::testing::FakeRandom random_;
  std::vector<ModelCommit> commits_;
  ModelState state_;
  // The commit being made.
  ModelState next_;
  std::map<std::string, Touched> touched_;
  std::vector<std::string> order_;
  int64_t revision_ = 0;
};

// Which resource a name is of.
Kind KindOf(const std::string& name);

}  // namespace kam::storage
