#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "common/storage/store.h"
#include "services/account/evaluation_records.h"

namespace kam::account {

// The figures of programmes by day, kept until a change concerns them: a
// programme, an account, a sum of the ledger or a closed month. Other changes,
// such as an interaction, leave them as they are. Thread-safe.
class FiguresCache {
 public:
  // The figures of the evaluation's programme and day in the view's state.
  // Errors as ReadProgramFigures.
  absl::StatusOr<std::shared_ptr<const ProgramFigures>> Get(
      const storage::ReadView& view, const Evaluation& evaluation);

 private:
  struct Entry {
    int64_t revision = 0;
    std::shared_ptr<const ProgramFigures> figures;
  };
  using Key = std::pair<std::string, absl::CivilDay>;

  // The entry's figures when they hold in the view's state, else null.
  std::shared_ptr<const ProgramFigures> Find(const storage::ReadView& view,
                                             const Key& key);

  std::mutex mutex_;
  std::map<Key, Entry> entries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::account
