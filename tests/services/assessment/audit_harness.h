#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/services/assessment/assessment_harness.h"

namespace kam::assessment {

inline constexpr char kAudit[] = "programs/p/accounts/a/audits/one";

// A respondent as text: the answers of contact `id`.
inline std::string Says(const std::string& id, const std::string& answers) {
  return absl::StrCat("respondents { contact: '", kAccount, "/contacts/", id,
                      "' ", answers, " } ");
}

inline std::string Text(const std::string& question, const std::string& text) {
  return absl::StrCat("answers { question: '", question, "' text: '", text,
                      "' } ");
}

inline std::string Mark(int mark) {
  return absl::StrCat("answers { question: 'p8' mark: ", mark, " } ");
}

inline std::string Position(const std::string& position) {
  return absl::StrCat("answers { question: 'p9' position: AUDIT_POSITION_",
                      position, " } ");
}

// Answers that are enough to count.
inline std::string Enough() {
  return Text("p1", "Delivery") + Mark(8) + Position("PARTNER") +
         Text("f1", "We go abroad");
}

// How an audit was held: face to face on 15 November by a senior executive, as
// far as `fields` do not say otherwise.
inline std::string Held(const std::string& fields) {
  return OrElse(fields, "held_on", On("held_on", 11, 15)) +
         OrElse(fields, "channel", "channel: AUDIT_CHANNEL_FACE_TO_FACE ") +
         OrElse(fields,
                "interviewer:", "interviewer: 'programs/p/members/boss' ") +
         OrElse(fields, "interviewer_grade",
                "interviewer_grade: GRADE_SENIOR_EXECUTIVE ") +
         OrElse(fields, "thanked", "thanked: true ") + fields;
}

// Audits of kAccount on 1 December 2013.
class AuditServiceTest : public AssessmentServiceTest {
 protected:
  static std::string Named(const std::string& id,
                           const std::string& more = "") {
    return absl::StrCat("name: '", kAccount, "/audits/", id, "' ", more);
  }
  static std::string Draft(const std::string& id, const std::string& fields) {
    return absl::StrCat("parent: '", kAccount, "' audit_id: '", id,
                        "' audit { ", fields, " }");
  }
  // Has an audit completed; the fields are as Held says.
  v1::Audit Complete(const std::string& id, const std::string& fields) {
    Done(&AuditStub::CreateAudit, Draft(id, Held(fields)));
    return Done(&AuditStub::CompleteAudit, Named(id));
  }
  // Says what the audits say together.
  v1::Verdict Verdict(const std::string& more = "") {
    return Done(&AuditStub::EvaluateAudits,
                absl::StrCat("account: '", kAccount, "' ", more));
  }
  static bool Flags(const v1::Verdict& verdict, const std::string& code) {
    for (const v1::VerdictFlag& flag : verdict.flags()) {
      if (flag.code() == code) return true;
    }
    return false;
  }
};

}  // namespace kam::assessment
