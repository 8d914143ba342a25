// Young people (小伙伴) and who may be registered.

#ifndef XINQIAO_SERVICES_CONTACTS_DOMAIN_YOUTH_H_
#define XINQIAO_SERVICES_CONTACTS_DOMAIN_YOUTH_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace xinqiao::contacts {

// Nobody whose birth year is less than this many years back is registered. Of
// who turns 14 this year, the year alone does not tell whether they are 14.
inline constexpr int kYearsMin = 15;

// What a caller asks to register: well-formed, not yet accepted.
struct NewYouth {
  std::string display_name;
  std::string phone;  // "" when there is none.
  int birth_year = 0;
  std::string organization_id;
  std::string field;
  std::string industry;
  std::string request_id;
};

// A phone as it is stored; all empty when there is none.
struct SealedPhone {
  std::string wrapped_key;
  std::string ciphertext;
  std::string blind_index;  // The same for the same phone.

  friend bool operator==(const SealedPhone&, const SealedPhone&) = default;
};

// A registered youth. Personal data.
struct Youth {
  std::string id;
  std::string display_name;
  SealedPhone phone;
  std::string masked_phone;  // Made from `phone` for an answer; never stored.
  int birth_year = 0;
  std::string organization_id;
  std::string field;
  std::string industry;
  absl::Time create_time;

  friend bool operator==(const Youth&, const Youth&) = default;
};

// What a registration is decided on.
struct YouthFacts {
  bool organization_known = false;
  bool phone_in_use = false;  // By another youth.
};

// OK if a youth born in `birth_year` may be registered on `day`, else
// UNDER_AGE. Who turns 14 this year may not.
absl::Status CheckAge(int birth_year, absl::CivilDay day);

// ORGANIZATION_UNKNOWN, PHONE_IN_USE, or OK.
absl::Status CheckYouth(const YouthFacts& facts);

// OK if `principal` is the youth, else NOT_THE_YOUTH.
absl::Status CheckIsYouth(absl::string_view principal, absl::string_view youth_id);

// OK unless `principal` is another youth: NOT_THE_YOUTH.
absl::Status CheckIsNoOtherYouth(absl::string_view principal, absl::string_view youth_id);

}  // namespace xinqiao::contacts

#endif  // XINQIAO_SERVICES_CONTACTS_DOMAIN_YOUTH_H_
