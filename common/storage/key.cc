#include "common/storage/key.h"

#include <utility>

namespace kam::storage {
namespace {

constexpr char kZero = '\x00';
constexpr char kEscapedZero = '\xff';
constexpr char kEnd = '\x01';
constexpr uint64_t kSignBit = uint64_t{1} << 63;

template <typename T>
void AppendBigEndian(T value, std::string& out) {
  for (int shift = (sizeof(T) - 1) * 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> shift) & 0xff));
  }
}

template <typename T>
std::optional<T> TakeBigEndian(std::string_view& rest) {
  if (rest.size() < sizeof(T)) return std::nullopt;
  T value = 0;
  for (size_t i = 0; i < sizeof(T); ++i) {
    value = static_cast<T>(value << 8) | static_cast<uint8_t>(rest[i]);
  }
  rest.remove_prefix(sizeof(T));
  return value;
}

}  // namespace

KeyWriter& KeyWriter::Tag(uint8_t tag) {
  bytes_.push_back(static_cast<char>(tag));
  return *this;
}

KeyWriter& KeyWriter::String(std::string_view text) {
  for (char c : text) {
    bytes_.push_back(c);
    if (c == kZero) bytes_.push_back(kEscapedZero);
  }
  bytes_.push_back(kZero);
  bytes_.push_back(kEnd);
  return *this;
}

KeyWriter& KeyWriter::Uint32(uint32_t value) {
  AppendBigEndian(value, bytes_);
  return *this;
}

KeyWriter& KeyWriter::Uint64(uint64_t value) {
  AppendBigEndian(value, bytes_);
  return *this;
}

KeyWriter& KeyWriter::Int64(int64_t value) {
  return Uint64(static_cast<uint64_t>(value) ^ kSignBit);
}

std::optional<uint8_t> KeyReader::Tag() {
  return TakeBigEndian<uint8_t>(rest_);
}

std::optional<std::string> KeyReader::String() {
  std::string text;
  for (size_t i = 0; i < rest_.size(); ++i) {
    if (rest_[i] != kZero) {
      text.push_back(rest_[i]);
      continue;
    }
    if (++i == rest_.size()) return std::nullopt;
    if (rest_[i] == kEnd) {
      rest_.remove_prefix(i + 1);
      return text;
    }
    if (rest_[i] != kEscapedZero) return std::nullopt;
    text.push_back(kZero);
  }
  return std::nullopt;
}

std::optional<uint32_t> KeyReader::Uint32() {
  return TakeBigEndian<uint32_t>(rest_);
}

std::optional<uint64_t> KeyReader::Uint64() {
  return TakeBigEndian<uint64_t>(rest_);
}

std::optional<int64_t> KeyReader::Int64() {
  std::optional<uint64_t> value = Uint64();
  if (!value.has_value()) return std::nullopt;
  return static_cast<int64_t>(*value ^ kSignBit);
}

std::string PrefixEnd(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<uint8_t>(end.back()) == 0xff) {
    end.pop_back();
  }
  if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
  return end;
}

}  // namespace kam::storage
