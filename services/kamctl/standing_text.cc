#include "services/kamctl/standing_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/kamctl/page.h"
#include "services/kamctl/shift_text.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using gateway::v1::SectionStatus;

void PrintFlags(const google::protobuf::RepeatedPtrField<
                    assessment::v1::StandingFlag>& flags,
                std::ostream& out) {
  for (const assessment::v1::StandingFlag& flag : flags) {
    Line(Word(flag.severity()),
         absl::StrCat(flag.code(), flag.detail().empty() ? "" : ": ",
                      flag.detail()),
         out);
  }
}

void PrintNextPhase(const assessment::v1::NextPhaseResult& next,
                    std::ostream& out) {
  if (next.target() == 0) return;
  Line("next phase", absl::StrCat(next.target()), out);
  Table gates({{"what it takes"}, {"now"}, {"at least"}, {"kept by"}});
  for (const assessment::v1::DimensionGap& gap : next.gates()) {
    gates.AddRow(
        {gap.dimension(), gap.now(), gap.to_at_least(), gap.owner_service()});
  }
  if (!gates.empty()) out << Indented(gates);
  if (next.breadth_needed() > 0) {
    Line("and so many other dimensions", PeopleCount(next.breadth_needed()),
         out);
  }
}

void PrintAudit(const gateway::v1::AssessmentSection& section,
                std::ostream& out) {
  if (section.has_last_audit()) {
    const gateway::v1::LastAudit& audit = section.last_audit();
    Line("last audit",
         absl::StrCat(PeopleDate(audit.held_on()), ", ", Word(audit.channel()),
                      ", by ", LastId(audit.interviewer()),
                      audit.valid() ? "" : ", asked too little to count"),
         out);
  }
  const assessment::v1::AuditResult& customer =
      section.standing().customer_audit();
  if (customer.has_due_on()) {
    Line("next audit",
         absl::StrCat(PeopleDate(customer.due_on()),
                      customer.overdue() ? ", overdue" : ""),
         out);
  }
}

// "697 as of 2013-11-30".
std::string HeadOf(const gateway::v1::ComparedKeyAccount& one) {
  std::string head =
      absl::StrCat(LastId(one.name()), " as of ", PeopleDate(one.as_of()));
  if (one.has_read_time()) {
    absl::StrAppend(&head, " read at ", PeopleTime(one.read_time()));
  }
  return head;
}

// Says which side of a section is missing, and why.
void PrintMissingSide(const std::string& head, const SectionStatus& status,
                      std::ostream& out) {
  if (status.state() == SectionStatus::STATE_OK) return;
  out << "  " << head << ": not shown, " << Word(status.state());
  if (!status.reason().empty()) out << ", " << status.reason();
  out << '\n';
}

// What the models said of the account.
void PrintAccount(const assessment::v1::AccountStanding& standing,
                  std::ostream& out) {
  Line("assessed as of",
       absl::StrCat(PeopleDate(standing.as_of()),
                    standing.retrospective() ? ", looking back" : ""),
       out);
  Table verdicts({{"model"}, {"value"}, {"bounds"}, {"certainty"}});
  for (const assessment::v1::VerdictSummary& one : standing.verdicts()) {
    verdicts.AddRow(
        {Word(one.model()), one.value(), BoundsOf(one), Word(one.status())});
  }
  out << Indented(verdicts);
  Line("relationship", Word(standing.relationship_title()), out);
  PrintNextPhase(standing.next_phase(), out);
  PrintFlags(standing.flags(), out);
}

// What they said of its programme.
void PrintProgram(const assessment::v1::ProgramStanding& standing,
                  std::ostream& out) {
  for (const assessment::v1::VerdictSummary& one : standing.verdicts()) {
    const std::string bounds = BoundsOf(one);
    Line(Word(one.model()),
         absl::StrCat(one.value(), bounds.empty() ? "" : ", ", bounds, ", ",
                      Word(one.status())),
         out);
  }
  PrintFlags(standing.flags(), out);
}

}  // namespace

void PrintStanding(const gateway::v1::AssessmentSection& section,
                   std::ostream& out) {
  if (section.has_standing()) {
    PrintAccount(section.standing(), out);
  } else {
    out << "  not assessed by this day\n";
  }
  PrintAudit(section, out);
  PrintProgram(section.program_standing(), out);
}

std::string PhaseWords(const assessment::v1::StandingSummary& standing) {
  if (standing.phase() == 0) return "";
  std::string words = absl::StrCat(standing.phase());
  if (standing.phase_ceiling() > standing.phase()) {
    absl::StrAppend(&words, " to ", standing.phase_ceiling());
  }
  return words;
}

void PrintComparison(const gateway::v1::CompareKeyAccountsResponse& both,
                     Session& session) {
  std::ostream& out = session.out();
  const std::string from = HeadOf(both.from());
  const std::string to = HeadOf(both.to());
  for (const gateway::v1::ComparedSection& section : both.sections()) {
    if (section.from().state() == SectionStatus::STATE_NOT_REQUESTED) continue;
    Heading(Word(section.section()), out);
    PrintMissingSide(from, section.from(), out);
    PrintMissingSide(to, section.to(), out);
    Table values({{""}, {from}, {to}, {""}});
    for (const gateway::v1::ComparedValue& one : section.values()) {
      values.AddRow(
          {one.key(), one.from(), one.to(), one.differs() ? "differs" : ""});
    }
    if (!values.empty()) out << Indented(values);
  }
  for (const auto& shift : both.shifts()) PrintShift(shift, session);
  if (both.shifts_status().state() != SectionStatus::STATE_NOT_REQUESTED) {
    PrintMissingSide("dimension by dimension", both.shifts_status(), out);
  }
}

}  // namespace kam::kamctl
