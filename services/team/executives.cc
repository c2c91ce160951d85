#include "services/team/executives.h"

#include <algorithm>
#include <optional>

#include "common/base/date.h"
#include "services/team/assignment.h"
#include "services/team/member.h"

namespace kam::team {
namespace {

using kam::type::v1::GRADE_UNSPECIFIED;
using kam::type::v1::TRI_STATE_ABSENT;
using kam::type::v1::TRI_STATE_PRESENT;
using kam::type::v1::TRI_STATE_UNKNOWN;
using kam::type::v1::TriState;

bool IsExecutive(const v1::MemberOnDay& member, const TeamValues& values) {
  return member.position().grade() >= values.executive_grade;
}

absl::CivilDay SignedOn(const v1::WillingnessOnDay& one) {
  return DayFromProto(one.statement().signed_on()).value_or(absl::CivilDay());
}

// The answers of the latest day among those that count.
TriState LatestAnswer(const std::vector<v1::WillingnessOnDay>& statements,
                      bool of_account, bool& answered) {
  std::optional<absl::CivilDay> latest;
  TriState answer = TRI_STATE_UNKNOWN;
  for (const v1::WillingnessOnDay& one : statements) {
    if (!one.counts() || one.statement().account().empty() == of_account) {
      continue;
    }
    const TriState said =
        one.statement().answer() == v1::WILLINGNESS_ANSWER_WILLING
            ? TRI_STATE_PRESENT
            : TRI_STATE_ABSENT;
    if (!latest.has_value() || SignedOn(one) > *latest) {
      latest = SignedOn(one);
      answer = said;
    } else if (SignedOn(one) == *latest && said != answer) {
      answer = TRI_STATE_UNKNOWN;
    }
  }
  answered = latest.has_value();
  return answer;
}

}  // namespace

v1::MemberOnDay MemberOn(const std::string& name, const MembersByName& members,
                         absl::CivilDay day) {
  v1::MemberOnDay on_day;
  on_day.set_member(name);
  const auto found = members.find(name);
  if (found == members.end()) return on_day;
  on_day.set_resolved(true);
  on_day.set_display_name(found->second.display_name());
  const v1::Position* position = PositionOn(found->second, day);
  if (position != nullptr) *on_day.mutable_position() = *position;
  return on_day;
}

std::vector<v1::SponsorOnDay> FindSponsors(
    const std::vector<v1::Sponsorship>& sponsorships,
    const MembersByName& members, absl::CivilDay day,
    const TeamValues& values) {
  std::vector<v1::SponsorOnDay> sponsors;
  for (const v1::Sponsorship& sponsorship : sponsorships) {
    if (!InForce(sponsorship, day)) continue;
    v1::SponsorOnDay& sponsor = sponsors.emplace_back();
    *sponsor.mutable_sponsorship() = sponsorship;
    *sponsor.mutable_member() = MemberOn(sponsorship.member(), members, day);
    sponsor.set_executive(IsExecutive(sponsor.member(), values));
  }
  return sponsors;
}

TriState FindExecutiveSponsor(const std::vector<v1::SponsorOnDay>& sponsors,
                              bool complete) {
  bool all_known = true;
  for (const v1::SponsorOnDay& sponsor : sponsors) {
    if (sponsor.executive()) return TRI_STATE_PRESENT;
    all_known =
        all_known && sponsor.member().position().grade() != GRADE_UNSPECIFIED;
  }
  return complete && all_known ? TRI_STATE_ABSENT : TRI_STATE_UNKNOWN;
}

std::vector<v1::WillingnessOnDay> FindWillingness(
    const std::vector<v1::WillingnessStatement>& statements,
    const std::string& account, const MembersByName& members,
    absl::CivilDay day, const TeamValues& values) {
  std::vector<v1::WillingnessOnDay> found;
  for (const v1::WillingnessStatement& statement : statements) {
    const auto signed_on = DayFromProto(statement.signed_on());
    if (!signed_on.ok() || *signed_on > day) continue;
    if (!statement.account().empty() && statement.account() != account) {
      continue;
    }
    v1::WillingnessOnDay& one = found.emplace_back();
    *one.mutable_statement() = statement;
    *one.mutable_executive() =
        MemberOn(statement.executive(), members, *signed_on);
    one.set_counts(IsExecutive(one.executive(), values));
  }
  std::stable_sort(
      found.begin(), found.end(),
      [](const v1::WillingnessOnDay& a, const v1::WillingnessOnDay& b) {
        return SignedOn(a) > SignedOn(b);
      });
  return found;
}

TriState DecideWillingness(
    const std::vector<v1::WillingnessOnDay>& statements) {
  bool answered = false;
  const TriState of_account = LatestAnswer(statements, true, answered);
  if (answered) return of_account;
  return LatestAnswer(statements, false, answered);
}

}  // namespace kam::team
