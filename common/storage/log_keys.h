#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Keys of the change log and of the history; see change_log.h.
namespace kam::storage {

inline constexpr std::string_view kHeadKey = "head";
inline constexpr std::string_view kFloorKey = "floor";
inline constexpr std::string_view kIdentityKey = "identity";

std::string ChangeKey(int64_t revision, uint32_t index);
std::string ChangeKeyStart(int64_t revision);

struct ChangePlace {
  int64_t revision = 0;
  uint32_t index = 0;
};
std::optional<ChangePlace> ParseChangeKey(std::string_view key);

// Versions of one key sort newest first, so that a seek to a revision finds
// the greatest one not above it.
std::string HistoryKey(std::string_view record_key, int64_t revision);
std::string HistoryValue(uint32_t index);

struct HistoryPlace {
  std::string_view record_key;  // into the bytes given
  int64_t revision = 0;
};
std::optional<HistoryPlace> ParseHistoryKey(std::string_view key);

// A record's value: its revision, 8 bytes big-endian, then its image.
std::string RecordValue(int64_t revision, std::string_view image);
std::optional<int64_t> RecordRevision(std::string_view value);
std::string_view RecordImage(std::string_view value);

}  // namespace kam::storage
