// Working groups, as messages and back.

#ifndef XINQIAO_SERVICES_REGISTRY_RPC_WORKING_GROUP_CODEC_H_
#define XINQIAO_SERVICES_REGISTRY_RPC_WORKING_GROUP_CODEC_H_

#include "absl/status/statusor.h"
#include "services/registry/app/page.h"
#include "services/registry/app/working_group_store.h"
#include "services/registry/app/working_groups.h"
#include "services/registry/domain/working_group.h"
#include "xinqiao/registry/v1/event.pb.h"
#include "xinqiao/registry/v1/working_group_service.pb.h"

namespace xinqiao::registry {

// Each checks every field and fails with every violation at once.
absl::StatusOr<NewWorkingGroup> Decode(const v1::CreateWorkingGroupRequest& request);
absl::StatusOr<WorkingGroupKey> Decode(const v1::GetWorkingGroupRequest& request);
absl::StatusOr<WorkingGroups::Query> Decode(const v1::ListWorkingGroupsRequest& request);
absl::StatusOr<WorkingGroups::Membership> Decode(const v1::AddWorkingGroupMemberRequest& request);
absl::StatusOr<WorkingGroups::Membership> Decode(
    const v1::RemoveWorkingGroupMemberRequest& request);
absl::StatusOr<WorkingGroups::Ending> Decode(const v1::EndWorkingGroupRequest& request);

v1::WorkingGroup Encode(const WorkingGroup& group);

// The page takes the request that it answers, for the token of the next.
v1::ListWorkingGroupsResponse Encode(const v1::ListWorkingGroupsRequest& request,
                                     const Page<WorkingGroup>& page);

// An event. Holds no personal data.
v1::Event WorkingGroupChanged(const WorkingGroup& group);

// The functions above as the store takes them, for main() to hand over.
WorkingGroupEncoders StoreWorkingGroupEncoders();

}  // namespace xinqiao::registry

#endif  // XINQIAO_SERVICES_REGISTRY_RPC_WORKING_GROUP_CODEC_H_
