#include "services/assessment/audit_record.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/text.h"
#include "common/resource/field_checks.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "google/protobuf/util/time_util.h"
#include "services/assessment/audit_findings.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/template_record.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

using Respondents = google::protobuf::RepeatedPtrField<v1::AuditRespondent>;

// A day that no record is after.
constexpr absl::CivilDay kLastDay(kLastYear, 12, 31);

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time));
}

bool IsBy(const google::type::Date& date, absl::CivilDay day) {
  const auto given = DayFromProto(date);
  return given.ok() && *given <= day;
}

// Checks what respondents are and say, beyond CheckRespondents.
class RespondentCheck {
 public:
  RespondentCheck(const v1::Audit& audit, Violations& violations)
      : account_(AccountOf(audit)),
        chosen_(audit.questions().begin(), audit.questions().end()),
        violations_(violations) {}

  // Checks those of the record at path `owner`.
  void Run(const Respondents& respondents, const std::string& owner) {
    CheckRespondents(
        respondents, [&] { return owner; }, violations_);
    const std::string list = absl::StrCat(owner, ".respondents");
    for (int i = 0; i < respondents.size(); ++i) {
      const std::string at = ElementPath(list, i);
      const v1::AuditRespondent& one = respondents[i];
      if (!one.contact().empty()) {
        resource::CheckReference(one.contact(), resource::kContactPattern,
                                 account_, absl::StrCat(at, ".contact"),
                                 violations_);
      }
      for (int k = 0; k < one.answers_size(); ++k) {
        CheckAnswer(one.answers(k),
                    ElementPath(absl::StrCat(at, ".answers"), k));
      }
    }
  }

 private:
  void CheckAnswer(const v1::AuditAnswer& answer, const std::string& path) {
    if (!chosen_.empty() && !chosen_.contains(answer.question())) {
      violations_.Add(absl::StrCat(path, ".question"),
                      "must be one of the questions that were chosen",
                      "QUESTION_NOT_CHOSEN");
    }
    for (int i = 0; i < answer.issues_size(); ++i) {
      const std::string& issue = answer.issues(i).issue();
      if (issue.empty()) continue;
      resource::CheckReference(
          issue, resource::kIssuePattern, account_,
          absl::StrCat(ElementPath(absl::StrCat(path, ".issues"), i), ".issue"),
          violations_);
    }
  }

  std::string account_;
  std::set<std::string> chosen_;
  Violations& violations_;
};

void CheckChosen(const v1::Audit& audit, Violations& violations) {
  std::set<absl::string_view> seen;
  for (int i = 0; i < audit.questions_size(); ++i) {
    const std::string& key = audit.questions(i);
    const std::string path = ElementPath("audit.questions", i);
    if (!QuestionNumber(key).has_value() && !IsOwnQuestion(key)) {
      violations.Add(
          path, absl::StrCat("must be a question of audits, not ", Quoted(key)),
          "UNKNOWN_QUESTION");
    } else if (!seen.insert(key).second) {
      violations.Add(path, "must not occur twice", "DUPLICATE_QUESTION");
    }
  }
}

void CheckMember(const v1::Audit& audit, const std::string& member,
                 const std::string& path, Violations& violations) {
  const auto program = resource::ProgramName::Of(audit.name());
  if (member.empty() || !program.ok()) return;
  resource::CheckReference(member, resource::kMemberPattern,
                           program->ToString(), path, violations);
}

bool HasAnswer(const v1::Audit& audit) {
  return std::any_of(
      audit.respondents().begin(), audit.respondents().end(),
      [](const v1::AuditRespondent& one) { return !one.answers().empty(); });
}

// Adds the answers of `more` to `all`, in place of answers to the same
// questions.
void MergeAnswers(const v1::AuditRespondent& more, Respondents& all) {
  auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one.contact() == more.contact();
  });
  if (found == all.end()) {
    *all.Add() = more;
    return;
  }
  if (more.level() != v1::DECISION_LEVEL_UNSPECIFIED) {
    found->set_level(more.level());
  }
  for (const v1::AuditAnswer& answer : more.answers()) {
    auto& answers = *found->mutable_answers();
    auto same = std::find_if(answers.begin(), answers.end(), [&](auto& one) {
      return one.question() == answer.question();
    });
    (same == answers.end() ? *answers.Add() : *same) = answer;
  }
}

