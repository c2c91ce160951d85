#include "services/assessment/diagnostician.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/functional/function_ref.h"
#include "common/base/date.h"
#include "common/base/digest.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "services/assessment/assessment_content.h"
#include "services/assessment/canonical_bytes.h"
#include "services/assessment/program_evidence.h"
#include "services/assessment/unseen.h"

namespace kam::assessment {
namespace {

// Key accounts that are asked about at once.
constexpr ptrdiff_t kAccountsAtOnce = 16;

// When the state of an answer was committed, to read the same again; null when
// it does not say.
template <typename Facts>
const google::protobuf::Timestamp* TimeOf(const std::optional<Facts>& facts) {
  if (!facts.has_value() || !facts->has_read_time()) return nullptr;
  return &facts->read_time();
}

template <typename Facts>
const Facts* PointerTo(const std::optional<Facts>& facts) {
  return facts.has_value() ? &*facts : nullptr;
}

template <typename Facts>
void AddState(const char* service, const std::optional<Facts>& facts,
              v1::ProgramDiagnosis* diagnosis) {
  if (!facts.has_value()) return;
  v1::EvidenceSource& source = *diagnosis->add_sources();
  source.set_service(service);
  *source.mutable_store() = facts->store();
}

// Whether a stored diagnosis belongs to the same sequence: that of the present,
// or what was said looking back from the same standpoint.
bool IsOfSequence(const v1::ProgramDiagnosis& one,
                  const Standpoint& standpoint) {
  if (one.retrospective() != standpoint.retrospective) return false;
  if (!standpoint.retrospective) return true;
  const bool same_time =
      standpoint.read_time.has_value()
          ? one.has_read_time() && one.read_time() == *standpoint.read_time
          : !one.has_read_time();
  return same_time &&
         DayOr(one.as_of(), {}).value_or(absl::CivilDay()) == standpoint.as_of;
}

}  // namespace

absl::Status Diagnostician::AddKeyAccounts(
    const grpc::ServerContext* context,
    const std::vector<std::string>& accounts, const ReadTimes& times,
    std::vector<v1::UnseenSource>* unseen, ProgramCase* gathered) const {
  v1::DiagnosisFacts& facts = *gathered->evidence.mutable_program_diagnosis();
  v1::ProgramFlagFacts& flags = *gathered->evidence.mutable_program_flags();
  auto next = accounts.begin();
  while (next != accounts.end() && unseen->empty()) {
    const auto end = next + std::min(kAccountsAtOnce, accounts.end() - next);
    const std::vector<std::string> asked(next, end);
    std::vector<UpstreamAnswers> answers = upstreams_->AskAboutAccounts(
        context, asked, ToProto(gathered->as_of), times);
    for (size_t i = 0; i < asked.size(); ++i) {
      std::optional<account::v1::AccountFacts> account;
      std::optional<team::v1::TeamFacts> team;
      std::optional<planning::v1::PlanningFacts> planning;
      RETURN_IF_ERROR(
          TakeAnswer(answers[i].account, "account", &account, unseen));
      RETURN_IF_ERROR(
          TakeAnswer(answers[i].planning, "planning", &planning, unseen));
      RETURN_IF_ERROR(TakeAnswer(answers[i].team, "team", &team, unseen));
      *facts.add_accounts() = HandlingOf(asked[i], PointerTo(team),
                                         PointerTo(planning), gathered->as_of);
      if (account.has_value()) {
        *flags.add_service_trends() = ServiceTrendOf(*account);
      } else {
        flags.add_service_trends()->set_account(asked[i]);
      }
    }
    next = end;
  }
  for (; next != accounts.end(); ++next) {
    facts.add_accounts()->set_account(*next);
    flags.add_service_trends()->set_account(*next);
  }
  return absl::OkStatus();
}

absl::StatusOr<Diagnostician::Gathered> Diagnostician::Gather(
    const grpc::ServerContext* context, const std::string& program,
    const Standpoint& standpoint) const {
  const google::type::Date as_of = ToProto(standpoint.as_of);
  std::vector<v1::UnseenSource> unseen;
  std::optional<account::v1::ProgramFacts> account;
  std::optional<team::v1::ProgramFacts> team;
  std::optional<planning::v1::ProgramFacts> planning;
  std::optional<planning::v1::Friction> friction;
  absl::StatusOr<account::v1::ProgramFacts> of_account =
      upstreams_->AskAboutProgram(context, program, as_of, standpoint.time());
  RETURN_IF_ERROR(TakeAnswer(of_account, "account", &account, &unseen));
  const bool is_launched =
      account.has_value() && account->program().has_launched_on();
  ProgramAnswers around = upstreams_->AskAroundProgram(
      context, program, as_of,
      is_launched ? &account->program().launched_on() : nullptr,
      standpoint.time());
  RETURN_IF_ERROR(TakeAnswer(around.planning, "planning", &planning, &unseen));
  RETURN_IF_ERROR(TakeAnswer(around.friction, "planning", &friction, &unseen));
  RETURN_IF_ERROR(TakeAnswer(around.team, "team", &team, &unseen));

  Gathered gathered;
  gathered.program_case.program = program;
  gathered.program_case.as_of = standpoint.as_of;
  const ProgramParts parts{PointerTo(account), PointerTo(team),
                           PointerTo(planning), PointerTo(friction)};
  v1::DiagnosisEvidence& evidence = gathered.program_case.evidence;
  *evidence.mutable_program_diagnosis() = DiagnosisFactsOf(parts);
  *evidence.mutable_program_flags() = FlagFactsOf(parts);
  std::vector<std::string> accounts;
  if (account.has_value()) {
    for (const account::v1::KeyAccountFact& one : account->key_accounts()) {
      accounts.push_back(one.account());
    }
  }
  RETURN_IF_ERROR(AddKeyAccounts(
      context, accounts, {TimeOf(account), TimeOf(team), TimeOf(planning)},
      &unseen, &gathered.program_case));

  v1::ProgramDiagnosis& diagnosis = gathered.diagnosis;
  *diagnosis.mutable_as_of() = as_of;
  diagnosis.set_retrospective(standpoint.retrospective);
  if (standpoint.read_time.has_value()) {
    *diagnosis.mutable_read_time() = *standpoint.read_time;
  }
  diagnosis.set_program_display_name(
      evidence.program_diagnosis().titles().program_name());
  diagnosis.set_key_accounts(static_cast<int>(accounts.size()));
  AddState("account", account, &diagnosis);
  AddState("planning", planning, &diagnosis);
  AddState("team", team, &diagnosis);
  for (v1::UnseenSource& one : unseen) {
    *gathered.program_case.unseen.Add() = std::move(one);
  }
  *diagnosis.mutable_unseen() = gathered.program_case.unseen;
  return gathered;
}

absl::Status Diagnostician::Keep(const resource::ProgramName& program,
                                 const v1::DiagnosisEvidence& evidence,
                                 const v1::Policy& policy,
                                 const std::string& actor,
                                 v1::ProgramDiagnosis* diagnosis) {
  storage::UpdateOptions options;
  options.context.actor = actor;
  return state_->store->Update(
      options, [&](storage::Transaction& transaction) -> absl::Status {
        const auto now =
            google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
                absl::ToUnixMicros(transaction.commit_time()));
        for (v1::Verdict& one : *diagnosis->mutable_verdicts()) {
          *one.mutable_compute_time() = now;
        }
        return records_.Store(transaction, program, evidence, policy,
                              diagnosis);
      });
}

