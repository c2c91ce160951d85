#include "common/storage/log_keys.h"

#include <utility>

#include "common/storage/key.h"

namespace kam::storage {
namespace {

constexpr size_t kRevisionBytes = 8;

}  // namespace

std::string ChangeKey(int64_t revision, uint32_t index) {
  return KeyWriter()
      .Uint64(static_cast<uint64_t>(revision))
      .Uint32(index)
      .bytes();
}

std::string ChangeKeyStart(int64_t revision) { return ChangeKey(revision, 0); }

std::optional<ChangePlace> ParseChangeKey(std::string_view key) {
  KeyReader reader(key);
  std::optional<uint64_t> revision = reader.Uint64();
  std::optional<uint32_t> index = reader.Uint32();
  if (!revision.has_value() || !index.has_value()) return std::nullopt;
  return ChangePlace{static_cast<int64_t>(*revision), *index};
}

std::string HistoryKey(std::string_view record_key, int64_t revision) {
  std::string key(record_key);
  key += KeyWriter().Uint64(~static_cast<uint64_t>(revision)).bytes();
  return key;
}

std::string HistoryValue(uint32_t index) {
  return KeyWriter().Uint32(index).bytes();
}

std::optional<HistoryPlace> ParseHistoryKey(std::string_view key) {
  if (key.size() < kRevisionBytes) return std::nullopt;
  size_t split = key.size() - kRevisionBytes;
  std::optional<uint64_t> inverted = KeyReader(key.substr(split)).Uint64();
  if (!inverted.has_value()) return std::nullopt;
  return HistoryPlace{key.substr(0, split), static_cast<int64_t>(~*inverted)};
}

std::string RecordValue(int64_t revision, std::string_view image) {
  std::string value =
      KeyWriter().Uint64(static_cast<uint64_t>(revision)).bytes();
  value += image;
  return value;
}

std::optional<int64_t> RecordRevision(std::string_view value) {
  std::optional<uint64_t> revision = KeyReader(value).Uint64();
  if (!revision.has_value()) return std::nullopt;
  return static_cast<int64_t>(*revision);
}

std::string_view RecordImage(std::string_view value) {
  return value.size() < kRevisionBytes ? std::string_view()
                                       : value.substr(kRevisionBytes);
}

}  // namespace kam::storage
