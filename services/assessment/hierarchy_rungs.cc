#include "services/assessment/hierarchy_rungs.h"

#include <algorithm>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/service_decline.h"
#include "services/assessment/threshold.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kBuySellLevel[] = "evidence.buy_sell_level.";
constexpr char kFigure[] = "S2-23";

std::string RungPath(absl::string_view field) {
  return absl::StrCat(kBuySellLevel, field);
}

// Reads the facts of each clause.
class RungReader {
 public:
  RungReader(const v1::HierarchyFacts& facts, const v1::Policy& policy,
             absl::CivilDay as_of, Violations& violations)
      : facts_(facts),
        policy_(policy.buy_sell_level()),
        coverage_(policy.contact_coverage()),
        as_of_(as_of),
        violations_(violations) {
    const std::vector<Audit> audits =
        ReadAudits(facts.audits(), RungPath("audits"), as_of, violations);
    const Audit* latest = LatestValid(audits);
    if (latest != nullptr && InWindow(latest->held_on)) audit_ = *latest;
  }

  RungClause Conformance() {
    RungClause clause = Clause("CONFORMANCE", "account");
    absl::int128 delivered = 0;
    absl::int128 conforming = 0;
    const std::string list = RungPath("conformance");
    for (int i = 0; i < facts_.conformance_size(); ++i) {
      const v1::ConformanceFact& one = facts_.conformance(i);
      const auto last =
          RequiredDay(one.ends_on(), {list, i, "ends_on"}, violations_);
      SpanOf(one.starts_on(), one.ends_on(), {list, i, ""}, violations_);
      if (one.delivered() < 0) Refuse({list, i, "delivered"}, "be negative");
      if (one.conforming() < 0) Refuse({list, i, "conforming"}, "be negative");
      if (one.conforming() > one.delivered()) {
        Refuse({list, i, "conforming"}, "be above delivered");
      }
      if (!last.has_value() || !InWindow(*last)) continue;
      delivered += one.delivered();
      conforming += one.conforming();
      if (one.has_source()) clause.sources.push_back(&one.source());
    }
    if (delivered > 0) {
      clause.state =
          Known(IsAtLeast(conforming, delivered, policy_.conformance_bps()));
    }
    return clause;
  }

  RungClause NoSpecificationFailure() const {
    RungClause clause = Clause("NO_SPECIFICATION_FAILURE", "assessment");
    if (!audit_.has_value() || !audit_->answered[kShortfalls]) return clause;
    clause.state = Known(!audit_->has_specification_failure);
    AddAudit(clause);
    return clause;
  }

  RungClause GoodMark() const {
    RungClause clause = Clause("AUDIT_MARK", "assessment");
    if (!audit_.has_value()) return clause;
    const auto mark = MedianMark(*audit_);
    if (!mark.has_value()) return clause;
    clause.state = Known(*mark >= policy_.good_mark());
    AddAudit(clause);
    return clause;
  }

  RungClause NoDecliningIndex() {
    RungClause clause = Clause("NO_DECLINING_INDEX", "account");
    clause.requirement_id = "S1-10";
    CheckReadings(facts_.readings(), RungPath("readings"), violations_);
    clause.state = kPresent;
    for (const v1::ServiceIndex index :
         {v1::SERVICE_INDEX_RESPONSIVENESS, v1::SERVICE_INDEX_RELIABILITY,
          v1::SERVICE_INDEX_SATISFACTION}) {
      if (IsDeclining(facts_.readings(), index, as_of_)) clause.state = kAbsent;
    }
    return clause;
  }

  // Contributions of one purpose: one that is not confirmed shows nothing, and
  // leaves open whether there is one.
  RungClause Contribution(absl::string_view key,
                          v1::ContributionPurpose purpose) {
    RungClause clause = Clause(key, "planning");
    clause.requirement_id = "S2-16";
    clause.state = NotListed(IsComplete(facts_.completeness(),
                                        v1::RECORD_LIST_CONTRIBUTIONS, as_of_));
    const std::string list = RungPath("contributions");
    for (int i = 0; i < facts_.contributions_size(); ++i) {
      const v1::ContributionFact& one = facts_.contributions(i);
      if (one.purpose() != purpose) continue;
      const auto delivered_on = RequiredDay(
          one.delivered_on(), {list, i, "delivered_on"}, violations_);
      const auto confirmed_on = OptionalDay(
          one.confirmed_on(), {list, i, "confirmed_on"}, violations_);
      if (one.contributes_to().empty()) {
        violations_.Add(FieldPath{list, i, "contributes_to"}.ToString(),
                        "must be given", "MISSING_FIELD");
      }
      if (!delivered_on.has_value() || !InWindow(*delivered_on)) continue;
      const bool is_confirmed =
          confirmed_on.has_value() && *confirmed_on <= as_of_;
      clause.state = AnyOf({clause.state, is_confirmed ? kPresent : kUnknown});
      if (is_confirmed && one.has_source()) {
        clause.sources.push_back(&one.source());
      }
    }
    return clause;
  }