// Notes at `path` a question that neither is one of the seventeen nor has
// `in_force`.
void CheckOwn(absl::string_view key, const v1::Template* in_force,
              absl::string_view path, Violations& violations) {
  if (QuestionNumber(key).has_value() || HasQuestion(in_force, key)) return;
  violations.Add(
      path,
      absl::StrCat("must be a question of the programme's template, not ",
                   Quoted(key)),
      "UNKNOWN_QUESTION");
}

void CheckOwnAnswers(const Respondents& respondents,
                     const v1::Template* in_force, absl::string_view list,
                     Violations& violations) {
  for (int i = 0; i < respondents.size(); ++i) {
    const std::string answers = absl::StrCat(ElementPath(list, i), ".answers");
    for (int k = 0; k < respondents[i].answers_size(); ++k) {
      CheckOwn(respondents[i].answers(k).question(), in_force,
               absl::StrCat(ElementPath(answers, k), ".question"), violations);
    }
  }
}

}  // namespace

void ValidateAudit(const v1::Audit& audit, absl::CivilDay latest_day,
                   Violations& violations) {
  CheckChosen(audit, violations);
  CheckMember(audit, audit.interviewer(), "audit.interviewer", violations);
  resource::CheckNotFuture("audit.held_on", audit.held_on(), latest_day,
                           violations);
  RespondentCheck check(audit, violations);
  check.Run(audit.respondents(), "audit");
  for (int i = 0; i < audit.amendments_size(); ++i) {
    const v1::AuditAmendment& one = audit.amendments(i);
    const std::string at = ElementPath("audit.amendments", i);
    CheckMember(audit, one.author(), absl::StrCat(at, ".author"), violations);
    resource::CheckNotBlank(absl::StrCat(at, ".reason"), one.reason(),
                            violations);
    resource::CheckNotFuture(absl::StrCat(at, ".amended_on"), one.amended_on(),
                             latest_day, violations);
    check.Run(one.respondents(), at);
  }
}

void CheckOwnQuestions(const v1::Audit& audit, const v1::Template* in_force,
                       Violations& violations) {
  for (int i = 0; i < audit.questions_size(); ++i) {
    CheckOwn(audit.questions(i), in_force, ElementPath("audit.questions", i),
             violations);
  }
  CheckOwnAnswers(audit.respondents(), in_force, "audit.respondents",
                  violations);
  for (int i = 0; i < audit.amendments_size(); ++i) {
    CheckOwnAnswers(
        audit.amendments(i).respondents(), in_force,
        absl::StrCat(ElementPath("audit.amendments", i), ".respondents"),
        violations);
  }
}

absl::Status CheckNotCompleted(const v1::Audit& audit) {
  if (audit.state() == v1::AUDIT_STATE_DRAFT) return absl::OkStatus();
  return FailedPrecondition(
      "AUDIT_NOT_DRAFT",
      absl::StrCat("The audit ", audit.name(),
                   " was completed and stays as it is; amend it."));
}

absl::Status Complete(int64_t sequence, absl::Time now, v1::Audit& audit) {
  if (absl::Status draft = CheckNotCompleted(audit); !draft.ok()) return draft;
  Violations violations;
  auto need = [&](bool is_there, const char* field, const char* what) {
    if (!is_there) violations.Add(field, what, "MISSING_FIELD");
  };
  need(audit.has_held_on(), "audit.held_on", "must be given to complete it");
  need(audit.channel() != v1::AUDIT_CHANNEL_UNSPECIFIED, "audit.channel",
       "must be given to complete it");
  need(!audit.interviewer().empty(), "audit.interviewer",
       "must be given to complete it");
  need(HasAnswer(audit), "audit.respondents",
       "must have an answer to complete it");
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  audit.set_state(v1::AUDIT_STATE_COMPLETED);
  audit.set_completion_sequence(sequence);
  *audit.mutable_complete_time() = ToTimestamp(now);
  audit.set_valid(AskedEnough(audit));
  OfferFindings(audit);
  return absl::OkStatus();
}