absl::StatusOr<v1::ProgramDiagnosis> Diagnostician::Diagnose(
    const grpc::ServerContext* context,
    const v1::DiagnoseProgramRequest& request, const std::string& actor) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.program()));
  ASSIGN_OR_RETURN(
      const Standpoint standpoint,
      programs_->StandpointOf(context, request.program(), request));
  in_hand_.Take(request.program());
  const InHand::Hold hold(&in_hand_, request.program());
  ASSIGN_OR_RETURN(const storage::ReadView view,
                   state_->store->ViewAt(rpc::ReadTimeOf(request)));
  ASSIGN_OR_RETURN(const ProgramRules rules,
                   records_.RulesOf(view, program.program));
  ASSIGN_OR_RETURN(Gathered gathered,
                   Gather(context, request.program(), standpoint));
  ASSIGN_OR_RETURN(
      std::vector<v1::Verdict> verdicts,
      JudgeProgram(
          [&](absl::FunctionRef<bool(const v1::ProgramDiagnosis&)> take) {
            return records_.NewestOf(view, program, take);
          },
          rules.policy, &gathered.program_case));

  v1::ProgramDiagnosis& diagnosis = gathered.diagnosis;
  v1::EvidenceSource& own = *diagnosis.add_sources();
  own.set_service("assessment");
  rpc::SetStore(view, &own);
  std::sort(diagnosis.mutable_sources()->begin(),
            diagnosis.mutable_sources()->end(),
            [](const v1::EvidenceSource& a, const v1::EvidenceSource& b) {
              return a.service() < b.service();
            });
  for (v1::Verdict& one : verdicts) {
    *diagnosis.add_verdicts() = std::move(one);
  }
  const v1::DiagnosisEvidence& evidence = gathered.program_case.evidence;
  diagnosis.set_evidence_digest(Sha256(CanonicalBytes(evidence)));
  diagnosis.set_policy_version(rules.policy.values().version());
  diagnosis.set_policy_digest(rules.policy.digest());
  diagnosis.set_content_digest(ContentDigestOf(diagnosis.verdicts()));
  // What was said of a past state is stored after it.
  ASSIGN_OR_RETURN(const std::optional<v1::ProgramDiagnosis> before,
                   records_.NewestOf(state_->store->View(), program,
                                     [&](const v1::ProgramDiagnosis& one) {
                                       return IsOfSequence(one, standpoint);
                                     }));
  if (before.has_value()) {
    if (before->content_digest() == diagnosis.content_digest()) {
      if (diagnosis.unseen().empty()) return *before;
    } else {
      FollowOn(*before, &diagnosis);
    }
  }
  if (!diagnosis.unseen().empty()) return diagnosis;
  RETURN_IF_ERROR(
      Keep(program, evidence, rules.policy.values(), actor, &diagnosis));
  return diagnosis;
}

}  // namespace kam::assessment
