#pragma once

#include <ostream>
#include <string>

#include "services/kamctl/table.h"

// What the pages that people read are made of.
namespace kam::kamctl {

// Writes "  label: text", or nothing where there is no text.
void Line(const std::string& label, const std::string& text, std::ostream& out);

// Writes a heading under an empty line.
void Heading(const std::string& title, std::ostream& out);

// Returns the table, each line two blanks further right.
std::string Indented(const Table& table);

}  // namespace kam::kamctl
