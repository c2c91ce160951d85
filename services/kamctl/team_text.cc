#include "services/kamctl/team_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

using google::protobuf::RepeatedPtrField;

namespace {

constexpr int kHundredths = 100;

void PrintFlags(const RepeatedPtrField<type::v1::Flag>& flags,
                std::ostream& out) {
  if (flags.empty()) return;
  Heading("TO LOOK AT", out);
  FlagLines(flags, out);
}

std::string NameOf(const team::v1::MemberOnDay& member) {
  return member.resolved() ? member.display_name() : LastId(member.member());
}

void PrintMembers(const team::v1::TeamFacts& facts, std::ostream& out) {
  Table table({{"member"},
               {"title"},
               {"grade"},
               {"function"},
               {"role"},
               {"kind"},
               {"time", Side::kRight},
               {"lead"}});
  for (const team::v1::AssignedMember& member : facts.members()) {
    const team::v1::Assignment& assignment = member.assignment();
    table.AddRow({member.resolved() ? member.display_name()
                                    : LastId(assignment.member()),
                  member.position().title(), Word(member.position().grade()),
                  Word(member.position().function()), Word(assignment.role()),
                  Word(assignment.kind()),
                  assignment.has_dedication_bps()
                      ? PeopleShare(assignment.dedication_bps())
                      : "",
                  assignment.lead() ? "yes" : ""});
  }
  out << (table.empty() ? "  nobody is assigned\n" : Indented(table));
}

void PrintAlignment(const team::v1::AlignmentVerdict& alignment,
                    std::ostream& out) {
  Line("departments", Word(alignment.value()), out);
  Table table({{"department"},
               {"needed"},
               {"understands"},
               {"accepts"},
               {"rating", Side::kRight}});
  for (const team::v1::DepartmentAlignment& one : alignment.departments()) {
    table.AddRow(
        {one.display_name().empty() ? LastId(one.department())
                                    : one.display_name(),
         one.required() ? "yes" : "", Word(one.understands()),
         Word(one.accepts()),
         one.has_service_rating() ? absl::StrCat(one.service_rating()) : ""});
  }
  if (!table.empty()) out << Indented(table);
}

// What is missing of one list of a manager's skills: "project management 1".
void PrintGaps(const std::string& label,
               const RepeatedPtrField<team::v1::PersonalSkill>& skills,
               std::ostream& out) {
  std::vector<std::string> gaps;
  for (const team::v1::PersonalSkill& skill : skills) {
    if (skill.state() != team::v1::PERSONAL_STATE_GAP) continue;
    gaps.push_back(absl::StrCat(skill.key(), " ", skill.level()));
  }
  Line(absl::StrCat("  weak in ", label), absl::StrJoin(gaps, ", "), out);
}

void PrintManagers(const team::v1::SkillCoverage& coverage, std::ostream& out) {
  if (coverage.managers().empty()) return;
  Heading("MANAGERS", out);
  for (const team::v1::ManagerSkills& manager : coverage.managers()) {
    out << "  " << manager.display_name() << '\n';
    PrintGaps("balance", manager.balance(), out);
    PrintGaps("transition", manager.transition(), out);
  }
}

void PrintTraining(const team::v1::SkillCoverage& coverage, std::ostream& out) {
  if (coverage.training().empty()) return;
  Heading("TO TRAIN FOR", out);
  Table table({{"member"},
               {"skill"},
               {"level", Side::kRight},
               {"wanted", Side::kRight}});
  for (const team::v1::TrainingAdvice& advice : coverage.training()) {
    std::string name = LastId(advice.member());
    for (const team::v1::ManagerSkills& manager : coverage.managers()) {
      if (manager.member() == advice.member()) name = manager.display_name();
    }
    table.AddRow({name, Word(advice.skill()),
                  advice.has_level() ? absl::StrCat(advice.level()) : "",
                  absl::StrCat(advice.wanted_level())});
  }
  out << Indented(table);
}

}  // namespace

