#include "services/kamctl/account_index.h"

#include "absl/strings/str_cat.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "services/kamctl/all_pages.h"

namespace kam::kamctl {
namespace {}  // namespace

absl::StatusOr<AccountIndex> AccountIndex::Load(
    const std::string& source_system, Session& session) {
  AccountIndex index;
  index.source_system_ = source_system;
  account::v1::ListAccountsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(
        const auto page,
        session.connection().Call(
            &account::v1::AccountService::Stub::ListAccounts, request));
    for (const account::v1::Account& account : page.accounts()) {
      *index.keys_[account.name()].mutable_external_keys() =
          account.external_keys();
      for (const account::v1::ExternalKey& key : account.external_keys()) {
        if (key.source_system() != source_system) continue;
        index.names_[key.key()] = account.name();
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return index;
}

absl::StatusOr<std::string> AccountIndex::Find(absl::string_view key) const {
  const auto found = names_.find(key);
  if (found != names_.end()) return found->second;
  return MakeError(absl::StatusCode::kNotFound, "ACCOUNT_NOT_FOUND",
                   absl::StrCat("no account has the key ", Quoted(key),
                                " in the system ", Quoted(source_system_)));
}

void AccountIndex::AddKeys(absl::string_view key,
                           account::v1::Account& account) const {
  const auto known = keys_.find(account.name());
  if (known != keys_.end()) {
    *account.mutable_external_keys() = known->second.external_keys();
  }
  for (const account::v1::ExternalKey& present : account.external_keys()) {
    if (present.source_system() == source_system_ && present.key() == key) {
      return;
    }
  }
  account::v1::ExternalKey& added = *account.add_external_keys();
  added.set_source_system(source_system_);
  added.set_key(std::string(key));
}

}  // namespace kam::kamctl
