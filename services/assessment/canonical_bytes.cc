#include "services/assessment/canonical_bytes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <memory_resource>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "kam/assessment/v1/annotations.pb.h"
#include "services/assessment/wire_reader.h"

namespace kam::assessment {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Whether titles and names of programmes, as the option `title` marks them, are
// left out.
enum class Titles { kKept, kLeftOut };

struct TypePlan;

// How a field is read from the wire. The contracts have no floating point and
// no numbers of fixed width.
struct FieldPlan {
  WireType wire_type = WireType::kVarint;
  bool is_known = false;
  bool is_list = false;
  bool is_packed = false;
  bool is_title = false;
  // Of a message; else null.
  const TypePlan* type = nullptr;
};

// How messages of a type are read.
struct TypePlan {
  // By field number.
  std::vector<FieldPlan> fields;
  // At any depth.
  bool has_lists = false;
  bool has_titles = false;

  // Whether the canonical bytes are those on the wire.
  bool IsPlain() const { return !has_lists && !has_titles; }

  // Returns the field that a tag begins, null when it is not known here.
  const FieldPlan* Find(WireTag tag) const {
    if (tag.number >= fields.size()) return nullptr;
    const FieldPlan& field = fields[tag.number];
    return field.is_known && field.wire_type == tag.type ? &field : nullptr;
  }
};

const TypePlan& PlanOf(const Descriptor* type);

FieldPlan PlanOf(const FieldDescriptor* field) {
  FieldPlan plan;
  const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  plan.is_known = true;
  plan.is_list = field->is_repeated();
  plan.is_packed = field->is_packed();
  plan.is_title = field->options().GetExtension(v1::title);
  plan.wire_type = is_message || is_text || plan.is_packed
                       ? WireType::kDelimited
                       : WireType::kVarint;
  if (is_message) plan.type = &PlanOf(field->message_type());
  return plan;
}

const TypePlan& PlanOf(const Descriptor* type) {
  thread_local absl::flat_hash_map<const Descriptor*, std::unique_ptr<TypePlan>>
      plans;
  if (const auto found = plans.find(type); found != plans.end()) {
    return *found->second;
  }
  TypePlan& plan =
      *plans.emplace(type, std::make_unique<TypePlan>()).first->second;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldPlan field = PlanOf(type->field(i));
    const auto number = static_cast<size_t>(type->field(i)->number());
    if (number >= plan.fields.size()) plan.fields.resize(number + 1);
    plan.fields[number] = field;
    plan.has_lists = plan.has_lists || field.is_list ||
                     (field.type != nullptr && field.type->has_lists);
    plan.has_titles = plan.has_titles || field.is_title ||
                      (field.type != nullptr && field.type->has_titles);
  }
  return plan;
}

using Bytes = std::pmr::string;

// Memory for one encoding: a bundle of common size never leaves the stack.
class Scratch {
 public:
  std::pmr::memory_resource* memory() { return &memory_; }

 private:
  std::array<std::byte, 32 * 1024> first_;
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
};

Bytes Serialize(const Message& message, Scratch& scratch) {
  Bytes wire(message.ByteSizeLong(), '\0', scratch.memory());
  message.SerializeWithCachedSizesToArray(
      reinterpret_cast<uint8_t*>(wire.data()));
  return wire;
}

void AppendText(absl::string_view text, Bytes& out) {
  AppendVarint(text.size(), out);
  out.append(text.data(), text.size());
}

// The order of bytes. Most elements differ in the first.
bool IsBefore(absl::string_view a, absl::string_view b) {
  if (a.empty() || b.empty() || a.front() == b.front()) return a < b;
  return static_cast<unsigned char>(a.front()) <
         static_cast<unsigned char>(b.front());
}

// Puts what was read from the wire into canonical form. Not thread-safe.
class Encoder {
 public:
  explicit Encoder(Scratch& scratch)
      : memory_(scratch.memory()), levels_(memory_) {}

  // Appends the fields of a message.
  void AppendMessage(const TypePlan& type, absl::string_view wire,
                     Titles titles, Bytes& out) {
    WireReader reader(wire);
    while (!reader.done()) {
      const WireTag tag = reader.ReadTag();
      const FieldPlan* field = type.Find(tag);
      if (field == nullptr || (field->is_title && titles == Titles::kLeftOut)) {
        reader.Skip(tag);
      } else {
        AppendField(*field, tag, titles, reader, out);
      }
    }
  }

  // Appends the number of a field, and the value or the list that follows its
  // tag.
  void AppendField(const FieldPlan& field, WireTag tag, Titles titles,
                   WireReader& reader, Bytes& out) {
    AppendVarint(tag.number, out);
    if (field.is_list) {
      AppendList(field, tag, titles, reader, out);
    } else if (IsPlain(field)) {
      const absl::string_view bytes = ReadPlain(field, reader);
      out.append(bytes.data(), bytes.size());
    } else {
      Level& level = Enter();
      AppendMessage(*field.type, reader.ReadText(), titles, level.bytes);
      AppendText(level.bytes, out);
      --depth_;
    }
  }

 private:
  // What is gathered at one depth, kept for the next that is as deep.
  struct Level {
    explicit Level(std::pmr::memory_resource* memory)
        : bytes(memory), elements(memory), spans(memory) {}

    Bytes bytes;
    std::pmr::vector<absl::string_view> elements;
    // Where elements begin and end in `bytes`, until all of them stand there.
    std::pmr::vector<std::pair<size_t, size_t>> spans;
  };

