#include "tests/common/storage/random_history.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "gtest/gtest.h"

namespace kam::storage {
namespace {

using kam::type::v1::CHANGE_KIND_CREATED;
using kam::type::v1::CHANGE_KIND_DELETED;
using kam::type::v1::CHANGE_KIND_UPDATED;

// Ids that sort differently than they seem to.
const char* const kIds[] = {"a", "a-a", "a0", "aa", "b", "b-1", "b1", "z"};

template <typename T>
absl::Status Put(const Collection<T>& collection, Transaction& transaction,
                 const std::string& name, const ModelRecord& model,
                 bool is_new) {
  T record;
  record.set_name(name);
  record.set_text(model.text);
  record.set_owner(model.owner);
  return is_new ? collection.Create(transaction, name, &record)
                : collection.Update(transaction, &record);
}

absl::Status Put(const Tables& tables, Transaction& transaction,
                 const std::string& name, const ModelRecord& model,
                 bool is_new) {
  switch (KindOf(name)) {
    case Kind::kProgram:
      return Put(tables.programs, transaction, name, model, is_new);
    case Kind::kAccount:
      return Put(tables.accounts, transaction, name, model, is_new);
    case Kind::kNote:
      return Put(tables.notes, transaction, name, model, is_new);
    case Kind::kLabel:
      break;
  }
  return Put(tables.labels, transaction, name, model, is_new);
}

absl::Status Delete(const Tables& tables, Transaction& transaction,
                    const std::string& name) {
  switch (KindOf(name)) {
    case Kind::kProgram:
      return tables.programs.Delete(transaction, name);
    case Kind::kAccount:
      return tables.accounts.Delete(transaction, name);
    case Kind::kNote:
      return tables.notes.Delete(transaction, name);
    case Kind::kLabel:
      break;
  }
  return tables.labels.Delete(transaction, name);
}

// The owner follows from the text, so that the model can tell it at any time.
std::string OwnerOf(const std::string& text) {
  return text.size() % 2 == 0 || text.back() < '5' ? "ann" : "bob";
}

}  // namespace

Kind KindOf(const std::string& name) {
  if (name.find("/notes/") != std::string::npos) return Kind::kNote;
  if (name.find("/labels/") != std::string::npos) return Kind::kLabel;
  if (name.find("/accounts/") != std::string::npos) return Kind::kAccount;
  return Kind::kProgram;
}

std::string RandomHistory::RandomName() {
  auto id = [&](size_t count) { return kIds[random_.Below(count)]; };
  std::string program = absl::StrCat("programs/", id(2));
  uint64_t kind = random_.Below(20);
  if (kind == 0) return program;
  std::string account = absl::StrCat(program, "/accounts/", id(6));
  if (kind < 8) return account;
  return absl::StrCat(account, kind < 14 ? "/notes/" : "/labels/", id(8));
}

void RandomHistory::Remember(const std::string& name, bool deleted,
                             const ModelRecord& record) {
  auto before = next_.find(name);
  auto [touched, is_new] =
      touched_.try_emplace(name, Touched{before != next_.end(), ""});
  if (is_new) order_.push_back(name);
  if (deleted) {
    touched->second.last_text = before->second.text;
    next_.erase(before);
  } else {
    touched->second.last_text = record.text;
    next_[name] = record;
  }
}

absl::Status RandomHistory::ChangeOne(Transaction& transaction) {
  std::string name = RandomName();
  auto before = next_.find(name);
  bool exists = before != next_.end();
  if (exists && random_.Below(5) < 2) {
    Remember(name, /*deleted=*/true, {});
    return Delete(test_.tables(), transaction, name);
  }
  ModelRecord record;
  record.text = absl::StrCat(random_.Below(1000000));
  record.owner = OwnerOf(record.text);
  record.revision = transaction.revision();
  Remember(name, /*deleted=*/false, record);
  return Put(test_.tables(), transaction, name, record, !exists);
}

void RandomHistory::Step() {
  next_ = state_;
  touched_.clear();
  order_.clear();
  uint64_t size = random_.Below(6);
  bool fails = random_.Below(10) == 0;
  absl::Time time;
  absl::Status status = test_.Update([&](Transaction& transaction) {
    time = transaction.commit_time();
    for (uint64_t i = 0; i < size; ++i) {
      absl::Status changed = ChangeOne(transaction);
      if (!changed.ok()) return changed;
    }
    return fails ? FailedPrecondition("FAILS", "It fails.") : absl::OkStatus();
  });
  test_.clock().Advance(absl::Microseconds(random_.Below(4)));
  EXPECT_EQ(Reason(status), fails ? "FAILS" : "") << status.ToString();
  if (fails || order_.empty()) return;
  state_ = next_;
  ModelCommit commit;
  commit.revision = ++revision_;
  commit.time = time;
  for (const std::string& name : order_) {
    const Touched& touched = touched_.at(name);
    auto kind = !state_.contains(name) ? CHANGE_KIND_DELETED
                : touched.existed      ? CHANGE_KIND_UPDATED
                                       : CHANGE_KIND_CREATED;
    commit.changes.push_back({kind, name, touched.last_text});
  }
  commits_.push_back(std::move(commit));
}

ModelState RandomHistory::StateAt(int64_t revision) const {
  ModelState state;
  for (const ModelCommit& commit : commits_) {
    if (commit.revision > revision) break;
    for (const ModelChange& change : commit.changes) {
      state.erase(change.name);
      if (change.kind == CHANGE_KIND_DELETED) continue;
      state[change.name] = {change.text, OwnerOf(change.text), commit.revision};
    }
  }
  return state;
}

int64_t RandomHistory::RevisionAt(absl::Time time) const {
  int64_t revision = 0;
  for (const ModelCommit& commit : commits_) {
    if (commit.time <= time) revision = commit.revision;
  }
  return revision;
}

}  // namespace kam::storage
