#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kam::storage {

// Writes a tuple as bytes that sort as the tuple does, element by element; a
// prefix of the tuple is a prefix of the bytes. Layout on disk:
//
//   tag      1 byte
//   string   its bytes, 00 written as 00 FF, then 00 01
//   integer  big-endian, 4 or 8 bytes, unsigned
//   signed   8 bytes big-endian with the sign bit flipped
class KeyWriter {
 public:
  explicit KeyWriter(uint8_t tag) { Tag(tag); }
  KeyWriter() = default;

  KeyWriter& Tag(uint8_t tag);
  KeyWriter& String(std::string_view text);
  KeyWriter& Uint32(uint32_t value);
  KeyWriter& Uint64(uint64_t value);
  KeyWriter& Int64(int64_t value);

  const std::string& bytes() const& { return bytes_; }
  std::string bytes() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads back what KeyWriter wrote, in the same order. Every method returns
// nullopt when the bytes left are not of that kind; the reader then stays
// where it was.
class KeyReader {
 public:
  explicit KeyReader(std::string_view bytes) : rest_(bytes) {}

  std::optional<uint8_t> Tag();
  std::optional<std::string> String();
  std::optional<uint32_t> Uint32();
  std::optional<uint64_t> Uint64();
  std::optional<int64_t> Int64();

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// The least key greater than every key that begins with `prefix`; empty, which
// a range reads as "no end", when there is none.
std::string PrefixEnd(std::string_view prefix);

}  // namespace kam::storage
