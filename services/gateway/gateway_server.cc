#include "services/gateway/gateway_server.h"

#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/page_token.h"
#include "common/rpc/handler.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::gateway {
namespace {

// A page is of four stores, none of which is this service's.
constexpr char kNoEpoch[] = "";

// Where the page that the request asks for begins.
absl::StatusOr<storage::v1::PortfolioPlace> PlaceOf(
    const v1::ListKeyAccountsRequest& request) {
  storage::v1::PortfolioPlace place;
  if (!request.page_token().empty()) {
    ASSIGN_OR_RETURN(const resource::Page page,
                     resource::DecodePageToken(request.page_token(), kNoEpoch,
                                               resource::RequestHash(request)));
    if (place.ParseFromString(page.last_key)) return place;
    return InvalidArgument("INVALID_PAGE_TOKEN",
                           "The page_token is not one of this list.");
  }
  if (request.has_as_of()) *place.mutable_as_of() = request.as_of();
  if (request.has_read_time()) {
    *place.mutable_account_read_time() = request.read_time();
    *place.mutable_team_read_time() = request.read_time();
    *place.mutable_planning_read_time() = request.read_time();
    *place.mutable_assessment_read_time() = request.read_time();
  }
  return place;
}

// Which services to ask; all when the request names none.
absl::StatusOr<Asked> AskedOf(const v1::GetKeyAccountViewRequest& request) {
  if (request.sections().empty()) return Asked{};
  Asked asked{false, false, false};
  for (const int section : request.sections()) {
    switch (section) {
      case v1::SECTION_ACCOUNT:
        break;
      case v1::SECTION_TEAM:
        asked.team = true;
        break;
      case v1::SECTION_PLANNING:
        asked.planning = true;
        break;
      case v1::SECTION_ASSESSMENT:
        asked.assessment = true;
        break;
      default:
        Violations violations;
        violations.Add("sections", "must name sections of the view",
                       "UNKNOWN_ENUM_VALUE");
        return violations.ToStatus();
    }
  }
  return asked;
}

}  // namespace

absl::StatusOr<v1::KeyAccountView> GatewayServer::View(
    const grpc::ServerContext* context,
    const v1::GetKeyAccountViewRequest& request) {
  ASSIGN_OR_RETURN(const resource::AccountName name,
                   resource::AccountName::Parse(request.name()));
  ASSIGN_OR_RETURN(const Asked asked, AskedOf(request));
  Question question;
  if (request.has_read_time()) question.read_time = &request.read_time();
  if (request.has_as_of()) {
    question.as_of = request.as_of();
  } else {
    ASSIGN_OR_RETURN(const absl::TimeZone zone,
                     backends_->ZoneOf(context, name.Program().ToString()));
    question.as_of = ToProto(Today(*clock_, zone));
  }
  ASSIGN_OR_RETURN(v1::KeyAccountView view,
                   AssembleAccountView(backends_->AskAboutAccount(
                       context, name.ToString(), question, asked)));
  if (request.has_read_time()) {
    *view.mutable_read_time() = request.read_time();
  }
  return view;
}

absl::StatusOr<v1::ListKeyAccountsResponse> GatewayServer::Portfolio(
    const grpc::ServerContext* context,
    const v1::ListKeyAccountsRequest& request) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.parent()));
  ASSIGN_OR_RETURN(const int size, resource::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(storage::v1::PortfolioPlace place, PlaceOf(request));
  // One more than the page takes tells whether another page follows.
  ASSIGN_OR_RETURN(const account::v1::ProgramFacts facts,
                   backends_->AskForKeyAccounts(context, program.ToString(),
                                                place, size + 1));
  *place.mutable_as_of() = facts.as_of();
  std::vector<std::string> accounts;
  for (const account::v1::KeyAccountFact& fact : facts.key_accounts()) {
    if (static_cast<int>(accounts.size()) == size) break;
    accounts.push_back(fact.account());
  }
  const PortfolioAnswers answers =
      backends_->AskAboutAccounts(context, program.ToString(), accounts, place);
  v1::ListKeyAccountsResponse response =
      AssemblePortfolio(facts, size, answers);
  if (facts.key_accounts_size() > size) {
    response.set_next_page_token(resource::EncodePageToken(
        {0, PlaceAfter(place, accounts.back(), facts, answers)
                .SerializeAsString()},
        kNoEpoch, resource::RequestHash(request)));
  }
  return response;
}

grpc::Status GatewayServer::GetKeyAccountView(
    grpc::ServerContext* context, const v1::GetKeyAccountViewRequest* request,
    v1::KeyAccountView* response) {
  return rpc::Handle(context, *request,
                     [&](const rpc::Caller&) -> absl::Status {
                       ASSIGN_OR_RETURN(*response, View(context, *request));
                       return absl::OkStatus();
                     });
}

grpc::Status GatewayServer::ListKeyAccounts(
    grpc::ServerContext* context, const v1::ListKeyAccountsRequest* request,
    v1::ListKeyAccountsResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(*response, Portfolio(context, *request));
        return absl::OkStatus();
      });
}

}  // namespace kam::gateway
