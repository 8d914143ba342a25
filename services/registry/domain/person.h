// The people who hold posts. Personal data.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_PERSON_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_PERSON_H_

#include <string>

#include "absl/time/time.h"

namespace xinqiao::registry {

// What a caller asks to register: well-formed, not yet accepted.
struct NewPerson {
  std::string request_id;
  std::string display_name;
  std::string phone;  // Canonical, or "".
};

struct Person {
  std::string person_id;
  std::string display_name;
  std::string phone;  // In clear; only MaskPhone() of it leaves the service.
  absl::Time create_time;

  friend bool operator==(const Person&, const Person&) = default;
};

// A phone at rest: opened only with the vault's key, found by its blind index.
struct SealedPhone {
  std::string wrapped_key;
  std::string ciphertext;
  std::string blind_index;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_PERSON_H_
