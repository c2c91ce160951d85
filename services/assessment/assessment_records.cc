#include "services/assessment/assessment_records.h"

#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"
#include "services/assessment/program_policy.h"
#include "services/assessment/versions.h"

namespace kam::assessment {
namespace {

using resource::AccountName;
using storage::Family;
using storage::KeyRange;
using storage::KeyReader;
using storage::KeyWriter;

constexpr uint8_t kBundleTag = 0xE0;
constexpr uint8_t kPolicyTag = 0xE1;
constexpr uint8_t kDiagnosisTag = 0xE8;

absl::Status Damaged(absl::string_view what) {
  return MakeError(
      absl::StatusCode::kDataLoss, "DATA_LOSS",
      absl::StrCat(what, " is damaged; restore the store from a backup."));
}

// The key of what a record with these ids rests on.
std::string EvidenceKey(uint8_t tag, const std::vector<std::string>& ids) {
  KeyWriter key(tag);
  for (const std::string& id : ids) key.String(id);
  return std::move(key).bytes();
}

std::string PolicyKey(const std::string& digest) {
  return KeyWriter(kPolicyTag).String(digest).bytes();
}

// Ids sort newest first, and no two commits of a store have the same, not even
// after a restore: they count back from the end of time.
std::string NewId(absl::Time time) {
  return absl::StrFormat(
      "%016x", std::numeric_limits<int64_t>::max() - absl::ToUnixMicros(time));
}

// Bytes of keys of what stands at or under `parent`.
absl::StatusOr<std::string> PrefixOf(const storage::Table& table,
                                     absl::string_view parent) {
  if (parent.empty()) return table.KeyPrefix({});
  const auto account = AccountName::Parse(parent);
  if (account.ok())
    return table.KeyPrefix({account->program, account->account});
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(parent));
  return table.KeyPrefix({program.program});
}

// What the keys of one account's assessments begin with, taken from one.
std::optional<std::string> AccountPrefix(const storage::Table& table,
                                         std::string_view key) {
  KeyReader reader(key);
  reader.Tag();
  auto program = reader.String();
  auto account = reader.String();
  if (!program.has_value() || !account.has_value()) return std::nullopt;
  return table.KeyPrefix({*std::move(program), *std::move(account)});
}

template <typename Kept>
absl::StatusOr<Kept> Read(const storage::Reader& reader, const std::string& key,
                          absl::string_view what) {
  ASSIGN_OR_RETURN(const std::optional<std::string> value,
                   reader.Get(Family::kRecords, key));
  Kept kept;
  if (!value.has_value() || !kept.ParseFromString(*value)) return Damaged(what);
  return kept;
}

// Keeps the values of a policy, once.
absl::Status KeepPolicy(storage::Transaction& transaction,
                        const std::string& digest, const v1::Policy& policy) {
  const std::string key = PolicyKey(digest);
  ASSIGN_OR_RETURN(const std::optional<std::string> kept,
                   transaction.Get(Family::kRecords, key));
  if (!kept.has_value()) {
    transaction.Put(Family::kRecords, key, policy.SerializeAsString());
  }
  return absl::OkStatus();
}

}  // namespace

const AssessmentRecords& AssessmentRecords::Get() {
  static const auto* const kRecords = new AssessmentRecords();
  return *kRecords;
}

