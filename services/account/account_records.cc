#include "services/account/account_records.h"

#include <cstdlib>
#include <utility>

#include "common/resource/name.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "google/api/resource.pb.h"
#include "services/account/interaction_records.h"

namespace kam::account {
namespace {

using storage::IndexSpec;
using storage::TableSpec;

constexpr uint8_t kChildrenRange = 0x80;

TableSpec OwnRange(uint8_t type) {
  TableSpec spec;
  spec.type = type;
  return spec;
}

TableSpec Child(uint8_t type) {
  TableSpec spec = OwnRange(type);
  spec.range = kChildrenRange;
  return spec;
}

TableSpec Accounts() {
  IndexSpec index;
  index.tag = kExternalKeyIndex;
  index.unique = true;
  index.taken_reason = "EXTERNAL_KEY_TAKEN";
  index.entries = [](const google::protobuf::Message& message) {
    std::vector<std::string> entries;
    for (const v1::ExternalKey& key :
         static_cast<const v1::Account&>(message).external_keys()) {
      entries.push_back(ExternalKeyEntry(key));
    }
    return entries;
  };
  TableSpec spec = OwnRange(0x02);
  spec.indexes.push_back(std::move(index));
  return spec;
}

// The second pattern of PeriodClose, under an account.
const resource::ResourcePattern& AccountClosePattern() {
  static const auto* const kPattern = [] {
    google::api::ResourceDescriptor option =
        v1::PeriodClose::descriptor()->options().GetExtension(
            google::api::resource);
    option.mutable_pattern()->DeleteSubrange(0, 1);
    auto pattern = resource::ResourcePattern::FromOption(option);
    if (!pattern.ok()) std::abort();
    return new resource::ResourcePattern(*std::move(pattern));
  }();
  return *kPattern;
}

TableSpec AccountCloses() {
  TableSpec spec = OwnRange(0x15);
  spec.descriptor = v1::PeriodClose::descriptor();
  spec.pattern = &AccountClosePattern();
  return spec;
}

}  // namespace

const AccountRecords& AccountRecords::Get() {
  static const auto* const kRecords = new AccountRecords();
  return *kRecords;
}

AccountRecords::AccountRecords()
    : programs(OwnRange(0x01)),
      accounts(Accounts()),
      contacts(Child(0x03)),
      interactions(InteractionSpec()),
      agreements(Child(0x05)),
      targets(Child(0x06)),
      offers(Child(0x07)),
      strategic_exceptions(Child(0x08)),
      index_readings(Child(0x09)),
      delivery_conformances(Child(0x0A)),
      expectations(Child(0x0B)),
      issues(Child(0x0C)),
      objectives(Child(0x0D)),
      pressures(Child(0x0E)),
      disclosures(Child(0x0F)),
      integrations(Child(0x10)),
      list_completenesses(Child(0x11)),
      ledger_rollups(OwnRange(0x12)),
      imports(OwnRange(0x13)),
      period_closes(OwnRange(0x14)),
      account_period_closes(AccountCloses()),
      schema({&programs.table(),
              &accounts.table(),
              &contacts.table(),
              &interactions.table(),
              &agreements.table(),
              &targets.table(),
              &offers.table(),
              &strategic_exceptions.table(),
              &index_readings.table(),
              &delivery_conformances.table(),
              &expectations.table(),
              &issues.table(),
              &objectives.table(),
              &pressures.table(),
              &disclosures.table(),
              &integrations.table(),
              &list_completenesses.table(),
              &ledger_rollups.table(),
              &imports.table(),
              &period_closes.table(),
              &account_period_closes}) {}

absl::Status AccountRecords::CheckProgram(const storage::Reader& reader,
                                          absl::string_view program) const {
  return programs.Get(reader, program).status();
}

absl::StatusOr<v1::Account> AccountRecords::LiveAccount(
    const storage::Reader& reader, absl::string_view account) const {
  ASSIGN_OR_RETURN(v1::Account found, accounts.Get(reader, account));
  if (found.has_delete_time()) return NotFound(account);
  return found;
}

std::string ExternalKeyEntry(const v1::ExternalKey& key) {
  return storage::KeyWriter()
      .String(key.source_system())
      .String(key.key())
      .bytes();
}

}  // namespace kam::account
