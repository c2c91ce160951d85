#include "common/storage/engine.h"

#include <utility>

#include "common/storage/key.h"

namespace kam::storage {

KeyRange KeyRange::Prefix(std::string_view prefix) {
  return {std::string(prefix), PrefixEnd(prefix)};
}

void Batch::Put(Family family, std::string key, std::string value) {
  writes_.push_back({family, std::move(key), std::move(value)});
}

void Batch::Delete(Family family, std::string key) {
  writes_.push_back({family, std::move(key), std::nullopt});
}

}  // namespace kam::storage