absl::StatusOr<std::vector<v1::Observation>> AssessmentRecords::ObservationsOf(
    const storage::Reader& reader, const AccountName& account) const {
  return observations.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<std::vector<v1::Audit>> AssessmentRecords::AuditsOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return audits.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<std::vector<v1::ReadinessCase>>
AssessmentRecords::ReadinessCasesOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return readiness_cases.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<ProgramRules> AssessmentRecords::RulesOf(
    const storage::Reader& reader, const std::string& program) const {
  ProgramRules rules;
  ASSIGN_OR_RETURN(const std::vector<v1::ProgramPolicy> all_policies,
                   policies.ListAll(reader, {program}));
  if (const auto* policy = VersionInForce(all_policies)) {
    ASSIGN_OR_RETURN(rules.policy, ValuesOf(*policy));
    rules.policy_name = policy->name();
  }
  ASSIGN_OR_RETURN(const std::vector<v1::Template> all_templates,
                   templates.ListAll(reader, {program}));
  if (const auto* in_force = VersionInForce(all_templates)) {
    rules.in_force = *in_force;
  }
  return rules;
}

absl::StatusOr<std::optional<v1::Assessment>> AssessmentRecords::NewestOf(
    const storage::Reader& reader, const AccountName& account,
    absl::FunctionRef<bool(const v1::Assessment&)> take) const {
  return assessments.First(reader, {account.program, account.account}, take);
}

absl::StatusOr<std::optional<v1::ProgramDiagnosis>> AssessmentRecords::NewestOf(
    const storage::Reader& reader, const resource::ProgramName& program,
    absl::FunctionRef<bool(const v1::ProgramDiagnosis&)> take) const {
  return diagnoses.First(reader, {program.program}, take);
}

absl::Status AssessmentRecords::VisitStored(
    const storage::Reader& reader, absl::string_view parent,
    absl::FunctionRef<Then(const StoredAssessment&)> visit) const {
  const storage::Table& table = assessments.table();
  ASSIGN_OR_RETURN(const std::string prefix, PrefixOf(table, parent));
  const std::unique_ptr<storage::Cursor> cursor =
      reader.Scan(Family::kRecords, KeyRange::Prefix(prefix));
  StoredAssessment stored;
  while (cursor->Valid()) {
    const auto revision = storage::RecordRevision(cursor->value());
    const auto account = AccountPrefix(table, cursor->key());
    if (!revision.has_value() || !account.has_value()) {
      return Damaged("A stored assessment");
    }
    stored.revision = *revision;
    stored.image = storage::RecordImage(cursor->value());
    RETURN_IF_ERROR(table.Decode(stored.image, *revision, reader.epoch(),
                                 &stored.assessment));
    const Then then =
        stored.assessment.retrospective() ? Then::kNext : visit(stored);
    if (then == Then::kEnd) return absl::OkStatus();
    if (then == Then::kNextAccount) {
      cursor->Seek(storage::PrefixEnd(*account));
    } else {
      cursor->Next();
    }
  }
  return cursor->status();
}

absl::Status AssessmentRecords::VisitNewest(
    const storage::Reader& reader, absl::string_view parent,
    absl::FunctionRef<bool(const storage::Table&, int64_t, std::string_view)>
        visit) const {
  return VisitStored(reader, parent, [&](const StoredAssessment& stored) {
    return visit(assessments.table(), stored.revision, stored.image)
               ? Then::kNextAccount
               : Then::kEnd;
  });
}

absl::Status AssessmentRecords::VisitAll(
    const storage::Reader& reader, absl::string_view parent,
    absl::FunctionRef<bool(const v1::Assessment&)> visit) const {
  return VisitStored(reader, parent, [&](const StoredAssessment& stored) {
    return visit(stored.assessment) ? Then::kNext : Then::kEnd;
  });
}

absl::Status AssessmentRecords::Store(storage::Transaction& transaction,
                                      const AccountName& account,
                                      const v1::EvidenceBundle& bundle,
                                      const v1::Policy& policy,
                                      v1::Assessment* assessment) const {
  const std::string id = NewId(transaction.commit_time());
  RETURN_IF_ERROR(assessments.Create(
      transaction, absl::StrCat(account.ToString(), "/assessments/", id),
      assessment));
  transaction.Put(
      Family::kRecords,
      EvidenceKey(kBundleTag, {account.program, account.account, id}),
      bundle.SerializeAsString());
  return KeepPolicy(transaction, assessment->policy_digest(), policy);
}

absl::Status AssessmentRecords::Store(storage::Transaction& transaction,
                                      const resource::ProgramName& program,
                                      const v1::DiagnosisEvidence& evidence,
                                      const v1::Policy& policy,
                                      v1::ProgramDiagnosis* diagnosis) const {
  const std::string id = NewId(transaction.commit_time());
  RETURN_IF_ERROR(diagnoses.Create(
      transaction, absl::StrCat(program.ToString(), "/diagnoses/", id),
      diagnosis));
  transaction.Put(Family::kRecords,
                  EvidenceKey(kDiagnosisTag, {program.program, id}),
                  evidence.SerializeAsString());
  return KeepPolicy(transaction, diagnosis->policy_digest(), policy);
}

absl::StatusOr<v1::DiagnosisEvidence> AssessmentRecords::EvidenceOf(
    const storage::Reader& reader, absl::string_view name) const {
  ASSIGN_OR_RETURN(const resource::ResourceName parsed,
                   resource::ResourceName::Parse<v1::ProgramDiagnosis>(name));
  return Read<v1::DiagnosisEvidence>(reader,
                                     EvidenceKey(kDiagnosisTag, parsed.ids()),
                                     "The evidence of a diagnosis");
}

absl::StatusOr<v1::EvidenceBundle> AssessmentRecords::BundleOf(
    const storage::Reader& reader, absl::string_view name) const {
  ASSIGN_OR_RETURN(const resource::ResourceName parsed,
                   resource::ResourceName::Parse<v1::Assessment>(name));
  return Read<v1::EvidenceBundle>(reader, EvidenceKey(kBundleTag, parsed.ids()),
                                  "The evidence of an assessment");
}

absl::StatusOr<v1::Policy> AssessmentRecords::PolicyOf(
    const storage::Reader& reader, const std::string& digest) const {
  return Read<v1::Policy>(reader, PolicyKey(digest),
                          "The policy of an assessment");
}

}  // namespace kam::assessment
