#include "services/account/verdict_server.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/list_page.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/standpoint.h"
#include "common/status/status_macros.h"
#include "services/account/account_records.h"
#include "services/account/concentration.h"
#include "services/account/duplicates.h"
#include "services/account/field_checks.h"

namespace kam::account {
namespace {

using storage::ReadView;

// The state that a request asks for.
template <typename Request>
absl::StatusOr<ReadView> ViewFor(const rpc::ServiceState& state,
                                 const Request& request) {
  return state.store->ViewAt(rpc::ReadTimeOf(request));
}

// The programme and day that a request asks for.
template <typename Request>
absl::StatusOr<Evaluation> EvaluationFor(const rpc::ServiceState& state,
                                         const ReadView& view,
                                         const std::string& program,
                                         const Request& request) {
  return ReadEvaluation(view, program,
                        request.has_as_of() ? &request.as_of() : nullptr,
                        *state.clock);
}

void CountClasses(const std::vector<v1::AccountClassification>& all,
                  v1::ClassifyAccountsResponse* response) {
  for (v1::AccountClass one :
       {v1::ACCOUNT_CLASS_SUSPECT, v1::ACCOUNT_CLASS_PROSPECT,
        v1::ACCOUNT_CLASS_CUSTOMER, v1::ACCOUNT_CLASS_KEY_ACCOUNT}) {
    v1::AccountClassCount* count = response->add_counts();
    count->set_account_class(one);
    count->set_accounts(static_cast<int32_t>(
        std::count_if(all.begin(), all.end(), [one](const auto& account) {
          return account.account_class() == one;
        })));
  }
}

}  // namespace

grpc::Status VerdictServer::ClassifyAccounts(
    grpc::ServerContext* context, const v1::ClassifyAccountsRequest* request,
    v1::ClassifyAccountsResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return Classify(*request, response);
  });
}

absl::Status VerdictServer::Classify(const v1::ClassifyAccountsRequest& request,
                                     v1::ClassifyAccountsResponse* response) {
  ASSIGN_OR_RETURN(const rpc::ListPage page, rpc::StartPage(state(), request));
  ASSIGN_OR_RETURN(
      const Evaluation evaluation,
      EvaluationFor(state(), page.view, request.parent(), request));
  ASSIGN_OR_RETURN(const std::vector<v1::Account> accounts,
                   ReadAccounts(page.view, request.parent()));
  ASSIGN_OR_RETURN(const std::vector<ClassificationInput> inputs,
                   ReadClassificationInputs(page.view, evaluation, accounts));
  std::vector<v1::AccountClassification> all;
  for (const ClassificationInput& input : inputs) {
    ASSIGN_OR_RETURN(
        all.emplace_back(),
        ClassifyAccount(input, evaluation.as_of, evaluation.selection,
                        evaluation.currency()));
  }
  if (page.after_key.empty()) CountClasses(all, response);
  if (!request.classes().empty()) {
    std::erase_if(all, [&](const v1::AccountClassification& one) {
      return std::find(request.classes().begin(), request.classes().end(),
                       one.account_class()) == request.classes().end();
    });
  }
  rpc::SetStandpoint(page.view, evaluation.as_of, response);
  *response->mutable_policy() =
      DescribePolicy(evaluation.program.policy_version(), evaluation.selection);
  return rpc::FillPage(page, std::move(all), response->mutable_accounts(),
                       response->mutable_next_page_token());
}

grpc::Status VerdictServer::SelectKeyAccounts(
    grpc::ServerContext* context, const v1::SelectKeyAccountsRequest* request,
    v1::SelectKeyAccountsResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return Select(*request, response);
  });
}

absl::Status VerdictServer::Select(const v1::SelectKeyAccountsRequest& request,
                                   v1::SelectKeyAccountsResponse* response) {
  ASSIGN_OR_RETURN(const ReadView view, ViewFor(state(), request));
  ASSIGN_OR_RETURN(const Evaluation evaluation,
                   EvaluationFor(state(), view, request.parent(), request));
  ASSIGN_OR_RETURN(const std::vector<v1::Account> accounts,
                   ReadAccounts(view, request.parent()));
  ASSIGN_OR_RETURN(
      const SelectionRun current,
      ReadSelectionRun(view, evaluation, accounts, evaluation.as_of));
  std::vector<SelectionRun> quarterly;
  for (absl::CivilDay day :
       MismatchRuns(evaluation.as_of, evaluation.selection)) {
    ASSIGN_OR_RETURN(quarterly.emplace_back(),
                     ReadSelectionRun(view, evaluation, accounts, day));
  }
  ASSIGN_OR_RETURN(*response, account::SelectKeyAccounts(current, quarterly,
                                                         evaluation.selection));
  rpc::SetStore(view, response);
  *response->mutable_policy() =
      DescribePolicy(evaluation.program.policy_version(), evaluation.selection);
  if (request.skip_lorenz_points()) {
    response->mutable_pareto()->clear_lorenz_points();
  }
  return absl::OkStatus();
}

