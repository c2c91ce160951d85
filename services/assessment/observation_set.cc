#include "services/assessment/observation_set.h"

#include <algorithm>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/text.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kUnknownKey[] = "UNKNOWN";

// The path of a field of observation `index`.
std::string PathOf(int index, absl::string_view field) {
  return absl::StrCat(ElementPath("evidence.observations", index),
                      ".observation.", field);
}

// Whether the observation says that it could not be told.
bool SaysUnknown(const v1::Observation& observation) {
  return observation.state() == type::v1::TRI_STATE_UNKNOWN ||
         (observation.value_case() == v1::Observation::kKey &&
          observation.key() == kUnknownKey);
}

// Returns the number of the value; notes a value that the dimension lacks.
std::optional<int64_t> NumberOf(const v1::Observation& observation,
                                const Dimension& dimension, int index,
                                Violations& violations) {
  constexpr char kReason[] = "UNKNOWN_VALUE";
  switch (dimension.kind) {
    case ValueKind::kKey: {
      const auto found = std::find(dimension.values.begin(),
                                   dimension.values.end(), observation.key());
      if (observation.value_case() == v1::Observation::kKey &&
          found != dimension.values.end()) {
        return found - dimension.values.begin();
      }
      violations.Add(PathOf(index, "key"),
                     absl::StrCat("must be a value of ", dimension.key,
                                  ", not ", Quoted(observation.key())),
                     kReason);
      return {};
    }
    case ValueKind::kState:
      if (observation.state() == type::v1::TRI_STATE_PRESENT) return 1;
      if (observation.state() == type::v1::TRI_STATE_ABSENT) return 0;
      violations.Add(PathOf(index, "state"),
                     "must be PRESENT, ABSENT or UNKNOWN", kReason);
      return {};
    case ValueKind::kRating:
      if (observation.value_case() == v1::Observation::kRating &&
          observation.rating() >= dimension.low &&
          observation.rating() <= dimension.high) {
        return observation.rating();
      }
      violations.Add(
          PathOf(index, "rating"),
          absl::StrCat("must be from ", dimension.low, " to ", dimension.high),
          kReason);
      return {};
  }
  return {};
}

// Returns by index which observations of the model have a later version.
std::vector<bool> FindOutdated(const v1::Evidence& evidence, v1::Model model,
                               Violations& violations) {
  auto name = [&](int index) -> const std::string& {
    return evidence.observations(index).observation().name();
  };
  auto revision = [&](int index) {
    return evidence.observations(index).revision();
  };
  absl::InlinedVector<int, 64> versions;
  for (int i = 0; i < evidence.observations_size(); ++i) {
    if (evidence.observations(i).observation().model() == model &&
        !name(i).empty()) {
      versions.push_back(i);
    }
  }
  auto is_before = [&](int a, int b) {
    const int order = name(a).compare(name(b));
    return order != 0 ? order < 0 : revision(a) < revision(b);
  };
  if (!std::is_sorted(versions.begin(), versions.end(), is_before)) {
    std::stable_sort(versions.begin(), versions.end(), is_before);
  }
  std::vector<bool> outdated(static_cast<size_t>(evidence.observations_size()));
  for (size_t n = 1; n < versions.size(); ++n) {
    const int earlier = versions[n - 1];
    const int later = versions[n];
    if (name(earlier) != name(later)) continue;
    outdated[static_cast<size_t>(earlier)] = true;
    if (revision(earlier) == revision(later)) {
      violations.Add(PathOf(later, "name"),
                     "must not occur twice with one revision",
                     "DUPLICATE_OBSERVATION");
    }
  }
  return outdated;
}

}  // namespace

std::string ValueLabel(const Dimension& dimension, int64_t value) {
  switch (dimension.kind) {
    case ValueKind::kKey:
      return dimension.values[static_cast<size_t>(value)];
    case ValueKind::kState:
      return value == 1 ? "PRESENT" : "ABSENT";
    case ValueKind::kRating:
      break;
  }
  return absl::StrCat(value);
}

SourceClasses ClassesOf(std::initializer_list<v1::SourceClass> classes) {
  SourceClasses set;
  for (const v1::SourceClass one : classes) set.set(one);
  return set;
}

SourceClasses AllClasses() {
  return ClassesOf({v1::SOURCE_CLASS_DERIVED, v1::SOURCE_CLASS_CUSTOMER,
                    v1::SOURCE_CLASS_THIRD_PARTY, v1::SOURCE_CLASS_SUPPLIER});
}

ObservationSet::ObservationSet(const std::vector<Dimension>& dimensions,
                               absl::CivilDay as_of, int max_age_days)
    : dimensions_(dimensions),
      as_of_(as_of),
      first_fresh_(as_of - max_age_days),
      observed_(dimensions.size()) {}

std::optional<size_t> ObservationSet::FindFrom(size_t first,
                                               absl::string_view key) const {
  for (size_t n = 0; n < dimensions_.size(); ++n) {
    const size_t i = first + n < dimensions_.size()
                         ? first + n
                         : first + n - dimensions_.size();
    if (dimensions_[i].key == key) return i;
  }
  return {};
}

