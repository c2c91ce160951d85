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

// Whether titles and names of programmes, as the option `title` marks them, are
// left out.
enum class Titles { kKept, kLeftOut };

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

// What messages of a type can hold, at any depth.
struct Contents {
  bool lists = false;
  bool titles = false;
};

Contents ContentsOf(const Descriptor* type) {
  thread_local absl::flat_hash_map<const Descriptor*, Contents> known;
  const auto [found, is_new] = known.emplace(type, Contents());
  if (!is_new) return found->second;
  Contents contents;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    contents.lists = contents.lists || field->is_repeated();
    contents.titles =
        contents.titles || field->options().GetExtension(v1::title);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const Contents inner = ContentsOf(field->message_type());
    contents.lists = contents.lists || inner.lists;
    contents.titles = contents.titles || inner.titles;
  }
  known[type] = contents;
  return contents;
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

void AppendField(const Message& message, const FieldDescriptor* field,
                 Titles titles, std::string& out) {
  AppendNumber(static_cast<uint64_t>(field->number()), out);
  if (field->is_repeated()) {
    AppendList(message, field, titles, out);
  } else {
    FieldReader(message, field, -1).AppendTo(titles, out);
  }
}

std::vector<const FieldDescriptor*> SetFields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

void AppendMessage(const Message& message, Titles titles, std::string& out) {
  const Contents contents = ContentsOf(message.GetDescriptor());
  if (!contents.lists && !contents.titles) {
    // Nothing in it has an order.
    message.AppendToString(&out);
    return;
  }
  for (const FieldDescriptor* field : SetFields(message)) {
    const bool is_title = field->options().GetExtension(v1::title);
    if (titles == Titles::kKept || !is_title) {
      AppendField(message, field, titles, out);
    }
  }
}

// Whether a field is the only one of its name and can hold titles.
bool IsHolderOfTitles(const FieldDescriptor* field) {
  return !field->is_repeated() &&
         field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         ContentsOf(field->message_type()).titles;
}

// Appends both forms; what holds no titles is read once.
void AppendForms(const Message& message, CanonicalForms& forms) {
  for (const FieldDescriptor* field : SetFields(message)) {
    if (field->options().GetExtension(v1::title)) {
      AppendField(message, field, Titles::kKept, forms.all);
      continue;
    }
    if (!IsHolderOfTitles(field)) {
      const bool has_titles =
          field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
          ContentsOf(field->message_type()).titles;
      const size_t start = forms.all.size();
      AppendField(message, field, Titles::kKept, forms.all);
      if (has_titles) {
        AppendField(message, field, Titles::kLeftOut, forms.title_blind);
      } else {
        forms.title_blind.append(forms.all, start);
      }
      continue;
    }
    CanonicalForms inner;
    AppendForms(message.GetReflection()->GetMessage(message, field), inner);
    const auto number = static_cast<uint64_t>(field->number());
    AppendNumber(number, forms.all);
    AppendText(inner.all, forms.all);
    // What held nothing but titles says nothing without them.
    if (inner.title_blind.empty()) continue;
    AppendNumber(number, forms.title_blind);
    AppendText(inner.title_blind, forms.title_blind);
  }
}

}  // namespace

std::string CanonicalBytes(const Message& message) {
  std::string bytes;
  AppendMessage(message, Titles::kKept, bytes);
  return bytes;
}

CanonicalForms CanonicalFormsOf(const Message& message) {
  CanonicalForms forms;
  AppendForms(message, forms);
  return forms;
}

}  // namespace kam::assessment
