#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/model.pb.h"
#include "kam/assessment/v1/observation.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/verdict.pb.h"

namespace kam::assessment {

// What an observation of a dimension may say.
enum class ValueKind {
  kKey,     // one of `values`; its number is the position there
  kState,   // PRESENT, number 1, or ABSENT, number 0
  kRating,  // a number from `low` to `high`
};

// Something that a model observes.
struct Dimension {
  std::string key;
  // The service that keeps what would say it.
  std::string owner;
  // The requirement behind it, such as "M01".
  std::string requirement_id;
  ValueKind kind = ValueKind::kKey;
  std::vector<std::string> values;
  int64_t low = 0;
  int64_t high = 0;
};

// Returns the value that a dimension's number stands for: "MUTUAL_PLANS",
// "PRESENT", "7".
std::string ValueLabel(const Dimension& dimension, int64_t value);

// One observation, posted or derived from records.
struct Observed {
  // Meaningless when `unknown`.
  int64_t value = 0;
  // Someone said that it could not be told.
  bool unknown = false;
  absl::CivilDay day;
  v1::SourceClass source_class = v1::SOURCE_CLASS_UNSPECIFIED;
  // The observation, or null when derived.
  const v1::Observation* posted = nullptr;
  // The records that it is derived from.
  std::vector<const v1::SourceReference*> sources;
};

// Observations of one dimension; mostly few. Pointers into the set.
using ObservedList = absl::InlinedVector<Observed, 2>;
using EvidenceList = std::vector<const Observed*>;

// A value of a weaker class that is another one than the chosen.
struct Dissent {
  v1::SourceClass source_class;
  int64_t value;
  absl::CivilDay day;
  EvidenceList evidence;
};

// What was chosen for a dimension, and from what. Points into the set.
struct Pick {
  // Absent when the dimension is unknown; then `why` says why.
  std::optional<int64_t> value;
  v1::MissingReason why = v1::MISSING_REASON_NEVER;
  v1::SourceClass source_class = v1::SOURCE_CLASS_UNSPECIFIED;
  absl::CivilDay day;
  // What says so; of a CONFLICT, all that conflict.
  EvidenceList evidence;
  // Weaker classes that say something else, strongest first, then by value.
  std::vector<Dissent> dissents;
  // What is too old to count.
  EvidenceList stale;
};

// Classes that may decide a dimension, by number of SourceClass.
using SourceClasses = std::bitset<5>;
SourceClasses ClassesOf(std::initializer_list<v1::SourceClass> classes);
SourceClasses AllClasses();

// The observations of one model, from which one value a dimension is picked
// (4.0, A-01, A-04, A-05). Keeps pointers to the dimensions and the evidence,
// which must outlive it. Not thread-safe while it is filled.
class ObservationSet {
 public:
  // Observations older than `max_age_days` on `as_of` are stale.
  ObservationSet(const std::vector<Dimension>& dimensions, absl::CivilDay as_of,
                 int max_age_days);

  // Takes the current versions of the observations of `model`. Notes in
  // `violations`, by path of the field: an unknown dimension or value, a
  // missing date or class, two versions with one name and revision.
  void AddPosted(const v1::Evidence& evidence, v1::Model model,
                 Violations& violations);

  // Takes a value derived from records. A state in force counts as observed on
  // the day assessed.
  void AddDerived(size_t dimension, int64_t value,
                  std::vector<const v1::SourceReference*> sources);

  // Returns what holds of a dimension, as `deciding` classes say; the others
  // can only dissent.
  Pick PickFrom(size_t dimension, SourceClasses deciding = AllClasses()) const;

  // All that was observed of a dimension on or before the day assessed, stale
  // or not, in no order.
  const ObservedList& Of(size_t dimension) const {
    return observed_[dimension];
  }

  const std::vector<Dimension>& dimensions() const { return dimensions_; }

 private:
  bool IsStale(const Observed& observed) const {
    return observed.day < first_fresh_;
  }
  // Notes what is wrong with observation `index` of the evidence, else returns
  // it.
  std::optional<Observed> Read(const v1::Observation& observation, int index,
                               size_t dimension, Violations& violations) const;
  void AddDissents(size_t dimension, Pick& pick) const;
  // Returns the position of a dimension, looked for from `first` on, nothing
  // when there is none.
  std::optional<size_t> FindFrom(size_t first, absl::string_view key) const;

  const std::vector<Dimension>& dimensions_;
  absl::CivilDay as_of_;
  // What was observed before is stale.
  absl::CivilDay first_fresh_;
  std::vector<ObservedList> observed_;
};

// Returns the current observations of `model`, a set over `dimensions`. Notes
// what is wrong with them, and observations of any other model.
ObservationSet ReadObservations(const v1::Evidence& evidence, v1::Model model,
                                const std::vector<Dimension>& dimensions,
                                const v1::EvidencePolicy& policy,
                                absl::CivilDay as_of, Violations& violations);

// Notes observations of models other than `models`, which read none of them.
void RefuseOtherModels(const v1::Evidence& evidence,
                       std::initializer_list<v1::Model> models,
                       Violations& violations);

}  // namespace kam::assessment
