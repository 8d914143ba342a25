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

// Numbered as in post_service.proto; the numbers are stored.
enum class RankClass {
  kNotSaid = 0,
  kBelowSection = 1,
  kSectionOrAbove = 2,
};

// Names a post.
struct PostKey {
  std::string organization_id;
  std::string post_id;

  friend bool operator==(const PostKey&, const PostKey&) = default;
};

// What a caller asks for: well-formed, not yet accepted.
struct NewPost {
  std::string request_id;
  std::string organization_id;
  std::string person_id;
  std::string title;
  AppointmentType appointment_type = AppointmentType::kFullTime;
  bool leadership = false;
  RankClass rank_class = RankClass::kNotSaid;
  std::string managing_organization_id;  // "" for the organization of the post.
  bool administrator = false;
  Period validity;
};

struct Post {
  std::string post_id;
  std::string organization_id;
  std::string person_id;
  std::string title;
  AppointmentType appointment_type = AppointmentType::kFullTime;
  bool leadership = false;
  RankClass rank_class = RankClass::kNotSaid;
  std::string managing_organization_id;  // "" for the organization of the post.
  bool administrator = false;            // Of the organization's subtree (ORG-07).
  Period validity;                       // Up to kOpenEnd while the post has no end.
  absl::Time create_time;

  friend bool operator==(const Post&, const Post&) = default;
};

// What an appointment depends on.
struct AppointmentFacts {
  bool organization_stands = false;  // On every day of the post.
  bool managing_stands = true;       // The same of the managing one, if there is one.
  bool person_known = false;
  bool same_exists = false;  // The person has that title there on one of its days.
};

// OK if `post` may be filled, else ORGANIZATION_NOT_VALID, PERSON_UNKNOWN or
// POST_EXISTS. What else the person holds elsewhere does not matter (CAD-05).
absl::Status CheckAppointment(const Post& post, const AppointmentFacts& facts);

// `post` with the end `valid_to`. POST_ENDED if it has one already,
// INVALID_FIELDS if it began later.
absl::StatusOr<Post> End(Post post, absl::CivilDay valid_to);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_DOMAIN_POST_H_
