#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/team_facts.pb.h"
#include "services/team/team_facts.h"
#include "services/team/team_policy.h"

namespace kam::team {

// Returns a member as of `day`; unresolved when `members` has none of the name.
v1::MemberOnDay MemberOn(const std::string& name, const MembersByName& members,
                         absl::CivilDay day);

// Returns the sponsorships in force on `day`, with the sponsors as of it.
std::vector<v1::SponsorOnDay> FindSponsors(
    const std::vector<v1::Sponsorship>& sponsorships,
    const MembersByName& members, absl::CivilDay day, const TeamValues& values);

// Whether an executive is among the sponsors: UNKNOWN rather than ABSENT unless
// their list is `complete` and every grade known (S4-12, A-07).
kam::type::v1::TriState FindExecutiveSponsor(
    const std::vector<v1::SponsorOnDay>& sponsors, bool complete);

// Returns the statements signed up to `day` about `account` or about the
// programme as a whole, latest first, with those who signed as of the day of
// their signature.
std::vector<v1::WillingnessOnDay> FindWillingness(
    const std::vector<v1::WillingnessStatement>& statements,
    const std::string& account, const MembersByName& members,
    absl::CivilDay day, const TeamValues& values);

// Whether internal processes may be changed (S0-20): the latest answer that
// counts, those about an account before those about the programme; UNKNOWN
// when there is none, or those of one day differ.
kam::type::v1::TriState DecideWillingness(
    const std::vector<v1::WillingnessOnDay>& statements);

}  // namespace kam::team
