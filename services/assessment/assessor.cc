#include "services/assessment/assessor.h"

#include <set>
#include <utility>

#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "services/assessment/assessment_content.h"
#include "services/assessment/audit_links.h"
#include "services/assessment/audit_record.h"
#include "services/assessment/bundle_evaluation.h"
#include "services/assessment/readiness_case.h"
#include "services/assessment/template_record.h"
#include "services/assessment/unseen.h"

namespace kam::assessment {
namespace {

using resource::AccountName;

// Who is said to have made the assessments that follow from changes.
constexpr char kFollower[] = "assessment";

// Records, log and evidence take about this many times the assessment.
constexpr int64_t kWeightFactor = 4;

// Ids of the members whose records an assessment rests on, in order.
std::vector<std::string> MembersOf(const BundleParts& parts) {
  std::set<std::string> ids;
  auto add = [&](const std::string& name) {
    const size_t slash = name.rfind('/');
    if (slash != std::string::npos) ids.insert(name.substr(slash + 1));
  };
  if (parts.team_facts.has_value()) {
    for (const team::v1::AssignedMember& one : parts.team_facts->members()) {
      add(one.assignment().member());
      add(one.position().reports_to());
    }
    for (const team::v1::SponsorOnDay& one : parts.team_facts->sponsors()) {
      add(one.sponsorship().member());
    }
    for (const auto& one : parts.team_facts->willingness()) {
      add(one.statement().executive());
    }
  }
  return {ids.begin(), ids.end()};
}

v1::Assessment Draft(const v1::EvidenceBundle& bundle,
                     const ModelPolicy& policy,
                     std::vector<v1::Verdict> verdicts) {
  v1::Assessment assessment;
  assessment.set_account(bundle.account());
  *assessment.mutable_as_of() = bundle.as_of();
  *assessment.mutable_sources() = bundle.sources();
  *assessment.mutable_unseen() = bundle.unseen();
  assessment.set_bundle_digest(DigestOf(bundle));
  assessment.set_policy_version(policy.values().version());
  assessment.set_policy_digest(policy.digest());
  for (v1::Verdict& one : verdicts) {
    *assessment.add_verdicts() = std::move(one);
  }
  assessment.set_content_digest(ContentDigestOf(assessment.verdicts()));
  return assessment;
}

}  // namespace

absl::StatusOr<Standpoint> Assessor::StandpointOf(
    const grpc::ServerContext* context, const AccountName& account,
    const v1::AssessAccountRequest& request) {
  absl::StatusOr<Standpoint> standpoint =
      programs_->StandpointOf(context, account.Program().ToString(), request);
  if (standpoint.status().code() == absl::StatusCode::kNotFound) {
    return NotFound(request.account());
  }
  return standpoint;
}

absl::StatusOr<BundleParts> Assessor::Gather(const grpc::ServerContext* context,
                                             const AccountName& account,
                                             const Standpoint& standpoint) {
  BundleParts parts;
  parts.account = account.ToString();
  parts.as_of = standpoint.as_of;
  UpstreamAnswers answers = upstreams_->AskAboutAccount(
      context, parts.account, ToProto(standpoint.as_of), standpoint.time());
  RETURN_IF_ERROR(TakeAnswer(answers.account, "account", &parts.account_facts,
                             &parts.unseen));
  RETURN_IF_ERROR(TakeAnswer(answers.planning, "planning",
                             &parts.planning_facts, &parts.unseen));
  RETURN_IF_ERROR(
      TakeAnswer(answers.team, "team", &parts.team_facts, &parts.unseen));
  if (!parts.account_facts.has_value()) return parts;
  absl::StatusOr<ProgramSlice> slice =
      programs_->SliceOf(context, account.Program().ToString(), standpoint);
  RETURN_IF_ERROR(TakeAnswer(slice, "account", &parts.program, &parts.unseen));
  return parts;
}

absl::StatusOr<std::optional<StoredBefore>> Assessor::ReadBefore(
    const storage::Reader& reader, const AccountName& account,
    const Standpoint& standpoint) const {
  ASSIGN_OR_RETURN(
      std::optional<v1::Assessment> newest,
      records_.NewestOf(reader, account, [&](const v1::Assessment& one) {
        if (one.retrospective() != standpoint.retrospective) return false;
        if (!standpoint.retrospective) return true;
        const bool same_time =
            standpoint.read_time.has_value()
                ? one.has_read_time() &&
                      one.read_time() == *standpoint.read_time
                : !one.has_read_time();
        return same_time && DayOr(one.as_of(), {}).value_or(absl::CivilDay()) ==
                                standpoint.as_of;
      }));
  if (!newest.has_value()) return std::optional<StoredBefore>();
  StoredBefore before;
  ASSIGN_OR_RETURN(v1::EvidenceBundle bundle,
                   records_.BundleOf(reader, newest->name()));
  ASSIGN_OR_RETURN(before.policy,
                   records_.PolicyOf(reader, newest->policy_digest()));
  before.earlier = std::move(*bundle.mutable_earlier());
  if (bundle.partnership_indicators().has_template_()) {
    before.indicators = bundle.partnership_indicators().template_();
  }
  before.assessment = *std::move(newest);
  return std::optional<StoredBefore>(std::move(before));
}

absl::Status Assessor::AddOwnRecords(const storage::Reader& reader,
                                     const AccountName& account,
                                     const ProgramRules& rules,
                                     BundleParts* parts) const {
  ASSIGN_OR_RETURN(const std::vector<v1::Observation> observations,
                   records_.ObservationsOf(reader, account));
  for (const v1::Observation& one : observations) {
    *parts->observations.emplace_back().mutable_observation() = one;
  }
  ASSIGN_OR_RETURN(std::vector<v1::Audit> audits,
                   records_.AuditsOf(reader, account));
  const AccountAnswers answers{
      parts->account_facts.has_value() ? &*parts->account_facts : nullptr,
      parts->team_facts.has_value() ? &*parts->team_facts : nullptr,
      parts->planning_facts.has_value() ? &*parts->planning_facts : nullptr};
  for (const v1::Audit& one : HeldBy(std::move(audits), parts->as_of)) {
    LinkAudit(answers,
              &parts->audits.emplace_back(AuditFactOf(one, parts->as_of)));
  }
  ASSIGN_OR_RETURN(std::vector<v1::ReadinessCase> cases,
                   records_.ReadinessCasesOf(reader, account));
  cases = StatedBy(std::move(cases), parts->as_of);
  if (!cases.empty()) parts->readiness_case = std::move(cases.front());
  if (rules.template_in_force() != nullptr) {
    parts->indicators = IndicatorsOf(rules.template_in_force(), rules.policy);
  }
  return absl::OkStatus();
}

absl::StatusOr<Assessor::Judged> Assessor::Judge(
    const storage::Reader& reader, const AccountName& account,
    const Standpoint& standpoint, BundleParts parts,
    const ProgramRules& rules) const {
  // What was said of a past state is stored after it.
  ASSIGN_OR_RETURN(std::optional<StoredBefore> before,
                   ReadBefore(state_->store->View(), account, standpoint));
  RETURN_IF_ERROR(AddOwnRecords(reader, account, rules, &parts));
  parts.own_store.set_epoch(reader.epoch());
  parts.own_store.set_revision(reader.revision());

  Judged judged;
  judged.members = MembersOf(parts);
  judged.bundle = AssembleBundle(std::move(parts));
  if (before.has_value()) *judged.bundle.mutable_earlier() = before->earlier;
  ASSIGN_OR_RETURN(std::vector<v1::Verdict> verdicts,
                   EvaluateBundle(judged.bundle, rules.policy));
  if (before.has_value() && !standpoint.retrospective) {
    v1::EarlierVerdicts earlier = EarlierOf(*before, verdicts);
    if (earlier.SerializeAsString() !=
        judged.bundle.earlier().SerializeAsString()) {
      *judged.bundle.mutable_earlier() = std::move(earlier);
      ASSIGN_OR_RETURN(verdicts, EvaluateBundle(judged.bundle, rules.policy));
    }
  }
  judged.assessment = Draft(judged.bundle, rules.policy, std::move(verdicts));
  judged.assessment.set_retrospective(standpoint.retrospective);
  if (standpoint.read_time.has_value()) {
    *judged.assessment.mutable_read_time() = *standpoint.read_time;
  }
  if (!before.has_value()) return judged;
  if (before->assessment.content_digest() ==
      judged.assessment.content_digest()) {
    judged.same = std::move(before->assessment);
  } else {
    FollowOn(before->assessment, &judged.assessment);
  }
  return judged;
}

absl::Status Assessor::Keep(const AccountName& account,
                            const ModelPolicy& policy, const DueMarks& marks,
                            const std::string& actor, Judged* judged) {
  ASSIGN_OR_RETURN(const auto known,
                   ReadDependence(state_->store->View(), account));
  const bool depends_alike =
      judged->assessment.retrospective() || known == judged->members;
  if (judged->same.has_value() && !marks.any() && depends_alike) {
    return absl::OkStatus();
  }
  storage::UpdateOptions options;
  options.context.actor = actor;
  options.weight_bytes =
      kWeightFactor * static_cast<int64_t>(judged->assessment.ByteSizeLong() +
                                           judged->bundle.ByteSizeLong());
  return state_->store->Update(
      options, [&](storage::Transaction& transaction) -> absl::Status {
        RETURN_IF_ERROR(ClearMarks(transaction, account, marks));
        if (!depends_alike) {
          RETURN_IF_ERROR(
              NoteDependence(transaction, account, judged->members));
        }
        if (judged->same.has_value()) return absl::OkStatus();
        const auto now =
            google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
                absl::ToUnixMicros(transaction.commit_time()));
        for (v1::Verdict& one : *judged->assessment.mutable_verdicts()) {
          *one.mutable_compute_time() = now;
        }
        return records_.Store(transaction, account, judged->bundle,
                              policy.values(), &judged->assessment);
      });
}

