// Where registry keeps guidance links.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_GUIDANCE_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_GUIDANCE_STORE_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/guidance_link.h"

namespace xinqiao::registry {

// Rules over stored facts. The store reads the facts; the rule decides.
using AdmitGuidance = absl::FunctionRef<absl::Status(const GuidanceFacts& facts)>;
using EndGuidanceRule = absl::FunctionRef<absl::StatusOr<GuidanceLink>(GuidanceLink link)>;

// What a store is made with. `created` and `ended` are events.
struct GuidanceEncoders {
  Encoder<GuidanceLink> answer;
  Encoder<GuidanceLink> created;
  Encoder<GuidanceLink> ended;
};

// Persists guidance links. Each method is one transaction. Thread-safe.
//
// In every write a repeated request returns the first answer, and does not ask
// the rule; a rule may be called more than once.
//
// tests/services/registry/storage/guidance_store_contract.h states, as tests,
// what every implementation does.
class GuidanceStore {
 public:
  virtual ~GuidanceStore() = default;

  // Inserts `link` with its event if `admit` accepts. Neither the tree nor what
  // the post guides changes meanwhile.
  virtual absl::StatusOr<Answer> InsertGuidanceLink(const Call& call, const Write& write,
                                                    const GuidanceLink& link,
                                                    AdmitGuidance admit) = 0;

  // Replaces the validity of a link by what `end` makes of it, with its event.
  // No other call ends it meanwhile. GUIDANCE_LINK_NOT_FOUND.
  virtual absl::StatusOr<Answer> EndGuidanceLink(const Call& call, const Write& write,
                                                 const GuidanceLinkKey& key,
                                                 EndGuidanceRule end) = 0;

  // The links of one post by id.
  virtual absl::StatusOr<std::vector<GuidanceLink>> ListGuidanceLinks(const Call& call,
                                                                      const PostKey& post,
                                                                      const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_GUIDANCE_STORE_H_