std::optional<Observed> ObservationSet::Read(const v1::Observation& observation,
                                             int index, size_t dimension,
                                             Violations& violations) const {
  Observed observed;
  observed.posted = &observation;
  observed.source_class = observation.source_class();
  if (observed.source_class < v1::SOURCE_CLASS_DERIVED ||
      observed.source_class > v1::SOURCE_CLASS_SUPPLIER) {
    violations.Add(PathOf(index, "source_class"), "must be given",
                   "MISSING_FIELD");
    return {};
  }
  const auto day = DayFromProto(observation.observed_on());
  if (!day.ok()) {
    RequiredDay(observation.observed_on(), PathOf(index, "observed_on"),
                violations);
    return {};
  }
  observed.day = *day;
  observed.unknown = SaysUnknown(observation);
  if (!observed.unknown) {
    const auto value =
        NumberOf(observation, dimensions_[dimension], index, violations);
    if (!value.has_value()) return {};
    observed.value = *value;
  }
  return observed;
}

void ObservationSet::AddPosted(const v1::Evidence& evidence, v1::Model model,
                               Violations& violations) {
  const std::vector<bool> outdated = FindOutdated(evidence, model, violations);
  size_t expected = 0;
  for (int i = 0; i < evidence.observations_size(); ++i) {
    const v1::Observation& observation = evidence.observations(i).observation();
    if (observation.model() != model) continue;
    const auto dimension = FindFrom(expected, observation.dimension());
    if (!dimension.has_value()) {
      violations.Add(PathOf(i, "dimension"),
                     absl::StrCat("must be a dimension of the model, not ",
                                  Quoted(observation.dimension())),
                     "UNKNOWN_DIMENSION");
      continue;
    }
    // Observations mostly come dimension by dimension.
    expected = *dimension;
    auto observed = Read(observation, i, *dimension, violations);
    if (!observed.has_value() || observation.retracted() ||
        outdated[static_cast<size_t>(i)] || observed->day > as_of_) {
      continue;
    }
    observed_[*dimension].push_back(*std::move(observed));
  }
}

void ObservationSet::AddDerived(
    size_t dimension, int64_t value,
    std::vector<const v1::SourceReference*> sources) {
  Observed observed;
  observed.value = value;
  observed.day = as_of_;
  observed.source_class = v1::SOURCE_CLASS_DERIVED;
  observed.sources = std::move(sources);
  observed_[dimension].push_back(std::move(observed));
}

Pick ObservationSet::PickFrom(size_t dimension, SourceClasses deciding) const {
  Pick pick;
  bool stale_decides = false;
  for (const Observed& observed : observed_[dimension]) {
    if (observed.unknown) continue;
    const bool decides = deciding.test(observed.source_class);
    if (IsStale(observed)) {
      pick.stale.push_back(&observed);
      stale_decides = stale_decides || decides;
      continue;
    }
    if (!decides) continue;
    const bool stronger =
        pick.evidence.empty() || observed.source_class < pick.source_class ||
        (observed.source_class == pick.source_class && observed.day > pick.day);
    if (stronger) {
      pick.evidence.clear();
      pick.source_class = observed.source_class;
      pick.day = observed.day;
    } else if (observed.source_class != pick.source_class ||
               observed.day != pick.day) {
      continue;
    }
    pick.evidence.push_back(&observed);
  }
  if (pick.evidence.empty()) {
    pick.why =
        stale_decides ? v1::MISSING_REASON_STALE : v1::MISSING_REASON_NEVER;
    return pick;
  }
  const int64_t value = pick.evidence.front()->value;
  if (std::any_of(pick.evidence.begin(), pick.evidence.end(),
                  [&](const Observed* one) { return one->value != value; })) {
    pick.why = v1::MISSING_REASON_CONFLICT;
    return pick;
  }
  pick.value = value;
  pick.why = v1::MISSING_REASON_UNSPECIFIED;
  AddDissents(dimension, pick);
  return pick;
}

void ObservationSet::AddDissents(size_t dimension, Pick& pick) const {
  for (int number = v1::SOURCE_CLASS_DERIVED;
       number <= v1::SOURCE_CLASS_SUPPLIER; ++number) {
    if (number == pick.source_class) continue;
    EvidenceList latest;
    for (const Observed& observed : observed_[dimension]) {
      if (observed.unknown || observed.source_class != number ||
          IsStale(observed)) {
        continue;
      }
      if (!latest.empty() && observed.day < latest.front()->day) continue;
      if (!latest.empty() && observed.day > latest.front()->day) latest.clear();
      latest.push_back(&observed);
    }
    std::stable_sort(latest.begin(), latest.end(),
                     [](const Observed* a, const Observed* b) {
                       return a->value < b->value;
                     });
    for (const Observed* one : latest) {
      if (one->value == *pick.value) continue;
      if (pick.dissents.empty() ||
          pick.dissents.back().source_class != number ||
          pick.dissents.back().value != one->value) {
        pick.dissents.push_back(
            {static_cast<v1::SourceClass>(number), one->value, one->day, {}});
      }
      pick.dissents.back().evidence.push_back(one);
    }
  }
}

ObservationSet ReadObservations(const v1::Evidence& evidence, v1::Model model,
                                const std::vector<Dimension>& dimensions,
                                const v1::EvidencePolicy& policy,
                                absl::CivilDay as_of, Violations& violations) {
  RefuseOtherModels(evidence, {model}, violations);
  ObservationSet observations(dimensions, as_of, policy.max_age_days());
  observations.AddPosted(evidence, model, violations);
  return observations;
}

void RefuseOtherModels(const v1::Evidence& evidence,
                       std::initializer_list<v1::Model> models,
                       Violations& violations) {
  for (int i = 0; i < evidence.observations_size(); ++i) {
    const v1::Model model = evidence.observations(i).observation().model();
    if (std::find(models.begin(), models.end(), model) == models.end()) {
      violations.Add(PathOf(i, "model"),
                     "must be a model that the evaluated one reads",
                     "WRONG_MODEL");
    }
  }
}

}  // namespace kam::assessment
