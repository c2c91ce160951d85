#include "common/storage/overlay.h"

#include <algorithm>
#include <utility>

namespace kam::storage {
namespace {

// Merges the cursor below with the overlay's writes. It looks the overlay's
// next key up anew at each step, so that writes do not invalidate it.
class OverlaidCursor : public Cursor {
 public:
  OverlaidCursor(std::unique_ptr<Cursor> below, const Overlay::Writes* writes,
                 const KeyRange& range)
      : below_(std::move(below)), writes_(writes), range_(range) {
    above_ = writes_->lower_bound(range.start);
    Settle();
  }

  bool Valid() const override { return valid_; }
  std::string_view key() const override { return key_; }
  std::string_view value() const override { return value_; }
  absl::Status status() const override { return below_->status(); }

  void Next() override {
    if (below_->Valid() && below_->key() == key_) below_->Next();
    above_ = writes_->upper_bound(key_);
    Settle();
  }

  void Seek(std::string_view key) override {
    below_->Seek(key);
    above_ =
        writes_->lower_bound(std::max<std::string_view>(key, range_.start));
    Settle();
  }

 private:
  bool AboveInRange() const {
    return above_ != writes_->end() &&
           (range_.end.empty() || above_->first < range_.end);
  }

  // Stands on the least key of both that is not deleted.
  void Settle() {
    while (below_->status().ok()) {
      bool above = AboveInRange();
      if (!above && !below_->Valid()) break;
      if (!above || (below_->Valid() && below_->key() < above_->first)) {
        Stand(below_->key(), below_->value());
        return;
      }
      if (below_->Valid() && below_->key() == above_->first) {
        if (!above_->second.has_value()) below_->Next();
      }
      if (above_->second.has_value()) {
        Stand(above_->first, *above_->second);
        return;
      }
      ++above_;
    }
    valid_ = false;
  }

  void Stand(std::string_view key, std::string_view value) {
    key_.assign(key);
    value_.assign(value);
    valid_ = true;
  }

  std::unique_ptr<Cursor> below_;
  const Overlay::Writes* writes_;
  KeyRange range_;
  Overlay::Writes::const_iterator above_;
  bool valid_ = false;
  std::string key_;
  std::string value_;
};

}  // namespace

void Overlay::Put(Family family, std::string key, std::string value) {
  families_[static_cast<size_t>(family)].insert_or_assign(std::move(key),
                                                          std::move(value));
}

void Overlay::Delete(Family family, std::string key) {
  families_[static_cast<size_t>(family)].insert_or_assign(std::move(key),
                                                          std::nullopt);
}

bool Overlay::empty() const {
  for (const Writes& writes : families_) {
    if (!writes.empty()) return false;
  }
  return true;
}

void Overlay::Absorb(Overlay& upper) {
  for (int i = 0; i < kFamilyCount; ++i) {
    Writes& mine = families_[i];
    Writes& theirs = upper.families_[i];
    if (mine.empty()) {
      mine.swap(theirs);
      continue;
    }
    for (auto& [key, value] : theirs) {
      mine.insert_or_assign(key, std::move(value));
    }
    theirs.clear();
  }
}

Batch Overlay::TakeBatch() {
  Batch batch;
  for (int i = 0; i < kFamilyCount; ++i) {
    Family family = static_cast<Family>(i);
    for (auto& [key, value] : families_[i]) {
      if (value.has_value()) {
        batch.Put(family, key, std::move(*value));
      } else {
        batch.Delete(family, key);
      }
    }
    families_[i].clear();
  }
  return batch;
}

absl::StatusOr<std::optional<std::string>> OverlaidSnapshot::Get(
    Family family, std::string_view key) const {
  const Overlay::Writes& writes = overlay_->writes(family);
  auto it = writes.find(key);
  if (it != writes.end()) return it->second;
  return below_->Get(family, key);
}

std::unique_ptr<Cursor> OverlaidSnapshot::Scan(Family family,
                                               const KeyRange& range) const {
  return std::make_unique<OverlaidCursor>(below_->Scan(family, range),
                                          &overlay_->writes(family), range);
}

}  // namespace kam::storage
