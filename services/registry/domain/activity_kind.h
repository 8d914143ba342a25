// Activity kinds of the catalogue.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_ACTIVITY_KIND_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_ACTIVITY_KIND_H_

#include <string>

#include "libs/policy/rule_pack.h"

namespace xinqiao::registry {

// What a caller asks to add: well-formed, not yet accepted.
struct NewActivityKind {
  std::string request_id;
  policy::ActivityKind kind;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_ACTIVITY_KIND_H_
