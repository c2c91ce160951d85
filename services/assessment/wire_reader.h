#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace kam::assessment {

// How protobuf writes a value.
enum class WireType : uint8_t {
  kVarint = 0,
  kFixed64 = 1,
  kDelimited = 2,
  kGroupBegin = 3,
  kGroupEnd = 4,
  kFixed32 = 5,
};

// What stands before each value: the field's number, and how it is written.
struct WireTag {
  size_t number = 0;
  WireType type = WireType::kVarint;

  bool operator==(const WireTag&) const = default;
};

template <typename Bytes>
void AppendVarint(uint64_t number, Bytes& out) {
  while (number >= 0x80) {
    out += static_cast<char>(number | 0x80);
    number >>= 7;
  }
  out += static_cast<char>(number);
}

// Reads what protobuf has serialized, value by value; what is returned points
// into it. Bytes that protobuf would not have written are read as something,
// never beyond their end. Not thread-safe.
class WireReader {
 public:
  explicit WireReader(absl::string_view bytes) : bytes_(bytes) {}

  bool done() const { return bytes_.empty(); }

  WireTag ReadTag() {
    const uint64_t tag = ReadNumber();
    return {.number = static_cast<size_t>(tag >> 3),
            .type = static_cast<WireType>(tag & 7)};
  }

  // Reads a tag if it is `tag`, which then was read; else leaves it.
  bool ReadIf(WireTag tag) {
    if (done()) return false;
    WireReader ahead = *this;
    if (ahead.ReadTag() != tag) return false;
    *this = ahead;
    return true;
  }

  // Returns the bytes of a number.
  absl::string_view ReadVarint() {
    size_t size = 0;
    while (size < bytes_.size() && (bytes_[size] & 0x80) != 0) ++size;
    return Take(size + 1);
  }

  // Returns the contents of what has a length.
  absl::string_view ReadText() {
    return Take(static_cast<size_t>(ReadNumber()));
  }

  // The same with the bytes of the length before it.
  absl::string_view ReadDelimited() {
    const absl::string_view from = bytes_;
    ReadText();
    return from.substr(0, from.size() - bytes_.size());
  }

  // Passes over the value that `tag` begins.
  void Skip(WireTag tag) {
    size_t open_groups = 0;
    while (true) {
      switch (tag.type) {
        case WireType::kVarint:
          ReadVarint();
          break;
        case WireType::kFixed64:
          Take(8);
          break;
        case WireType::kDelimited:
          ReadText();
          break;
        case WireType::kFixed32:
          Take(4);
          break;
        case WireType::kGroupBegin:
          ++open_groups;
          break;
        case WireType::kGroupEnd:
          open_groups -= std::min<size_t>(open_groups, 1);
          break;
      }
      if (open_groups == 0 || done()) return;
      tag = ReadTag();
    }
  }

 private:
  absl::string_view Take(size_t size) {
    const absl::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(taken.size());
    return taken;
  }

  uint64_t ReadNumber() {
    // Most lengths and tags have one byte.
    if (!done() && (bytes_.front() & 0x80) == 0) {
      const auto number = static_cast<uint64_t>(bytes_.front());
      bytes_.remove_prefix(1);
      return number;
    }
    return NumberOf(ReadVarint());
  }

  static uint64_t NumberOf(absl::string_view varint) {
    uint64_t number = 0;
    int shift = 0;
    for (const char c : varint) {
      if (shift > 63) break;
      number |= static_cast<uint64_t>(c & 0x7f) << shift;
      shift += 7;
    }
    return number;
  }

  absl::string_view bytes_;
};

}  // namespace kam::assessment
