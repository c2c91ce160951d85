#include "services/kamctl/words.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

#include <cctype>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::kamctl {
namespace {

constexpr int64_t kNanosPerHundredth = 10'000'000;

std::string Grouped(absl::string_view digits) {
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

// `ProfitTarget` becomes `PROFIT_TARGET_`, the prefix of its values.
std::string ValuePrefix(absl::string_view type) {
  std::string prefix;
  for (char letter : type) {
    if (absl::ascii_isupper(letter) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(letter);
  }
  return prefix + '_';
}

// What is left of the value's name without its enum's.
std::string Core(const google::protobuf::EnumValueDescriptor& value) {
  absl::string_view core(value.name());
  absl::ConsumePrefix(&core, ValuePrefix(value.type()->name()));
  return std::string(core);
}

}  // namespace

std::string PeopleAmount(const google::type::Money& money) {
  absl::int128 hundredths =
      absl::int128(money.units()) * 100 + money.nanos() / kNanosPerHundredth;
  const int64_t rest = money.nanos() % kNanosPerHundredth;
  if (rest * 2 >= kNanosPerHundredth) ++hundredths;
  if (rest * 2 <= -kNanosPerHundredth) --hundredths;
  const bool negative = hundredths < 0;
  if (negative) hundredths = -hundredths;
  return absl::StrFormat(
      "%s%s.%02d", negative ? "-" : "",
      Grouped(absl::StrCat(static_cast<uint64_t>(hundredths / 100))),
      static_cast<int>(hundredths % 100));
}

std::string PeopleCount(int64_t count) {
  const std::string digits = absl::StrCat(count);
  if (count < 0) return "-" + Grouped(digits.substr(1));
  return Grouped(digits);
}

std::string PeopleShare(int64_t basis_points) {
  const bool negative = basis_points < 0;
  const int64_t size = negative ? -basis_points : basis_points;
  return absl::StrFormat("%s%d.%02d %%", negative ? "-" : "", size / 100,
                         size % 100);
}

std::string PeopleDate(const google::type::Date& date) {
  if (date.year() == 0) return "";
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(),
                         date.day());
}

std::string PeopleTime(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::UTCTimeZone());
}

std::string LastId(absl::string_view name) {
  const size_t slash = name.rfind('/');
  if (slash == absl::string_view::npos) return std::string(name);
  return std::string(name.substr(slash + 1));
}

std::string EnumWord(const google::protobuf::EnumDescriptor* type, int value) {
  if (value == 0) return "";
  const auto* found = type->FindValueByNumber(value);
  if (found == nullptr) return absl::StrCat("unknown value ", value);
  return absl::AsciiStrToLower(absl::StrReplaceAll(Core(*found), {{"_", " "}}));
}

absl::StatusOr<int> ParseEnumWord(const google::protobuf::EnumDescriptor* type,
                                  absl::string_view word) {
  const std::string wanted = absl::AsciiStrToUpper(
      absl::StrReplaceAll(word, {{" ", "_"}, {"-", "_"}}));
  std::vector<std::string> known;
  for (int i = 0; i < type->value_count(); ++i) {
    const auto* value = type->value(i);
    if (value->number() == 0) continue;
    if (wanted == Core(*value) || wanted == value->name()) {
      return value->number();
    }
    known.push_back(Core(*value));
  }
  return InvalidArgument(
      "UNKNOWN_WORD",
      absl::StrCat(Quoted(word), " is none of ", absl::StrJoin(known, ", ")));
}

absl::StatusOr<google::type::Date> ParseDate(absl::string_view text) {
  const absl::StatusOr<absl::CivilDay> day = ParseDay(text);
  if (!day.ok()) {
    return InvalidArgument(
        "INVALID_DATE",
        absl::StrCat(Quoted(text), " is not a date such as 2013-11-30"));
  }
  return kam::ToProto(*day);
}

absl::StatusOr<google::type::Date> ParseMonth(absl::string_view text) {
  const absl::StatusOr<absl::CivilDay> day =
      ParseDay(absl::StrCat(text, "-01"));
  if (!day.ok()) {
    return InvalidArgument(
        "INVALID_MONTH",
        absl::StrCat(Quoted(text), " is not a month such as 2013-11"));
  }
  return kam::ToProto(*day);
}

absl::StatusOr<google::protobuf::Timestamp> ParseTime(absl::string_view text) {
  google::protobuf::Timestamp time;
  if (!google::protobuf::util::TimeUtil::FromString(std::string(text), &time)) {
    return InvalidArgument("INVALID_TIME",
                           absl::StrCat(Quoted(text),
                                        " is not a time such as "
                                        "2026-01-31T09:30:00Z"));
  }
  return time;
}

std::string ToJson(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  options.always_print_primitive_fields = true;
  std::string text;
  // It fails only on messages of types unknown here, which ours never hold.
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) return "{}";
  absl::StripTrailingAsciiWhitespace(&text);
  return text;
}

}  // namespace kam::kamctl
