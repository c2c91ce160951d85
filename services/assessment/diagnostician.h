#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/rpc/service_state.h"
#include "grpcpp/server_context.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"
#include "services/assessment/assessment_records.h"
#include "services/assessment/in_hand.h"
#include "services/assessment/known_programs.h"
#include "services/assessment/program_diagnosis.h"
#include "services/assessment/upstreams.h"

namespace kam::assessment {

// Diagnoses programmes: gathers, freezes, evaluates, and stores what differs
// from before. Key accounts are read some at a time, each service in one state,
// so that memory does not grow with what is known of them. Thread-safe.
class Diagnostician {
 public:
  // State and upstreams must outlive this.
  Diagnostician(rpc::ServiceState* state, Upstreams* upstreams,
                std::shared_ptr<KnownPrograms> programs)
      : state_(state), upstreams_(upstreams), programs_(std::move(programs)) {}

  // Answers DiagnoseProgram, in the name of `actor`.
  absl::StatusOr<v1::ProgramDiagnosis> Diagnose(
      const grpc::ServerContext* context,
      const v1::DiagnoseProgramRequest& request, const std::string& actor);

 private:
  // What was gathered: evidence, and a diagnosis without verdicts.
  struct Gathered {
    ProgramCase program_case;
    v1::ProgramDiagnosis diagnosis;
  };

  // NOT_FOUND when the account service knows no such programme.
  absl::StatusOr<Gathered> Gather(const grpc::ServerContext* context,
                                  const std::string& program,
                                  const Standpoint& standpoint) const;
  // Adds how key accounts are handled and served. Ends early once a service
  // does not answer: those that are left are not known.
  absl::Status AddKeyAccounts(const grpc::ServerContext* context,
                              const std::vector<std::string>& accounts,
                              const ReadTimes& times,
                              std::vector<v1::UnseenSource>* unseen,
                              ProgramCase* gathered) const;
  absl::Status Keep(const resource::ProgramName& program,
                    const v1::DiagnosisEvidence& evidence,
                    const v1::Policy& policy, const std::string& actor,
                    v1::ProgramDiagnosis* diagnosis);

  rpc::ServiceState* state_;
  Upstreams* upstreams_;
  std::shared_ptr<KnownPrograms> programs_;
  const AssessmentRecords& records_ = AssessmentRecords::Get();
  // Programmes, each diagnosed by one at a time.
  InHand in_hand_;
};

}  // namespace kam::assessment
