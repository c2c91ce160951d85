#pragma once

namespace kam::rpc {

// What a service does beside answering calls, on threads of its own.
class BackgroundWork {
 public:
  virtual ~BackgroundWork() = default;
  // Begins; called once, when the service is served.
  virtual void Start() = 0;
  // Ends it and returns when nothing goes on any more; may be called without
  // Start, and more than once.
  virtual void Stop() = 0;
};

}  // namespace kam::rpc
