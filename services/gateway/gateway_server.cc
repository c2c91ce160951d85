#include "services/gateway/gateway_server.h"

#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/page_token.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/gateway/comparison.h"
#include "services/gateway/portfolio_order.h"

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

// Which services to ask; all when no section is named.
absl::StatusOr<Asked> AskedOf(
    const google::protobuf::RepeatedField<int>& sections) {
  if (sections.empty()) return Asked{};
  Asked asked{false, false, false};
  for (const int section : sections) {
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

// The view that the answers make, of the state that was asked for.
template <typename Request>
absl::StatusOr<v1::KeyAccountView> ViewOf(const Request& request,
                                          AccountAnswers answers) {
  ASSIGN_OR_RETURN(v1::KeyAccountView view,
                   AssembleAccountView(std::move(answers)));
  if (request.has_read_time()) {
    *view.mutable_read_time() = request.read_time();
  }
  return view;
}

}  // namespace

template <typename Request>
absl::StatusOr<Subject> GatewayServer::SubjectOf(
    const grpc::ServerContext* context, const Request& request) {
  ASSIGN_OR_RETURN(const resource::AccountName name,
                   resource::AccountName::Parse(request.name()));
  Subject subject{name.ToString(), {}};
  if (request.has_read_time()) {
    subject.question.read_time = &request.read_time();
  }
  if (request.has_as_of()) {
    subject.question.as_of = request.as_of();
    return subject;
  }
  ASSIGN_OR_RETURN(const absl::TimeZone zone,
                   backends_->ZoneOf(context, name.Program().ToString()));
  subject.question.as_of = ToProto(Today(*clock_, zone));
  return subject;
}

absl::StatusOr<v1::KeyAccountView> GatewayServer::View(
    const grpc::ServerContext* context,
    const v1::GetKeyAccountViewRequest& request) {
  ASSIGN_OR_RETURN(const Asked asked, AskedOf(request.sections()));
  ASSIGN_OR_RETURN(const Subject subject, SubjectOf(context, request));
  return ViewOf(request, backends_->AskAboutAccount(context, subject, asked));
}

absl::StatusOr<v1::CompareKeyAccountsResponse> GatewayServer::Compare(
    const grpc::ServerContext* context,
    const v1::CompareKeyAccountsRequest& request) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.parent()));
  Violations violations;
  resource::CheckReference(request.from().name(), resource::kAccountPattern,
                           program.ToString(), "from.name", violations);
  resource::CheckReference(request.to().name(), resource::kAccountPattern,
                           program.ToString(), "to.name", violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Asked asked, AskedOf(request.sections()));
  ASSIGN_OR_RETURN(const Subject from, SubjectOf(context, request.from()));
  ASSIGN_OR_RETURN(const Subject to, SubjectOf(context, request.to()));
  auto answers = backends_->AskAboutTwoAccounts(context, from, to, asked);
  ASSIGN_OR_RETURN(const v1::KeyAccountView first,
                   ViewOf(request.from(), std::move(answers.first)));
  ASSIGN_OR_RETURN(const v1::KeyAccountView second,
                   ViewOf(request.to(), std::move(answers.second)));
  ShiftsAnswer shifts;
  if (auto question = ShiftsBetween(first, second)) {
    question->set_parent(program.ToString());
    shifts = backends_->AskForShifts(context, *question);
  }
  return CompareViews(first, second, std::move(shifts));
}

absl::StatusOr<GatewayServer::Chosen> GatewayServer::ChooseRanked(
    const grpc::ServerContext* context,
    const v1::ListKeyAccountsRequest& request,
    storage::v1::PortfolioPlace& place, int limit) {
  Chosen chosen;
  ASSIGN_OR_RETURN(chosen.facts, backends_->AskForAllKeyAccounts(
                                     context, request.parent(), place));
  if (chosen.facts.key_accounts_size() > kMostKeyAccounts) {
    return FailedPrecondition(
        "TOO_MANY_KEY_ACCOUNTS",
        "The programme has too many key accounts to be listed but by name.");
  }
  *place.mutable_as_of() = chosen.facts.as_of();
  const std::vector<std::string> candidates =
      ChooseKeyAccounts(chosen.facts, request);
  if (!IsRankedByStanding(request)) {
    ASSIGN_OR_RETURN(chosen.accounts,
                     PageAfter(candidates, place.after(), limit));
    return chosen;
  }
  ASSIGN_OR_RETURN(chosen.answers.assessment,
                   backends_->AskForRanking(
                       context, request.parent(), candidates,
                       RankingOf(request, place.after(), limit), place));
  for (const auto& line : (*chosen.answers.assessment)->accounts()) {
    chosen.accounts.push_back(line.account());
  }
  return chosen;
}

absl::StatusOr<GatewayServer::Chosen> GatewayServer::ChooseByName(
    const grpc::ServerContext* context,
    const v1::ListKeyAccountsRequest& request,
    storage::v1::PortfolioPlace& place, int limit) {
  Chosen chosen;
  ASSIGN_OR_RETURN(chosen.facts, backends_->AskForKeyAccounts(
                                     context, request.parent(), place, limit));
  *place.mutable_as_of() = chosen.facts.as_of();
  for (const account::v1::KeyAccountFact& fact : chosen.facts.key_accounts()) {
    chosen.accounts.push_back(fact.account());
  }
  return chosen;
}

absl::StatusOr<v1::ListKeyAccountsResponse> GatewayServer::Portfolio(
    const grpc::ServerContext* context,
    const v1::ListKeyAccountsRequest& request) {
  RETURN_IF_ERROR(resource::ProgramName::Parse(request.parent()).status());
  RETURN_IF_ERROR(CheckPhases(request));
  ASSIGN_OR_RETURN(const int size, resource::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(storage::v1::PortfolioPlace place, PlaceOf(request));
  // One more than the page takes tells whether another page follows.
  ASSIGN_OR_RETURN(Chosen chosen,
                   IsRanked(request)
                       ? ChooseRanked(context, request, place, size + 1)
                       : ChooseByName(context, request, place, size + 1));
  std::vector<std::string>& accounts = chosen.accounts;
  const bool is_last = static_cast<int>(accounts.size()) <= size;
  if (!is_last) accounts.pop_back();
  const PortfolioAnswers answers = backends_->AskAboutAccounts(
      context, request.parent(), accounts, place, std::move(chosen.answers));
  v1::ListKeyAccountsResponse response =
      AssemblePortfolio(chosen.facts, accounts, answers);
  if (!is_last) {
    response.set_next_page_token(resource::EncodePageToken(
        {0, PlaceAfter(place, accounts.back(), chosen.facts, answers)
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

grpc::Status GatewayServer::CompareKeyAccounts(
    grpc::ServerContext* context, const v1::CompareKeyAccountsRequest* request,
    v1::CompareKeyAccountsResponse* response) {
  return rpc::Handle(context, *request,
                     [&](const rpc::Caller&) -> absl::Status {
                       ASSIGN_OR_RETURN(*response, Compare(context, *request));
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
