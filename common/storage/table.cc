#include "common/storage/table.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/resource/etag.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"
#include "common/storage/stamps.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace kam::storage {
namespace {

using google::protobuf::Message;
using kam::resource::ResourceName;

absl::Status DamagedRecord() {
  return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                   "A stored record is damaged; restore it from a backup.");
}

// The same message gives the same bytes, in every process.
std::string Serialize(const Message& record) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  record.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

std::string IndexPrefix(uint8_t tag, std::string_view program,
                        std::string_view entry) {
  std::string key = KeyWriter(tag).String(program).bytes();
  key += entry;
  return key;
}

std::string IndexKey(const IndexSpec& index, std::string_view program,
                     std::string_view entry, std::string_view record_key) {
  std::string key = IndexPrefix(index.tag, program, entry);
  if (!index.unique) key += record_key;
  return key;
}

// The entries of a record in order, since a record may have very many.
std::vector<std::string> Entries(const IndexSpec& index,
                                 const Message* record) {
  if (record == nullptr) return {};
  std::vector<std::string> entries = index.entries(*record);
  std::sort(entries.begin(), entries.end());
  return entries;
}

bool Contains(const std::vector<std::string>& ordered,
              const std::string& item) {
  return std::binary_search(ordered.begin(), ordered.end(), item);
}

}  // namespace

Table::Table(TableSpec spec)
    : spec_(std::move(spec)),
      pattern_(spec_.pattern != nullptr
                   ? spec_.pattern
                   : &resource::ResourcePattern::Of(spec_.descriptor)) {}

std::string Table::KeyPrefix(const std::vector<std::string>& parent_ids) const {
  KeyWriter key(spec_.range == 0 ? spec_.type : spec_.range);
  for (const std::string& id : parent_ids) key.String(id);
  if (spec_.range != 0) key.Tag(spec_.type);
  return key.bytes();
}

std::string Table::Key(const std::vector<std::string>& ids) const {
  std::string key = KeyPrefix({ids.begin(), ids.end() - 1});
  key += KeyWriter().String(ids.back()).bytes();
  return key;
}

