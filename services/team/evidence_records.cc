#include "services/team/evidence_records.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"
#include "services/team/alignment.h"
#include "services/team/assignment.h"
#include "services/team/completeness.h"
#include "services/team/executives.h"
#include "services/team/member.h"
#include "services/team/team_form.h"
#include "services/team/team_records.h"

namespace kam::team {
namespace {

using storage::Reader;

constexpr int64_t kHundred = 100;

// Reads the members and their line managers of the day.
absl::Status AddWithManagers(const Reader& reader,
                             const std::set<std::string>& names,
                             absl::CivilDay day, MembersByName& members) {
  const TeamRecords& records = TeamRecords::Get();
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(const bool found,
                     records.AddMember(reader, name, members));
    if (!found) continue;
    const v1::Position* position = PositionOn(members.at(name), day);
    if (position == nullptr) continue;
    RETURN_IF_ERROR(
        records.AddMember(reader, position->reports_to(), members).status());
  }
  return absl::OkStatus();
}

std::set<std::string> MembersOf(const std::vector<v1::Assignment>& assignments,
                                absl::CivilDay day) {
  std::set<std::string> names;
  for (const v1::Assignment& assignment : assignments) {
    if (InForce(assignment, day)) names.insert(assignment.member());
  }
  return names;
}

std::set<std::string> LeadsOf(const AccountEvidence& evidence) {
  std::set<std::string> leads;
  for (const v1::Assignment& one : evidence.assignments) {
    if (InForce(one, evidence.day) && IsLead(one)) leads.insert(one.member());
  }
  return leads;
}

// The records of type T under a member, who need not exist.
template <typename T>
absl::StatusOr<std::vector<T>> Under(const storage::Collection<T>& collection,
                                     const Reader& reader,
                                     const std::string& member) {
  const auto name = resource::ResourceName::Parse<v1::Member>(member);
  if (!name.ok()) return std::vector<T>();
  return collection.ListAll(reader, name->ids());
}

template <typename T>
void Append(std::vector<T> from, std::vector<T>& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()),
            std::make_move_iterator(from.end()));
}

absl::Status ReadLists(const Reader& reader,
                       const resource::AccountName& account,
                       AccountEvidence& evidence) {
  const TeamRecords& records = TeamRecords::Get();
  const std::vector<std::string> ids = {account.program, account.account};
  ASSIGN_OR_RETURN(evidence.activities,
                   records.activities.ListAll(reader, ids));
  ASSIGN_OR_RETURN(evidence.sponsorships,
                   records.sponsorships.ListAll(reader, ids));
  ASSIGN_OR_RETURN(evidence.meetings, records.meetings.ListAll(reader, ids));
  ASSIGN_OR_RETURN(evidence.joint_teams,
                   records.joint_teams.ListAll(reader, ids));
  ASSIGN_OR_RETURN(evidence.departments,
                   records.departments.ListAll(reader, {account.program}));
  ASSIGN_OR_RETURN(
      evidence.role_requirements,
      records.role_requirements.ListAll(reader, {account.program}));
  for (const std::string& about : {std::string(), evidence.account}) {
    ASSIGN_OR_RETURN(std::vector<v1::AlignmentStatement> said,
                     records.AlignmentsOf(reader, account.program, about));
    Append(std::move(said), evidence.alignment_statements);
    ASSIGN_OR_RETURN(std::vector<v1::WillingnessStatement> signed_by,
                     records.WillingnessOf(reader, account.program, about));
    Append(std::move(signed_by), evidence.willingness_statements);
  }
  return absl::OkStatus();
}