absl::Status Amend(const v1::AuditAmendment& amendment, absl::Time now,
                   v1::Audit& audit) {
  if (audit.state() == v1::AUDIT_STATE_DRAFT) {
    return FailedPrecondition(
        "AUDIT_NOT_COMPLETED",
        absl::StrCat("The audit ", audit.name(),
                     " is a draft; change it, or complete it first."));
  }
  if (amendment.respondents().empty() && !amendment.thanked()) {
    Violations violations;
    violations.Add("amendment", "must add answers or thanks",
                   "NOTHING_AMENDED");
    return violations.ToStatus();
  }
  Violations violations;
  resource::CheckSpan("amendment.amended_on", audit.held_on(),
                      amendment.amended_on(), violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  v1::AuditAmendment& added = *audit.add_amendments();
  added = amendment;
  *added.mutable_amend_time() = ToTimestamp(now);
  audit.set_state(v1::AUDIT_STATE_AMENDED);
  audit.set_valid(AskedEnough(audit));
  OfferFindings(audit);
  return absl::OkStatus();
}

Respondents AnswersBy(const v1::Audit& audit, absl::CivilDay as_of) {
  Respondents all = audit.respondents();
  for (const v1::AuditAmendment& amendment : audit.amendments()) {
    if (!IsBy(amendment.amended_on(), as_of)) continue;
    for (const v1::AuditRespondent& more : amendment.respondents()) {
      MergeAnswers(more, all);
    }
  }
  return all;
}

v1::AuditFact AuditFactOf(const v1::Audit& audit, absl::CivilDay as_of) {
  v1::AuditFact fact;
  fact.mutable_source()->set_service("assessment");
  fact.mutable_source()->set_name(audit.name());
  *fact.mutable_held_on() = audit.held_on();
  fact.set_completion_sequence(audit.completion_sequence());
  fact.set_channel(audit.channel());
  fact.set_interviewer(audit.interviewer());
  fact.set_interviewer_grade(audit.interviewer_grade());
  *fact.mutable_respondents() = AnswersBy(audit, as_of);
  fact.set_thanked(audit.thanked());
  fact.set_state(audit.state());
  if (audit.state() == v1::AUDIT_STATE_AMENDED) {
    fact.set_state(v1::AUDIT_STATE_COMPLETED);
  }
  for (const v1::AuditAmendment& amendment : audit.amendments()) {
    if (!IsBy(amendment.amended_on(), as_of)) continue;
    fact.set_state(v1::AUDIT_STATE_AMENDED);
    if (amendment.thanked()) fact.set_thanked(true);
  }
  fact.set_followed_up(IsFollowedUp(audit));
  return fact;
}

bool AskedEnough(const v1::Audit& audit) {
  v1::AuditFacts facts;
  *facts.add_audits() = AuditFactOf(audit, kLastDay);
  Violations violations;
  const std::vector<Audit> read =
      ReadAudits(facts.audits(), "audits", kLastDay, violations);
  return !read.empty() && read.front().valid;
}

namespace {

void DropLaterAmendments(absl::CivilDay as_of, v1::Audit& audit) {
  auto& amendments = *audit.mutable_amendments();
  const int before = amendments.size();
  amendments.erase(std::remove_if(amendments.begin(), amendments.end(),
                                  [&](const v1::AuditAmendment& one) {
                                    return !IsBy(one.amended_on(), as_of);
                                  }),
                   amendments.end());
  if (amendments.size() == before) return;
  if (amendments.empty()) audit.set_state(v1::AUDIT_STATE_COMPLETED);
  audit.set_valid(AskedEnough(audit));
}

}  // namespace

std::string AccountOf(const v1::Audit& audit) {
  const size_t end = audit.name().rfind("/audits/");
  return end == std::string::npos ? "" : audit.name().substr(0, end);
}

std::vector<v1::Audit> HeldBy(std::vector<v1::Audit> audits,
                              absl::CivilDay as_of) {
  std::vector<std::pair<absl::CivilDay, v1::Audit>> held;
  for (v1::Audit& audit : audits) {
    const auto day = DayFromProto(audit.held_on());
    if (audit.state() == v1::AUDIT_STATE_DRAFT || !day.ok() || *day > as_of) {
      continue;
    }
    DropLaterAmendments(as_of, audit);
    held.emplace_back(*day, std::move(audit));
  }
  std::sort(held.begin(), held.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return a.second.completion_sequence() > b.second.completion_sequence();
  });
  audits.clear();
  for (auto& [day, audit] : held) audits.push_back(std::move(audit));
  return audits;
}

v1::AuditFacts AuditFactsOf(const std::vector<v1::Audit>& audits,
                            absl::CivilDay as_of) {
  v1::AuditFacts facts;
  for (const v1::Audit& audit : audits) {
    *facts.add_audits() = AuditFactOf(audit, as_of);
  }
  return facts;
}

}  // namespace kam::assessment
