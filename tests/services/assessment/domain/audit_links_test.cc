#include "services/assessment/audit_links.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::audit_links_test {
namespace {

using kam::testing::ParseProto;

constexpr char kAuditText[] = R"pb(
  source { service: "assessment" name: "programs/p/accounts/a/audits/one" }
  held_on { year: 2013 month: 11 day: 15 }
  interviewer: "programs/p/members/ann"
  respondents {
    contact: "programs/p/accounts/a/contacts/joe"
    answers {
      question: "p3"
      text: "late"
      issues { issue: "programs/p/accounts/a/issues/late" }
      issues { text: "not in the log" }
    }
  })pb";

v1::AuditFact Linked(const AccountAnswers& answers) {
  auto audit = ParseProto<v1::AuditFact>(kAuditText);
  LinkAudit(answers, &audit);
  return audit;
}

bool IsManager(const std::string& assignment) {
  const auto team = ParseProto<team::v1::TeamFacts>(
      "members { assignment { member: 'programs/p/members/ann' " + assignment +
      " } }");
  return Linked({.team = &team}).interviewer_is_account_manager();
}

TEST(AuditLinks, WhoManagesTheAccountThatDayAsksHimself) {
  constexpr char kManages[] = "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER ";
  const std::string manages = kManages;
  EXPECT_TRUE(
      IsManager(manages + "starts_on { year: 2013 month: 11 day: 15 }"));
  // Not yet on the day of the audit.
  EXPECT_FALSE(
      IsManager(manages + "starts_on { year: 2013 month: 11 day: 16 }"));
  EXPECT_FALSE(
      IsManager("role: ASSIGNMENT_ROLE_SUPPORT starts_on { year: "
                "2013 month: 1 day: 1 }"));
  EXPECT_FALSE(Linked({}).interviewer_is_account_manager());
}

TEST(AuditLinks, WhoManagedTheAccountThatDayAskedHimselfThoughNoLongerItsOwn) {
  const auto managed = [](const std::string& fields,
                          const std::string& member = "ann") {
    const auto team = ParseProto<team::v1::TeamFacts>(
        "former_managers { member: 'programs/p/members/" + member +
        "' role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER " + fields + " }");
    return Linked({.team = &team}).interviewer_is_account_manager();
  };
  const std::string from_january = "starts_on { year: 2013 month: 1 day: 1 } ";
  // The last day counts.
  EXPECT_TRUE(
      managed(from_january + "ends_on { year: 2013 month: 11 day: 15 }"));
  // He had handed over by the day of the audit, or came after it.
  EXPECT_FALSE(
      managed(from_january + "ends_on { year: 2013 month: 11 day: 14 }"));
  EXPECT_FALSE(
      managed("starts_on { year: 2013 month: 11 day: 16 } "
              "ends_on { year: 2013 month: 11 day: 20 }"));
  EXPECT_FALSE(managed(
      from_january + "ends_on { year: 2013 month: 11 day: 15 }", "bob"));
}

v1::AuditFact WithIssue(const std::string& fields) {
  const auto account = ParseProto<account::v1::AccountFacts>(
      "issues { name: 'programs/p/accounts/a/issues/late' " + fields + " }");
  return Linked({.account = &account});
}

TEST(AuditLinks, AnIssueThatAroseBeforeWasLogged) {
  const auto logged = [](const std::string& fields) {
    const v1::AuditAnswer answer = WithIssue(fields).respondents(0).answers(0);
    EXPECT_FALSE(answer.issues(1).already_logged());
    return answer.issues(0).already_logged();
  };
  EXPECT_TRUE(logged("opened_on { year: 2013 month: 11 day: 14 }"));
  EXPECT_FALSE(logged("opened_on { year: 2013 month: 11 day: 15 }"));
  // It was written from the audit, whatever day it bears.
  EXPECT_FALSE(
      logged("opened_on { year: 2013 month: 11 day: 14 } "
             "source_audit: 'programs/p/accounts/a/audits/one'"));
}

TEST(AuditLinks, WhatRefersToAnAuditFollowsItUp) {
  EXPECT_TRUE(WithIssue("source_audit: 'programs/p/accounts/a/audits/one'")
                  .followed_up());
  EXPECT_FALSE(WithIssue("source_audit: 'programs/p/accounts/a/audits/two'")
                   .followed_up());
  const auto planned = [](const std::string& plan) {
    const auto planning =
        ParseProto<planning::v1::PlanningFacts>("active_plan { " + plan + " }");
    return Linked({.planning = &planning}).followed_up();
  };
  const std::string intention =
      "intentions { id: 'i' suggested_by: 'programs/p/accounts/a/audits/one' }";
  EXPECT_TRUE(planned(intention + " actions { intention_ids: 'i' }"));
  EXPECT_TRUE(
      planned("actions { addresses: 'programs/p/accounts/a/audits/one' }"));
  // An intention that nobody acts on.
  EXPECT_FALSE(planned(intention + " actions { intention_ids: 'k' }"));
  // What the audit's own findings told stays.
  auto accepted = ParseProto<v1::AuditFact>(kAuditText);
  accepted.set_followed_up(true);
  const account::v1::AccountFacts nothing;
  LinkAudit({.account = &nothing}, &accepted);
  EXPECT_TRUE(accepted.followed_up());
}

}  // namespace
}  // namespace kam::assessment::audit_links_test
