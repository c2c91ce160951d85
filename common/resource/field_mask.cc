#include "common/resource/field_mask.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/base/text.h"
#include "common/resource/field_behavior.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/message_differencer.h"

namespace kam::resource {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::FieldMaskUtil;
using google::protobuf::util::MessageDifferencer;

constexpr char kAll[] = "*";

bool IsKept(const FieldDescriptor* field) {
  return HasBehavior(field, google::api::OUTPUT_ONLY);
}

bool IsFixed(const FieldDescriptor* field) {
  return HasBehavior(field, google::api::IMMUTABLE) ||
         HasBehavior(field, google::api::IDENTIFIER);
}

// The etag of the resource itself says which state the caller has seen; it is
// not part of that state.
bool IsEtag(const FieldDescriptor* field) { return field->name() == "etag"; }

bool FindGuarded(const Descriptor* type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(type).second) return false;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (IsKept(field) || IsFixed(field)) return true;
    if (field->message_type() != nullptr &&
        FindGuarded(field->message_type(), seen)) {
      return true;
    }
  }
  return false;
}

// Whether messages of `type` hold, at any depth, fields that an update may not
// change; others are replaced as a whole.
bool IsGuarded(const Descriptor* type) {
  static std::mutex* const mutex = new std::mutex;
  static auto* const known = new std::map<const Descriptor*, bool>;
  const std::lock_guard<std::mutex> lock(*mutex);
  const auto found = known->find(type);
  if (found != known->end()) return found->second;
  std::set<const Descriptor*> seen;
  return known->emplace(type, FindGuarded(type, seen)).first->second;
}

std::unique_ptr<Message> Copy(const Message& message) {
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

bool IsPlainMessage(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         !field->is_map();
}

// Whether the field is the same in both, presence included.
bool IsSame(const Message& a, const Message& b, const FieldDescriptor* field) {
  MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, {field}, {field});
}

std::string Join(const std::string& path, const FieldDescriptor* field) {
  return path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
}

// Replaces fields of one message by those of another of its type, leaving out
// what an update may not change.
class Replacement {
 public:
  explicit Replacement(Violations& violations) : violations_(violations) {}

  void ReplaceAll(const Message& source, const std::string& path,
                  Message& target) {
    const Descriptor& type = *source.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      if (path.empty() && IsEtag(type.field(i))) continue;
      Replace(source, type.field(i), path, target);
    }
  }

  // Replaces one field; `path` is that of the message around it.
  void Replace(const Message& source, const FieldDescriptor* field,
               const std::string& path, Message& target) {
    if (IsKept(field)) return;
    if (IsFixed(field)) {
      if (!IsSame(source, target, field)) {
        violations_.Add(Join(path, field), "cannot be changed",
                        "IMMUTABLE_FIELD");
      }
      return;
    }
    if (IsPlainMessage(field) && IsGuarded(field->message_type())) {
      if (field->is_repeated()) {
        ReplaceElements(source, field, Join(path, field), target);
      } else {
        ReplaceMessage(source, field, Join(path, field), target);
      }
      return;
    }
    CopyField(source, field, target);
  }

 private:
  // Copies a field as it is, presence included.
  static void CopyField(const Message& source, const FieldDescriptor* field,
                        Message& target) {
    FieldMaskUtil::MergeOptions options;
    options.set_replace_message_fields(true);
    options.set_replace_repeated_fields(true);
    FieldMask mask;
    mask.add_paths(field->name());
    FieldMaskUtil::MergeMessageTo(source, mask, options, &target);
  }

  void ReplaceMessage(const Message& source, const FieldDescriptor* field,
                      const std::string& path, Message& target) {
    const Reflection& reflection = *target.GetReflection();
    const bool wanted = reflection.HasField(source, field);
    if (!wanted && !reflection.HasField(target, field)) return;
    Message& inner = *reflection.MutableMessage(&target, field);
    ReplaceAll(reflection.GetMessage(source, field), path, inner);
    if (!wanted && inner.ByteSizeLong() == 0) {
      reflection.ClearField(&target, field);
    }
  }

  // Returns what tells elements apart: their id, or else all that a caller
  // may set.
  static std::string KeyOf(const Message& element) {
    const FieldDescriptor* id = element.GetDescriptor()->FindFieldByName("id");
    if (id != nullptr && !id->is_repeated() &&
        id->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      const std::string value = element.GetReflection()->GetString(element, id);
      if (!value.empty()) return absl::StrCat("id:", value);
    }
    const std::unique_ptr<Message> copy = Copy(element);
    ClearOutputOnly(*copy);
    return absl::StrCat("content:", copy->SerializeAsString());
  }

  void ReplaceElements(const Message& source, const FieldDescriptor* field,
                       const std::string& path, Message& target) {
    const Reflection& reflection = *target.GetReflection();
    std::multimap<std::string, std::unique_ptr<Message>> old;
    for (int i = 0; i < reflection.FieldSize(target, field); ++i) {
      const Message& element = reflection.GetRepeatedMessage(target, field, i);
      old.emplace(KeyOf(element), Copy(element));
    }
    reflection.ClearField(&target, field);
    for (int i = 0; i < reflection.FieldSize(source, field); ++i) {
      const Message& element = reflection.GetRepeatedMessage(source, field, i);
      Message& added = *reflection.AddMessage(&target, field);
      const auto match = old.find(KeyOf(element));
      if (match == old.end()) {
        added.CopyFrom(element);
        ClearOutputOnly(added);
        continue;
      }
      added.CopyFrom(*match->second);
      old.erase(match);
      ReplaceAll(element, absl::StrCat(path, "[", i, "]"), added);
    }
  }

  Violations& violations_;
};

