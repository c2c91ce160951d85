#include "services/kamctl/verdict_text.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "services/kamctl/diagnosis_text.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::Verdict;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// "AD_HOC_MULTI" as "ad hoc multi"; numbers and sentences stay as they are.
std::string Plain(const std::string& key) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(key), {{"_", " "}});
}

std::string PlainList(
    const google::protobuf::RepeatedPtrField<std::string>& keys) {
  return absl::StrJoin(keys, ", ", [](std::string* out, const auto& key) {
    out->append(Plain(key));
  });
}

// The name of a field without its unit, which the value shows.
std::string Label(const FieldDescriptor* field) {
  absl::string_view name = field->name();
  for (const char* unit : {"_hundredths", "_bps"})
    absl::ConsumeSuffix(&name, unit);
  return Plain(std::string(name));
}

std::string Number(const FieldDescriptor* field, int64_t number) {
  if (absl::EndsWith(field->name(), "_bps")) return PeopleShare(number);
  if (absl::EndsWith(field->name(), "_hundredths")) {
    return absl::StrFormat("%d.%02d", number / 100, number % 100);
  }
  return PeopleCount(number);
}

// One value of a field, or element `index` of a list; "" for what says nothing
// and for messages of several fields.
std::string Value(const Message& message, const FieldDescriptor* field,
                  int index) {
  const Reflection& reflection = *message.GetReflection();
  const bool is_list = index >= 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Number(field,
                    is_list ? reflection.GetRepeatedInt32(message, field, index)
                            : reflection.GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return Number(field,
                    is_list ? reflection.GetRepeatedInt64(message, field, index)
                            : reflection.GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumWord(
          field->enum_type(),
          is_list ? reflection.GetRepeatedEnumValue(message, field, index)
                  : reflection.GetEnumValue(message, field));
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text =
          is_list ? reflection.GetRepeatedString(message, field, index)
                  : reflection.GetString(message, field);
      return absl::StrContains(text, '/') ? LastId(text) : Plain(text);
    }
    default:
      return "";
  }
}

// A date or an amount as people write it; nothing for any other message.
std::string KnownMessage(const Message& message) {
  if (const auto* date = dynamic_cast<const google::type::Date*>(&message)) {
    return PeopleDate(*date);
  }
  if (const auto* money = dynamic_cast<const google::type::Money*>(&message)) {
    return absl::StrCat(PeopleAmount(*money), " ", money->currency_code());
  }
  return "";
}

void PrintFields(const Message& message, const std::string& margin,
                 std::ostream& out);

void PrintList(const Message& message, const FieldDescriptor* field,
               const std::string& margin, std::ostream& out) {
  const Reflection& reflection = *message.GetReflection();
  const int size = reflection.FieldSize(message, field);
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    std::vector<std::string> values;
    for (int i = 0; i < size; ++i) values.push_back(Value(message, field, i));
    out << margin << Label(field) << ": " << absl::StrJoin(values, ", ")
        << '\n';
    return;
  }
  out << margin << Label(field) << ":\n";
  for (int i = 0; i < size; ++i) {
    const Message& element = reflection.GetRepeatedMessage(message, field, i);
    if (i > 0) out << '\n';
    PrintFields(element, margin + "  ", out);
  }
}

// A line for each field that is set, whatever the message.
void PrintFields(const Message& message, const std::string& margin,
                 std::ostream& out) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) {
      PrintList(message, field, margin, out);
      continue;
    }
    std::string text;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const Message& inner = reflection.GetMessage(message, field);
      text = KnownMessage(inner);
      if (text.empty()) {
        out << margin << Label(field) << ":\n";
        PrintFields(inner, margin + "  ", out);
        continue;
      }
    } else {
      text = Value(message, field, -1);
    }
    out << margin << Label(field) << ": " << text << '\n';
  }
}

void PrintHead(const Verdict& verdict, std::ostream& out) {
  out << absl::AsciiStrToUpper(Word(verdict.model()).substr(0, 1))
      << Word(verdict.model()).substr(1);
  if (!verdict.subject().empty()) out << " of " << verdict.subject();
  out << " on " << PeopleDate(verdict.as_of()) << "\n\n";
  out << "Verdict: " << Plain(verdict.value()) << ", "
      << Word(verdict.status());
  if (!verdict.status_reason().empty()) {
    out << " (" << Plain(verdict.status_reason()) << ")";
  }
  out << '\n';
  if (verdict.bounds().low() != verdict.bounds().high()) {
    out << "  What is known shows " << Plain(verdict.bounds().low())
        << "; what is not known could make it "
        << Plain(verdict.bounds().high()) << ".\n";
  }
}

