#include "services/assessment/assessing_server.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/watch.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/assessment/assessment_content.h"
#include "services/assessment/bundle_evaluation.h"
#include "services/assessment/comparison.h"
#include "services/assessment/explanation.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {
namespace {

// How far a back-test goes back unless it is told.
constexpr int kBacktestMonths = 12;
// How often it says how far it is when nothing differs, in assessments.
constexpr int kBacktestSteps = 500;

template <typename Request>
std::vector<v1::Model> ModelsOf(const Request& request) {
  std::vector<v1::Model> models;
  for (const int model : request.models()) {
    models.push_back(static_cast<v1::Model>(model));
  }
  return models;
}

bool IsAmong(const std::vector<v1::Model>& models, v1::Model model) {
  return models.empty() ||
         std::find(models.begin(), models.end(), model) != models.end();
}

// Whether the verdicts are those that were stored, byte for byte but for the
// time, which evaluation does not know.
bool IsIdentical(const std::vector<v1::Verdict>& verdicts,
                 const Verdicts& stored) {
  if (static_cast<int>(verdicts.size()) != stored.size()) return false;
  for (int i = 0; i < stored.size(); ++i) {
    v1::Verdict timeless = stored[i];
    timeless.clear_compute_time();
    if (timeless.SerializeAsString() !=
        verdicts[static_cast<size_t>(i)].SerializeAsString()) {
      return false;
    }
  }
  return true;
}

}  // namespace

grpc::Status AssessingServer::AssessAccount(
    grpc::ServerContext* context, const v1::AssessAccountRequest* request,
    v1::Assessment* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(
            *response, assessor_->Assess(context, *request, caller.principal));
        return absl::OkStatus();
      });
}

grpc::Status AssessingServer::ListAssessments(
    grpc::ServerContext* context, const v1::ListAssessmentsRequest* request,
    v1::ListAssessmentsResponse* response) {
  return standard().List(context, *request, response, assessment_,
                         [request](const v1::Assessment& assessment) {
                           return request->show_retrospective() ||
                                  !assessment.retrospective();
                         });
}

grpc::Status AssessingServer::ExplainAssessment(
    grpc::ServerContext* context, const v1::ExplainAssessmentRequest* request,
    v1::ExplainAssessmentResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        const storage::ReadView view = state().store->View();
        ASSIGN_OR_RETURN(v1::Assessment assessment,
                         records().assessments.Get(view, request->name()));
        ASSIGN_OR_RETURN(*response->mutable_policy(),
                         records().PolicyOf(view, assessment.policy_digest()));
        if (request->show_evidence()) {
          ASSIGN_OR_RETURN(*response->mutable_evidence(),
                           records().BundleOf(view, request->name()));
        }
        const std::vector<v1::Model> models = ModelsOf(*request);
        for (const v1::Verdict& one : assessment.verdicts()) {
          if (!IsAmong(models, one.model())) continue;
          *response->add_verdicts() = ExplainVerdict(assessment, one);
        }
        assessment.clear_verdicts();
        *response->mutable_assessment() = std::move(assessment);
        return absl::OkStatus();
      });
}

absl::Status AssessingServer::Replay(
    const v1::ReplayAssessmentRequest& request,
    v1::ReplayAssessmentResponse* response) const {
  const storage::ReadView view = state().store->View();
  ASSIGN_OR_RETURN(const v1::Assessment stored,
                   records().assessments.Get(view, request.name()));
  ASSIGN_OR_RETURN(const v1::EvidenceBundle bundle,
                   records().BundleOf(view, request.name()));
  if (DigestOf(bundle) != stored.bundle_digest()) {
    return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                     "The evidence of an assessment is damaged; restore the "
                     "store from a backup.");
  }
  v1::Policy given = request.policy();
  if (!request.has_policy()) {
    ASSIGN_OR_RETURN(given, records().PolicyOf(view, stored.policy_digest()));
  }
  ASSIGN_OR_RETURN(const ModelPolicy policy, ModelPolicy::Resolve(given));
  ASSIGN_OR_RETURN(std::vector<v1::Verdict> verdicts,
                   EvaluateBundle(bundle, policy));
  response->set_identical(IsIdentical(verdicts, stored.verdicts()));
  for (v1::Verdict& one : verdicts) {
    *response->add_verdicts() = std::move(one);
  }
  for (const v1::Model model :
       ChangedModels(stored.verdicts(), response->verdicts())) {
    response->add_changed_models(model);
  }
  response->set_policy_version(policy.values().version());
  response->set_policy_digest(policy.digest());
  return absl::OkStatus();
}

grpc::Status AssessingServer::ReplayAssessment(
    grpc::ServerContext* context, const v1::ReplayAssessmentRequest* request,
    v1::ReplayAssessmentResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return Replay(*request, response);
  });
}

absl::StatusOr<v1::Assessment> AssessingServer::PointOf(
    const v1::AssessmentPoint& point, const std::string& parent) const {
  if (!absl::StartsWith(point.name(), absl::StrCat(parent, "/"))) {
    return InvalidArgument("INVALID_REFERENCE",
                           "What is compared must stand under the parent.");
  }
  ASSIGN_OR_RETURN(const storage::ReadView view,
                   state().store->ViewAt(rpc::ReadTimeOf(point)));
  const auto account = resource::AccountName::Parse(point.name());
  if (!account.ok()) return records().assessments.Get(view, point.name());
  ASSIGN_OR_RETURN(
      std::optional<v1::Assessment> newest,
      records().NewestOf(view, *account, [](const v1::Assessment& one) {
        return !one.retrospective();
      }));
  if (!newest.has_value()) {
    return NotFound(absl::StrCat(point.name(), "/assessments"));
  }
  return *std::move(newest);
}

