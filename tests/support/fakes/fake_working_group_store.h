// Working groups in memory.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WORKING_GROUP_STORE_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WORKING_GROUP_STORE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/app/working_group_store.h"
#include "services/registry/domain/errors.h"
#include "tests/support/fakes/registry_memory.h"

namespace xinqiao::testing {

// Not thread-safe. Held to the same contract as the store in PostgreSQL by
// working_group_store_contract.h.
class FakeWorkingGroupStore final : public registry::WorkingGroupStore {
 public:
  FakeWorkingGroupStore(RegistryMemory& memory, registry::WorkingGroupEncoders encoders)
      : memory_(memory), encoders_(std::move(encoders)) {}

  absl::StatusOr<Answer> InsertWorkingGroup(const Call& call, const registry::Write& write,
                                            const registry::WorkingGroup& group,
                                            registry::AdmitWorkingGroup admit) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      registry::WorkingGroupFacts facts{.organization_stands =
                                            memory_.Stands(group.organization_id, group.validity)};
      std::vector<registry::PostKey> keys = {group.leader};
      for (const registry::WorkingGroupMember& member : group.members) keys.push_back(member.post);
      for (const registry::PostKey& key : keys) {
        if (const auto post = memory_.PostOf(key); post.has_value()) facts.posts.push_back(*post);
      }
      RETURN_IF_ERROR(admit(facts));
      return Keep(group);
    });
  }

  absl::StatusOr<Answer> SetWorkingGroup(const Call& call, const registry::Write& write,
                                         const registry::WorkingGroupTarget& target,
                                         registry::ChangeWorkingGroup change) override {
    return memory_.Once(call, write, [&]() -> absl::StatusOr<Answer> {
      const std::optional<registry::WorkingGroup> found = GroupOf(target.key);
      if (!found.has_value()) return registry::errors::WorkingGroupNotFound();
      std::optional<registry::Post> about;
      if (target.post.has_value()) about = memory_.PostOf(*target.post);
      ASSIGN_OR_RETURN(const registry::WorkingGroup changed, change(*found, about));
      return Keep(changed);
    });
  }

  absl::StatusOr<std::optional<registry::WorkingGroup>> FindWorkingGroup(
      const Call& /*call*/, const registry::WorkingGroupKey& key) override {
    return GroupOf(key);
  }

  absl::StatusOr<std::vector<registry::WorkingGroup>> ListWorkingGroups(
      const Call& /*call*/, const std::string& organization_id,
      const registry::Range& range) override {
    return RegistryMemory::Select(memory_.groups, range, [&](const registry::WorkingGroup& group) {
      return group.organization_id == organization_id;
    });
  }

 private:
  Answer Keep(const registry::WorkingGroup& group) {
    memory_.groups[group.working_group_id] = group;
    memory_.events.push_back(encoders_.changed(group));
    return {.bytes = encoders_.answer(group)};
  }

  std::optional<registry::WorkingGroup> GroupOf(const registry::WorkingGroupKey& key) const {
    const auto found = memory_.groups.find(key.working_group_id);
    if (found == memory_.groups.end() || found->second.organization_id != key.organization_id) {
      return std::nullopt;
    }
    return found->second;
  }

  RegistryMemory& memory_;
  const registry::WorkingGroupEncoders encoders_;
};

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_FAKE_WORKING_GROUP_STORE_H_
