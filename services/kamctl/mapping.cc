#include "services/kamctl/mapping.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::kamctl {
namespace {

// What the user said of one field.
struct Statement {
  bool constant = false;
  std::string value;
};
using Statements = std::map<std::string, Statement>;

absl::Status BadMapping(absl::string_view what) {
  return InvalidArgument("INVALID_MAPPING", what);
}

// Splits "field=rest"; the field is never empty.
absl::StatusOr<std::pair<std::string, std::string>> Split(
    absl::string_view text) {
  const size_t at = text.find('=');
  if (at == 0 || at == absl::string_view::npos) {
    return BadMapping(
        absl::StrCat(Quoted(text), " is not of the form field=..."));
  }
  return std::pair(
      std::string(absl::StripAsciiWhitespace(text.substr(0, at))),
      std::string(absl::StripAsciiWhitespace(text.substr(at + 1))));
}

absl::Status ReadFile(const std::string& path, Statements& statements) {
  std::ifstream file(path);
  if (!file) {
    return BadMapping(
        absl::StrCat("the mapping file ", Quoted(path), " cannot be read"));
  }
  std::string line;
  while (std::getline(file, line)) {
    const absl::string_view text = absl::StripAsciiWhitespace(line);
    if (text.empty() || text.front() == '#') continue;
    ASSIGN_OR_RETURN(auto parts, Split(text));
    const bool constant = parts.first.back() == ':';
    if (constant) {
      parts.first.pop_back();
      absl::StripTrailingAsciiWhitespace(&parts.first);
    }
    statements[parts.first] = {constant, parts.second};
  }
  return absl::OkStatus();
}

absl::StatusOr<Statements> Gather(const MappingArguments& arguments) {
  Statements statements;
  if (!arguments.file.empty()) {
    RETURN_IF_ERROR(ReadFile(arguments.file, statements));
  }
  for (const std::string& text : arguments.columns) {
    ASSIGN_OR_RETURN(auto parts, Split(text));
    statements[parts.first] = {false, parts.second};
  }
  for (const std::string& text : arguments.constants) {
    ASSIGN_OR_RETURN(auto parts, Split(text));
    statements[parts.first] = {true, parts.second};
  }
  return statements;
}

std::string Plain(absl::string_view name) {
  return absl::AsciiStrToLower(
      absl::StrReplaceAll(name, {{"_", ""}, {" ", ""}, {"-", ""}}));
}

std::string Listed(const std::vector<std::string>& names) {
  return absl::StrJoin(names, ", ",
                       [](std::string* out, const std::string& name) {
                         absl::StrAppend(out, Quoted(name));
                       });
}

}  // namespace

absl::StatusOr<Mapping> Mapping::Resolve(const std::vector<Field>& fields,
                                         const std::vector<std::string>& header,
                                         const MappingArguments& arguments) {
  ASSIGN_OR_RETURN(Statements statements, Gather(arguments));
  Mapping mapping;
  for (const Field& field : fields) {
    const auto said = statements.find(field.name);
    const auto column =
        std::find_if(header.begin(), header.end(), [&](const auto& name) {
          return said == statements.end() ? Plain(name) == Plain(field.name)
                                          : name == said->second.value;
        });
    if (said != statements.end() && said->second.constant) {
      mapping.sources_[field.name] = {true, said->second.value, 0};
    } else if (column != header.end()) {
      mapping.sources_[field.name] = {
          false, "", static_cast<size_t>(column - header.begin())};
    } else if (said != statements.end()) {
      return BadMapping(
          absl::StrCat("there is no column ", Quoted(said->second.value),
                       " for ", field.name, "; there are ", Listed(header)));
    } else if (field.required) {
      return BadMapping(absl::StrCat(
          "no column for ", field.name, "; name one with --column ", field.name,
          "=..., or one value for all rows with --set ", field.name,
          "=...; there are ", Listed(header)));
    }
    if (said != statements.end()) statements.erase(said);
  }
  if (!statements.empty()) {
    std::vector<std::string> names;
    names.reserve(fields.size());
    for (const Field& field : fields) names.push_back(field.name);
    return BadMapping(absl::StrCat("there is no field ",
                                   Quoted(statements.begin()->first),
                                   "; there are ", absl::StrJoin(names, ", ")));
  }
  return mapping;
}

const std::string& Mapping::Value(const CsvRow& row,
                                  absl::string_view field) const {
  static const std::string* const kNone = new std::string();
  const auto source = sources_.find(field);
  if (source == sources_.end()) return *kNone;
  if (source->second.constant) return source->second.value;
  return row.cells[source->second.column];
}

bool Mapping::Has(absl::string_view field) const {
  return sources_.find(field) != sources_.end();
}

std::string Mapping::Fingerprint() const {
  std::string text;
  for (const auto& [field, source] : sources_) {
    absl::StrAppend(
        &text, field, source.constant ? ":=" : "=",
        source.constant ? source.value : absl::StrCat(source.column), "\n");
  }
  return text;
}

}  // namespace kam::kamctl
