#pragma once

#include "absl/time/civil_time.h"
#include "kam/assessment/v1/contact_model.pb.h"
#include "kam/assessment/v1/pitfalls_model.pb.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

// The pitfalls that need more than one store (4.k). What is not known, and no
// complete list denies, is UNKNOWN. Amounts must be of one currency, and days
// are passed over that are none. Immutable and thread-safe.
class PitfallRules {
 public:
  // Keeps pointers to all, which must outlive it.
  PitfallRules(const v1::PitfallFacts& facts, const v1::PitfallPolicy& policy,
               const v1::ContactCoveragePolicy& contacts, absl::CivilDay as_of);

  // A key account whose revenue is steady, and no talk or no review of late
  //
  TriState TakenForGranted() const;
  // A key account without a valid plan, with an overdue audit or without a
  // strong pair.
  TriState NeglectedKeyAccount() const;
  // No sponsor of director's grade, or none who met the customer of late.
  TriState NoExecutiveSponsor() const;
  // Most talks are social, or one of us holds most strong pairs.
  TriState PersonalityReliance() const;
  // Much was sold and no relationship work was done.
  TriState SalesProductivityBias() const;
  // The phase rose without a READY on file.
  TriState PhaseCreep() const;
  // Losses go on, and nothing is done or agreed about them.
  TriState UnprofitableKeptSilently() const;

 private:
  bool IsListComplete(v1::RecordList list) const;
  TriState IsKey() const { return Stated(facts_->key_account()); }
  TriState IsRevenueSteady() const;
  TriState HasTalkedBeyondOrders() const;
  TriState WasReviewed() const;
  TriState HasStrongPair() const;
  TriState HasMetSponsor() const;

  const v1::PitfallFacts* facts_;
  const v1::PitfallPolicy* policy_;
  const v1::ContactCoveragePolicy* contacts_;
  absl::CivilDay as_of_;
};

}  // namespace kam::assessment
