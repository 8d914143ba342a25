// Where registry keeps working groups.

#ifndef XINQIAO_SERVICES_REGISTRY_APP_WORKING_GROUP_STORE_H_
#define XINQIAO_SERVICES_REGISTRY_APP_WORKING_GROUP_STORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/call.h"
#include "services/registry/app/page.h"
#include "services/registry/app/write.h"
#include "services/registry/domain/post.h"
#include "services/registry/domain/working_group.h"

namespace xinqiao::registry {

// Rules over stored facts. The store reads the facts; the rule decides.
using AdmitWorkingGroup = absl::FunctionRef<absl::Status(const WorkingGroupFacts& facts)>;
// `post` is the one that the change is about; nothing if there is none.
using ChangeWorkingGroup = absl::FunctionRef<absl::StatusOr<WorkingGroup>(
    WorkingGroup group, const std::optional<Post>& post)>;

// Which group to change.
struct WorkingGroupTarget {
  WorkingGroupKey key;
  std::optional<PostKey> post;  // That the change is about.
};

// What a store is made with.
struct WorkingGroupEncoders {
  Encoder<WorkingGroup> answer;
  Encoder<WorkingGroup> changed;  // An event, of the first state too.
};

// Persists working groups. Each method is one transaction. Thread-safe.
//
// In every write a repeated request returns the first answer, and does not ask
// the rule; a rule may be called more than once.
//
// tests/services/registry/storage/working_group_store_contract.h states, as
// tests, what every implementation does.
class WorkingGroupStore {
 public:
  virtual ~WorkingGroupStore() = default;

  // Inserts `group` with its event if `admit` accepts. The tree does not change
  // meanwhile.
  virtual absl::StatusOr<Answer> InsertWorkingGroup(const Call& call, const Write& write,
                                                    const WorkingGroup& group,
                                                    AdmitWorkingGroup admit) = 0;

  // Replaces the end and the members of a group by what `change` makes of it,
  // with its event. No other call changes it meanwhile.
  // WORKING_GROUP_NOT_FOUND.
  virtual absl::StatusOr<Answer> SetWorkingGroup(const Call& call, const Write& write,
                                                 const WorkingGroupTarget& target,
                                                 ChangeWorkingGroup change) = 0;

  virtual absl::StatusOr<std::optional<WorkingGroup>> FindWorkingGroup(
      const Call& call, const WorkingGroupKey& key) = 0;

  // The groups of one organization by id.
  virtual absl::StatusOr<std::vector<WorkingGroup>> ListWorkingGroups(
      const Call& call, const std::string& organization_id, const Range& range) = 0;
};

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_APP_WORKING_GROUP_STORE_H_