absl::StatusOr<v1::Assessment> Assessor::Assess(
    const grpc::ServerContext* context, const v1::AssessAccountRequest& request,
    const std::string& actor) {
  ASSIGN_OR_RETURN(const AccountName account,
                   AccountName::Parse(request.account()));
  ASSIGN_OR_RETURN(const Standpoint standpoint,
                   StandpointOf(context, account, request));
  in_hand_.Take(request.account());
  const InHand::Hold hold(&in_hand_, request.account());
  ASSIGN_OR_RETURN(const storage::ReadView present,
                   state_->store->ViewAt(rpc::ReadTimeOf(request)));
  DueMarks marks;
  if (!standpoint.retrospective) {
    ASSIGN_OR_RETURN(marks, ReadMarks(present, account));
  }
  ASSIGN_OR_RETURN(BundleParts parts, Gather(context, account, standpoint));
  const bool is_whole = parts.unseen.empty();
  ASSIGN_OR_RETURN(const ProgramRules rules,
                   records_.RulesOf(present, account.program));
  ASSIGN_OR_RETURN(Judged judged, Judge(present, account, standpoint,
                                        std::move(parts), rules));
  if (!is_whole) return judged.assessment;
  RETURN_IF_ERROR(Keep(account, rules.policy, marks, actor, &judged));
  return judged.same.has_value() ? *judged.same : judged.assessment;
}