absl::Status Table::Decode(std::string_view image, int64_t revision,
                           const std::string& epoch, Message* record) const {
  if (!record->ParseFromArray(image.data(), static_cast<int>(image.size()))) {
    return DamagedRecord();
  }
  StampEtag(*record, resource::MakeEtag(epoch, revision));
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Version>> Table::Read(const Reader& reader,
                                                   std::string_view key) const {
  ASSIGN_OR_RETURN(std::optional<std::string> value,
                   reader.Get(Family::kRecords, key));
  if (value.has_value()) {
    std::optional<int64_t> revision = RecordRevision(*value);
    if (!revision.has_value()) return DamagedRecord();
    if (*revision <= reader.revision()) {
      return std::optional<Version>(
          Version{*revision, std::string(RecordImage(*value))});
    }
  }
  if (!reader.pinned()) return std::optional<Version>();
  return ReadVersion(reader, key, reader.revision());
}

absl::StatusOr<bool> Table::FindAt(const Reader& reader, std::string_view key,
                                   Message* record) const {
  ASSIGN_OR_RETURN(std::optional<Version> version, Read(reader, key));
  if (!version.has_value()) return false;
  RETURN_IF_ERROR(
      Decode(version->image, version->revision, reader.epoch(), record));
  return true;
}

absl::StatusOr<bool> Table::Find(const Reader& reader, const ResourceName& name,
                                 Message* record) const {
  return FindAt(reader, Key(name.ids()), record);
}

absl::Status Table::Get(const Reader& reader, const ResourceName& name,
                        Message* record) const {
  ASSIGN_OR_RETURN(bool found, Find(reader, name, record));
  return found ? absl::OkStatus() : NotFound(name.ToString());
}

absl::Status Table::Create(Transaction& transaction, const ResourceName& name,
                           Message* record) const {
  std::string key = Key(name.ids());
  ASSIGN_OR_RETURN(std::optional<std::string> taken,
                   transaction.Get(Family::kRecords, key));
  if (taken.has_value()) return AlreadyExists(name.ToString());
  StampName(*record, name.ToString());
  StampTime(*record, "create_time", transaction.commit_time());
  return Write(transaction, kam::type::v1::CHANGE_KIND_CREATED, key, nullptr,
               record);
}

absl::Status Table::Update(Transaction& transaction, const ResourceName& name,
                           Message* record) const {
  std::unique_ptr<Message> before(record->New());
  RETURN_IF_ERROR(Get(transaction, name, before.get()));
  StampName(*record, name.ToString());
  KeepTime(*record, "create_time", *before);
  return Write(transaction, kam::type::v1::CHANGE_KIND_UPDATED, Key(name.ids()),
               before.get(), record);
}

absl::Status Table::Write(Transaction& transaction,
                          kam::type::v1::ChangeKind kind, std::string_view key,
                          const Message* before, Message* record) const {
  StampTime(*record, "update_time", transaction.commit_time());
  StampEtag(*record, "");
  std::string name = NameOf(*record);
  ASSIGN_OR_RETURN(ResourceName parsed, ResourceName::Parse(*pattern_, name));
  RETURN_IF_ERROR(
      MoveIndexEntries(transaction, parsed.id(0), key, before, record));
  std::string image = Serialize(*record);
  transaction.Put(Family::kRecords, std::string(key),
                  RecordValue(transaction.revision(), image));
  RETURN_IF_ERROR(
      transaction.LogChange(kind, key, name, spec_.type, std::move(image)));
  StampEtag(*record,
            resource::MakeEtag(transaction.epoch(), transaction.revision()));
  return absl::OkStatus();
}

absl::Status Table::Delete(Transaction& transaction,
                           const ResourceName& name) const {
  std::unique_ptr<Message> before = NewRecord();
  RETURN_IF_ERROR(Get(transaction, name, before.get()));
  std::string key = Key(name.ids());
  RETURN_IF_ERROR(
      MoveIndexEntries(transaction, name.id(0), key, before.get(), nullptr));
  StampEtag(*before, "");
  transaction.Delete(Family::kRecords, key);
  return transaction.LogChange(kam::type::v1::CHANGE_KIND_DELETED, key,
                               name.ToString(), spec_.type, Serialize(*before));
}

absl::Status Table::CheckIndexEntries(const Transaction& transaction,
                                      const std::string& program,
                                      std::string_view key,
                                      const Message& after) const {
  for (const IndexSpec& index : spec_.indexes) {
    if (!index.unique) continue;
    for (const std::string& entry : index.entries(after)) {
      ASSIGN_OR_RETURN(std::optional<std::string> holder,
                       transaction.Get(Family::kRecords,
                                       IndexKey(index, program, entry, key)));
      if (!holder.has_value() || *holder == key) continue;
      return MakeError(absl::StatusCode::kAlreadyExists, index.taken_reason,
                       absl::StrCat("Another ", pattern_->singular(),
                                    " already has this key; change one of "
                                    "the two."));
    }
  }
  return absl::OkStatus();
}

absl::Status Table::MoveIndexEntries(Transaction& transaction,
                                     const std::string& program,
                                     std::string_view key,
                                     const Message* before,
                                     const Message* after) const {
  if (after != nullptr) {
    RETURN_IF_ERROR(CheckIndexEntries(transaction, program, key, *after));
  }
  for (const IndexSpec& index : spec_.indexes) {
    std::vector<std::string> old_entries = Entries(index, before);
    std::vector<std::string> new_entries = Entries(index, after);
    for (const std::string& entry : old_entries) {
      if (Contains(new_entries, entry)) continue;
      transaction.Delete(Family::kRecords,
                         IndexKey(index, program, entry, key));
    }
    for (const std::string& entry : new_entries) {
      if (Contains(old_entries, entry)) continue;
      transaction.Put(Family::kRecords, IndexKey(index, program, entry, key),
                      std::string(key));
    }
  }
  return absl::OkStatus();
}

std::unique_ptr<Message> Table::NewRecord() const {
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(
          spec_.descriptor);
  return std::unique_ptr<Message>(prototype->New());
}

absl::Status Table::VisitImages(
    const Reader& reader, const std::string& prefix,
    const std::string& after_key,
    absl::FunctionRef<absl::StatusOr<bool>(std::string_view, int64_t,
                                           std::string_view)>
        visit) const {
  if (reader.pinned()) {
    absl::Status failure;
    RETURN_IF_ERROR(
        VisitKeys(reader, prefix, after_key, [&](std::string_view key) {
          absl::StatusOr<std::optional<Version>> version = Read(reader, key);
          if (!version.ok()) failure = version.status();
          if (!version.ok() || !version->has_value()) return version.ok();
          absl::StatusOr<bool> more =
              visit(key, (*version)->revision, (*version)->image);
          if (!more.ok()) failure = more.status();
          return more.ok() && *more;
        }));
    return failure;
  }
  std::unique_ptr<Cursor> cursor =
      reader.Scan(Family::kRecords, KeyRange::Prefix(prefix));
  // Keys of one table have one length of tuple, so the least key after one is
  // itself and a zero byte.
  if (!after_key.empty()) cursor->Seek(after_key + '\0');
  for (; cursor->Valid(); cursor->Next()) {
    std::optional<int64_t> revision = RecordRevision(cursor->value());
    if (!revision.has_value()) return DamagedRecord();
    ASSIGN_OR_RETURN(bool more, visit(cursor->key(), *revision,
                                      RecordImage(cursor->value())));
    if (!more) break;
  }
  return cursor->status();
}

absl::Status Table::Visit(const Reader& reader,
                          const std::vector<std::string>& parent_ids,
                          absl::FunctionRef<bool(Message&)> visit) const {
  std::unique_ptr<Message> record = NewRecord();
  return VisitImages(
      reader, KeyPrefix(parent_ids), "",
      [&](std::string_view /*key*/, int64_t revision,
          std::string_view image) -> absl::StatusOr<bool> {
        RETURN_IF_ERROR(Decode(image, revision, reader.epoch(), record.get()));
        return visit(*record);
      });
}

absl::StatusOr<ListEnd> Table::List(
    const Reader& reader, const ListQuery& query,
    absl::FunctionRef<void(Message&)> visit) const {
  std::unique_ptr<Message> record = NewRecord();
  ListEnd end;
  std::string last_key;
  int count = 0;
  int64_t bytes = 0;
  // Takes one record in; false once the page is full and more follows.
  auto take = [&](std::string_view key, int64_t revision,
                  std::string_view image) -> absl::StatusOr<bool> {
    RETURN_IF_ERROR(Decode(image, revision, reader.epoch(), record.get()));
    if (query.filter && !query.filter(*record)) return true;
    bytes += static_cast<int64_t>(image.size());
    bool full = count == query.limit || (count > 0 && bytes > query.max_bytes);
    if (full) {
      end.next_after = last_key;
      return false;
    }
    visit(*record);
    last_key.assign(key);
    ++count;
    return true;
  };
  RETURN_IF_ERROR(
      VisitImages(reader, KeyPrefix(query.parent_ids), query.after_key, take));
  return end;
}

absl::StatusOr<std::vector<std::string>> Table::FindKeys(
    const Reader& reader, uint8_t index_tag, std::string_view program,
    std::string_view entry) const {
  std::vector<std::string> keys;
  const std::string prefix = IndexPrefix(index_tag, program, entry);
  for (const IndexSpec& index : spec_.indexes) {
    if (index.tag != index_tag || !index.unique) continue;
    // The entry is the whole key: there is nothing to walk along.
    ASSIGN_OR_RETURN(std::optional<std::string> holder,
                     reader.Get(Family::kRecords, prefix));
    if (holder.has_value()) keys.push_back(*std::move(holder));
    return keys;
  }
  std::unique_ptr<Cursor> cursor =
      reader.Scan(Family::kRecords, KeyRange::Prefix(prefix));
  for (; cursor->Valid(); cursor->Next()) keys.emplace_back(cursor->value());
  RETURN_IF_ERROR(cursor->status());
  return keys;
}

absl::Status Table::VisitIndex(
    const Reader& reader, uint8_t index_tag, std::string_view program,
    std::string_view first, std::string_view end,
    absl::FunctionRef<bool(std::string_view, std::string_view)> visit) const {
  const std::string prefix = IndexPrefix(index_tag, program, "");
  const KeyRange range{
      prefix + std::string(first),
      end.empty() ? PrefixEnd(prefix) : prefix + std::string(end)};
  std::unique_ptr<Cursor> cursor = reader.Scan(Family::kRecords, range);
  for (; cursor->Valid(); cursor->Next()) {
    if (!visit(cursor->key().substr(prefix.size()), cursor->value())) break;
  }
  return cursor->status();
}

}  // namespace kam::storage
