#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/api/resource.pb.h"
#include "google/protobuf/descriptor.h"

namespace kam::resource {

// How the names of one type of resource are built, read from the option
// google.api.resource of its message: collections and ids in turn, as in
// `programs/{program}/accounts/{account}`. Immutable.
class ResourcePattern {
 public:
  // Returns the pattern of the message, which lives as long as the program.
  // Thread safe. A message without a sound option is a mistake in the
  // contracts: it ends the program.
  static const ResourcePattern& Of(
      const google::protobuf::Descriptor* descriptor);

  // The same for a generated message class.
  template <typename Resource>
  static const ResourcePattern& Of() {
    return Of(Resource::descriptor());
  }

  // Returns the pattern that `option` states (the first, of several), or
  // INVALID_ARGUMENT when it is not made of collections and ids in turn.
  static absl::StatusOr<ResourcePattern> FromOption(
      const google::api::ResourceDescriptor& option);

  // Type such as "kam.account/Contact".
  const std::string& type() const { return type_; }
  // Name of one, such as "contact", and of many, such as "contacts".
  const std::string& singular() const { return singular_; }
  const std::string& plural() const { return plural_; }
  // The pattern as written in the option.
  const std::string& text() const { return text_; }
  // The collections in order, such as {"programs", "accounts", "contacts"}.
  const std::vector<std::string>& collections() const { return collections_; }

 private:
  ResourcePattern() = default;

  std::string type_;
  std::string singular_;
  std::string plural_;
  std::string text_;
  std::vector<std::string> collections_;
};

// The name of a resource, taken apart; one that exists is well formed. A value
// type.
class ResourceName {
 public:
  // Returns the name that `name` spells, or INVALID_ARGUMENT, INVALID_NAME,
  // when it does not follow `pattern`.
  static absl::StatusOr<ResourceName> Parse(const ResourcePattern& pattern,
                                            absl::string_view name);

  // The same by the pattern of a generated message class.
  template <typename Resource>
  static absl::StatusOr<ResourceName> Parse(absl::string_view name) {
    return Parse(ResourcePattern::Of<Resource>(), name);
  }

  // Returns the name of a parent of resources that follow `pattern`: all of it
  // but the last collection and id; "" for a top collection. INVALID_ARGUMENT,
  // INVALID_PARENT, when `parent` does not follow.
  static absl::StatusOr<ResourceName> ParseParent(
      const ResourcePattern& pattern, absl::string_view parent);

  // Returns the name of `pattern` with `ids`, or INVALID_ARGUMENT,
  // INVALID_ID, when their number or form is wrong.
  static absl::StatusOr<ResourceName> FromIds(const ResourcePattern& pattern,
                                              std::vector<std::string> ids);

  // Returns the name as text.
  std::string ToString() const;

  // Returns the ids in order, the resource's own last.
  const std::vector<std::string>& ids() const { return ids_; }

  // Returns the id at `index`, counted from 0. Requires index < ids().size().
  const std::string& id(size_t index) const { return ids_[index]; }

  // Returns the name without its last collection and id; "" of a top one.
  ResourceName Parent() const;

  friend bool operator==(const ResourceName& a, const ResourceName& b) {
    return a.ToString() == b.ToString();
  }
  friend bool operator<(const ResourceName& a, const ResourceName& b) {
    return a.ToString() < b.ToString();
  }

 private:
  ResourceName(const ResourcePattern* pattern, std::vector<std::string> ids)
      : pattern_(pattern), ids_(std::move(ids)) {}

  static absl::StatusOr<ResourceName> ParseParts(const ResourcePattern& pattern,
                                                 size_t collections,
                                                 absl::string_view name,
                                                 absl::string_view reason);

  const ResourcePattern* pattern_;
  std::vector<std::string> ids_;
};

// The name of a programme, `programs/{program}`. A value type.
struct ProgramName {
  std::string program;

  // Returns the name that `name` spells, or INVALID_ARGUMENT, INVALID_NAME.
  static absl::StatusOr<ProgramName> Parse(absl::string_view name);

  // Returns the programme under which the resource `name`, of whatever type,
  // stands, or INVALID_ARGUMENT, INVALID_NAME.
  static absl::StatusOr<ProgramName> Of(absl::string_view name);

  std::string ToString() const;

  bool operator==(const ProgramName&) const = default;
};

// The name of an account, `programs/{program}/accounts/{account}`. A value
// type.
struct AccountName {
  std::string program;
  std::string account;

  // Returns the name that `name` spells, or INVALID_ARGUMENT, INVALID_NAME.
  static absl::StatusOr<AccountName> Parse(absl::string_view name);

  // Returns the programme's name.
  ProgramName Program() const { return ProgramName{program}; }

  std::string ToString() const;

  bool operator==(const AccountName&) const = default;
};

}  // namespace kam::resource
