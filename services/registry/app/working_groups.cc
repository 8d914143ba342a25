#include "services/registry/app/working_groups.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/calendar/period.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {

absl::StatusOr<Answer> WorkingGroups::CreateWorkingGroup(const Call& call, NewWorkingGroup draft) {
  const Write write = WriteOf(std::move(draft.request_id));
  WorkingGroup group{
      .working_group_id = deps_.ids.NewId(),
      .organization_id = std::move(draft.organization_id),
      .display_name = std::move(draft.display_name),
      .purpose = std::move(draft.purpose),
      .leader = std::move(draft.leader),
      .validity = {.first = draft.valid_from, .end = kOpenEnd},
      .create_time = write.time,
  };
  for (NewWorkingGroup::Member& member : draft.members) {
    group.members.push_back(
        {.post = std::move(member.post),
         .validity = {.first = member.valid_from.value_or(draft.valid_from), .end = kOpenEnd}});
  }
  return deps_.store.InsertWorkingGroup(call, write, group, [&](const WorkingGroupFacts& facts) {
    return CheckWorkingGroup(group, facts);
  });
}

absl::StatusOr<Answer> WorkingGroups::AddWorkingGroupMember(const Call& call, Membership joining) {
  const Write write = WriteOf(std::move(joining.request_id));
  const WorkingGroupMember member{.post = joining.post,
                                  .validity = {.first = joining.day, .end = kOpenEnd}};
  return deps_.store.SetWorkingGroup(call, write, {.key = joining.key, .post = joining.post},
                                     [&](WorkingGroup group, const std::optional<Post>& post) {
                                       return AddMember(std::move(group), member, post);
                                     });
}

absl::StatusOr<Answer> WorkingGroups::RemoveWorkingGroupMember(const Call& call,
                                                               Membership leaving) {
  const Write write = WriteOf(std::move(leaving.request_id));
  return deps_.store.SetWorkingGroup(
      call, write, {.key = leaving.key}, [&](WorkingGroup group, const std::optional<Post>&) {
        return RemoveMember(std::move(group), leaving.post, leaving.day);
      });
}

absl::StatusOr<Answer> WorkingGroups::EndWorkingGroup(const Call& call, Ending ending) {
  const Write write = WriteOf(std::move(ending.request_id));
  return deps_.store.SetWorkingGroup(call, write, {.key = ending.key},
                                     [&](WorkingGroup group, const std::optional<Post>&) {
                                       return End(std::move(group), ending.valid_to);
                                     });
}

absl::StatusOr<WorkingGroup> WorkingGroups::GetWorkingGroup(const Call& call,
                                                            const WorkingGroupKey& key) {
  ASSIGN_OR_RETURN(std::optional<WorkingGroup> found, deps_.store.FindWorkingGroup(call, key));
  if (!found.has_value()) return errors::WorkingGroupNotFound();
  return *std::move(found);
}

absl::StatusOr<Page<WorkingGroup>> WorkingGroups::ListWorkingGroups(const Call& call,
                                                                    const Query& query) {
  ASSIGN_OR_RETURN(std::vector<WorkingGroup> found,
                   deps_.store.ListWorkingGroups(call, query.organization_id, RangeOf(query.page)));
  return PageOf(query.page, std::move(found), &WorkingGroup::working_group_id);
}

Write WorkingGroups::WriteOf(std::string request_id) {
  return {.request_id = std::move(request_id),
          .change_id = deps_.ids.NewId(),
          .time = deps_.clock.Now()};
}

}  // namespace xinqiao::registry
