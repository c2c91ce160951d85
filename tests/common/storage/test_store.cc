#include "tests/common/storage/test_store.h"

#include <utility>
#include <vector>

#include "common/storage/key.h"
#include "gtest/gtest.h"

namespace kam::storage {
namespace {

constexpr uint8_t kProgramType = 1;
constexpr uint8_t kAccountType = 2;
constexpr uint8_t kNoteType = 3;
constexpr uint8_t kLabelType = 4;
constexpr uint8_t kChildRange = 0x80;

template <typename Strings>
std::vector<std::string> EntriesOf(const Strings& strings) {
  std::vector<std::string> entries;
  for (const std::string& text : strings) entries.push_back(Entry(text));
  return entries;
}

const Account& AsAccount(const google::protobuf::Message& record) {
  return static_cast<const Account&>(record);
}

TableSpec AccountSpec() {
  IndexSpec keys;
  keys.tag = kExternalKeyIndex;
  keys.unique = true;
  keys.taken_reason = "EXTERNAL_KEY_TAKEN";
  keys.entries = [](const google::protobuf::Message& record) {
    return EntriesOf(AsAccount(record).external_keys());
  };
  IndexSpec owners;
  owners.tag = kOwnerIndex;
  owners.entries = [](const google::protobuf::Message& record) {
    std::vector<std::string> entries;
    if (!AsAccount(record).owner().empty()) {
      entries.push_back(Entry(AsAccount(record).owner()));
    }
    return entries;
  };
  IndexSpec numbers;
  numbers.tag = kNumberIndex;
  numbers.unique = true;
  numbers.taken_reason = "NUMBER_TAKEN";
  numbers.entries = [](const google::protobuf::Message& record) {
    return EntriesOf(AsAccount(record).numbers());
  };
  TableSpec spec;
  spec.type = kAccountType;
  spec.indexes = {keys, owners, numbers};
  return spec;
}

TableSpec PlainSpec(uint8_t type, uint8_t range) {
  TableSpec spec;
  spec.type = type;
  spec.range = range;
  return spec;
}

}  // namespace

Tables::Tables()
    : programs(PlainSpec(kProgramType, 0)),
      accounts(AccountSpec()),
      notes(PlainSpec(kNoteType, kChildRange)),
      labels(PlainSpec(kLabelType, kChildRange)),
      schema({&programs.table(), &accounts.table(), &notes.table(),
              &labels.table()}) {}

std::string Entry(std::string_view text) {
  return KeyWriter().String(text).bytes();
}

DiskLimits NoDiskLimits() {
  DiskLimits limits;
  limits.min_free_bps = 0;
  limits.min_free_bytes = 0;
  limits.warn_free_bps = 0;
  limits.ballast_bytes = 0;
  return limits;
}

TestStore::TestStore() {
  StoreOptions options = Options();
  options.init = true;
  absl::Status opened = Open(std::move(options));
  EXPECT_TRUE(opened.ok()) << opened.ToString();
}

StoreOptions TestStore::Options() {
  StoreOptions options;
  options.directory = directory();
  options.service = "testing";
  options.disk = NoDiskLimits();
  options.clock = &clock_;
  return options;
}

absl::Status TestStore::Open(StoreOptions options) {
  store_.reset();
  ASSIGN_OR_RETURN(store_, Store::Open(std::move(options)));
  return absl::OkStatus();
}

absl::Status TestStore::PutAccount(const std::string& name,
                                   const std::string& text) {
  return Update([&](Transaction& transaction) {
    Account account;
    account.set_name(name);
    account.set_text(text);
    if (tables_.accounts.Get(transaction, name).ok()) {
      return tables_.accounts.Update(transaction, &account);
    }
    return tables_.accounts.Create(transaction, name, &account);
  });
}

}  // namespace kam::storage
