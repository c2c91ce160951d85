#include "services/account/facts_server.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/account_facts.h"
#include "services/account/account_records.h"
#include "services/account/designation.h"
#include "services/account/field_checks.h"
#include "services/account/interaction_records.h"
#include "services/account/purchase_pattern.h"
#include "services/account/service_trends.h"

namespace kam::account {
namespace {

using storage::ReadView;

// Months from one profitability to the one it is compared with.
constexpr int kPriorMonths = 12;

// Appends every record of the account to `list`.
template <typename T>
absl::Status ReadInto(const ReadView& view,
                      const storage::Collection<T>& collection,
                      const resource::AccountName& account,
                      google::protobuf::RepeatedPtrField<T>* list) {
  return collection.ForEach(view, {account.program, account.account},
                            [&](const T& record) { *list->Add() = record; });
}

absl::Status ReadLists(const ReadView& view,
                       const resource::AccountName& account,
                       v1::AccountFacts* facts) {
  const AccountRecords& records = AccountRecords::Get();
  auto read = [&](const auto& collection, auto* list) {
    return ReadInto(view, collection, account, list);
  };
  RETURN_IF_ERROR(read(records.contacts, facts->mutable_contacts()));
  RETURN_IF_ERROR(read(records.agreements, facts->mutable_agreements()));
  RETURN_IF_ERROR(read(records.issues, facts->mutable_issues()));
  RETURN_IF_ERROR(read(records.objectives, facts->mutable_objectives()));
  RETURN_IF_ERROR(read(records.pressures, facts->mutable_pressures()));
  RETURN_IF_ERROR(read(records.disclosures, facts->mutable_disclosures()));
  RETURN_IF_ERROR(read(records.integrations, facts->mutable_integrations()));
  RETURN_IF_ERROR(
      read(records.index_readings, facts->mutable_index_readings()));
  RETURN_IF_ERROR(read(records.delivery_conformances,
                       facts->mutable_delivery_conformances()));
  RETURN_IF_ERROR(read(records.expectations, facts->mutable_expectations()));
  RETURN_IF_ERROR(read(records.offers, facts->mutable_offers()));
  RETURN_IF_ERROR(read(records.targets, facts->mutable_targets()));
  RETURN_IF_ERROR(read(records.strategic_exceptions,
                       facts->mutable_strategic_exceptions()));
  RETURN_IF_ERROR(
      read(records.list_completenesses, facts->mutable_list_completenesses()));
  return read(records.ledger_rollups, facts->mutable_ledger_rollups());
}

absl::Status AddInteractions(const ReadView& view,
                             const resource::AccountName& account,
                             absl::CivilDay day, v1::AccountFacts* facts) {
  ASSIGN_OR_RETURN(RecentInteractions found,
                   ReadRecentInteractions(view, account, day, kMaxFactsBytes));
  for (v1::Interaction& one : found.recent) {
    *facts->add_interactions() = std::move(one);
  }
  facts->set_interactions_truncated(found.truncated);
  facts->set_interaction_count(found.count);
  return absl::OkStatus();
}

// Adds the key accounts of the day that the request asks for, by name.
absl::Status AddKeyAccounts(const ReadView& view, const Evaluation& evaluation,
                            const v1::GetProgramFactsRequest& request,
                            v1::ProgramFacts* facts) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.program()));
  const storage::Table& accounts = AccountRecords::Get().accounts.table();
  storage::ListQuery query;
  query.parent_ids = {program.program};
  query.limit = std::numeric_limits<int>::max();
  if (request.key_account_limit() > 0) {
    query.limit = request.key_account_limit();
    if (!request.key_accounts_after().empty()) {
      ASSIGN_OR_RETURN(
          const resource::AccountName after,
          resource::AccountName::Parse(request.key_accounts_after()));
      query.after_key = accounts.Key({after.program, after.account});
    }
  }
  query.filter = [&](const google::protobuf::Message& record) {
    const auto& account = static_cast<const v1::Account&>(record);
    return !account.has_delete_time() &&
           IsKeyAccount(account.designations(), evaluation.as_of);
  };
  return accounts
      .List(view, query,
            [&](const google::protobuf::Message& record) {
              const auto& account = static_cast<const v1::Account&>(record);
              v1::KeyAccountFact* key = facts->add_key_accounts();
              key->set_account(account.name());
              key->set_display_name(account.display_name());
              *key->mutable_designation() =
                  *DesignationOn(account.designations(), evaluation.as_of);
            })
      .status();
}