// What is on record of the account's people, on whatever account.
absl::Status ReadPeople(const Reader& reader, const std::string& program,
                        AccountEvidence& evidence) {
  const TeamRecords& records = TeamRecords::Get();
  for (const std::string& member :
       MembersOf(evidence.assignments, evidence.day)) {
    ASSIGN_OR_RETURN(std::vector<v1::Authority> authorities,
                     Under(records.authorities, reader, member));
    Append(std::move(authorities), evidence.authorities);
    ASSIGN_OR_RETURN(std::vector<v1::Training> trainings,
                     Under(records.trainings, reader, member));
    Append(std::move(trainings), evidence.trainings);
  }
  const absl::CivilMonth first(
      AddMonths(evidence.day, -evidence.values.titular_months));
  std::set<std::string> pairs;
  for (const std::string& lead : LeadsOf(evidence)) {
    ASSIGN_OR_RETURN(std::vector<v1::Activity> activities,
                     records.ActivitiesOf(reader, program, lead, first,
                                          absl::CivilMonth(evidence.day)));
    Append(std::move(activities), evidence.lead_activities);
    ASSIGN_OR_RETURN(const std::vector<v1::BuddyPair> of_lead,
                     records.BuddyPairsOf(reader, program, lead));
    for (const v1::BuddyPair& pair : of_lead) {
      if (pairs.insert(pair.name()).second) {
        evidence.buddy_pairs.push_back(pair);
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::ManagerLoad>> ReadManagers(
    const Reader& reader, const LeadCounter& counter, absl::CivilDay day) {
  std::vector<v1::ManagerLoad> managers;
  MembersByName known;
  for (const auto& [name, accounts] : counter.accounts()) {
    RETURN_IF_ERROR(TeamRecords::Get().AddMember(reader, name, known).status());
    const v1::MemberOnDay member = MemberOn(name, known, day);
    v1::ManagerLoad& load = managers.emplace_back();
    load.set_member(name);
    load.set_display_name(member.display_name());
    load.set_accounts(static_cast<int>(accounts.size()));
    if (member.has_position()) *load.mutable_position() = member.position();
  }
  return managers;
}

}  // namespace

absl::StatusOr<PolicyOnRecord> ReadPolicy(
    const Reader& reader, const resource::ProgramName& program) {
  const auto policy = TeamRecords::Get().team_policies.Get(
      reader, absl::StrCat(program.ToString(), "/teamPolicies/", kPolicyId));
  PolicyOnRecord on_record;
  if (absl::IsNotFound(policy.status())) {
    ASSIGN_OR_RETURN(on_record.values, ResolvePolicy({}));
    return on_record;
  }
  RETURN_IF_ERROR(policy.status());
  on_record.version = policy->version();
  ASSIGN_OR_RETURN(on_record.values, ResolvePolicy(*policy));
  return on_record;
}

absl::StatusOr<AccountEvidence> ReadSkills(const Reader& reader,
                                           const resource::AccountName& account,
                                           absl::CivilDay day) {
  const TeamRecords& records = TeamRecords::Get();
  AccountEvidence evidence;
  evidence.account = account.ToString();
  evidence.day = day;
  ASSIGN_OR_RETURN(PolicyOnRecord policy,
                   ReadPolicy(reader, account.Program()));
  evidence.policy_version = policy.version;
  evidence.values = std::move(policy.values);
  const std::vector<std::string> ids = {account.program, account.account};
  ASSIGN_OR_RETURN(evidence.assignments,
                   records.assignments.ListAll(reader, ids));
  ASSIGN_OR_RETURN(evidence.appointments,
                   records.specialist_appointments.ListAll(reader, ids));
  ASSIGN_OR_RETURN(evidence.list_completenesses,
                   records.list_completenesses.ListAll(reader, ids));
  std::set<std::string> people = MembersOf(evidence.assignments, day);
  for (const v1::SpecialistAppointment& appointment : evidence.appointments) {
    if (!appointment.member().empty()) people.insert(appointment.member());
  }
  RETURN_IF_ERROR(AddWithManagers(reader, people, day, evidence.members));
  for (const std::string& member : people) {
    ASSIGN_OR_RETURN(evidence.ratings[member],
                     Under(records.skill_ratings, reader, member));
  }
  return evidence;
}

absl::StatusOr<AccountEvidence> ReadEvidence(
    const Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, const std::set<std::string>& other_members) {
  ASSIGN_OR_RETURN(AccountEvidence evidence, ReadSkills(reader, account, day));
  RETURN_IF_ERROR(ReadLists(reader, account, evidence));
  RETURN_IF_ERROR(ReadPeople(reader, account.program, evidence));
  std::set<std::string> people = other_members;
  for (const v1::Sponsorship& sponsorship : evidence.sponsorships) {
    people.insert(sponsorship.member());
  }
  for (const v1::WillingnessStatement& one : evidence.willingness_statements) {
    people.insert(one.executive());
  }
  for (const std::string& member : people) {
    RETURN_IF_ERROR(TeamRecords::Get()
                        .AddMember(reader, member, evidence.members)
                        .status());
  }
  const std::vector<v1::Assignment> team =
      AssignmentsOn(evidence.assignments, day);
  if (!team.empty() && IsLead(team[0])) {
    ASSIGN_OR_RETURN(evidence.reports_of_lead,
                     TeamRecords::Get().ReportsOf(reader, account.program,
                                                  team[0].member(), day));
  }
  return evidence;
}

absl::StatusOr<int> CountAccountsLedBy(const Reader& reader,
                                       const resource::ProgramName& program,
                                       const std::string& member,
                                       absl::CivilDay day) {
  ASSIGN_OR_RETURN(
      const std::vector<v1::Assignment> assignments,
      TeamRecords::Get().AssignmentsOf(reader, program.program, member));
  LeadCounter counter(day);
  for (const v1::Assignment& assignment : assignments) counter.Add(assignment);
  return counter.AccountsOf(member);
}

absl::StatusOr<v1::AccountTeamSummary> ReadSummary(
    const Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, const TeamValues& values) {
  const TeamRecords& records = TeamRecords::Get();
  const std::vector<std::string> ids = {account.program, account.account};
  ASSIGN_OR_RETURN(const std::vector<v1::Assignment> assignments,
                   records.assignments.ListAll(reader, ids));
  ASSIGN_OR_RETURN(const std::vector<v1::Sponsorship> sponsorships,
                   records.sponsorships.ListAll(reader, ids));
  std::set<std::string> people = MembersOf(assignments, day);
  for (const v1::Sponsorship& one : sponsorships) people.insert(one.member());
  MembersByName members;
  for (const std::string& member : people) {
    RETURN_IF_ERROR(records.AddMember(reader, member, members).status());
  }
  v1::AccountTeamSummary line = SummarizeTeam(assignments, members, day);
  line.set_account(account.ToString());
  line.set_team_form(
      FindTeamForm(ActiveTeam(assignments, members, day), values));
  for (const v1::SponsorOnDay& sponsor :
       FindSponsors(sponsorships, members, day, values)) {
    if (!sponsor.executive() || !line.executive_sponsor().empty()) continue;
    line.set_executive_sponsor(sponsor.member().member());
    line.set_executive_sponsor_display_name(sponsor.member().display_name());
  }
  return line;
}

absl::StatusOr<v1::ProgramFacts> ReadProgramFacts(
    const Reader& reader, const resource::ProgramName& program,
    absl::CivilDay day) {
  const TeamRecords& records = TeamRecords::Get();
  v1::ProgramFacts facts;
  ASSIGN_OR_RETURN(const PolicyOnRecord policy, ReadPolicy(reader, program));
  *facts.mutable_policy() = DescribePolicy(policy.version, policy.values);
  ASSIGN_OR_RETURN(const std::vector<v1::Assignment> leads,
                   records.AllLeads(reader, program.program));
  LeadCounter counter(day);
  for (const v1::Assignment& assignment : leads) counter.Add(assignment);
  const LeadCount count = counter.Count();
  facts.set_leads(count.leads);
  facts.set_led_accounts(count.led_accounts);
  const auto mean =
      BasisPoints(count.led_accounts, int64_t{count.leads} * kHundred);
  if (mean.has_value()) facts.set_accounts_per_manager_hundredths(*mean);
  ASSIGN_OR_RETURN(std::vector<v1::ManagerLoad> managers,
                   ReadManagers(reader, counter, day));
  facts.mutable_managers()->Assign(managers.begin(), managers.end());
  ASSIGN_OR_RETURN(const std::vector<v1::Department> departments,
                   records.departments.ListAll(reader, {program.program}));
  ASSIGN_OR_RETURN(const std::vector<v1::AlignmentStatement> statements,
                   records.AlignmentsOf(reader, program.program, ""));
  *facts.mutable_alignment() = JudgeAlignment(departments, statements, "", day);
  ASSIGN_OR_RETURN(
      const std::vector<v1::RoleRequirement> requirements,
      records.role_requirements.ListAll(reader, {program.program}));
  facts.mutable_role_requirements()->Assign(requirements.begin(),
                                            requirements.end());
  return facts;
}

}  // namespace kam::team
