#include "services/kamctl/selection_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/display_names.h"
#include "services/kamctl/table.h"
#include "services/kamctl/time_options.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;

std::string FlagCodes(
    const google::protobuf::RepeatedPtrField<type::v1::Flag>& flags) {
  return absl::StrJoin(flags, ", ",
                       [](std::string* out, const type::v1::Flag& flag) {
                         out->append(flag.code());
                       });
}

void PrintClasses(const account::v1::ClassifyAccountsResponse& answer,
                  Session& session) {
  session.out() << "as of " << PeopleDate(answer.as_of()) << '\n';
  for (const account::v1::AccountClassCount& count : answer.counts()) {
    session.out() << "  " << Word(count.account_class()) << ": "
                  << PeopleCount(count.accounts()) << '\n';
  }
  Table table({{"account"},
               {"class"},
               {"purchases", Side::kRight},
               {"revenue in window", Side::kRight},
               {"flags"}});
  for (const account::v1::AccountClassification& account : answer.accounts()) {
    table.AddRow({LastId(account.account()), Word(account.account_class()),
                  PeopleCount(account.evidence().purchases_in_window()),
                  account.evidence().has_revenue_in_window()
                      ? PeopleAmount(account.evidence().revenue_in_window())
                      : "mixed currencies",
                  FlagCodes(account.flags())});
  }
  session.out() << table.ToStringOr("no accounts");
}

void AddClassify(CLI::App& app, Action& chosen) {
  struct Options {
    TimeOptions time;
    std::vector<std::string> classes;
  };
  CLI::App* command = app.add_subcommand(
      "classify", "tell suspects, prospects, customers and key accounts");
  auto options = std::make_shared<Options>();
  options->time.AddTo(*command);
  command->add_option("--class", options->classes,
                      "only accounts of this class, such as customer");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      account::v1::ClassifyAccountsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      RETURN_IF_ERROR(options->time.ApplyTo(request));
      for (const std::string& word : options->classes) {
        ASSIGN_OR_RETURN(const auto value,
                         ParseWord<account::v1::AccountClass>(word));
        request.add_classes(value);
      }
      request.set_page_size(kPageSize);
      account::v1::ClassifyAccountsResponse all;
      do {
        ASSIGN_OR_RETURN(auto page,
                         session.connection().Call(
                             &AccountService::Stub::ClassifyAccounts, request));
        request.set_page_token(page.next_page_token());
        page.clear_next_page_token();
        if (all.accounts().empty()) {
          all = std::move(page);
        } else {
          all.mutable_accounts()->MergeFrom(page.accounts());
        }
      } while (!request.page_token().empty());
      if (session.json()) {
        session.PrintJson(all);
      } else {
        PrintClasses(all, session);
      }
      return Exit::kDone;
    };
  });
}

void PrintPareto(const account::v1::ParetoSelection& pareto, int shown,
                 Session& session) {
  std::ostream& out = session.out();
  DisplayNames names(session);
  out << "base " << PeopleCount(pareto.base()) << " roots with revenue "
      << PeopleAmount(pareto.total()) << "; m80 " << PeopleCount(pareto.m80())
      << ", largest fifth " << PeopleCount(pareto.head()) << ", cut "
      << PeopleCount(pareto.cut()) << "; 80/20 shape: " << Word(pareto.shape())
      << '\n'
      << "nominated by revenue: " << PeopleCount(pareto.nominated_size())
      << " with " << PeopleAmount(pareto.nominated_revenue());
  if (pareto.has_nominated_share_bps()) {
    out << ", " << PeopleShare(pareto.nominated_share_bps())
        << " of the revenue";
  }
  out << '\n';
  if (!pareto.tied().empty()) {
    out << "tied at the cut, people decide: " << pareto.tied_size() << '\n';
  }
  Table table({{"rank", Side::kRight},
               {"account"},
               {"name"},
               {"revenue", Side::kRight},
               {"share", Side::kRight}});
  for (int i = 0; i < pareto.nominated_size() && i < shown; ++i) {
    const account::v1::RootRevenue& root = pareto.nominated(i);
    table.AddRow({absl::StrCat(root.rank()), LastId(root.account()),
                  names.Of(root.account()), PeopleAmount(root.revenue()),
                  PeopleShare(root.share_bps())});
  }
  out << table.ToStringOr("nobody is nominated by revenue");
  if (pareto.nominated_size() > shown) {
    out << "and " << pareto.nominated_size() - shown
        << " more; --show tells how many to show\n";
  }
}

void PrintStrategic(const account::v1::SelectKeyAccountsResponse& answer,
                    std::ostream& out) {
  Table table({{"account"}, {"nominee"}, {"score", Side::kRight}, {"certain"}});
  for (const account::v1::StrategicNomination& one : answer.strategic()) {
    table.AddRow({LastId(one.account()), one.nominee() ? "yes" : "no",
                  one.has_score_bps() ? PeopleShare(one.score_bps()) : "",
                  Word(one.status())});
  }
  if (!table.empty()) out << "\nby strategic criteria:\n" << table.ToString();
}