grpc::Status AssessingServer::CompareAssessments(
    grpc::ServerContext* context, const v1::CompareAssessmentsRequest* request,
    v1::CompareAssessmentsResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const auto program,
                         resource::ProgramName::Parse(request->parent()));
        ASSIGN_OR_RETURN(v1::Assessment from,
                         PointOf(request->from(), program.ToString()));
        ASSIGN_OR_RETURN(v1::Assessment to,
                         PointOf(request->to(), program.ToString()));
        for (v1::VerdictShift& one :
             CompareVerdicts(from, to, ModelsOf(*request))) {
          *response->add_shifts() = std::move(one);
        }
        from.clear_verdicts();
        to.clear_verdicts();
        *response->mutable_from() = std::move(from);
        *response->mutable_to() = std::move(to);
        return absl::OkStatus();
      });
}

absl::Status AssessingServer::Backtest(
    grpc::ServerContext* context, const v1::BacktestPolicyRequest& request,
    grpc::ServerWriter<v1::BacktestPolicyResponse>* writer) {
  if (request.months() < 0 || request.parent().empty()) {
    return InvalidArgument(
        "INVALID_BACKTEST",
        "parent must be given, and months must not be below 0.");
  }
  ASSIGN_OR_RETURN(const ModelPolicy policy,
                   ModelPolicy::Resolve(request.policy()));
  const absl::CivilDay today = Today(*state().clock, absl::UTCTimeZone());
  const absl::CivilDay first = AddMonths(
      today, -(request.months() == 0 ? kBacktestMonths : request.months()));
  const absl::Time since = absl::FromCivil(first, absl::UTCTimeZone());
  const std::vector<v1::Model> models = ModelsOf(request);
  const storage::ReadView view = state().store->View();
  v1::BacktestPolicyResponse progress;
  absl::Status failure;
  const auto judge = [&](const v1::Assessment& stored) -> absl::Status {
    if (context->IsCancelled() || state().draining) {
      return Unavailable("DRAINING", "The stream ends; ask again.");
    }
    ASSIGN_OR_RETURN(const v1::EvidenceBundle bundle,
                     records().BundleOf(view, stored.name()));
    ASSIGN_OR_RETURN(std::vector<v1::Verdict> verdicts,
                     EvaluateBundle(bundle, policy));
    v1::Assessment judged;
    for (v1::Verdict& one : verdicts) {
      *judged.add_verdicts() = std::move(one);
    }
    std::vector<v1::Model> differing;
    for (const v1::Model model :
         ChangedModels(stored.verdicts(), judged.verdicts())) {
      if (IsAmong(models, model)) differing.push_back(model);
    }
    progress.set_judged(progress.judged() + 1);
    if (differing.empty()) {
      if (progress.judged() % kBacktestSteps == 0) writer->Write(progress);
      return absl::OkStatus();
    }
    progress.set_differing(progress.differing() + 1);
    v1::BacktestPolicyResponse message = progress;
    message.set_assessment(stored.name());
    *message.mutable_as_of() = stored.as_of();
    for (v1::VerdictShift& one : CompareVerdicts(stored, judged, differing)) {
      *message.add_shifts() = std::move(one);
    }
    writer->Write(message);
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(records().VisitAll(
      view, request.parent(), [&](const v1::Assessment& stored) {
        if (absl::FromUnixSeconds(stored.create_time().seconds()) < since) {
          return true;
        }
        failure = judge(stored);
        return failure.ok();
      }));
  RETURN_IF_ERROR(failure);
  progress.set_done(true);
  writer->Write(progress);
  return absl::OkStatus();
}

grpc::Status AssessingServer::BacktestPolicy(
    grpc::ServerContext* context, const v1::BacktestPolicyRequest* request,
    grpc::ServerWriter<v1::BacktestPolicyResponse>* writer) {
  return rpc::HandleStream(context, *request, [&](const rpc::Caller&) {
    return Backtest(context, *request, writer);
  });
}

grpc::Status AssessingServer::WatchAssessments(
    grpc::ServerContext* context, const v1::WatchAssessmentsRequest* request,
    grpc::ServerWriter<v1::WatchAssessmentsResponse>* writer) {
  const VerdictFilter filter = VerdictFilter::Of(*request);
  rpc::WatchView view;
  // Tokens of the change feed go on elsewhere.
  view.filter = absl::StrCat("assessments;", filter.Key());
  view.show = [&filter](google::protobuf::Message& change) {
    return ShowVerdicts(filter, &static_cast<v1::PublishedAssessment&>(change));
  };
  view.snapshot = [this](const storage::Reader& reader,
                         const std::string& parent, auto visit) {
    return records().VisitNewest(reader, parent, visit);
  };
  return rpc::WatchChanges(context, state(), *request, writer, view);
}

}  // namespace kam::assessment
