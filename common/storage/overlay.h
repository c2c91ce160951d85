#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/btree_map.h"
#include "common/storage/engine.h"

namespace kam::storage {

// Writes not yet applied, in key order. Not thread-safe.
class Overlay {
 public:
  // nullopt marks a key as deleted.
  using Writes =
      absl::btree_map<std::string, std::optional<std::string>, std::less<>>;

  void Put(Family family, std::string key, std::string value);
  void Delete(Family family, std::string key);
  bool empty() const;

  // Moves all of `upper`'s writes over this overlay's; `upper` ends empty.
  void Absorb(Overlay& upper);
  // Moves all writes into a batch; the overlay ends empty.
  Batch TakeBatch();

  const Writes& writes(Family family) const {
    return families_[static_cast<size_t>(family)];
  }

 private:
  std::array<Writes, kFamilyCount> families_;
};

// The state below with an overlay's writes on top. Both must outlive it. The
// overlay may be written to while a cursor is open; the cursor then sees the
// keys that are still ahead of it.
class OverlaidSnapshot : public Snapshot {
 public:
  OverlaidSnapshot(const Snapshot* below, const Overlay* overlay)
      : below_(below), overlay_(overlay) {}

  absl::StatusOr<std::optional<std::string>> Get(
      Family family, std::string_view key) const override;
  std::unique_ptr<Cursor> Scan(Family family,
                               const KeyRange& range) const override;

 private:
  const Snapshot* below_;
  const Overlay* overlay_;
};

}  // namespace kam::storage