  // Whom we know and meet is our own doing: an instigator whom we do not know
  // is not covered.
  RungClause InstigatorCovered() {
    RungClause clause = Clause("INSTIGATOR_COVERED", "account");
    clause.requirement_id = "S4-14";
    if (!facts_.has_contacts()) return clause;
    const size_t noted = violations_.size();
    CheckContactFacts(facts_.contacts(), RungPath("contacts"), violations_);
    if (violations_.size() > noted) return clause;
    const ContactNetwork network(facts_.contacts(), coverage_, as_of_);
    clause.state =
        Known(!network.Of(v1::DECISION_LEVEL_INSTIGATOR).covered.empty());
    return clause;
  }

 private:
  static RungClause Clause(absl::string_view key, absl::string_view owner) {
    return {.key = key,
            .state = kUnknown,
            .owner = owner,
            .requirement_id = kFigure,
            .sources = {}};
  }
  bool InWindow(absl::CivilDay day) const {
    return InLastMonths(day, as_of_, policy_.window_months());
  }
  void Refuse(const FieldPath& field, absl::string_view what) {
    violations_.Add(field.ToString(), absl::StrCat("must not ", what),
                    "OUT_OF_RANGE");
  }
  void AddAudit(RungClause& clause) const {
    if (audit_->fact->has_source()) {
      clause.sources.push_back(&audit_->fact->source());
    }
  }

  const v1::HierarchyFacts& facts_;
  const v1::HierarchyPolicy& policy_;
  const v1::ContactCoveragePolicy& coverage_;
  absl::CivilDay as_of_;
  Violations& violations_;
  // The latest valid audit, when it is of the window.
  std::optional<Audit> audit_;
};

}  // namespace

TriState Rung::State() const {
  TriState state = any_is_enough ? kAbsent : kPresent;
  for (const RungClause& clause : clauses) {
    state = any_is_enough ? AnyOf({state, clause.state})
                          : AllOf({state, clause.state});
  }
  return state;
}

Rungs ReadRungs(const v1::HierarchyFacts& facts, const v1::Policy& policy,
                absl::CivilDay as_of, Violations& violations) {
  for (int i = 0; i < facts.contributions_size(); ++i) {
    const v1::ContributionPurpose purpose = facts.contributions(i).purpose();
    if (purpose != v1::CONTRIBUTION_PURPOSE_BUSINESS_ISSUE &&
        purpose != v1::CONTRIBUTION_PURPOSE_STRATEGIC_OBJECTIVE) {
      violations.Add(
          absl::StrCat(ElementPath(RungPath("contributions"), i), ".purpose"),
          "must be BUSINESS_ISSUE or STRATEGIC_OBJECTIVE", "MISSING_FIELD");
    }
  }
  RungReader reader(facts, policy, as_of, violations);
  Rungs rungs;
  rungs[0].any_is_enough = true;
  rungs[0].clauses = {reader.Conformance(), reader.NoSpecificationFailure()};
  rungs[1].clauses = {reader.GoodMark(), reader.NoDecliningIndex()};
  rungs[2].clauses = {reader.Contribution(
      "BUSINESS_ISSUE_CONTRIBUTION", v1::CONTRIBUTION_PURPOSE_BUSINESS_ISSUE)};
  rungs[3].clauses = {
      reader.Contribution("STRATEGIC_CONTRIBUTION",
                          v1::CONTRIBUTION_PURPOSE_STRATEGIC_OBJECTIVE),
      reader.InstigatorCovered()};
  return rungs;
}

RungBounds Climb(const std::array<TriState, kRungs>& states) {
  RungBounds bounds;
  while (bounds.low < kRungs &&
         states[static_cast<size_t>(bounds.low)] == kPresent) {
    ++bounds.low;
  }
  while (bounds.high < kRungs &&
         states[static_cast<size_t>(bounds.high)] != kAbsent) {
    ++bounds.high;
  }
  return bounds;
}

}  // namespace kam::assessment
