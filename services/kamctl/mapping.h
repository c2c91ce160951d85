#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/kamctl/csv.h"

namespace kam::kamctl {

// A field that an import can fill.
struct Field {
  std::string name;
  bool required = false;
  // What it means, for the help.
  std::string meaning;
};

// Where the values of fields come from, as the user says it. What is not said
// is guessed: a column whose name is the field's, in any case, blanks and
// underscores aside.
struct MappingArguments {
  // Each "field=Column".
  std::vector<std::string> columns;
  // Each "field=value", the same for every row.
  std::vector<std::string> constants;
  // Path of a file of such lines, "field=Column" or "field:=value"; blank lines
  // and lines that begin with # are passed over. Arguments win over it.
  std::string file;
};

// Which column or constant gives each field its value. A value type.
class Mapping {
 public:
  // Returns the mapping of `fields` onto the columns of `header`.
  // INVALID_ARGUMENT for a field or column that is not there, a field without a
  // source that is required, and a mapping file that cannot be read.
  static absl::StatusOr<Mapping> Resolve(const std::vector<Field>& fields,
                                         const std::vector<std::string>& header,
                                         const MappingArguments& arguments);

  // Returns the value of `field` in `row`; "" when it has no source.
  const std::string& Value(const CsvRow& row, absl::string_view field) const;

  // Whether `field` has a source.
  bool Has(absl::string_view field) const;

  // Returns the mapping in a canonical form: equal mappings, equal texts.
  std::string Fingerprint() const;

 private:
  struct Source {
    bool constant = false;
    std::string value;
    size_t column = 0;
  };

  std::map<std::string, Source, std::less<>> sources_;
};

}  // namespace kam::kamctl