// Whom to ask for what is not known.
void PrintQuestions(const Verdict& verdict, std::ostream& out) {
  std::map<std::string, std::vector<std::string>> questions;
  for (const auto& missing : verdict.missing()) {
    questions[missing.owner_service()].push_back(Plain(missing.dimension()));
  }
  for (const auto& [owner, dimensions] : questions) {
    out << "  Find out, and record in " << owner << ": "
        << absl::StrJoin(dimensions, ", ") << '\n';
  }
}

// The fields of the one result that is set.
void PrintResult(const Verdict& verdict, std::ostream& out) {
  const auto* result = verdict.GetDescriptor()->FindOneofByName("result");
  const Reflection& reflection = *verdict.GetReflection();
  const FieldDescriptor* field =
      reflection.GetOneofFieldDescriptor(verdict, result);
  if (field == nullptr) return;
  PrintFields(reflection.GetMessage(verdict, field), "  ", out);
}

void PrintFindings(const Verdict& verdict, std::ostream& out) {
  if (verdict.findings().empty()) return;
  Table table({{"what"},
               {"is"},
               {"said by"},
               {"seen on"},
               {"effect"},
               {"requirement"}});
  for (const auto& finding : verdict.findings()) {
    table.AddRow({Plain(finding.key()), Plain(finding.chosen()),
                  Word(finding.source_class()),
                  PeopleDate(finding.observed_on()), Plain(finding.effect()),
                  finding.requirement_id()});
  }
  out << Indented(table);
}

// What findings say beyond a line of a table.
void PrintDetails(const Verdict& verdict, std::ostream& out) {
  for (const auto& finding : verdict.findings()) {
    const bool is_clause = finding.dimension().empty();
    if ((is_clause || finding.effect() == "BINDING") &&
        !finding.detail().empty()) {
      out << "  " << Plain(finding.key()) << ": " << finding.detail() << '\n';
    }
    for (const auto& other : finding.disagreements()) {
      out << "  " << Plain(finding.key()) << ": " << Word(other.source_class())
          << " says " << Plain(other.value()) << " ("
          << PeopleDate(other.observed_on()) << ")\n";
    }
  }
}

void PrintFlags(const Verdict& verdict, std::ostream& out) {
  for (const auto& flag : verdict.flags()) {
    out << "  " << Word(flag.severity()) << ": " << Plain(flag.code()) << ": "
        << flag.detail() << " [" << flag.requirement_id() << "]\n";
    if (!flag.evidence().empty()) {
      out << "    shown by " << PlainList(flag.evidence()) << '\n';
    }
  }
}

void PrintMissing(const Verdict& verdict, std::ostream& out) {
  if (!verdict.missing().empty()) {
    out << "\nWhat is not known\n";
    Table table({{"what"}, {"why"}, {"kept by"}, {"requirement"}});
    for (const auto& missing : verdict.missing()) {
      table.AddRow({Plain(missing.dimension()), Word(missing.why()),
                    missing.owner_service(), missing.requirement_id()});
    }
    out << Indented(table);
  }
  if (verdict.stale().empty()) return;
  out << "\nWhat is too old to count\n";
  for (const auto& stale : verdict.stale()) {
    out << "  " << Plain(stale.dimension()) << '\n';
  }
}

void PrintChanges(const Verdict& verdict, std::ostream& out) {
  out << "\nWhat to do\n";
  if (verdict.what_would_change().empty()) {
    out << "  Nothing that changes alone would change the verdict.\n";
  }
  for (const auto& change : verdict.what_would_change()) {
    std::vector<std::string> steps;
    for (const auto& step : change.steps()) {
      steps.push_back(absl::StrCat(
          Plain(step.dimension()), " ",
          step.from().empty() ? std::string("shown")
                              : absl::StrCat("from ", Plain(step.from())),
          " to be at least ", Plain(step.to_at_least())));
    }
    out << "  " << Plain(change.result()) << " with "
        << absl::StrJoin(steps, ", and ") << '\n';
  }
}

}  // namespace

void PrintVerdict(const Verdict& verdict, std::ostream& out) {
  PrintHead(verdict, out);
  out << "\nWhy\n";
  if (verdict.has_program_diagnosis()) {
    PrintRows(verdict, out);
  } else {
    PrintResult(verdict, out);
    PrintFindings(verdict, out);
  }
  PrintDetails(verdict, out);
  PrintFlags(verdict, out);
  PrintMissing(verdict, out);
  PrintChanges(verdict, out);
  PrintQuestions(verdict, out);
  out << "\nEvidence "
      << absl::BytesToHexString(verdict.bundle_digest()).substr(0, 16)
      << ", policy " << verdict.policy_version() << " ("
      << absl::BytesToHexString(verdict.policy_digest()).substr(0, 16)
      << "), rules " << verdict.model_version() << '\n';
}

}  // namespace kam::kamctl