absl::Status Assessor::AssessDue(const AccountName& account,
                                 const DueMarks& marks) {
  const storage::ReadView present = state_->store->View();
  v1::AssessAccountRequest request;
  request.set_account(account.ToString());
  const absl::StatusOr<Standpoint> standpoint =
      StandpointOf(nullptr, account, request);
  absl::StatusOr<BundleParts> parts =
      standpoint.ok() ? Gather(nullptr, account, *standpoint)
                      : absl::StatusOr<BundleParts>(standpoint.status());
  if (parts.status().code() == absl::StatusCode::kNotFound) {
    return state_->store->Update(
        {}, [&](storage::Transaction& transaction) -> absl::Status {
          RETURN_IF_ERROR(ClearMarks(transaction, account, marks));
          return ForgetAccount(transaction, account);
        });
  }
  RETURN_IF_ERROR(parts.status());
  if (!parts->unseen.empty()) {
    return Unavailable("UPSTREAM_UNAVAILABLE",
                       "A service did not answer; the account stays due.");
  }
  ASSIGN_OR_RETURN(const ProgramRules rules,
                   records_.RulesOf(present, account.program));
  ASSIGN_OR_RETURN(Judged judged, Judge(present, account, *standpoint,
                                        *std::move(parts), rules));
  return Keep(account, rules.policy, marks, kFollower, &judged);
}

absl::Status Assessor::PutOff(const AccountName& account,
                              const DueMarks& marks) {
  return state_->store->Update({}, [&](storage::Transaction& transaction) {
    return ClearMarks(transaction, account, marks);
  });
}

}  // namespace kam::assessment
