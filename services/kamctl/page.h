#pragma once

#include <ostream>
#include <string>

#include "google/protobuf/repeated_ptr_field.h"
#include "kam/type/v1/type.pb.h"
#include "services/kamctl/table.h"

// What the pages that people read are made of.
namespace kam::kamctl {

// Writes "  label: text", or nothing where there is no text.
void Line(const std::string& label, const std::string& text, std::ostream& out);

// Writes a heading under an empty line.
void Heading(const std::string& title, std::ostream& out);

// Writes a line for each flag: how grave it is, its code, and what was seen.
void FlagLines(const google::protobuf::RepeatedPtrField<type::v1::Flag>& flags,
               std::ostream& out);

// Returns the table, each line two blanks further right.
std::string Indented(const Table& table);

}  // namespace kam::kamctl
