#include "common/resource/field_behavior.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "common/base/text.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"

namespace kam::resource {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int32_t kMostNanos = 999'999'999;

bool IsOutputOnly(const FieldDescriptor* field) {
  return HasBehavior(field, google::api::OUTPUT_ONLY);
}

bool IsMessage(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// Calls visit(element) for the message, or each of the messages, in `field`.
template <typename Visit>
void ForEachMessage(Message& message, const FieldDescriptor* field,
                    Visit visit) {
  const Reflection& reflection = *message.GetReflection();
  if (!field->is_repeated()) {
    visit(*reflection.MutableMessage(&message, field));
    return;
  }
  const int size = reflection.FieldSize(message, field);
  for (int i = 0; i < size; ++i) {
    visit(*reflection.MutableRepeatedMessage(&message, field, i));
  }
}

// Of numbers without presence, 0 cannot be told from absent.
bool CanBeAbsent(const FieldDescriptor* field) {
  return field->is_repeated() || field->has_presence() ||
         field->cpp_type() == FieldDescriptor::CPPTYPE_STRING ||
         field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
}

std::string Say(const absl::Status& status) {
  return absl::StrCat("is not valid: ", status.message());
}

// Where the walk is. Most fields are sound, so the text is made only for those
// that are not.
struct Path {
  const Path* parent;
  absl::string_view name;
  int index = -1;

  std::string ToString() const {
    std::string text = parent == nullptr ? "" : parent->ToString();
    absl::StrAppend(&text, text.empty() || name.empty() ? "" : ".", name);
    if (index >= 0) absl::StrAppend(&text, "[", index, "]");
    return text;
  }
};

// Walks a message and gathers what is wrong with it.
class InputCheck {
 public:
  InputCheck(RequiredFields required, Violations& violations)
      : required_(required), violations_(violations) {}

  void Check(const Message& message, const Path& path) {
    if (CheckKnownType(message, path)) return;
    const Descriptor& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor* field = descriptor.field(i);
      if (IsOutputOnly(field)) continue;
      const Path field_path{.parent = &path, .name = field->name()};
      if (field->is_repeated()) {
        CheckRepeated(message, field, field_path);
      } else {
        CheckSingular(message, field, field_path);
      }
    }
  }

 private:
  // Checks a message that means a single value. Returns false when `message`
  // is none and its fields stand for themselves.
  bool CheckKnownType(const Message& message, const Path& path) {
    const Descriptor* type = message.GetDescriptor();
    if (type == google::type::Money::descriptor()) {
      CheckMoney(static_cast<const google::type::Money&>(message), path);
    } else if (type == google::type::Date::descriptor()) {
      const auto day =
          DayFromProto(static_cast<const google::type::Date&>(message));
      if (!day.ok()) Add(path, Say(day.status()), "INVALID_DATE");
    } else if (type == google::protobuf::Timestamp::descriptor()) {
      CheckTimestamp(static_cast<const google::protobuf::Timestamp&>(message),
                     path);
    } else if (type == google::protobuf::Duration::descriptor()) {
      CheckDuration(static_cast<const google::protobuf::Duration&>(message),
                    path);
    } else {
      return false;
    }
    return true;
  }

  void CheckMoney(const google::type::Money& money, const Path& path) {
    if (!IsCurrencyCode(money.currency_code())) {
      Add(path,
          "needs a currency_code of three capital letters, such as "
          "USD",
          "INVALID_MONEY");
    }
    const auto amount = AmountFromProto(money);
    if (!amount.ok()) {
      Add(path, Say(amount.status()), "INVALID_MONEY");
    }
  }

  void CheckTimestamp(const google::protobuf::Timestamp& time,
                      const Path& path) {
    constexpr int64_t kYear1 = -62'135'596'800;
    constexpr int64_t kEndOfYear9999 = 253'402'300'799;
    if (time.seconds() < kYear1 || time.seconds() > kEndOfYear9999 ||
        time.nanos() < 0 || time.nanos() > kMostNanos) {
      Add(path, "is not a time of the years 1 to 9999", "INVALID_TIMESTAMP");
    }
  }

  void CheckDuration(const google::protobuf::Duration& duration,
                     const Path& path) {
    constexpr int64_t kMostSeconds = 315'576'000'000;
    const int64_t seconds = duration.seconds();
    const int32_t nanos = duration.nanos();
    if (seconds > kMostSeconds || seconds < -kMostSeconds ||
        nanos > kMostNanos || nanos < -kMostNanos ||
        (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0)) {
      Add(path, "is not a duration of at most 10,000 years",
          "INVALID_DURATION");
    }
  }

  void CheckAsked(const FieldDescriptor* field, bool present,
                  const Path& path) {
    if (!present && required_ == RequiredFields::kAsked && CanBeAbsent(field) &&
        HasBehavior(field, google::api::REQUIRED)) {
      Add(path, "must be given", "MISSING_FIELD");
    }
  }

  void CheckSingular(const Message& message, const FieldDescriptor* field,
                     const Path& path) {
    const Reflection& reflection = *message.GetReflection();
    const bool present = reflection.HasField(message, field);
    CheckAsked(field, present, path);
    if (!present) return;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Check(reflection.GetMessage(message, field), path);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        CheckEnum(field, reflection.GetEnumValue(message, field), path);
        break;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        CheckString(field,
                    reflection.GetStringReference(message, field, &scratch),
                    path);
        break;
      }
      default:
        break;
    }
  }

  void CheckRepeated(const Message& message, const FieldDescriptor* field,
                     const Path& path) {
    const Reflection& reflection = *message.GetReflection();
    const int size = reflection.FieldSize(message, field);
    CheckAsked(field, size > 0, path);
    if (size > kMaxRepeated) {
      Add(path,
          absl::StrCat("has ", size, " elements; at most ", kMaxRepeated,
                       " are allowed"),
          "TOO_MANY_ITEMS");
      return;
    }
    for (int i = 0; i < size; ++i) {
      CheckElement(message, field, i, path);
    }
  }

  void CheckElement(const Message& message, const FieldDescriptor* field,
                    int index, const Path& path) {
    const Reflection& reflection = *message.GetReflection();
    const Path element_path{
        .parent = path.parent, .name = path.name, .index = index};
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Check(reflection.GetRepeatedMessage(message, field, index),
              element_path);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        CheckEnum(field, reflection.GetRepeatedEnumValue(message, field, index),
                  element_path);
        break;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        CheckString(field,
                    reflection.GetRepeatedStringReference(message, field, index,
                                                          &scratch),
                    element_path);
        break;
      }
      default:
        break;
    }
  }

  void CheckEnum(const FieldDescriptor* field, int number, const Path& path) {
    if (field->enum_type()->FindValueByNumber(number) != nullptr) return;
    Add(path,
        absl::StrCat("has the number ", number, ", which ",
                     field->enum_type()->name(), " does not know"),
        "UNKNOWN_ENUM_VALUE");
  }

  void CheckString(const FieldDescriptor* field, const std::string& text,
                   const Path& path) {
    if (text.size() > kMaxStringBytes) {
      Add(path,
          absl::StrCat("has ", text.size(), " bytes; at most ", kMaxStringBytes,
                       " are allowed"),
          "FIELD_TOO_LONG");
    } else if (field->type() == FieldDescriptor::TYPE_STRING &&
               !IsValidUtf8(text)) {
      Add(path, "is not valid UTF-8", "INVALID_UTF8");
    }
  }

  void Add(const Path& path, absl::string_view description,
           absl::string_view reason) {
    violations_.Add(path.ToString(), description, reason);
  }

  const RequiredFields required_;
  Violations& violations_;
};

}  // namespace

bool HasBehavior(const FieldDescriptor* field,
                 google::api::FieldBehavior behavior) {
  const auto& options = field->options();
  const int size = options.ExtensionSize(google::api::field_behavior);
  for (int i = 0; i < size; ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) {
      return true;
    }
  }
  return false;
}

void ClearOutputOnly(Message& message) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> present;
  reflection.ListFields(message, &present);
  for (const FieldDescriptor* field : present) {
    if (IsOutputOnly(field)) {
      reflection.ClearField(&message, field);
    } else if (IsMessage(field)) {
      ForEachMessage(message, field, ClearOutputOnly);
    }
  }
}

void CheckInput(const Message& message, absl::string_view prefix,
                Violations& violations, RequiredFields required) {
  InputCheck(required, violations)
      .Check(message, Path{.parent = nullptr, .name = prefix});
}

}  // namespace kam::resource