grpc::Status VerdictServer::GetAccountProfitability(
    grpc::ServerContext* context,
    const v1::GetAccountProfitabilityRequest* request,
    v1::GetAccountProfitabilityResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return JudgeOne(*request, response);
  });
}

absl::Status VerdictServer::JudgeOne(
    const v1::GetAccountProfitabilityRequest& request,
    v1::GetAccountProfitabilityResponse* response) {
  ASSIGN_OR_RETURN(const ReadView view, ViewFor(state(), request));
  ASSIGN_OR_RETURN(const v1::Account account,
                   AccountRecords::Get().LiveAccount(view, request.name()));
  ASSIGN_OR_RETURN(
      const Evaluation evaluation,
      EvaluationFor(state(), view, ProgramOf(request.name()), request));
  ASSIGN_OR_RETURN(const auto programme, figures_.Get(view, evaluation));
  ASSIGN_OR_RETURN(
      const ProfitabilityInput input,
      ReadProfitabilityInput(view, evaluation, account, *programme));
  ASSIGN_OR_RETURN(
      *response->mutable_verdict(),
      JudgeProfitability(input, evaluation.as_of, evaluation.profitability));
  rpc::SetStandpoint(view, evaluation.as_of, response);
  *response->mutable_policy() = DescribePolicy(
      evaluation.program.policy_version(), evaluation.profitability);
  return absl::OkStatus();
}

grpc::Status VerdictServer::GetConcentration(
    grpc::ServerContext* context, const v1::GetConcentrationRequest* request,
    v1::GetConcentrationResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return Concentrate(*request, response);
  });
}

absl::Status VerdictServer::Concentrate(
    const v1::GetConcentrationRequest& request,
    v1::GetConcentrationResponse* response) {
  ASSIGN_OR_RETURN(const ReadView view, ViewFor(state(), request));
  ASSIGN_OR_RETURN(const Evaluation evaluation,
                   EvaluationFor(state(), view, request.name(), request));
  const DateSpan span =
      TrailingWindow(evaluation.as_of, evaluation.selection.window_months);
  ASSIGN_OR_RETURN(
      const MonthsByAccount months,
      ReadMonths(view, request.name(), Stretch{span.start, span.end}));
  std::vector<AccountLedger> ledgers;
  for (const auto& [account, slices] : months) {
    AccountLedger ledger;
    ledger.account = account;
    ASSIGN_OR_RETURN(ledger.window, SumLedger(slices, evaluation.currency()));
    ledgers.push_back(std::move(ledger));
  }
  ASSIGN_OR_RETURN(*response, FindConcentration(ledgers, evaluation.as_of, span,
                                                evaluation.currency(),
                                                evaluation.profitability));
  rpc::SetStore(view, response);
  *response->mutable_policy() = DescribePolicy(
      evaluation.program.policy_version(), evaluation.profitability);
  return absl::OkStatus();
}

grpc::Status VerdictServer::ListDuplicateCandidates(
    grpc::ServerContext* context,
    const v1::ListDuplicateCandidatesRequest* request,
    v1::ListDuplicateCandidatesResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return FindCandidates(*request, response);
  });
}

absl::Status VerdictServer::FindCandidates(
    const v1::ListDuplicateCandidatesRequest& request,
    v1::ListDuplicateCandidatesResponse* response) {
  ASSIGN_OR_RETURN(const rpc::ListPage page, rpc::StartPage(state(), request));
  ASSIGN_OR_RETURN(
      const Evaluation evaluation,
      EvaluationFor(state(), page.view, request.parent(), request));
  ASSIGN_OR_RETURN(const std::vector<v1::Account> accounts,
                   ReadAccounts(page.view, request.parent()));
  std::vector<v1::DuplicateCandidate> all =
      FindDuplicates(accounts, evaluation.as_of);
  rpc::SetStandpoint(page.view, evaluation.as_of, response);
  return rpc::FillPage(page, std::move(all), response->mutable_candidates(),
                       response->mutable_next_page_token());
}

}  // namespace kam::account
