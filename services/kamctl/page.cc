#include "services/kamctl/page.h"

namespace kam::kamctl {

void Line(const std::string& label, const std::string& text,
          std::ostream& out) {
  if (!text.empty()) out << "  " << label << ": " << text << '\n';
}

void Heading(const std::string& title, std::ostream& out) {
  out << '\n' << title << '\n';
}

std::string Indented(const Table& table) {
  std::string text;
  std::string line;
  for (char letter : table.ToString()) {
    if (line.empty()) line = "  ";
    line += letter;
    if (letter != '\n') continue;
    text += line;
    line.clear();
  }
  return text;
}

}  // namespace kam::kamctl
