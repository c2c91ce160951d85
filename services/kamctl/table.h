#pragma once

#include <string>
#include <vector>

namespace kam::kamctl {

// On which side of its column a cell stands.
enum class Side { kLeft, kRight };

// A table of text for people: a header, a rule, rows; columns as wide as their
// widest cell. A value type.
class Table {
 public:
  struct Column {
    std::string title;
    Side side = Side::kLeft;
  };

  explicit Table(std::vector<Column> columns);

  // Adds a row, a cell for each column.
  void AddRow(std::vector<std::string> cells);

  bool empty() const { return rows_.empty(); }

  // Returns the table, each line with its end.
  std::string ToString() const;

  // Returns the table or, where it has no rows, `nothing` as a line.
  std::string ToStringOr(const std::string& nothing) const;

 private:
  std::string Line(const std::vector<std::string>& cells,
                   const std::vector<size_t>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace kam::kamctl
