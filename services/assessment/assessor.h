#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/rpc/service_state.h"
#include "grpcpp/server_context.h"
#include "kam/assessment/v1/assessing.pb.h"
#include "kam/assessment/v1/assessment.pb.h"
#include "services/assessment/assessment_records.h"
#include "services/assessment/evidence_bundle.h"
#include "services/assessment/following_records.h"
#include "services/assessment/in_hand.h"
#include "services/assessment/known_programs.h"
#include "services/assessment/model_policy.h"
#include "services/assessment/upstreams.h"

namespace kam::assessment {

// Assesses accounts: gathers, freezes, evaluates, and stores what differs from
// before. Thread-safe.
class Assessor {
 public:
  // State and upstreams must outlive this.
  Assessor(rpc::ServiceState* state, Upstreams* upstreams,
           std::shared_ptr<KnownPrograms> programs)
      : state_(state), upstreams_(upstreams), programs_(std::move(programs)) {}

  // Answers AssessAccount, in the name of `actor`.
  absl::StatusOr<v1::Assessment> Assess(const grpc::ServerContext* context,
                                        const v1::AssessAccountRequest& request,
                                        const std::string& actor);

  // Assesses an account that is due, which the caller holds, as of today, and
  // takes the marks away that it had before. UNAVAILABLE when a service did not
  // answer: the marks stay.
  absl::Status AssessDue(const resource::AccountName& account,
                         const DueMarks& marks);

  // Takes the marks away that an account had before it proved to be one that
  // cannot be assessed as it is.
  absl::Status PutOff(const resource::AccountName& account,
                      const DueMarks& marks);

  InHand& in_hand() { return in_hand_; }
  KnownPrograms& programs() { return *programs_; }

 private:
  // An account's bundle, evaluated but not stored.
  struct Judged {
    v1::EvidenceBundle bundle;
    v1::Assessment assessment;
    std::vector<std::string> members;
    // The one before says the same.
    std::optional<v1::Assessment> same;
  };

  absl::StatusOr<Standpoint> StandpointOf(
      const grpc::ServerContext* context, const resource::AccountName& account,
      const v1::AssessAccountRequest& request);
  // NOT_FOUND when the account service knows no such account.
  absl::StatusOr<BundleParts> Gather(const grpc::ServerContext* context,
                                     const resource::AccountName& account,
                                     const Standpoint& standpoint);
  absl::StatusOr<std::optional<StoredBefore>> ReadBefore(
      const storage::Reader& reader, const resource::AccountName& account,
      const Standpoint& standpoint) const;
  absl::StatusOr<Judged> Judge(const storage::Reader& reader,
                               const resource::AccountName& account,
                               const Standpoint& standpoint, BundleParts parts,
                               const ProgramRules& rules) const;
  // Adds what assessment itself keeps of the account.
  absl::Status AddOwnRecords(const storage::Reader& reader,
                             const resource::AccountName& account,
                             const ProgramRules& rules,
                             BundleParts* parts) const;
  // Stores what differs, takes marks away and notes on whom it depends.
  absl::Status Keep(const resource::AccountName& account,
                    const ModelPolicy& policy, const DueMarks& marks,
                    const std::string& actor, Judged* judged);

  rpc::ServiceState* state_;
  Upstreams* upstreams_;
  std::shared_ptr<KnownPrograms> programs_;
  const AssessmentRecords& records_ = AssessmentRecords::Get();
  InHand in_hand_;
};

}  // namespace kam::assessment
