#include "services/kamctl/table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace kam::kamctl {
namespace {

constexpr char kGap[] = "  ";

// Characters, not bytes: every byte of UTF-8 but those that continue one.
size_t Width(absl::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
      }));
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::Line(const std::vector<std::string>& cells,
                        const std::vector<size_t>& widths) const {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - Width(cells[i]), ' ');
    if (i > 0) line += kGap;
    if (columns_[i].side == Side::kRight) {
      absl::StrAppend(&line, padding, cells[i]);
    } else {
      absl::StrAppend(&line, cells[i], padding);
    }
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

std::string Table::ToString() const {
  std::vector<std::string> titles;
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    titles.push_back(columns_[i].title);
    widths.push_back(Width(columns_[i].title));
    for (const std::vector<std::string>& row : rows_) {
      widths[i] = std::max(widths[i], Width(row[i]));
    }
  }
  std::vector<std::string> rules;
  rules.reserve(widths.size());
  for (size_t width : widths) rules.emplace_back(width, '-');
  std::string text = Line(titles, widths) + Line(rules, widths);
  for (const std::vector<std::string>& row : rows_) {
    text += Line(row, widths);
  }
  return text;
}

std::string Table::ToStringOr(const std::string& nothing) const {
  return empty() ? nothing + '\n' : ToString();
}

}  // namespace kam::kamctl
