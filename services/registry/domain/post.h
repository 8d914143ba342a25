// Posts: one person's appointment in one organization over dates.

#ifndef XINQIAO_SERVICES_REGISTRY_DOMAIN_POST_H_
#define XINQIAO_SERVICES_REGISTRY_DOMAIN_POST_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/calendar/period.h"

namespace xinqiao::registry {

// Numbered as in post_service.proto; the numbers are stored.
enum class AppointmentType {
  kFullTime = 1,
  kSeconded = 2,
  kPartTime = 3,
};

// What a caller asks for: well-formed, not yet accepted.
struct NewPost {
  std::string request_id;
  std::string organization_id;
  std::string person_id;
  std::string title;
  AppointmentType appointment_type = AppointmentType::kFullTime;
  bool leadership = false;
  Period validity;
};

struct Post {
  std::string post_id;
  std::string organization_id;
  std::string person_id;
  std::string title;
  AppointmentType appointment_type = AppointmentType::kFullTime;
  bool leadership = false;
  Period validity;  // Up to kOpenEnd while the post has no end.
  absl::Time create_time;

  friend bool operator==(const Post&, const Post&) = default;
};

// What an appointment depends on.
struct AppointmentFacts {
  bool organization_stands = false;  // On the first day of the post.
  bool person_known = false;
};

// OK if `post` may be filled, else ORGANIZATION_NOT_VALID or PERSON_UNKNOWN.
absl::Status CheckAppointment(const Post& post, const AppointmentFacts& facts);

// `post` with the end `valid_to`. POST_ENDED if it has one already,
// INVALID_FIELDS if it began later.
absl::StatusOr<Post> End(Post post, absl::CivilDay valid_to);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_POST_H_
