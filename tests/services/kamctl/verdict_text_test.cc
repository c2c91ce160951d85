#include "services/kamctl/verdict_text.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/parse_proto.h"

namespace kam::kamctl::verdict_text_test {
namespace {

using kam::testing::ParseProto;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kVerdict[] = R"pb(
  model: MODEL_PHASES
  model_version: 1
  subject: "programs/p/accounts/a"
  as_of { year: 2024 month: 6 day: 30 }
  status: VERDICT_STATUS_PROVISIONAL
  value: "3"
  bounds { low: "3" high: "4" }
  findings {
    key: "APPROACH"
    dimension: "APPROACH"
    chosen: "MUTUAL_PLANS"
    source_class: SOURCE_CLASS_CUSTOMER
    observed_on { year: 2024 month: 6 day: 1 }
    effect: "SUPPORTS"
    requirement_id: "M01"
    disagreements {
      source_class: SOURCE_CLASS_SUPPLIER
      value: "TELL"
      observed_on { year: 2024 month: 5 day: 2 }
    }
  }
  missing {
    dimension: "TEAM_FORM"
    why: MISSING_REASON_NEVER
    owner_service: "team"
    requirement_id: "M03"
  }
  flags {
    code: "LOPSIDED"
    severity: SEVERITY_WARN
    detail: "Most goes with phase 4."
    requirement_id: "S0-09"
  }
  what_would_change {
    steps { dimension: "TEAM_FORM" to_at_least: "PERMANENT_MULTI" }
    result: "4"
  }
  phases {
    demonstrated: 3
    ceiling: 4
    continuum_hundredths: 402
    leaders: "MEASURES"
    leaders: "KAM_AUTHORITY"
    member_titles {
      member: "programs/p/members/m1"
      title: MEMBER_ROLE_TITLE_GENUINE_ROLE
    }
  })pb";

std::string Page(const assessment::v1::Verdict& verdict) {
  std::ostringstream out;
  PrintVerdict(verdict, out);
  return out.str();
}

TEST(VerdictText, SaysTheVerdictThenWhyThenTheUnknownThenWhatToDo) {
  const std::string page = Page(ParseProto<assessment::v1::Verdict>(kVerdict));
  size_t last = 0;
  for (const char* part :
       {"Phases of programs/p/accounts/a on 2024-06-30",
        "Verdict: 3, provisional\n",
        "What is known shows 3; what is not known could make it 4.", "\nWhy\n",
        "continuum: 4.02", "leaders: measures, kam authority", "member: m1",
        "title: genuine role", "mutual plans",
        "approach: supplier says tell (2024-05-02)",
        "warn: lopsided: Most goes with phase 4. [S0-09]",
        "\nWhat is not known\n", "team form", "\nWhat to do\n",
        "4 with team form shown to be at least permanent multi",
        "Find out, and record in team: team form"}) {
    const size_t found = page.find(part, last);
    ASSERT_NE(found, std::string::npos) << part << "\nis not in\n" << page;
    last = found;
  }
}

TEST(VerdictText, LeavesOutWhatThereIsNot) {
  const std::string page = Page(ParseProto<assessment::v1::Verdict>(R"pb(
    model: MODEL_PHASES
    value: "5"
    bounds { low: "5" high: "5" }
    status: VERDICT_STATUS_DETERMINED)pb"));
  EXPECT_THAT(page, HasSubstr("Verdict: 5, determined\n"));
  EXPECT_THAT(page, Not(HasSubstr("What is not known")));
  EXPECT_THAT(page, Not(HasSubstr("could make it")));
  EXPECT_THAT(page, HasSubstr("Nothing that changes alone"));
}

}  // namespace
}  // namespace kam::kamctl::verdict_text_test
