#include "services/account/figures_server.h"

#include <algorithm>
#include <utility>

#include "common/status/status_macros.h"
#include "common/storage/change_log.h"
#include "services/account/account_records.h"

namespace kam::account {
namespace {

constexpr size_t kMaxEntries = 64;
// Behind by more than this, computing anew is cheaper than looking through.
constexpr int64_t kMaxBehind = 5000;

bool Concerns(const storage::v1::ChangeRecord& change) {
  const AccountRecords& records = AccountRecords::Get();
  const uint32_t type = change.record_type();
  return type == records.programs.table().spec().type ||
         type == records.accounts.table().spec().type ||
         type == records.ledger_rollups.table().spec().type ||
         type == records.period_closes.table().spec().type ||
         type == records.account_period_closes.spec().type;
}

// Whether figures as of `revision` hold in the view's state.
bool StillHold(const storage::ReadView& view, const std::string& program,
               int64_t revision) {
  if (view.revision() - revision > kMaxBehind) return false;
  while (revision < view.revision()) {
    const auto tail = storage::ReadTail(view, revision, program, {});
    if (!tail.ok()) return false;
    for (const auto& change : tail->changes) {
      if (Concerns(change)) return false;
    }
    if (tail->through <= revision) break;
    revision = tail->through;
  }
  return true;
}

}  // namespace

std::shared_ptr<const ProgramFigures> FiguresCache::Find(
    const storage::ReadView& view, const Key& key) {
  Entry entry;
  {
    std::lock_guard lock(mutex_);
    const auto it = entries_.find(key);
    if (it == entries_.end()) return nullptr;
    entry = it->second;
  }
  if (entry.revision > view.revision()) return nullptr;
  if (!StillHold(view, key.first, entry.revision)) return nullptr;
  std::lock_guard lock(mutex_);
  const auto it = entries_.find(key);
  if (it != entries_.end() && it->second.figures == entry.figures) {
    it->second.revision = std::max(it->second.revision, view.revision());
  }
  return entry.figures;
}

absl::StatusOr<std::shared_ptr<const ProgramFigures>> FiguresCache::Get(
    const storage::ReadView& view, const Evaluation& evaluation) {
  const Key key{evaluation.program.name(), evaluation.as_of};
  if (!view.pinned()) {
    if (auto found = Find(view, key)) return found;
  }
  ASSIGN_OR_RETURN(ProgramFigures read, ReadProgramFigures(view, evaluation));
  auto figures = std::make_shared<const ProgramFigures>(std::move(read));
  if (view.pinned()) return figures;
  std::lock_guard lock(mutex_);
  if (entries_.size() >= kMaxEntries && !entries_.contains(key)) {
    entries_.erase(entries_.begin());
  }
  Entry& entry = entries_[key];
  if (view.revision() >= entry.revision) {
    entry = Entry{view.revision(), figures};
  }
  return figures;
}

}  // namespace kam::account
