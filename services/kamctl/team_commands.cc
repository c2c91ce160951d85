#include "services/kamctl/team_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/resource/id.h"
#include "common/status/status_macros.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/team_text.h"
#include "services/kamctl/time_options.h"

namespace kam::kamctl {
namespace {

using team::v1::TeamService;

void AddShowTeam(CLI::App& parent, Action& chosen) {
  struct Options {
    std::string account;
    TimeOptions time;
  };
  CLI::App* command = parent.add_subcommand(
      "show", "who works for an account, and how the team stands");
  command->footer("Example:\n  kamctl team show 697 --as-of 2013-11-30");
  auto options = std::make_shared<Options>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  options->time.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      team::v1::GetTeamFactsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_account(),
                       session.NameIn("accounts", options->account));
      RETURN_IF_ERROR(
          options->time.ApplyDayTo(request.account(), session, request));
      ASSIGN_OR_RETURN(
          const auto facts,
          session.connection().Call(&TeamService::Stub::GetTeamFacts, request));
      if (session.json()) {
        session.PrintJson(facts);
      } else {
        PrintTeamFacts(facts, session.out());
      }
      return Exit::kDone;
    };
  });
}

void AddProgram(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "program", "who leads how many accounts, and the departments");
  auto time = std::make_shared<TimeOptions>();
  time->AddTo(*command);
  command->callback([time, &chosen] {
    chosen = [time](Session& session) -> absl::StatusOr<Exit> {
      team::v1::GetProgramFactsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_program(), session.Program());
      RETURN_IF_ERROR(time->ApplyDayTo(request.program(), session, request));
      ASSIGN_OR_RETURN(const auto facts,
                       session.connection().Call(
                           &TeamService::Stub::GetProgramFacts, request));
      if (session.json()) {
        session.PrintJson(facts);
      } else {
        PrintTeamProgram(facts, session.out());
      }
      return Exit::kDone;
    };
  });
}

struct SponsorOptions {
  std::string account;
  std::string member;
  std::string starts_on;
  std::string ends_on;
};

absl::StatusOr<Exit> Sponsor(const SponsorOptions& options, Session& session) {
  team::v1::CreateSponsorshipRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", options.account));
  team::v1::Sponsorship& sponsorship = *request.mutable_sponsorship();
  ASSIGN_OR_RETURN(*sponsorship.mutable_member(),
                   session.NameIn("members", options.member));
  RETURN_IF_ERROR(SetDate(options.starts_on,
                          &team::v1::Sponsorship::mutable_starts_on,
                          sponsorship));
  RETURN_IF_ERROR(SetDate(
      options.ends_on, &team::v1::Sponsorship::mutable_ends_on, sponsorship));
  ASSIGN_OR_RETURN(const auto created,
                   session.connection().Call(
                       &TeamService::Stub::CreateSponsorship, request));
  return TellStored(created, session);
}

void AddSponsor(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("sponsor", "make a member the account's sponsor");
  command->footer(
      "Who sponsors as an executive is told by the member's grade of the "
      "day.\n\nExample:\n  kamctl team sponsor 697 277 --from 2014-01-01");
  auto options = std::make_shared<SponsorOptions>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  command->add_option("member", options->member, "who sponsors it")->required();
  command->add_option("--from", options->starts_on, "first day")->required();
  command->add_option("--to", options->ends_on, "last day");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) { return Sponsor(*options, session); };
  });
}

void AddSkillsShow(CLI::App& parent, Action& chosen) {
  struct Options {
    std::string account;
    TimeOptions time;
    int phase = 0;
  };
  CLI::App* command = parent.add_subcommand(
      "show", "which skills an account's team has, and what is missing");
  command->footer("Example:\n  kamctl skills show 697 --phase 4");
  auto options = std::make_shared<Options>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  options->time.AddTo(*command);
  command
      ->add_option("--phase", options->phase,
                   "advise what training this phase of the relationship asks "
                   "for")
      ->check(CLI::Range(1, 5));
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      team::v1::GetSkillCoverageRequest request;
      ASSIGN_OR_RETURN(*request.mutable_account(),
                       session.NameIn("accounts", options->account));
      RETURN_IF_ERROR(
          options->time.ApplyDayTo(request.account(), session, request));
      if (options->phase > 0) request.set_phase(options->phase);
      ASSIGN_OR_RETURN(const auto coverage,
                       session.connection().Call(
                           &TeamService::Stub::GetSkillCoverage, request));
      if (session.json()) {
        session.PrintJson(coverage);
      } else {
        PrintSkillCoverage(coverage, session.out());
      }
      return Exit::kDone;
    };
  });
}

struct RateOptions {
  std::string member;
  std::string skill;
  int level = 0;
  std::string rater;
  std::string on;
  std::string evidence;
};

absl::StatusOr<Exit> Rate(const RateOptions& options, Session& session) {
  team::v1::CreateSkillRatingRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("members", options.member));
  team::v1::SkillRating& rating = *request.mutable_skill_rating();
  RETURN_IF_ERROR(
      SetWord(options.skill, &team::v1::SkillRating::set_skill, rating));
  rating.set_level(options.level);
  rating.set_rater(options.rater);
  if (resource::IsId(options.rater)) {
    ASSIGN_OR_RETURN(*rating.mutable_rater(),
                     session.NameIn("members", options.rater));
  }
  RETURN_IF_ERROR(
      SetDate(options.on, &team::v1::SkillRating::mutable_rated_on, rating));
  rating.set_evidence(options.evidence);
  ASSIGN_OR_RETURN(const auto created,
                   session.connection().Call(
                       &TeamService::Stub::CreateSkillRating, request));
  return TellStored(created, session);
}

void AddRate(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("rate", "say how well a member masters a skill");
  command->footer(
      "Levels: 0 none, 1 understands the implications, 2 working, 3 "
      "specialist;\n"
      "nobody rates themselves above 1.\n\nExample:\n"
      "  kamctl skills rate 277 \"project management\" 3 --rater 274 "
      "--on 2014-01-15");
  auto options = std::make_shared<RateOptions>();
  command->add_option("member", options->member, "who is rated")->required();
  command->add_option("skill", options->skill, "for what")->required();
  command->add_option("level", options->level, "how well")->required();
  command
      ->add_option("--rater", options->rater,
                   "the member who says so, or words for somebody outside")
      ->required();
  command->add_option("--on", options->on, "when, as 2014-01-15")->required();
  command->add_option("--evidence", options->evidence, "what it rests on");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) { return Rate(*options, session); };
  });
}

}  // namespace

void AddTeamCommands(CLI::App& app, Action& chosen) {
  CLI::App* team = app.add_subcommand("team", "who works for an account");
  team->require_subcommand(1);
  AddShowTeam(*team, chosen);
  AddProgram(*team, chosen);
  AddSponsor(*team, chosen);
  CLI::App* skills = app.add_subcommand("skills", "what members are able to");
  skills->require_subcommand(1);
  AddSkillsShow(*skills, chosen);
  AddRate(*skills, chosen);
}

}  // namespace kam::kamctl