void PrintMismatches(const account::v1::SelectKeyAccountsResponse& answer,
                     int shown, std::ostream& out) {
  Table table({{"account"}, {"what"}});
  for (int i = 0; i < answer.mismatches_size() && i < shown; ++i) {
    table.AddRow({LastId(answer.mismatches(i).account()),
                  Word(answer.mismatches(i).kind())});
  }
  if (table.empty()) return;
  out << "\nwhere nomination and designation disagree ("
      << PeopleCount(answer.mismatches_size()) << "):\n"
      << table.ToString();
}

void AddSelect(CLI::App& app, Action& chosen) {
  struct Options {
    TimeOptions time;
    int shown = 20;
  };
  CLI::App* command =
      app.add_subcommand("select", "nominate key accounts: 80/20 and strategy");
  command->footer(
      "Nominating changes nothing; `designate` is for people.\n\n"
      "Example:\n  kamctl select --as-of 2013-11-30 --show 10");
  auto options = std::make_shared<Options>();
  options->time.AddTo(*command);
  command->add_option("--show", options->shown, "how many rows of each list")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      account::v1::SelectKeyAccountsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      RETURN_IF_ERROR(options->time.ApplyTo(request));
      request.set_skip_lorenz_points(!session.json());
      ASSIGN_OR_RETURN(const auto answer,
                       session.connection().Call(
                           &AccountService::Stub::SelectKeyAccounts, request));
      if (session.json()) {
        session.PrintJson(answer);
        return Exit::kDone;
      }
      session.out() << "as of " << PeopleDate(answer.as_of())
                    << ", revenue from " << PeopleDate(answer.window_start())
                    << " up to but not including "
                    << PeopleDate(answer.window_end()) << '\n';
      PrintPareto(answer.pareto(), options->shown, session);
      PrintStrategic(answer, session.out());
      PrintMismatches(answer, options->shown, session.out());
      return Exit::kDone;
    };
  });
}

// The words of a designation, before they are understood.
struct DesignateOptions {
  std::string account;
  std::string state;
  std::string basis;
  std::string reason;
  std::string approver;
  std::string grade;
  std::string on;
  std::string review_on;
};

absl::StatusOr<account::v1::DesignateKeyAccountRequest> DesignateRequest(
    const DesignateOptions& options, const Session& session) {
  account::v1::DesignateKeyAccountRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   session.NameIn("accounts", options.account));
  ASSIGN_OR_RETURN(const auto state,
                   ParseWord<account::v1::Designation::State>(options.state));
  request.set_state(state);
  if (!options.basis.empty()) {
    ASSIGN_OR_RETURN(const auto basis,
                     ParseWord<account::v1::Designation::Basis>(options.basis));
    request.set_basis(basis);
  }
  request.set_reason(options.reason);
  if (!options.approver.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_approver(),
                     session.NameIn("members", options.approver));
  }
  if (!options.grade.empty()) {
    ASSIGN_OR_RETURN(const auto grade,
                     ParseWord<type::v1::Grade>(options.grade));
    request.set_approver_grade(grade);
  }
  if (!options.on.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_on(), ParseDate(options.on));
  }
  if (!options.review_on.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_review_on(),
                     ParseDate(options.review_on));
  }
  return request;
}

void AddDesignate(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "designate", "take an account one step: nominated, designated, ...");
  command->footer(
      "Steps: nominated, designated, under review, released.\n\n"
      "Example:\n"
      "  kamctl designate 697 nominated --basis revenue --reason \"largest\"\n"
      "  kamctl designate 697 designated --basis revenue --reason \"board\" "
      "\\\n    --approver 277 --grade director --review-on 2027-06-30");
  auto options = std::make_shared<DesignateOptions>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  command->add_option("state", options->state, "where it goes")->required();
  command->add_option("--basis", options->basis,
                      "revenue, strategic or both; needed to nominate and to "
                      "designate");
  command->add_option("--reason", options->reason, "why")->required();
  command->add_option("--approver", options->approver,
                      "the member who approves; needed to designate and to "
                      "release");
  command->add_option("--grade", options->grade, "the approver's grade");
  command->add_option("--on", options->on,
                      "from which day it holds; default today");
  command->add_option("--review-on", options->review_on,
                      "when to look at it again; needed to designate");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const auto request, DesignateRequest(*options, session));
      ASSIGN_OR_RETURN(
          const auto answer,
          session.connection().Call(&AccountService::Stub::DesignateKeyAccount,
                                    request));
      if (session.json()) {
        session.PrintJson(answer);
      } else {
        session.out() << answer.account() << " is "
                      << Word(answer.designation().state()) << " from "
                      << PeopleDate(answer.designation().on()) << '\n'
                      << answer.explanation().sentence() << '\n';
      }
      return Exit::kDone;
    };
  });
}

}  // namespace

void AddSelectionCommands(CLI::App& app, Action& chosen) {
  AddClassify(app, chosen);
  AddSelect(app, chosen);
  AddDesignate(app, chosen);
}

}  // namespace kam::kamctl