// Notes why a result is missing. Only the state of the records may be why.
template <typename Facts>
absl::Status NoteUnavailable(const absl::Status& status, Facts* facts) {
  if (status.code() != absl::StatusCode::kFailedPrecondition &&
      status.code() != absl::StatusCode::kInvalidArgument &&
      status.code() != absl::StatusCode::kOutOfRange) {
    return status;
  }
  const std::string reason = Reason(status);
  const auto& known = facts->unavailable_reasons();
  if (std::find(known.begin(), known.end(), reason) == known.end()) {
    facts->add_unavailable_reasons(reason);
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ProfitabilityVerdict> Judge(const ReadView& view,
                                               const Evaluation& evaluation,
                                               const v1::Account& account,
                                               FiguresCache& cache) {
  ASSIGN_OR_RETURN(const auto figures, cache.Get(view, evaluation));
  ASSIGN_OR_RETURN(const ProfitabilityInput input,
                   ReadProfitabilityInput(view, evaluation, account, *figures));
  return JudgeProfitability(input, evaluation.as_of, evaluation.profitability);
}

// Adds how profitable the key accounts are.
absl::Status AddProfitability(const ReadView& view,
                              const Evaluation& evaluation, FiguresCache& cache,
                              v1::ProgramFacts* facts) {
  for (v1::KeyAccountFact& key : *facts->mutable_key_accounts()) {
    ASSIGN_OR_RETURN(const v1::Account account,
                     AccountRecords::Get().LiveAccount(view, key.account()));
    const auto verdict = Judge(view, evaluation, account, cache);
    if (verdict.ok()) {
      key.set_profitability(verdict->value());
    } else {
      RETURN_IF_ERROR(NoteUnavailable(verdict.status(), facts));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::AccountClassification> ClassifyOne(
    const ReadView& view, const Evaluation& evaluation,
    const v1::Account& account) {
  ASSIGN_OR_RETURN(const std::vector<ClassificationInput> inputs,
                   ReadClassificationInputs(view, evaluation, {account}));
  return ClassifyAccount(inputs[0], evaluation.as_of, evaluation.selection,
                         evaluation.currency());
}

absl::StatusOr<v1::PurchasePattern> ReadPurchasePattern(
    const ReadView& view, const Evaluation& evaluation,
    const v1::Account& account) {
  const DateSpan span =
      TrailingWindow(evaluation.as_of, evaluation.selection.window_months);
  std::vector<LedgerMonth> inside;
  RETURN_IF_ERROR(ForEachSlice(view, account.name(),
                               Stretch{span.start, span.end},
                               [&](const LedgerSlice& slice) {
                                 inside.push_back(ToLedgerMonth(slice));
                               }));
  std::optional<absl::CivilMonth> first;
  RETURN_IF_ERROR(ForEachSlice(view, account.name(),
                               Stretch{std::nullopt, span.end},
                               [&](const LedgerSlice& slice) {
                                 if (slice.sums.purchases == 0) return;
                                 if (!first.has_value() || slice.month < *first)
                                   first = slice.month;
                               }));
  ASSIGN_OR_RETURN(const LedgerWindow window,
                   SumLedger(inside, evaluation.currency()));
  return FindPurchasePattern(account.name(), window, span, first,
                             evaluation.currency());
}

}  // namespace

grpc::Status FactsServer::GetAccountFacts(
    grpc::ServerContext* context, const v1::GetAccountFactsRequest* request,
    v1::AccountFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadAccountFacts(*request, response);
  });
}

absl::Status FactsServer::ReadAccountFacts(
    const v1::GetAccountFactsRequest& request, v1::AccountFacts* facts) {
  ASSIGN_OR_RETURN(const resource::AccountName name,
                   resource::AccountName::Parse(request.account()));
  ASSIGN_OR_RETURN(const ReadView view,
                   state().store->ViewAt(rpc::ReadTimeOf(request)));
  ASSIGN_OR_RETURN(
      const Evaluation evaluation,
      ReadEvaluation(view, name.Program().ToString(),
                     request.has_as_of() ? &request.as_of() : nullptr,
                     *state().clock));
  ASSIGN_OR_RETURN(const v1::Account account,
                   AccountRecords::Get().LiveAccount(view, request.account()));
  rpc::SetStandpoint(view, evaluation.as_of, facts);
  *facts->mutable_account() = account;
  facts->set_key_account(
      IsKeyAccount(account.designations(), evaluation.as_of));
  RETURN_IF_ERROR(ReadLists(view, name, facts));
  RETURN_IF_ERROR(AddInteractions(view, name, evaluation.as_of, facts));
  ASSIGN_OR_RETURN(const auto purchases,
                   ReadPurchases(view, request.account(), evaluation.as_of));
  for (const auto& [one, count] : purchases) facts->set_purchase_count(count);
  RETURN_IF_ERROR(AddResults(view, evaluation, account, facts));
  *facts->mutable_index_trends() =
      FindTrends(facts->index_readings(), evaluation.as_of);
  FlagExpectations(*facts);
  CutToDay(evaluation.as_of, kMaxFactsBytes, *facts);
  return absl::OkStatus();
}

absl::Status FactsServer::AddResults(const ReadView& view,
                                     const Evaluation& evaluation,
                                     const v1::Account& account,
                                     v1::AccountFacts* facts) {
  auto classification = ClassifyOne(view, evaluation, account);
  if (classification.ok()) {
    *facts->mutable_classification() = *std::move(classification);
  } else {
    RETURN_IF_ERROR(NoteUnavailable(classification.status(), facts));
  }
  auto verdict = Judge(view, evaluation, account, figures());
  if (verdict.ok()) {
    *facts->mutable_profitability() = *std::move(verdict);
  } else {
    RETURN_IF_ERROR(NoteUnavailable(verdict.status(), facts));
  }
  Evaluation prior = evaluation;
  prior.as_of = AddMonths(evaluation.as_of, -kPriorMonths);
  auto prior_verdict = Judge(view, prior, account, figures());
  if (prior_verdict.ok()) {
    *facts->mutable_prior_profitability() = *std::move(prior_verdict);
  } else {
    RETURN_IF_ERROR(NoteUnavailable(prior_verdict.status(), facts));
  }
  auto pattern = ReadPurchasePattern(view, evaluation, account);
  if (pattern.ok()) {
    *facts->mutable_purchase_pattern() = *std::move(pattern);
  } else {
    RETURN_IF_ERROR(NoteUnavailable(pattern.status(), facts));
  }
  const auto programme = figures().Get(view, evaluation);
  if (!programme.ok()) return NoteUnavailable(programme.status(), facts);
  if ((*programme)->top_ranked.has_value()) {
    facts->set_top_ranked((*programme)->top_ranked->contains(account.name()));
  }
  return absl::OkStatus();
}

grpc::Status FactsServer::GetProgramFacts(
    grpc::ServerContext* context, const v1::GetProgramFactsRequest* request,
    v1::ProgramFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadProgramFacts(*request, response);
  });
}

