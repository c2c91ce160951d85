#include "services/kamctl/display_names.h"

#include "kam/account/v1/account_service.grpc.pb.h"

namespace kam::kamctl {

const std::string& DisplayNames::Of(const std::string& name) {
  const auto [entry, added] = known_.try_emplace(name);
  if (!added) return entry->second;
  account::v1::GetAccountRequest request;
  request.set_name(name);
  const auto account = session_.connection().Call(
      &account::v1::AccountService::Stub::GetAccount, request);
  if (account.ok()) entry->second = account->display_name();
  return entry->second;
}

}  // namespace kam::kamctl
