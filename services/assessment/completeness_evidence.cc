#include "services/assessment/completeness_evidence.h"

#include "google/type/date.pb.h"
#include "services/assessment/fact_words.h"

namespace kam::assessment {
namespace {

void Add(v1::RecordList list, const google::type::Date& through,
         CompletenessList* completeness) {
  // Lists that no model reads have no number there.
  if (list == v1::RECORD_LIST_UNSPECIFIED) return;
  v1::Completeness* one = completeness->Add();
  one->set_list(list);
  *one->mutable_complete_through() = through;
}

}  // namespace

void AddCompleteness(const account::v1::AccountFacts& facts,
                     CompletenessList* completeness) {
  for (const account::v1::ListCompleteness& one : facts.list_completenesses()) {
    const auto list = SameWord<v1::RecordList>(one.list());
    if (list == v1::RECORD_LIST_INTERACTIONS &&
        facts.interactions_truncated()) {
      continue;
    }
    Add(list, one.complete_through(), completeness);
  }
}

void AddCompleteness(const team::v1::TeamFacts& facts,
                     CompletenessList* completeness) {
  for (const team::v1::ListCompleteness& one : facts.list_completenesses()) {
    const auto list = SameWord<v1::RecordList>(one.list());
    if (list == v1::RECORD_LIST_ACTIVITIES && facts.activities_truncated()) {
      continue;
    }
    Add(list, one.complete_through(), completeness);
  }
}

void AddCompleteness(const planning::v1::PlanningFacts& facts,
                     CompletenessList* completeness) {
  for (const planning::v1::PlanningListCompleteness& one :
       facts.list_completenesses()) {
    Add(SameWord<v1::RecordList>(one.list()), one.complete_through(),
        completeness);
    if (one.list() == planning::v1::PLANNING_LIST_PLANS) {
      Add(v1::RECORD_LIST_ACTIONS, one.complete_through(), completeness);
    }
  }
}

}  // namespace kam::assessment
