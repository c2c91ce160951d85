#include "services/kamctl/page.h"

#include "absl/strings/str_cat.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

void Line(const std::string& label, const std::string& text,
          std::ostream& out) {
  if (!text.empty()) out << "  " << label << ": " << text << '\n';
}

void Heading(const std::string& title, std::ostream& out) {
  out << '\n' << title << '\n';
}

void FlagLines(const google::protobuf::RepeatedPtrField<type::v1::Flag>& flags,
               std::ostream& out) {
  for (const type::v1::Flag& flag : flags) {
    Line(absl::StrCat(Word(flag.severity()), ", ", flag.code()), flag.detail(),
         out);
  }
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
