// What every write to a store takes, whatever it writes.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_WRITE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_WRITE_H_

#include <functional>
#include <string>

#include "absl/time/time.h"

namespace xinqiao::registry {

struct Write {
  std::string request_id;
  std::string change_id;  // Of its events in the feed: a new UUID.
  absl::Time time;        // By the business clock.
};

// Makes the bytes that a store keeps, and does not look into: the answer to a
// write, or its event.
template <typename Value>
using Encoder = std::function<std::string(const Value&)>;

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_WRITE_H_
