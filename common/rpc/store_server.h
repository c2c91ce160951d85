#pragma once

#include <string>

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"

namespace kam::rpc {

// The handlers of one generated service on a store, before any is written:
// what all of them need. `Contract` is the generated class, such as
// team::v1::TeamService. A server derives from it and overrides the rpcs; where
// they are many, several classes do, one concept each, each derived from the
// one before. Thread-safe.
template <typename Contract>
class StoreServer : public Contract::Service {
 public:
  // The service's full name.
  static std::string FullName() { return Contract::service_full_name(); }

 protected:
  // The state must outlive this.
  explicit StoreServer(ServiceState* state) : state_(state), standard_(state) {}

  ServiceState& state() const { return *state_; }
  const StandardMethods& standard() const { return standard_; }

 private:
  ServiceState* state_;
  StandardMethods standard_;
};

}  // namespace kam::rpc