// FieldMaskUtil passes over empty parts, as in "" and "a..b"; we do not.
bool IsPathOf(const Descriptor* type, const std::string& path) {
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '.');
  return std::find(parts.begin(), parts.end(), "") == parts.end() &&
         FieldMaskUtil::GetFieldDescriptors(type, path, nullptr);
}

// Returns the paths to replace, sorted, none within another; kAll alone when
// it is among them. Notes those that the type lacks.
FieldMask ReadMask(const FieldMask& mask, const Descriptor* type,
                   Violations& violations) {
  bool all = false;
  for (const std::string& path : mask.paths()) {
    if (path == kAll) {
      all = true;
    } else if (!IsPathOf(type, path)) {
      violations.Add("update_mask",
                     absl::StrCat("has the path ", Quoted(path), ", which ",
                                  type->name(), " does not have"),
                     "UNKNOWN_PATH");
    }
  }
  FieldMask read;
  if (all) {
    read.add_paths(kAll);
  } else {
    FieldMaskUtil::ToCanonicalForm(mask, &read);
  }
  return read;
}

// Replaces the field at the end of `fields`, which lead to it.
void ReplaceAt(const std::vector<const FieldDescriptor*>& fields,
               const Message& patch, Replacement& replacement,
               Message& target) {
  const Message* source = &patch;
  Message* inner = &target;
  std::string path;
  for (size_t i = 0; i + 1 < fields.size(); ++i) {
    const Reflection& reflection = *inner->GetReflection();
    if (IsKept(fields[i]) || IsFixed(fields[i])) {
      replacement.Replace(*source, fields[i], path, *inner);
      return;
    }
    const bool wanted = reflection.HasField(*source, fields[i]);
    if (!wanted && !reflection.HasField(*inner, fields[i])) return;
    path = Join(path, fields[i]);
    source = &reflection.GetMessage(*source, fields[i]);
    inner = reflection.MutableMessage(inner, fields[i]);
  }
  if (fields.size() == 1 && IsEtag(fields.back())) return;
  replacement.Replace(*source, fields.back(), path, *inner);
}

void ReplacePopulated(const Message& patch, Replacement& replacement,
                      Message& target) {
  std::vector<const FieldDescriptor*> populated;
  patch.GetReflection()->ListFields(patch, &populated);
  for (const FieldDescriptor* field : populated) {
    if (!IsEtag(field)) replacement.Replace(patch, field, "", target);
  }
}

}  // namespace

absl::Status ApplyUpdate(const Message& patch, const FieldMask& mask,
                         Message& target) {
  const Descriptor* type = patch.GetDescriptor();
  Violations unknown;
  const FieldMask read = ReadMask(mask, type, unknown);
  RETURN_IF_ERROR(unknown.ToStatus());

  const std::unique_ptr<Message> result = Copy(target);
  Violations fixed;
  Replacement replacement(fixed);
  if (read.paths().empty()) {
    ReplacePopulated(patch, replacement, *result);
  } else if (read.paths(0) == kAll) {
    replacement.ReplaceAll(patch, "", *result);
  } else {
    for (const std::string& path : read.paths()) {
      std::vector<const FieldDescriptor*> fields;
      FieldMaskUtil::GetFieldDescriptors(type, path, &fields);
      ReplaceAt(fields, patch, replacement, *result);
    }
  }
  RETURN_IF_ERROR(fixed.ToStatus());
  target.GetReflection()->Swap(result.get(), &target);
  return absl::OkStatus();
}

}  // namespace kam::resource
