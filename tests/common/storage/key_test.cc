#include "common/storage/key.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"

namespace kam::storage::key_test {
namespace {

using kam::testing::FakeRandom;

// One element of a tuple; std::variant compares as the keys should.
using Element = std::variant<std::string, uint32_t, uint64_t, int64_t>;
using Tuple = std::vector<Element>;

std::string RandomText(FakeRandom& random) {
  constexpr char kBytes[] = {'\x00', '\x01', '\x02', 'a',
                             '\x7f', '\xfe', '\xff'};
  std::string text;
  for (uint64_t left = random.Below(5); left > 0; --left) {
    text.push_back(kBytes[random.Below(sizeof(kBytes))]);
  }
  return text;
}

int64_t RandomSigned(FakeRandom& random) {
  switch (random.Below(4)) {
    case 0:
      return static_cast<int64_t>(random.Below(3)) - 1;
    case 1:
      return INT64_MIN + static_cast<int64_t>(random.Below(2));
    case 2:
      return INT64_MAX - static_cast<int64_t>(random.Below(2));
    default:
      return static_cast<int64_t>(random.Next());
  }
}

Element RandomElement(FakeRandom& random, size_t kind) {
  switch (kind) {
    case 0:
      return RandomText(random);
    case 1:
      return static_cast<uint32_t>(random.Next() >> random.Below(40));
    case 2:
      return random.Next() >> random.Below(60);
    default:
      return RandomSigned(random);
  }
}

// Tuples are of one shape, as the keys of one table are.
Tuple RandomTuple(FakeRandom& random, const std::vector<size_t>& shape) {
  Tuple tuple;
  for (size_t kind : shape) tuple.push_back(RandomElement(random, kind));
  return tuple;
}

std::string Write(const Tuple& tuple) {
  KeyWriter key;
  for (const Element& element : tuple) {
    if (const auto* text = std::get_if<std::string>(&element)) {
      key.String(*text);
    } else if (const auto* small = std::get_if<uint32_t>(&element)) {
      key.Uint32(*small);
    } else if (const auto* large = std::get_if<uint64_t>(&element)) {
      key.Uint64(*large);
    } else {
      key.Int64(std::get<int64_t>(element));
    }
  }
  return key.bytes();
}

Tuple Read(std::string_view bytes, const std::vector<size_t>& shape) {
  KeyReader key(bytes);
  Tuple tuple;
  for (size_t kind : shape) {
    switch (kind) {
      case 0:
        tuple.emplace_back(key.String().value_or("unreadable"));
        break;
      case 1:
        tuple.emplace_back(key.Uint32().value_or(7));
        break;
      case 2:
        tuple.emplace_back(key.Uint64().value_or(7));
        break;
      default:
        tuple.emplace_back(key.Int64().value_or(7));
    }
  }
  EXPECT_TRUE(key.done());
  return tuple;
}

TEST(Key, SortsAsItsTupleDoes) {
  FakeRandom random(11);
  for (int round = 0; round < 20000; ++round) {
    std::vector<size_t> shape;
    for (uint64_t left = 1 + random.Below(4); left > 0; --left) {
      shape.push_back(random.Below(4));
    }
    Tuple a = RandomTuple(random, shape);
    Tuple b = RandomTuple(random, shape);
    // Equal beginnings are where an encoding goes wrong.
    size_t shared = random.Below(shape.size() + 1);
    std::copy_n(a.begin(), shared, b.begin());
    ASSERT_EQ(a < b, Write(a) < Write(b));
    ASSERT_EQ(a == b, Write(a) == Write(b));
    ASSERT_EQ(Read(Write(a), shape), a);
  }
}

TEST(Key, OfATuplesBeginningBeginsTheTuplesKey) {
  FakeRandom random(12);
  const std::vector<size_t> shape = {0, 3, 0};
  for (int round = 0; round < 5000; ++round) {
    Tuple whole = RandomTuple(random, shape);
    Tuple other = RandomTuple(random, shape);
    Tuple beginning(whole.begin(), whole.begin() + 1);
    std::string prefix = Write(beginning);
    ASSERT_EQ(Write(whole).substr(0, prefix.size()), prefix);
    bool same = other[0] == whole[0];
    ASSERT_EQ(Write(other).substr(0, prefix.size()) == prefix, same);
  }
}

TEST(Key, ReadsNothingFromBytesOfAnotherKind) {
  EXPECT_FALSE(KeyReader("abc").String().has_value());
  EXPECT_FALSE(KeyReader(std::string("a\0", 2)).String().has_value());
  EXPECT_FALSE(KeyReader(std::string("a\0\x02", 3)).String().has_value());
  EXPECT_FALSE(KeyReader("abc").Uint32().has_value());
  EXPECT_FALSE(KeyReader("abcdefg").Uint64().has_value());
  EXPECT_FALSE(KeyReader("abcdefg").Int64().has_value());
  EXPECT_FALSE(KeyReader("").Tag().has_value());
  // A failed read takes nothing.
  KeyReader reader("abc");
  EXPECT_FALSE(reader.Uint32().has_value());
  EXPECT_EQ(reader.rest(), "abc");
  EXPECT_EQ(reader.Tag(), 'a');
}

TEST(PrefixEnd, IsTheLeastKeyAboveAllThatBeginWithIt) {
  FakeRandom random(13);
  for (int round = 0; round < 20000; ++round) {
    std::string prefix = RandomText(random);
    std::string end = PrefixEnd(prefix);
    std::string inside = prefix + RandomText(random);
    std::string other = RandomText(random);
    ASSERT_TRUE(end.empty() || inside < end);
    // Nothing lies between: what is below the end and not below the prefix
    // begins with it.
    bool in_range = other >= prefix && (end.empty() || other < end);
    ASSERT_EQ(in_range, other.substr(0, prefix.size()) == prefix);
  }
  EXPECT_EQ(PrefixEnd("\xff\xff"), "");
  EXPECT_EQ(PrefixEnd("a\xff"), "b");
}

}  // namespace
}  // namespace kam::storage::key_test
