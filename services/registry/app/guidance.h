// What registry does with guidance links: one method per RPC.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_GUIDANCE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_GUIDANCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/base/call.h"
#include "libs/base/clock.h"
#include "libs/base/id_generator.h"
#include "services/registry/app/guidance_store.h"
#include "services/registry/app/page.h"
#include "services/registry/domain/guidance_link.h"

namespace xinqiao::registry {

// Applies the rules of guidance. Thread-safe.
class Guidance {
 public:
  // All of it outlives the Guidance.
  struct Deps {
    GuidanceStore& store;
    const Clock& clock;
    IdGenerator& ids;
  };

  // A link and its end.
  struct Ending {
    std::string request_id;
    GuidanceLinkKey key;
    absl::CivilDay valid_to;
  };

  // Whose links to list.
  struct Query {
    PostKey post;
    PageRequest page;
  };

  explicit Guidance(const Deps& deps) : deps_(deps) {}

  // Each writes, or returns the answer that an earlier call with the same
  // request id got.
  absl::StatusOr<Answer> CreateGuidanceLink(const Call& call, NewGuidanceLink draft);
  absl::StatusOr<Answer> EndGuidanceLink(const Call& call, Ending ending);

  absl::StatusOr<Page<GuidanceLink>> ListGuidanceLinks(const Call& call, const Query& query);

 private:
  const Deps deps_;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_GUIDANCE_H_
