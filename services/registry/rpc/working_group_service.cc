#include "services/registry/rpc/working_group_service.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "services/registry/rpc/working_group_codec.h"

namespace xinqiao::registry {

WorkingGroupService::WorkingGroupService(WorkingGroups& groups, rpc::Executor& executor)
    : rpc::Service(*v1::CreateWorkingGroupRequest::descriptor()->file()->FindServiceByName(
                       "WorkingGroupService"),
                   executor) {
  Unary<v1::CreateWorkingGroupRequest>(
      "CreateWorkingGroup", rpc::Run::kExecutor,
      [&groups](const Call& call,
                const v1::CreateWorkingGroupRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(NewWorkingGroup draft, Decode(request));
        return groups.CreateWorkingGroup(call, std::move(draft));
      });

  Unary<v1::GetWorkingGroupRequest>(
      "GetWorkingGroup", rpc::Run::kExecutor,
      [&groups](const Call& call,
                const v1::GetWorkingGroupRequest& request) -> absl::StatusOr<v1::WorkingGroup> {
        ASSIGN_OR_RETURN(const WorkingGroupKey key, Decode(request));
        ASSIGN_OR_RETURN(const WorkingGroup group, groups.GetWorkingGroup(call, key));
        return Encode(group);
      });

  Unary<v1::ListWorkingGroupsRequest>(
      "ListWorkingGroups", rpc::Run::kExecutor,
      [&groups](const Call& call, const v1::ListWorkingGroupsRequest& request)
          -> absl::StatusOr<v1::ListWorkingGroupsResponse> {
        ASSIGN_OR_RETURN(const WorkingGroups::Query query, Decode(request));
        ASSIGN_OR_RETURN(const Page<WorkingGroup> page, groups.ListWorkingGroups(call, query));
        return Encode(request, page);
      });

  Unary<v1::AddWorkingGroupMemberRequest>(
      "AddWorkingGroupMember", rpc::Run::kExecutor,
      [&groups](const Call& call,
                const v1::AddWorkingGroupMemberRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(WorkingGroups::Membership joining, Decode(request));
        return groups.AddWorkingGroupMember(call, std::move(joining));
      });

  Unary<v1::RemoveWorkingGroupMemberRequest>(
      "RemoveWorkingGroupMember", rpc::Run::kExecutor,
      [&groups](const Call& call,
                const v1::RemoveWorkingGroupMemberRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(WorkingGroups::Membership leaving, Decode(request));
        return groups.RemoveWorkingGroupMember(call, std::move(leaving));
      });

  Unary<v1::EndWorkingGroupRequest>(
      "EndWorkingGroup", rpc::Run::kExecutor,
      [&groups](const Call& call,
                const v1::EndWorkingGroupRequest& request) -> absl::StatusOr<Answer> {
        ASSIGN_OR_RETURN(WorkingGroups::Ending ending, Decode(request));
        return groups.EndWorkingGroup(call, std::move(ending));
      });
}

}  // namespace xinqiao::registry
