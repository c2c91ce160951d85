#include "services/assessment/model_policy.h"

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/digest.h"
#include "common/status/errors.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "kam/assessment/v1/annotations.pb.h"
#include "services/assessment/canonical_bytes.h"
#include "services/assessment/policy_checks.h"

namespace kam::assessment {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr char kReason[] = "INVALID_POLICY";

std::string Join(absl::string_view path, absl::string_view field) {
  return absl::StrCat(path, ".", field);
}

// Empties the lists of `target` that `given` replaces, at any depth.
void ClearReplacedLists(const Message& given, Message& target) {
  std::vector<const FieldDescriptor*> fields;
  given.GetReflection()->ListFields(given, &fields);
  const Reflection& reflection = *target.GetReflection();
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) {
      reflection.ClearField(&target, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      ClearReplacedLists(given.GetReflection()->GetMessage(given, field),
                         *reflection.MutableMessage(&target, field));
    }
  }
}

void CheckNumber(const FieldDescriptor* field, int64_t value,
                 const std::string& path, Violations& violations) {
  if (!field->options().HasExtension(v1::range)) return;
  const v1::Range& range = field->options().GetExtension(v1::range);
  if (value >= range.low() && value <= range.high()) return;
  violations.Add(path,
                 absl::StrCat("must be from ", range.low(), " to ",
                              range.high(), ", not ", value),
                 kReason);
}

// Notes fields that are not known and numbers out of their range, at any depth.
void CheckFields(const Message& message, const std::string& path,
                 Violations& violations) {
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) {
    violations.Add(path, "must have no field that is not known here", kReason);
  }
  const auto* type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const std::string at = Join(path, field->name());
    const bool is_list = field->is_repeated();
    const int size = is_list ? reflection.FieldSize(message, field) : 1;
    for (int k = 0; k < size; ++k) {
      const std::string here = is_list ? absl::StrCat(at, "[", k, "]") : at;
      switch (field->cpp_type()) {
        case FieldDescriptor::CPPTYPE_MESSAGE:
          if (!is_list && !reflection.HasField(message, field)) break;
          CheckFields(is_list ? reflection.GetRepeatedMessage(message, field, k)
                              : reflection.GetMessage(message, field),
                      here, violations);
          break;
        case FieldDescriptor::CPPTYPE_INT32:
          CheckNumber(field,
                      is_list ? reflection.GetRepeatedInt32(message, field, k)
                              : reflection.GetInt32(message, field),
                      here, violations);
          break;
        case FieldDescriptor::CPPTYPE_INT64:
          CheckNumber(field,
                      is_list ? reflection.GetRepeatedInt64(message, field, k)
                              : reflection.GetInt64(message, field),
                      here, violations);
          break;
        default:
          break;
      }
    }
  }
}

v1::Policy ParseDefaults() {
  v1::Policy policy;
  if (!google::protobuf::TextFormat::ParseFromString(
          std::string(DefaultPolicyText()), &policy)) {
    // It is part of the program, and a test reads it.
    std::abort();
  }
  return policy;
}

}  // namespace

ModelPolicy::ModelPolicy(v1::Policy values)
    : values_(std::move(values)), kam_words_(values_.titles()) {
  v1::Policy unversioned = values_;
  unversioned.clear_version();
  digest_ = Sha256(CanonicalBytes(unversioned));
}

absl::StatusOr<ModelPolicy> ModelPolicy::Resolve(const v1::Policy& given) {
  Violations violations;
  v1::Policy values = Default().values();
  ClearReplacedLists(given, values);
  values.MergeFrom(given);
  CheckFields(values, "policy", violations);
  if (violations.empty()) CheckPolicy(values, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  return ModelPolicy(std::move(values));
}

const ModelPolicy& ModelPolicy::Default() {
  static const auto* const policy = new ModelPolicy(ParseDefaults());
  return *policy;
}

}  // namespace kam::assessment
