#include "services/account/account_facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

using google::protobuf::RepeatedPtrField;

constexpr int kRollupMonths = 24;

// Whether `date` is a day after `day`.
bool IsAfter(const google::type::Date& date, absl::CivilDay day) {
  const auto parsed = DayFromProto(date);
  return parsed.ok() && *parsed > day;
}

template <typename T, typename Predicate>
void RemoveIf(RepeatedPtrField<T>* list, Predicate predicate) {
  list->erase(std::remove_if(list->begin(), list->end(), predicate),
              list->end());
}

void CutAccount(absl::CivilDay day, v1::Account& account) {
  RemoveIf(account.mutable_designations(), [day](const v1::Designation& one) {
    return IsAfter(one.on(), day);
  });
  RemoveIf(account.mutable_criteria_ratings(),
           [day](const v1::CriterionRating& one) {
             return IsAfter(one.rated_on(), day);
           });
  RemoveIf(account.mutable_value_perception_notes(),
           [day](const v1::ValuePerceptionNote& one) {
             return IsAfter(one.noted_on(), day);
           });
}

void CutCommerce(absl::CivilDay day, v1::AccountFacts& facts) {
  RemoveIf(facts.mutable_agreements(), [day](const v1::Agreement& one) {
    return IsAfter(one.starts_on(), day);
  });
  RemoveIf(facts.mutable_offers(), [day](const v1::Offer& one) {
    return IsAfter(one.first_offered_on(), day);
  });
  RemoveIf(facts.mutable_strategic_exceptions(),
           [day](const v1::StrategicException& one) {
             return IsAfter(one.approved_on(), day);
           });
  RemoveIf(facts.mutable_issues(), [day](const v1::Issue& one) {
    return IsAfter(one.opened_on(), day);
  });
  RemoveIf(facts.mutable_index_readings(), [day](const v1::IndexReading& one) {
    return IsAfter(one.read_on(), day);
  });
  RemoveIf(facts.mutable_delivery_conformances(),
           [day](const v1::DeliveryConformance& one) {
             return IsAfter(one.ends_on(), day);
           });
  const absl::CivilMonth last(day);
  RemoveIf(facts.mutable_ledger_rollups(), [last](const v1::LedgerRollup& one) {
    const auto parsed = DayFromProto(one.month());
    if (!parsed.ok()) return true;
    const absl::CivilMonth month(*parsed);
    return month > last || month <= last - kRollupMonths;
  });
}

void CutRelationship(absl::CivilDay day, v1::AccountFacts& facts) {
  RemoveIf(facts.mutable_objectives(), [day](const v1::Objective& one) {
    return IsAfter(one.recorded_on(), day);
  });
  RemoveIf(facts.mutable_pressures(), [day](const v1::Pressure& one) {
    return IsAfter(one.recorded_on(), day);
  });
  RemoveIf(facts.mutable_disclosures(), [day](const v1::Disclosure& one) {
    return IsAfter(one.disclosed_on(), day);
  });
  RemoveIf(facts.mutable_integrations(), [day](const v1::Integration& one) {
    return IsAfter(one.starts_on(), day);
  });
  RemoveIf(facts.mutable_list_completenesses(),
           [day](const v1::ListCompleteness& one) {
             return IsAfter(one.declared_on(), day);
           });
}

}  // namespace

void CutToDay(absl::CivilDay day, size_t max_bytes, v1::AccountFacts& facts) {
  CutAccount(day, *facts.mutable_account());
  CutCommerce(day, facts);
  CutRelationship(day, facts);
  size_t bytes = facts.ByteSizeLong();
  while (bytes > max_bytes && !facts.interactions().empty()) {
    const size_t dropped = facts.interactions().rbegin()->ByteSizeLong();
    facts.mutable_interactions()->RemoveLast();
    facts.set_interactions_truncated(true);
    bytes -= std::min(bytes, dropped);
  }
}

void FlagExpectations(v1::AccountFacts& facts) {
  for (const v1::Expectation& expectation : facts.expectations()) {
    if (expectation.has_defined_on()) continue;
    *facts.add_flags() =
        MakeFlag("EXPECTATION_UNDEFINED", kam::type::v1::SEVERITY_WARN, "S2-09",
                 absl::StrCat("Nobody made clear what is expected: ",
                              expectation.display_name()));
  }
}

const v1::Segmentation* SegmentationOn(const v1::Program& program,
                                       absl::CivilDay day) {
  const v1::Segmentation* found = nullptr;
  absl::CivilDay latest;
  for (const v1::Segmentation& one : program.segmentations()) {
    const auto starts = DayFromProto(one.starts_on());
    if (!starts.ok() || *starts > day) continue;
    if (found == nullptr || *starts > latest) {
      found = &one;
      latest = *starts;
    }
  }
  return found;
}

}  // namespace kam::account
