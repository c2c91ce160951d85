#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::team {

// Members by name: those whom the assignments name, and their line managers.
using MembersByName = std::map<std::string, v1::Member>;

// Returns the assignments in force on `day`, leads first, then by name.
std::vector<v1::Assignment> AssignmentsOn(
    const std::vector<v1::Assignment>& assignments, absl::CivilDay day);

// Returns what is known of an account's team on `day` out of all its
// assignments, in force or not. The store's state, the account and
// `accounts_of_lead` are left to the caller.
v1::TeamFacts AssembleTeamFacts(const std::vector<v1::Assignment>& assignments,
                                const MembersByName& members,
                                absl::CivilDay day);

// Returns the same in a line.
v1::AccountTeamSummary SummarizeTeam(
    const std::vector<v1::Assignment>& assignments,
    const MembersByName& members, absl::CivilDay day);

// How many members lead, and how many accounts they lead, each counted once
// for each of its leads.
struct LeadCount {
  int leads = 0;
  int led_accounts = 0;
};

// Counts over all assignments of a programme on `day`.
class LeadCounter {
 public:
  explicit LeadCounter(absl::CivilDay day) : day_(day) {}

  // Takes an assignment into account.
  void Add(const v1::Assignment& assignment);

  // Returns the counts so far.
  LeadCount Count() const;

  // Names of the accounts led so far by the name of who leads them.
  const std::map<std::string, std::set<std::string>>& accounts() const {
    return accounts_;
  }

  // Returns how many accounts `member` leads so far.
  int AccountsOf(const std::string& member) const;

 private:
  absl::CivilDay day_;
  // Accounts by the member who leads them; sets, since a member may have two
  // assignments to one account.
  std::map<std::string, std::set<std::string>> accounts_;
};

}  // namespace kam::team
