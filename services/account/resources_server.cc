#include "services/account/resources_server.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/account/account_policy.h"
#include "services/account/account_records.h"
#include "services/account/account_validation.h"
#include "services/account/commerce_validation.h"
#include "services/account/contact_validation.h"
#include "services/account/customer_validation.h"
#include "services/account/hierarchy.h"
#include "services/account/service_validation.h"

namespace kam::account {
namespace {

using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using storage::Transaction;

// The rules of the programme under which the record `name` stands.
absl::StatusOr<RecordRules> RulesFor(const Transaction& transaction,
                                     const Clock& clock,
                                     const std::string& name) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(name));
  ASSIGN_OR_RETURN(
      const v1::Program found,
      AccountRecords::Get().programs.Get(transaction, program.ToString()));
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(found.time_zone(), &zone);
  ASSIGN_OR_RETURN(const ProfitabilityValues values,
                   ResolvePolicy(found.profitability_policy()));
  return RecordRules{Today(clock, zone), found.reporting_currency(),
                     values.exception_max_months};
}

// Validates a record of type T by its programme's rules.
template <typename T>
absl::Status CheckByRules(const Transaction& transaction, const Clock& clock,
                          const T& record) {
  ASSIGN_OR_RETURN(const RecordRules rules,
                   RulesFor(transaction, clock, record.name()));
  Violations violations;
  Validate(record, rules, violations);
  return violations.ToStatus();
}

template <typename T>
rpc::Resource ChildResource(const rpc::ServiceState* state,
                            const storage::Collection<T>& collection) {
  rpc::Resource resource;
  resource.table = &collection.table();
  resource.admit = [state](const Transaction& transaction, const Message*,
                           Message& after) {
    return CheckByRules(transaction, *state->clock,
                        static_cast<const T&>(after));
  };
  return resource;
}

absl::Status AdmitProgram(const Message* before, Message& after) {
  auto& program = static_cast<v1::Program&>(after);
  Violations violations;
  Validate(program, RecordRules(), violations);
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(program.time_zone(), &zone)) {
    violations.Add("program.time_zone",
                   "must be a time zone of the IANA data base, such as "
                   "Europe/Berlin",
                   "UNKNOWN_TIME_ZONE");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  if (before == nullptr) {
    program.set_policy_version(1);
    return absl::OkStatus();
  }
  const auto& old = static_cast<const v1::Program&>(*before);
  const bool same = MessageDifferencer::Equals(old.selection_policy(),
                                               program.selection_policy()) &&
                    MessageDifferencer::Equals(old.profitability_policy(),
                                               program.profitability_policy());
  program.set_policy_version(old.policy_version() + (same ? 0 : 1));
  return absl::OkStatus();
}

// Parents that exist, and no way round.
absl::Status CheckEdges(const Transaction& transaction,
                        const v1::Account& account) {
  const AccountRecords& records = AccountRecords::Get();
  for (const v1::HierarchyEdge& edge : account.hierarchy_edges()) {
    const auto parent = records.LiveAccount(transaction, edge.parent());
    if (absl::IsNotFound(parent.status())) {
      return MakeError(absl::StatusCode::kFailedPrecondition,
                       "HIERARCHY_PARENT_NOT_FOUND",
                       "A hierarchy edge leads to an account that does not "
                       "exist; create it first.",
                       {{"parent", edge.parent()}});
    }
    RETURN_IF_ERROR(parent.status());
  }
  return CheckHierarchy(
      account,
      [&](const std::string& name)
          -> absl::StatusOr<std::vector<v1::HierarchyEdge>> {
        const auto found = records.accounts.Get(transaction, name);
        if (absl::IsNotFound(found.status())) {
          return std::vector<v1::HierarchyEdge>();
        }
        RETURN_IF_ERROR(found.status());
        return std::vector<v1::HierarchyEdge>(found->hierarchy_edges().begin(),
                                              found->hierarchy_edges().end());
      });
}

absl::Status AdmitAccount(const rpc::ServiceState* state,
                          const Transaction& transaction, const Message* before,
                          const v1::Account& account) {
  RETURN_IF_ERROR(CheckByRules(transaction, *state->clock, account));
  if (account.hierarchy_edges().empty()) return absl::OkStatus();
  // Edges that stand unchanged were checked when they came.
  if (before != nullptr) {
    const auto& old = static_cast<const v1::Account&>(*before);
    v1::Account old_edges;
    v1::Account new_edges;
    *old_edges.mutable_hierarchy_edges() = old.hierarchy_edges();
    *new_edges.mutable_hierarchy_edges() = account.hierarchy_edges();
    if (MessageDifferencer::Equals(old_edges, new_edges)) {
      return absl::OkStatus();
    }
  }
  return CheckEdges(transaction, account);
}

absl::Status AdmitInteraction(const rpc::ServiceState* state,
                              const Transaction& transaction,
                              v1::Interaction& interaction) {
  RETURN_IF_ERROR(CheckByRules(transaction, *state->clock, interaction));
  for (v1::Participant& participant : *interaction.mutable_participants()) {
    const auto contact =
        AccountRecords::Get().contacts.Get(transaction, participant.contact());
    if (absl::IsNotFound(contact.status())) continue;
    RETURN_IF_ERROR(contact.status());
    CompleteParticipant(*contact, participant);
  }
  return absl::OkStatus();
}

}  // namespace

AccountResources::AccountResources(const rpc::ServiceState* state)
    : contacts(ChildResource(state, AccountRecords::Get().contacts)),
      interactions(ChildResource(state, AccountRecords::Get().interactions)),
      agreements(ChildResource(state, AccountRecords::Get().agreements)),
      targets(ChildResource(state, AccountRecords::Get().targets)),
      offers(ChildResource(state, AccountRecords::Get().offers)),
      strategic_exceptions(
          ChildResource(state, AccountRecords::Get().strategic_exceptions)),
      index_readings(
          ChildResource(state, AccountRecords::Get().index_readings)),
      delivery_conformances(
          ChildResource(state, AccountRecords::Get().delivery_conformances)),
      expectations(ChildResource(state, AccountRecords::Get().expectations)),
      issues(ChildResource(state, AccountRecords::Get().issues)),
      objectives(ChildResource(state, AccountRecords::Get().objectives)),
      pressures(ChildResource(state, AccountRecords::Get().pressures)),
      disclosures(ChildResource(state, AccountRecords::Get().disclosures)),
      integrations(ChildResource(state, AccountRecords::Get().integrations)),
      list_completenesses(
          ChildResource(state, AccountRecords::Get().list_completenesses)) {
  programs.table = &AccountRecords::Get().programs.table();
  programs.admit = [](const Transaction&, const Message* before,
                      Message& after) { return AdmitProgram(before, after); };
  accounts.table = &AccountRecords::Get().accounts.table();
  accounts.admit = [state](const Transaction& transaction,
                           const Message* before, Message& after) {
    return AdmitAccount(state, transaction, before,
                        static_cast<const v1::Account&>(after));
  };
  interactions.admit = [state](const Transaction& transaction, const Message*,
                               Message& after) {
    return AdmitInteraction(state, transaction,
                            static_cast<v1::Interaction&>(after));
  };
}

}  // namespace kam::account
