#pragma once

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"

namespace kam::account {

// How each resource of the account service behaves under the standard methods:
// where it is kept, and what must hold before it is stored. Beyond the form of
// the fields that is, within the commit and against the programme's day,
// currency and policy:
//   program     known time zone; a policy that changed gets the next version
//   account     unique external keys; hierarchy parents that exist, no cycles
//   interaction participants completed from the contacts on record
//   the others  what their validators say
// Immutable, thread-safe.
struct AccountResources {
  // The state must outlive this.
  explicit AccountResources(const rpc::ServiceState* state);

  rpc::Resource programs;
  rpc::Resource accounts;
  rpc::Resource contacts;
  rpc::Resource interactions;
  rpc::Resource agreements;
  rpc::Resource targets;
  rpc::Resource offers;
  rpc::Resource strategic_exceptions;
  rpc::Resource index_readings;
  rpc::Resource delivery_conformances;
  rpc::Resource expectations;
  rpc::Resource issues;
  rpc::Resource objectives;
  rpc::Resource pressures;
  rpc::Resource disclosures;
  rpc::Resource integrations;
  rpc::Resource list_completenesses;
};

}  // namespace kam::account
