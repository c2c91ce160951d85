#include "common/rpc/list_page.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "common/resource/page_token.h"
#include "common/rpc/request_fields.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/change_log.h"

namespace kam::rpc {

std::string ListPage::NextToken(absl::string_view last_key) const {
  return resource::EncodePageToken({view.revision(), std::string(last_key)},
                                   view.epoch(), request_hash);
}

absl::StatusOr<size_t> ListPage::Shown() const {
  size_t shown = 0;
  if (after_key.empty() || absl::SimpleAtoi(after_key, &shown)) return shown;
  return InvalidArgument("INVALID_PAGE_TOKEN",
                         "The page_token is not one of this list.");
}

absl::StatusOr<ListPage> StartPage(const ServiceState& state,
                                   const google::protobuf::Message& request) {
  ASSIGN_OR_RETURN(const int limit,
                   resource::PageSize(Int32Field(request, "page_size")));
  const uint64_t hash = resource::RequestHash(request);
  const std::string token = StringField(request, "page_token");
  if (token.empty()) {
    ASSIGN_OR_RETURN(storage::ReadView view,
                     state.store->ViewAt(ReadTimeOf(request)));
    return ListPage{std::move(view), "", limit, hash};
  }
  ASSIGN_OR_RETURN(resource::Page page, resource::DecodePageToken(
                                            token, state.store->epoch(), hash));
  storage::ReadView view = state.store->View();
  ASSIGN_OR_RETURN(const storage::v1::Floor floor, storage::ReadFloor(view));
  if (page.revision < floor.revision()) {
    return OutOfRange("PAGE_TOKEN_TRIMMED",
                      "The state that this page_token reads is no longer "
                      "kept; list again from the start.");
  }
  return ListPage{view.At(page.revision), std::move(page.last_key), limit,
                  hash};
}

}  // namespace kam::rpc
