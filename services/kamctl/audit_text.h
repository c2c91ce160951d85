#pragma once

#include <ostream>
#include <string>

#include "kam/assessment/v1/audit.pb.h"
#include "kam/assessment/v1/audit_question.pb.h"

namespace kam::kamctl {

// Writes the menu of questions for people.
void PrintQuestions(const assessment::v1::ListAuditQuestionsResponse& menu,
                    std::ostream& out);

// Writes an audit as a page: who asked whom and how, what each said, what was
// added since, and what it offers to other services.
void PrintAudit(const assessment::v1::Audit& audit, std::ostream& out);

// Returns an audit's file to begin with, for the account of the full name
// `account`.
std::string AuditExample(const std::string& account);

}  // namespace kam::kamctl
