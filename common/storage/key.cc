#include "common/storage/key.h"

#include <array>
#include <utility>

namespace kam::storage {
namespace {

constexpr char kZero = '\x00';
constexpr char kEscapedZero = '\xff';
constexpr char kEnd = '\x01';
constexpr std::string_view kEndOfString("\x00\x01", 2);
constexpr uint64_t kSignBit = uint64_t{1} << 63;

template <typename T>
void AppendBigEndian(T value, std::string& out) {
  std::array<char, sizeof(T)> bytes;
  for (size_t i = sizeof(T); i > 0; --i) {
    bytes[i - 1] = static_cast<char>(value & 0xff);
    value = static_cast<T>(value >> 8);
  }
  out.append(bytes.data(), bytes.size());
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
  bytes_.reserve(bytes_.size() + text.size() + kEndOfString.size());
  for (size_t zero = text.find(kZero); zero != text.npos;
       zero = text.find(kZero)) {
    bytes_.append(text.substr(0, zero + 1));
    bytes_.push_back(kEscapedZero);
    text.remove_prefix(zero + 1);
  }
  bytes_.append(text);
  bytes_.append(kEndOfString);
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
  std::string_view rest = rest_;
  while (true) {
    const size_t zero = rest.find(kZero);
    if (zero == rest.npos || zero + 1 == rest.size()) return std::nullopt;
    text.append(rest.substr(0, zero));
    const char what = rest[zero + 1];
    rest.remove_prefix(zero + 2);
    if (what == kEnd) {
      rest_ = rest;
      return text;
    }
    if (what != kEscapedZero) return std::nullopt;
    text.push_back(kZero);
  }
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