  static bool IsPlain(const FieldPlan& field) {
    return field.type == nullptr || field.type->IsPlain();
  }

  static absl::string_view ReadPlain(const FieldPlan& field,
                                     WireReader& reader) {
    return field.wire_type == WireType::kVarint ? reader.ReadVarint()
                                                : reader.ReadDelimited();
  }

  Level& Enter() {
    if (depth_ == levels_.size()) levels_.emplace_back(memory_);
    Level& level = levels_[depth_++];
    level.bytes.clear();
    level.elements.clear();
    level.spans.clear();
    return level;
  }

  // Appends the elements that follow a tag, each after a tag of its own or all
  // in one, in the order of their bytes.
  void AppendList(const FieldPlan& field, WireTag tag, Titles titles,
                  WireReader& reader, Bytes& out) {
    Level& level = Enter();
    if (field.is_packed) {
      WireReader numbers(reader.ReadText());
      while (!numbers.done()) level.elements.push_back(numbers.ReadVarint());
    } else if (IsPlain(field)) {
      do {
        level.elements.push_back(ReadPlain(field, reader));
      } while (reader.ReadIf(tag));
    } else {
      GatherMessages(field, tag, titles, reader, level);
    }
    std::sort(level.elements.begin(), level.elements.end(), IsBefore);
    AppendVarint(level.elements.size(), out);
    for (const absl::string_view element : level.elements) {
      AppendText(element, out);
    }
    --depth_;
  }

  // Each message is written with its length before it, which is known after it:
  // room is left for the longest.
  void GatherMessages(const FieldPlan& field, WireTag tag, Titles titles,
                      WireReader& reader, Level& level) {
    constexpr size_t kRoom = 10;
    Bytes length(memory_);
    do {
      const size_t body = level.bytes.size() + kRoom;
      level.bytes.append(kRoom, ' ');
      AppendMessage(*field.type, reader.ReadText(), titles, level.bytes);
      length.clear();
      AppendVarint(level.bytes.size() - body, length);
      const size_t begin = body - length.size();
      level.bytes.replace(begin, length.size(), length);
      level.spans.emplace_back(begin, level.bytes.size());
    } while (reader.ReadIf(tag));
    const absl::string_view bytes = level.bytes;
    for (const auto& [begin, end] : level.spans) {
      level.elements.push_back(bytes.substr(begin, end - begin));
    }
  }

  std::pmr::memory_resource* memory_;
  // A deque: a level stays where it is when a deeper one is added.
  std::pmr::deque<Level> levels_;
  size_t depth_ = 0;
};

// Both forms while they are made.
struct Forms {
  Forms(std::pmr::memory_resource* memory, size_t expected)
      : all(memory), title_blind(memory) {
    all.reserve(expected);
    title_blind.reserve(expected);
  }

  Bytes all;
  Bytes title_blind;
};

// Appends both forms; what holds no titles is read once.
void AppendForms(const TypePlan& type, absl::string_view wire, Encoder& encoder,
                 Forms& forms) {
  WireReader reader(wire);
  while (!reader.done()) {
    const WireTag tag = reader.ReadTag();
    const FieldPlan* field = type.Find(tag);
    if (field == nullptr) {
      reader.Skip(tag);
      continue;
    }
    const bool has_titles = field->type != nullptr && field->type->has_titles;
    if (field->is_title) {
      encoder.AppendField(*field, tag, Titles::kKept, reader, forms.all);
    } else if (has_titles && field->is_list) {
      WireReader again = reader;
      encoder.AppendField(*field, tag, Titles::kKept, reader, forms.all);
      encoder.AppendField(*field, tag, Titles::kLeftOut, again,
                          forms.title_blind);
    } else if (has_titles) {
      const absl::string_view text = reader.ReadText();
      Forms inner(forms.all.get_allocator().resource(), text.size());
      AppendForms(*field->type, text, encoder, inner);
      AppendVarint(tag.number, forms.all);
      AppendText(inner.all, forms.all);
      // What held nothing but titles says nothing without them.
      if (inner.title_blind.empty()) continue;
      AppendVarint(tag.number, forms.title_blind);
      AppendText(inner.title_blind, forms.title_blind);
    } else {
      const size_t start = forms.all.size();
      encoder.AppendField(*field, tag, Titles::kKept, reader, forms.all);
      forms.title_blind.append(forms.all, start);
    }
  }
}

}  // namespace

std::string CanonicalBytes(const Message& message) {
  const TypePlan& type = PlanOf(message.GetDescriptor());
  if (type.IsPlain()) return message.SerializeAsString();
  Scratch scratch;
  const Bytes wire = Serialize(message, scratch);
  Bytes canonical(scratch.memory());
  canonical.reserve(wire.size());
  Encoder(scratch).AppendMessage(type, wire, Titles::kKept, canonical);
  return std::string(canonical);
}

CanonicalForms CanonicalFormsOf(const Message& message,
                                absl::string_view head) {
  Scratch scratch;
  const Bytes wire = Serialize(message, scratch);
  Forms forms(scratch.memory(), wire.size());
  Encoder encoder(scratch);
  AppendForms(PlanOf(message.GetDescriptor()), wire, encoder, forms);
  return {
      .all = absl::StrCat(head, absl::string_view(forms.all)),
      .title_blind = absl::StrCat(head, absl::string_view(forms.title_blind))};
}

}  // namespace kam::assessment
