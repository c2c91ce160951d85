#include "services/kamctl/import_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "services/kamctl/import_file.h"
#include "services/kamctl/import_ledger.h"
#include "services/kamctl/import_records.h"
#include "services/kamctl/import_summary.h"
#include "services/kamctl/mapping.h"

namespace kam::kamctl {
namespace {

// What all imports may be given.
struct ImportOptions {
  std::string file;
  CsvFormat format;
  MappingArguments mapping;
  LedgerOptions ledger;
  int show_rejected = 20;
};

constexpr char kImportHelp[] =
    "Reads a CSV file (RFC 4180, UTF-8, a header line) and sends its rows.\n"
    "The file is checked whole before anything is sent. An import may be run\n"
    "again at any time: what is there already is not stored twice. Rows that\n"
    "are wrong are left out and listed with their line; the exit is then 4.";

std::string FieldsHelp(const std::vector<Field>& fields) {
  std::string text = "Fields (* needed):";
  for (const Field& field : fields) {
    absl::StrAppend(
        &text, "\n  ", field.required ? "* " : "  ", field.name,
        std::string(16 - std::min<size_t>(field.name.size(), 15), ' '),
        field.meaning);
  }
  return text;
}

std::shared_ptr<ImportOptions> AddOptions(CLI::App& command) {
  auto options = std::make_shared<ImportOptions>();
  command.add_option("file", options->file, "the CSV file; - for the input")
      ->required();
  command.add_option("--column", options->mapping.columns,
                     "field=Column: which column fills a field");
  command.add_option("--set", options->mapping.constants,
                     "field=value: the same value for every row");
  command.add_option("--mapping", options->mapping.file,
                     "a file of such lines: field=Column, field:=value");
  command
      .add_option("--delimiter", options->format.delimiter,
                  "what stands between cells")
      ->capture_default_str();
  command.add_flag("--unterminated-last-line",
                   options->format.accept_unterminated_last_line,
                   "accept a last line without an end");
  command
      .add_option("--source-system", options->ledger.source_system,
                  "the system whose keys the file holds")
      ->default_val("erp");
  command
      .add_option("--show-rejected", options->show_rejected,
                  "how many rejected rows to list")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  return options;
}

void AddRecordCommand(CLI::App& import, RecordKind kind,
                      const std::string& example, Action& chosen) {
  CLI::App* command = import.add_subcommand(
      KindName(kind), absl::StrCat("one row, one of the ", KindName(kind)));
  command->footer(
      absl::StrCat(FieldsHelp(FieldsOf(kind)), "\n\nExample:\n  ", example));
  auto options = AddOptions(*command);
  command->callback([kind, options, &chosen] {
    chosen = [kind, options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(
          const auto file,
          ImportFile::Open(options->file, session.in(), options->format));
      ASSIGN_OR_RETURN(
          const Mapping mapping,
          Mapping::Resolve(FieldsOf(kind), file->header(), options->mapping));
      ASSIGN_OR_RETURN(const ImportSummary summary,
                       ImportRecords(kind, options->ledger.source_system,
                                     mapping, *file, session));
      return Print(summary, options->show_rejected, session);
    };
  });
}

void AddLedgerCommand(CLI::App& import, Action& chosen) {
  CLI::App* command =
      import.add_subcommand("ledger", "one row, one booked document");
  command->footer(absl::StrCat(
      FieldsHelp(LedgerFields()),
      "\n\nAn import that was broken off goes on where it stopped when the "
      "same\ncommand is given again.\n\nExample, of a ledger that holds no "
      "cost of sales:\n  kamctl import ledger ledger.csv --column "
      "document_id=Document \\\n    --set cost_of_sales=0"));
  auto options = AddOptions(*command);
  command->add_option("--currency", options->ledger.currency,
                      "ISO 4217 code of all amounts; default the programme's");
  command->add_option("--import-id", options->ledger.import_id,
                      "id of the import; default one that follows from the "
                      "file and the mapping");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(
          const auto file,
          ImportFile::Open(options->file, session.in(), options->format));
      ASSIGN_OR_RETURN(
          const Mapping mapping,
          Mapping::Resolve(LedgerFields(), file->header(), options->mapping));
      ASSIGN_OR_RETURN(const ImportSummary summary,
                       ImportLedger(options->ledger, mapping, *file, session));
      return Print(summary, options->show_rejected, session);
    };
  });
}

}  // namespace

void AddImportCommands(CLI::App& app, Action& chosen) {
  CLI::App* import =
      app.add_subcommand("import", "send the rows of a CSV file");
  import->require_subcommand(1);
  import->footer(kImportHelp);
  AddRecordCommand(*import, RecordKind::kAccounts,
                   "kamctl import accounts accounts.csv --column "
                   "name=\"Customer name\"",
                   chosen);
  AddRecordCommand(*import, RecordKind::kContacts,
                   "kamctl import contacts contacts.csv --column "
                   "account_key=CustomerNumber",
                   chosen);
  AddRecordCommand(*import, RecordKind::kMembers,
                   "kamctl import members staff.csv --set function=SALES",
                   chosen);
  AddRecordCommand(*import, RecordKind::kAssignments,
                   "kamctl import assignments teams.csv --set role=SUPPORT",
                   chosen);
  AddLedgerCommand(*import, chosen);
}

}  // namespace kam::kamctl