absl::Status FactsServer::ReadProgramFacts(
    const v1::GetProgramFactsRequest& request, v1::ProgramFacts* facts) {
  ASSIGN_OR_RETURN(const ReadView view,
                   state().store->ViewAt(rpc::ReadTimeOf(request)));
  ASSIGN_OR_RETURN(
      const Evaluation evaluation,
      ReadEvaluation(view, request.program(),
                     request.has_as_of() ? &request.as_of() : nullptr,
                     *state().clock));
  rpc::SetStandpoint(view, evaluation.as_of, facts);
  *facts->mutable_program() = evaluation.program;
  if (const auto* segmentation =
          SegmentationOn(evaluation.program, evaluation.as_of)) {
    *facts->mutable_segmentation() = *segmentation;
  }
  RETURN_IF_ERROR(rpc::SetReadTime(view, facts));
  if (request.key_account_limit() < 0) {
    return InvalidArgument("INVALID_PAGE_SIZE",
                           "key_account_limit must not be below 0.");
  }
  RETURN_IF_ERROR(AddKeyAccounts(view, evaluation, request, facts));
  if (request.show_profitability()) {
    RETURN_IF_ERROR(AddProfitability(view, evaluation, figures(), facts));
  }
  if (request.key_account_limit() > 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<v1::Account> accounts,
                   ReadAccounts(view, request.program()));
  facts->set_account_count(static_cast<int64_t>(accounts.size()));
  const auto programme = figures().Get(view, evaluation);
  if (!programme.ok()) return NoteUnavailable(programme.status(), facts);
  if ((*programme)->benchmark.has_value()) {
    *facts->mutable_benchmark() = ShowBenchmark(*(*programme)->benchmark);
  }
  return absl::OkStatus();
}

}  // namespace kam::account
