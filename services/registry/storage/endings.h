// What ends because a reorganization closes its organization.

#ifndef XINQIAO_SERVICES_REGISTRY_STORAGE_ENDINGS_H_
#define XINQIAO_SERVICES_REGISTRY_STORAGE_ENDINGS_H_

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/domain/guidance_link.h"
#include "services/registry/domain/post.h"
#include "services/registry/domain/secondary_link.h"
#include "services/registry/domain/working_group.h"

namespace xinqiao::registry {

// As they are afterwards, each by id.
struct Endings {
  std::vector<Post> posts;
  std::vector<SecondaryLink> links;
  std::vector<GuidanceLink> guidance;
  std::vector<WorkingGroup> groups;
};

// Organizations that a reorganization closes on a day.
struct Closure {
  std::string reorganization_id;
  std::vector<std::string> organization_ids;
  absl::CivilDay day;
};

// Ends what the closed have after the day, at the latest of that day and its
// own first, and keeps the ends that it had. Call it under LockTree().
Endings EndWhatCloses(pqxx::transaction_base& tx, const Closure& closure);

// Gives back the ends from before the reorganization. Call it under LockTree().
Endings Reopen(pqxx::transaction_base& tx, const std::string& reorganization_id);

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_STORAGE_ENDINGS_H_
