// Where exports find people and posts.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_EXPORT_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_EXPORT_STORE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "services/registry/domain/person.h"
#include "services/registry/domain/post.h"

namespace xinqiao::registry {

// A post with who holds it. Keys are external ones, or ids where there are none.
struct ExportedPost {
  std::string key;
  Post post;
  std::string person_key;
  Person person;  // Without the phone.

  friend bool operator==(const ExportedPost&, const ExportedPost&) = default;
};

// Reads for exports. Thread-safe.
class ExportStore {
 public:
  virtual ~ExportStore() = default;

  // The posts of organizations that are in office on `day`, by organization
  // and id.
  virtual absl::StatusOr<std::vector<ExportedPost>> ListPostsInOffice(
      const Call& call, const std::vector<std::string>& organization_ids, absl::CivilDay day) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_EXPORT_STORE_H_
