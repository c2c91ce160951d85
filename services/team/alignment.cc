#include "services/team/alignment.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/record_checks.h"

namespace kam::team {
namespace {

using kam::type::v1::TRI_STATE_ABSENT;
using kam::type::v1::TRI_STATE_PRESENT;
using kam::type::v1::TRI_STATE_UNKNOWN;
using kam::type::v1::TriState;

using Statements = std::vector<const v1::AlignmentStatement*>;

// What a statement answers to one question; absent when it does not.
using Question =
    std::function<std::optional<int>(const v1::AlignmentStatement&)>;

std::optional<int> Known(TriState state) {
  if (state != TRI_STATE_PRESENT && state != TRI_STATE_ABSENT) {
    return std::nullopt;
  }
  return state;
}

// The answer of the latest day on which there is one; the statements that gave
// it are added to `used`.
struct Answer {
  bool asked = false;
  std::optional<int> value;  // absent too when those of the day differ
};

Answer LatestAnswer(const Statements& statements, const Question& question,
                    std::set<std::string>& used) {
  absl::CivilDay latest;
  std::set<int> values;
  std::set<std::string> names;
  for (const v1::AlignmentStatement* statement : statements) {
    const std::optional<int> answer = question(*statement);
    const auto stated = DayFromProto(statement->stated_on());
    if (!answer.has_value() || !stated.ok()) continue;
    if (!values.empty() && *stated < latest) continue;
    if (!values.empty() && *stated > latest) {
      values.clear();
      names.clear();
    }
    latest = *stated;
    values.insert(*answer);
    names.insert(statement->name());
  }
  if (values.empty()) return Answer();
  used.insert(names.begin(), names.end());
  if (values.size() > 1) return Answer{true, std::nullopt};
  return Answer{true, *values.begin()};
}

// What is said of one department, about the account and about the programme.
struct Said {
  Statements of_account;
  Statements of_program;

  std::optional<int> Ask(const Question& question,
                         std::set<std::string>& used) const {
    const Answer answer = LatestAnswer(of_account, question, used);
    if (answer.asked) return answer.value;
    return LatestAnswer(of_program, question, used).value;
  }

  TriState AskState(const Question& question,
                    std::set<std::string>& used) const {
    return static_cast<TriState>(
        Ask(question, used).value_or(TRI_STATE_UNKNOWN));
  }
};

v1::DepartmentAlignment Describe(const v1::Department& department,
                                 const Said& said) {
  v1::DepartmentAlignment line;
  line.set_department(department.name());
  line.set_display_name(department.display_name());
  line.set_required(department.required());
  std::set<std::string> used;
  line.set_understands(said.AskState(
      [](const v1::AlignmentStatement& one) {
        return Known(one.understands());
      },
      used));
  line.set_accepts(said.AskState(
      [](const v1::AlignmentStatement& one) { return Known(one.accepts()); },
      used));
  const std::optional<int> rating = said.Ask(
      [](const v1::AlignmentStatement& one) -> std::optional<int> {
        if (!one.has_service_rating()) return std::nullopt;
        return one.service_rating();
      },
      used);
  if (rating.has_value()) line.set_service_rating(*rating);
  line.mutable_statements()->Assign(used.begin(), used.end());
  return line;
}

bool IsAbsent(const v1::DepartmentAlignment& line) {
  return line.understands() == TRI_STATE_ABSENT ||
         line.accepts() == TRI_STATE_ABSENT;
}

bool IsAligned(const v1::DepartmentAlignment& line) {
  return line.understands() == TRI_STATE_PRESENT &&
         line.accepts() == TRI_STATE_PRESENT;
}

void Decide(v1::AlignmentVerdict& verdict) {
  bool required = false;
  bool absent = false;
  bool unknown = false;
  for (const v1::DepartmentAlignment& line : verdict.departments()) {
    if (!line.required()) continue;
    required = true;
    absent = absent || IsAbsent(line);
    unknown = unknown || !IsAligned(line);
  }
  if (absent) {
    verdict.set_value(v1::ALIGNMENT_VALUE_MISALIGNED);
  } else if (!required || unknown) {
    verdict.set_value(v1::ALIGNMENT_VALUE_UNKNOWN);
  } else {
    verdict.set_value(v1::ALIGNMENT_VALUE_ALIGNED);
  }
  for (const v1::DepartmentAlignment& line : verdict.departments()) {
    if (line.required() && (absent ? IsAbsent(line) : !IsAligned(line))) {
      verdict.add_binding(line.department());
    }
  }
}

}  // namespace

v1::AlignmentVerdict JudgeAlignment(
    const std::vector<v1::Department>& departments,
    const std::vector<v1::AlignmentStatement>& statements,
    const std::string& account, absl::CivilDay day) {
  std::map<std::string, Said> said;
  for (const v1::AlignmentStatement& statement : statements) {
    const auto stated = DayFromProto(statement.stated_on());
    if (!stated.ok() || *stated > day) continue;
    Said& of_department = said[resource::ParentOf(statement.name())];
    if (statement.account().empty()) {
      of_department.of_program.push_back(&statement);
    } else if (statement.account() == account) {
      of_department.of_account.push_back(&statement);
    }
  }
  v1::AlignmentVerdict verdict;
  std::map<std::string, v1::DepartmentAlignment> lines;
  for (const v1::Department& department : departments) {
    lines[department.name()] = Describe(department, said[department.name()]);
  }
  for (auto& [name, line] : lines) {
    *verdict.add_departments() = std::move(line);
  }
  Decide(verdict);
  return verdict;
}

}  // namespace kam::team
