#include "common/resource/name.h"

#include <cstdlib>
#include <map>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/log.h"
#include "common/base/text.h"
#include "common/resource/id.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::resource {
namespace {

constexpr char kInvalidName[] = "INVALID_NAME";
constexpr char kPrograms[] = "programs";
constexpr char kAccounts[] = "accounts";

// Longer than any name, so that parsing garbage stays cheap.
constexpr size_t kMaxNameBytes = 1024;

bool IsVariable(absl::string_view part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

// Reads `name` as the collections from `first` to `last`, each with an id.
// Returns false when it is anything else.
template <typename Iterator>
bool ReadIds(absl::string_view name, Iterator first, Iterator last,
             std::vector<std::string>& ids) {
  if (name.size() > kMaxNameBytes) return false;
  if (first == last) return name.empty();
  std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 * static_cast<size_t>(last - first)) return false;
  for (size_t i = 0; i < parts.size(); i += 2, ++first) {
    if (parts[i] != *first || !IsId(parts[i + 1])) return false;
    ids.emplace_back(parts[i + 1]);
  }
  return true;
}

// Returns "programs/{program}/accounts/{account}" of the first parts of it.
std::string PatternOf(absl::string_view pattern, size_t collections) {
  std::vector<absl::string_view> parts = absl::StrSplit(pattern, '/');
  parts.resize(2 * collections);
  return absl::StrJoin(parts, "/");
}

absl::Status NotOfPattern(absl::string_view name, absl::string_view pattern,
                          absl::string_view reason) {
  if (pattern.empty()) {
    return InvalidArgument(
        reason,
        absl::StrCat(Quoted(name), " must be empty: there is no parent"));
  }
  return InvalidArgument(
      reason,
      absl::StrCat(Quoted(name), " is not a name of the form ", pattern));
}

}  // namespace

absl::StatusOr<ResourcePattern> ResourcePattern::FromOption(
    const google::api::ResourceDescriptor& option) {
  if (option.pattern().empty()) {
    return InvalidArgument("INVALID_PATTERN", "a resource needs a pattern");
  }
  ResourcePattern pattern;
  pattern.type_ = option.type();
  pattern.singular_ = option.singular();
  pattern.plural_ = option.plural();
  pattern.text_ = option.pattern(0);
  const std::vector<absl::string_view> parts =
      absl::StrSplit(pattern.text_, '/');
  bool sound = parts.size() % 2 == 0;
  for (size_t i = 0; sound && i < parts.size(); i += 2) {
    sound =
        !parts[i].empty() && !IsVariable(parts[i]) && IsVariable(parts[i + 1]);
    pattern.collections_.emplace_back(parts[i]);
  }
  if (!sound) {
    return InvalidArgument("INVALID_PATTERN",
                           absl::StrCat(Quoted(pattern.text_),
                                        " is not collections and ids in turn"));
  }
  return pattern;
}

const ResourcePattern& ResourcePattern::Of(
    const google::protobuf::Descriptor* descriptor) {
  static std::mutex* const mutex = new std::mutex;
  static auto* const patterns =
      new std::map<const google::protobuf::Descriptor*, ResourcePattern>;
  const std::lock_guard<std::mutex> lock(*mutex);
  const auto known = patterns->find(descriptor);
  if (known != patterns->end()) return known->second;
  absl::StatusOr<ResourcePattern> pattern =
      FromOption(descriptor->options().GetExtension(google::api::resource));
  if (!pattern.ok()) {
    Log(LogLevel::kError, "a message is used as a resource and is none",
        {{"message", descriptor->full_name()},
         {"error", std::string(pattern.status().message())}});
    std::abort();
  }
  return patterns->emplace(descriptor, *std::move(pattern)).first->second;
}

absl::StatusOr<ResourceName> ResourceName::ParseParts(
    const ResourcePattern& pattern, size_t collections, absl::string_view name,
    absl::string_view reason) {
  std::vector<std::string> ids;
  const auto first = pattern.collections().begin();
  if (!ReadIds(name, first, first + static_cast<std::ptrdiff_t>(collections),
               ids)) {
    return NotOfPattern(name, PatternOf(pattern.text(), collections), reason);
  }
  return ResourceName(&pattern, std::move(ids));
}

absl::StatusOr<ResourceName> ResourceName::Parse(const ResourcePattern& pattern,
                                                 absl::string_view name) {
  return ParseParts(pattern, pattern.collections().size(), name, kInvalidName);
}

absl::StatusOr<ResourceName> ResourceName::ParseParent(
    const ResourcePattern& pattern, absl::string_view parent) {
  return ParseParts(pattern, pattern.collections().size() - 1, parent,
                    "INVALID_PARENT");
}

absl::StatusOr<ResourceName> ResourceName::FromIds(
    const ResourcePattern& pattern, std::vector<std::string> ids) {
  if (ids.size() != pattern.collections().size()) {
    return InvalidArgument(
        "INVALID_ID",
        absl::StrCat("a name of the form ", pattern.text(), " needs ",
                     pattern.collections().size(), " ids, not ", ids.size()));
  }
  for (const std::string& id : ids) RETURN_IF_ERROR(CheckId(id));
  return ResourceName(&pattern, std::move(ids));
}

std::string ResourceName::ToString() const {
  std::string name;
  for (size_t i = 0; i < ids_.size(); ++i) {
    absl::StrAppend(&name, i == 0 ? "" : "/", pattern_->collections()[i], "/",
                    ids_[i]);
  }
  return name;
}

ResourceName ResourceName::Parent() const {
  std::vector<std::string> ids = ids_;
  if (!ids.empty()) ids.pop_back();
  return ResourceName(pattern_, std::move(ids));
}

absl::StatusOr<ProgramName> ProgramName::Parse(absl::string_view name) {
  const std::vector<absl::string_view> collections = {kPrograms};
  std::vector<std::string> ids;
  if (!ReadIds(name, collections.begin(), collections.end(), ids)) {
    return NotOfPattern(name, "programs/{program}", kInvalidName);
  }
  return ProgramName{std::move(ids[0])};
}

absl::StatusOr<ProgramName> ProgramName::Of(absl::string_view name) {
  absl::string_view rest = name;
  if (absl::ConsumePrefix(&rest, "programs/")) {
    const absl::string_view id = rest.substr(0, rest.find('/'));
    if (IsId(id)) return ProgramName{std::string(id)};
  }
  return InvalidArgument(
      kInvalidName,
      absl::StrCat(Quoted(name), " does not begin with programs/{program}"));
}

std::string ProgramName::ToString() const {
  return absl::StrCat(kPrograms, "/", program);
}

absl::StatusOr<AccountName> AccountName::Parse(absl::string_view name) {
  const std::vector<absl::string_view> collections = {kPrograms, kAccounts};
  std::vector<std::string> ids;
  if (!ReadIds(name, collections.begin(), collections.end(), ids)) {
    return NotOfPattern(name, "programs/{program}/accounts/{account}",
                        kInvalidName);
  }
  return AccountName{std::move(ids[0]), std::move(ids[1])};
}

std::string AccountName::ToString() const {
  return absl::StrCat(kPrograms, "/", program, "/", kAccounts, "/", account);
}

}  // namespace kam::resource
