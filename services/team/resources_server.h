#pragma once

#include <functional>

#include "common/base/date.h"
#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "services/team/admission_records.h"
#include "services/team/record_validation.h"
#include "services/team/team_records.h"

namespace kam::team {

// A resource whose validator also asks for the latest day.
template <typename T>
struct DatedResource : rpc::ResourceOf<T> {
  // The state and the collection must outlive this.
  DatedResource(
      const rpc::ServiceState& state, const storage::Collection<T>& collection,
      std::function<absl::Status(const storage::Transaction&, const T*, T&)>
          admit = nullptr)
      : rpc::ResourceOf<T>(
            collection,
            [&state](const T& record, Violations& violations) {
              Validate(record, LatestDay(*state.clock), violations);
            },
            std::move(admit)) {}
};

}  // namespace kam::team
