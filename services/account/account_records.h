#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/storage/collection.h"
#include "common/storage/schema.h"
#include "kam/account/v1/account.pb.h"
#include "kam/account/v1/commerce.pb.h"
#include "kam/account/v1/contact.pb.h"
#include "kam/account/v1/customer.pb.h"
#include "kam/account/v1/interaction.pb.h"
#include "kam/account/v1/ledger.pb.h"
#include "kam/account/v1/program.pb.h"
#include "kam/account/v1/service_quality.pb.h"

// What the account service keeps, and where. On disk: never reuse a number.
//
//   key in the family `records`                          value
//   --------------------------------------------------- -----------------------
//   01 program                                           Program
//   02 program account                                   Account
//   80 program account 03 id                             Contact
//   80 program account 04 id                             Interaction
//   80 program account 05 id                             Agreement
//   80 program account 06 id                             Target
//   80 program account 07 id                             Offer
//   80 program account 08 id                             StrategicException
//   80 program account 09 id                             IndexReading
//   80 program account 0A id                             DeliveryConformance
//   80 program account 0B id                             Expectation
//   80 program account 0C id                             Issue
//   80 program account 0D id                             Objective
//   80 program account 0E id                             Pressure
//   80 program account 0F id                             Disclosure
//   80 program account 10 id                             Integration
//   80 program account 11 id                             ListCompleteness
//   12 program account month-currency                    LedgerRollup
//   13 program import                                    LedgerImport
//   14 program month                                     PeriodClose
//   15 program account month                             PeriodClose
//   C0 program source-system key                         key of the Account
//   C1 program account day-down key                      key of the Interaction
//   E0 program account day u32 source-system document    revision, LedgerEntry
//   E1 program source-system document                    digest 16, account
//   E2 program import position u64                       ImportRejection
//
// Texts are strings as storage/key.h writes them; days count from 1900-01-01,
// and "down" from the largest number, so that the newest come first.
// E0 to E2 are not in the change log; ledger_records.h and import_records.h
// read and write them.
namespace kam::account {

// The collections of the service. Immutable, thread-safe; one lasts as long as
// the program.
struct AccountRecords {
  static const AccountRecords& Get();

  // Calls NOT_FOUND unless the programme exists.
  absl::Status CheckProgram(const storage::Reader& reader,
                            absl::string_view program) const;
  // The account; NOT_FOUND when there is none, or it is deleted.
  absl::StatusOr<v1::Account> LiveAccount(const storage::Reader& reader,
                                          absl::string_view account) const;

  storage::Collection<v1::Program> programs;
  storage::Collection<v1::Account> accounts;
  storage::Collection<v1::Contact> contacts;
  storage::Collection<v1::Interaction> interactions;
  storage::Collection<v1::Agreement> agreements;
  storage::Collection<v1::Target> targets;
  storage::Collection<v1::Offer> offers;
  storage::Collection<v1::StrategicException> strategic_exceptions;
  storage::Collection<v1::IndexReading> index_readings;
  storage::Collection<v1::DeliveryConformance> delivery_conformances;
  storage::Collection<v1::Expectation> expectations;
  storage::Collection<v1::Issue> issues;
  storage::Collection<v1::Objective> objectives;
  storage::Collection<v1::Pressure> pressures;
  storage::Collection<v1::Disclosure> disclosures;
  storage::Collection<v1::Integration> integrations;
  storage::Collection<v1::ListCompleteness> list_completenesses;
  storage::Collection<v1::LedgerRollup> ledger_rollups;
  storage::Collection<v1::LedgerImport> imports;
  // Closes of the whole programme.
  storage::Collection<v1::PeriodClose> period_closes;
  // Closes of one account: the same message by another pattern.
  storage::Table account_period_closes;
  // All of them, for the change feed.
  storage::Schema schema;

 private:
  AccountRecords();
};

// Tag of the index of accounts by external key.
inline constexpr uint8_t kExternalKeyIndex = 0xC0;

// The entry of an external key in that index.
std::string ExternalKeyEntry(const v1::ExternalKey& key);

}  // namespace kam::account