std::string Coverers(const team::v1::AreaCoverage& area) {
  std::vector<std::string> names;
  for (const team::v1::Coverer& one : area.covered_by()) {
    names.push_back(absl::StrCat(
        one.display_name().empty() ? LastId(one.member()) : one.display_name(),
        " ", one.level(), one.from_outside() ? ", from outside" : ""));
  }
  return absl::StrJoin(names, "; ");
}

std::string Sponsors(const RepeatedPtrField<team::v1::SponsorOnDay>& sponsors) {
  std::vector<std::string> names;
  for (const team::v1::SponsorOnDay& sponsor : sponsors) {
    names.push_back(absl::StrCat(NameOf(sponsor.member()),
                                 sponsor.executive() ? ", executive" : ""));
  }
  return absl::StrJoin(names, "; ");
}

void PrintTeamFacts(const team::v1::TeamFacts& facts, std::ostream& out) {
  out << "team of " << facts.account() << " as of " << PeopleDate(facts.as_of())
      << '\n';
  Line("form", Word(facts.team_form()), out);
  PrintMembers(facts, out);
  if (facts.accounts_of_lead() > 0) {
    Line("accounts that the lead leads", PeopleCount(facts.accounts_of_lead()),
         out);
  }
  Line("sponsors", Sponsors(facts.sponsors()), out);
  Line("executive sponsor", Word(facts.executive_sponsor()), out);
  Line("willing to change", Word(facts.willing_to_change()), out);
  PrintAlignment(facts.alignment(), out);
  if (facts.has_skill_coverage()) {
    Line("skills",
         absl::StrCat(Word(facts.skill_coverage().value()), ", ",
                      facts.skill_coverage().covered_areas(), " of ",
                      facts.skill_coverage().areas_size(), " areas covered"),
         out);
  }
  PrintFlags(facts.flags(), out);
}

void PrintTeamProgram(const team::v1::ProgramFacts& facts, std::ostream& out) {
  out << "teams of " << facts.program() << " as of "
      << PeopleDate(facts.as_of()) << '\n';
  if (facts.has_accounts_per_manager_hundredths()) {
    const int64_t mean = facts.accounts_per_manager_hundredths();
    Line("accounts per manager",
         absl::StrFormat("%d.%02d", mean / kHundredths, mean % kHundredths),
         out);
  }
  PrintAlignment(facts.alignment(), out);
  Table table({{"manager"}, {"title"}, {"accounts", Side::kRight}});
  for (const team::v1::ManagerLoad& manager : facts.managers()) {
    table.AddRow({manager.display_name().empty() ? LastId(manager.member())
                                                 : manager.display_name(),
                  manager.position().title(), PeopleCount(manager.accounts())});
  }
  out << table.ToStringOr("nobody leads an account");
}

void PrintSkillCoverage(const team::v1::SkillCoverage& coverage,
                        std::ostream& out) {
  out << "skills for " << coverage.account() << " as of "
      << PeopleDate(coverage.as_of()) << ": " << Word(coverage.value()) << " ("
      << Word(coverage.status()) << "), " << coverage.covered_areas() << " of "
      << coverage.areas_size() << " areas covered";
  if (coverage.covered_areas_ceiling() > coverage.covered_areas()) {
    out << ", perhaps " << coverage.covered_areas_ceiling();
  }
  out << '\n';
  Table table({{"area"},
               {"state"},
               {"manager", Side::kRight},
               {"covered by"},
               {"to look at"}});
  for (const team::v1::AreaCoverage& area : coverage.areas()) {
    std::vector<std::string> notes;
    if (area.manager_blind()) notes.emplace_back("the manager is blind to it");
    if (area.single_point()) notes.emplace_back("rests on one person");
    table.AddRow(
        {Word(area.skill()), Word(area.state()),
         area.has_manager_level() ? absl::StrCat(area.manager_level()) : "",
         Coverers(area), absl::StrJoin(notes, ", ")});
  }
  out << table.ToStringOr("nobody is assigned");
  Line("roles that nobody has",
       Words<team::v1::AssignmentRole>(coverage.missing_roles()), out);
  PrintManagers(coverage, out);
  PrintTraining(coverage, out);
  PrintFlags(coverage.flags(), out);
}

}  // namespace kam::kamctl
