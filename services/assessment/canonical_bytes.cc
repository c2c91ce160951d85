#include "services/assessment/canonical_bytes.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "kam/assessment/v1/annotations.pb.h"

namespace kam::assessment {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AppendNumber(uint64_t number, std::string& out) {
  while (number >= 0x80) {
    out += static_cast<char>(number | 0x80);
    number >>= 7;
  }
  out += static_cast<char>(number);
}

void AppendText(absl::string_view text, std::string& out) {
  AppendNumber(text.size(), out);
  out.append(text.data(), text.size());
}

void AppendMessage(const Message& message, Titles titles, std::string& out);

// Whether messages of `type` hold neither lists nor titles, at any depth: then
// their serialization is canonical.
bool IsPlain(const Descriptor* type) {
  thread_local absl::flat_hash_map<const Descriptor*, bool> known;
  const auto [found, is_new] = known.emplace(type, true);
  if (!is_new) return found->second;
  bool is_plain = true;
  for (int i = 0; is_plain && i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    is_plain = !field->is_repeated() &&
               !field->options().GetExtension(v1::title) &&
               (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
                IsPlain(field->message_type()));
  }
  known[type] = is_plain;
  return is_plain;
}

// Reads element `index` of a list, or the only value when it is negative.
class FieldReader {
 public:
  FieldReader(const Message& message, const FieldDescriptor* field, int index)
      : message_(message),
        reflection_(*message.GetReflection()),
        field_(field),
        index_(index) {}

  void AppendTo(Titles titles, std::string& out) const {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return AppendSigned(
            index_ < 0 ? reflection_.GetInt32(message_, field_)
                       : reflection_.GetRepeatedInt32(message_, field_, index_),
            out);
      case FieldDescriptor::CPPTYPE_INT64:
        return AppendSigned(
            index_ < 0 ? reflection_.GetInt64(message_, field_)
                       : reflection_.GetRepeatedInt64(message_, field_, index_),
            out);
      case FieldDescriptor::CPPTYPE_UINT32:
        return AppendNumber(index_ < 0 ? reflection_.GetUInt32(message_, field_)
                                       : reflection_.GetRepeatedUInt32(
                                             message_, field_, index_),
                            out);
      case FieldDescriptor::CPPTYPE_UINT64:
        return AppendNumber(index_ < 0 ? reflection_.GetUInt64(message_, field_)
                                       : reflection_.GetRepeatedUInt64(
                                             message_, field_, index_),
                            out);
      case FieldDescriptor::CPPTYPE_BOOL:
        return AppendNumber(
            index_ < 0 ? reflection_.GetBool(message_, field_)
                       : reflection_.GetRepeatedBool(message_, field_, index_),
            out);
      case FieldDescriptor::CPPTYPE_ENUM:
        return AppendSigned(
            index_ < 0
                ? reflection_.GetEnumValue(message_, field_)
                : reflection_.GetRepeatedEnumValue(message_, field_, index_),
            out);
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        return AppendText(index_ < 0 ? reflection_.GetStringReference(
                                           message_, field_, &scratch)
                                     : reflection_.GetRepeatedStringReference(
                                           message_, field_, index_, &scratch),
                          out);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        std::string inner;
        AppendMessage(index_ < 0 ? reflection_.GetMessage(message_, field_)
                                 : reflection_.GetRepeatedMessage(
                                       message_, field_, index_),
                      titles, inner);
        return AppendText(inner, out);
      }
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT:
        // The contracts have no floating point.
        return;
    }
  }

 private:
  static void AppendSigned(int64_t number, std::string& out) {
    AppendNumber(static_cast<uint64_t>(number), out);
  }

  const Message& message_;
  const Reflection& reflection_;
  const FieldDescriptor* field_;
  int index_;
};

void AppendList(const Message& message, const FieldDescriptor* field,
                Titles titles, std::string& out) {
  const int size = message.GetReflection()->FieldSize(message, field);
  std::vector<std::string> elements(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i) {
    FieldReader(message, field, i)
        .AppendTo(titles, elements[static_cast<size_t>(i)]);
  }
  std::sort(elements.begin(), elements.end());
  AppendNumber(elements.size(), out);
  for (const std::string& element : elements) AppendText(element, out);
}

void AppendMessage(const Message& message, Titles titles, std::string& out) {
  if (IsPlain(message.GetDescriptor())) {
    message.AppendToString(&out);
    return;
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (titles == Titles::kLeftOut &&
        field->options().GetExtension(v1::title)) {
      continue;
    }
    const size_t before = out.size();
    AppendNumber(static_cast<uint64_t>(field->number()), out);
    const size_t start = out.size();
    if (field->is_repeated()) {
      AppendList(message, field, titles, out);
      continue;
    }
    FieldReader(message, field, -1).AppendTo(titles, out);
    // What held nothing but titles says nothing without them.
    const bool is_empty =
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
        out.size() == start + 1 && out.back() == '\0';
    if (titles == Titles::kLeftOut && is_empty) out.resize(before);
  }
}

}  // namespace

std::string CanonicalBytes(const Message& message, Titles titles) {
  std::string bytes;
  AppendMessage(message, titles, bytes);
  return bytes;
}

}  // namespace kam::assessment
