// The people who hold posts. Personal data.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_PERSON_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_PERSON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace xinqiao::registry {

// What a caller asks to register: well-formed, not yet accepted.
struct NewPerson {
  std::string request_id;
  std::string display_name;
  std::string phone;      // Canonical, or "".
  std::string user_name;  // Or "" without an account.
};

struct Person {
  std::string person_id;
  std::string display_name;
  std::string phone;      // In clear; only MaskPhone() of it leaves the service.
  std::string user_name;  // "" without an account.
  absl::Time create_time;

  friend bool operator==(const Person&, const Person&) = default;
};

// What registering a person depends on.
struct PersonFacts {
  bool phone_in_use = false;
  bool user_name_in_use = false;
};

// Whether `text` may be the name of an account: 3 to 64 of a-z, 0-9, `.`, `_`,
// `-`, the first a letter.
bool IsUserName(absl::string_view text);

// OK if a person may be registered, else PHONE_IN_USE or USER_NAME_IN_USE.
absl::Status CheckPerson(const PersonFacts& facts);

// A phone at rest: opened only with the vault's key, found by its blind index.
struct SealedPhone {
  std::string wrapped_key;
  std::string ciphertext;
  std::string blind_index;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_PERSON_H_
