#include "services/registry/rpc/working_group_codec.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/base/id_generator.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/codec_fields.h"
#include "services/registry/rpc/post_codec.h"

namespace xinqiao::registry {
namespace {

using rpc::Fields;

constexpr char kGroupPattern[] = "organizations/*/workingGroups/*";
constexpr rpc::TextBounds kGroupName = {1, 200};
constexpr rpc::TextBounds kGroupPurpose = {0, 500};

// What a page token of the list belongs to.
std::string TokenQuery(const v1::ListWorkingGroupsRequest& request) {
  return absl::StrCat("ListWorkingGroups\n", request.parent());
}

WorkingGroupKey DecodeGroupName(Fields& fields, absl::string_view name) {
  std::vector<std::string> ids = fields.Ids("name", name, kGroupPattern);
  return {.organization_id = std::move(ids[0]), .working_group_id = std::move(ids[1])};
}

std::vector<NewWorkingGroup::Member> DecodeMembers(Fields& fields, const v1::WorkingGroup& group,
                                                   absl::CivilDay first) {
  std::vector<NewWorkingGroup::Member> members;
  if (static_cast<size_t>(group.members_size()) > kGroupMembersMax) {
    fields.Add("working_group.members", absl::StrCat("has more than ", kGroupMembersMax));
    return members;
  }
  for (int i = 0; i < group.members_size(); ++i) {
    const v1::WorkingGroupMember& member = group.members(i);
    const std::string field = absl::StrCat("working_group.members[", i, "]");
    members.push_back(
        {.post = DecodePostName(fields, absl::StrCat(field, ".post"), member.post()),
         .valid_from = fields.DayIfSet(absl::StrCat(field, ".valid_from"), member.valid_from())});
    if (members.back().valid_from.value_or(first) < first) {
      fields.Add(absl::StrCat(field, ".valid_from"), "is before that of the group");
    }
  }
  return members;
}

}  // namespace

absl::StatusOr<NewWorkingGroup> Decode(const v1::CreateWorkingGroupRequest& request) {
  const v1::WorkingGroup& group = request.working_group();
  Fields fields(errors::kDomain);
  NewWorkingGroup draft{
      .request_id = fields.RequestId(request.request_id()),
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .display_name = fields.Text("working_group.display_name", group.display_name(), kGroupName),
      .purpose = fields.Text("working_group.purpose", group.purpose(), kGroupPurpose),
      .leader = DecodePostName(fields, "working_group.leader", group.leader()),
      .valid_from = fields.Day("working_group.valid_from", group.valid_from()),
  };
  draft.members = DecodeMembers(fields, group, draft.valid_from);
  RETURN_IF_ERROR(fields.status());
  return draft;
}

absl::StatusOr<WorkingGroupKey> Decode(const v1::GetWorkingGroupRequest& request) {
  Fields fields(errors::kDomain);
  WorkingGroupKey key = DecodeGroupName(fields, request.name());
  RETURN_IF_ERROR(fields.status());
  return key;
}

absl::StatusOr<WorkingGroups::Query> Decode(const v1::ListWorkingGroupsRequest& request) {
  Fields fields(errors::kDomain);
  WorkingGroups::Query query{
      .organization_id = fields.Id("parent", request.parent(), kOrganizationPattern),
      .page = PageOfRequest(fields, request, TokenQuery(request), IsUuid),
  };
  RETURN_IF_ERROR(fields.status());
  return query;
}

absl::StatusOr<WorkingGroups::Membership> Decode(const v1::AddWorkingGroupMemberRequest& request) {
  Fields fields(errors::kDomain);
  WorkingGroups::Membership joining{
      .request_id = fields.RequestId(request.request_id()),
      .key = DecodeGroupName(fields, request.name()),
      .post = DecodePostName(fields, "post", request.post()),
      .day = fields.Day("valid_from", request.valid_from()),
  };
  RETURN_IF_ERROR(fields.status());
  return joining;
}

absl::StatusOr<WorkingGroups::Membership> Decode(
    const v1::RemoveWorkingGroupMemberRequest& request) {
  Fields fields(errors::kDomain);
  WorkingGroups::Membership leaving{
      .request_id = fields.RequestId(request.request_id()),
      .key = DecodeGroupName(fields, request.name()),
      .post = DecodePostName(fields, "post", request.post()),
      .day = fields.Day("valid_to", request.valid_to()),
  };
  RETURN_IF_ERROR(fields.status());
  return leaving;
}

absl::StatusOr<WorkingGroups::Ending> Decode(const v1::EndWorkingGroupRequest& request) {
  Fields fields(errors::kDomain);
  WorkingGroups::Ending ending{
      .request_id = fields.RequestId(request.request_id()),
      .key = DecodeGroupName(fields, request.name()),
      .valid_to = fields.Day("valid_to", request.valid_to()),
  };
  RETURN_IF_ERROR(fields.status());
  return ending;
}

v1::WorkingGroup Encode(const WorkingGroup& group) {
  v1::WorkingGroup result;
  result.set_name(absl::StrCat("organizations/", group.organization_id, "/workingGroups/",
                               group.working_group_id));
  result.set_display_name(group.display_name);
  result.set_purpose(group.purpose);
  result.set_leader(EncodePostName(group.leader));
  for (const WorkingGroupMember& member : group.members) {
    v1::WorkingGroupMember& encoded = *result.add_members();
    encoded.set_post(EncodePostName(member.post));
    encoded.set_valid_from(absl::FormatCivilTime(member.validity.first));
    encoded.set_valid_to(EndText(member.validity));
  }
  result.set_valid_from(absl::FormatCivilTime(group.validity.first));
  result.set_valid_to(EndText(group.validity));
  *result.mutable_create_time() = ToTimestamp(group.create_time);
  return result;
}

v1::ListWorkingGroupsResponse Encode(const v1::ListWorkingGroupsRequest& request,
                                     const Page<WorkingGroup>& page) {
  v1::ListWorkingGroupsResponse result;
  for (const WorkingGroup& group : page.items) *result.add_working_groups() = Encode(group);
  result.set_next_page_token(rpc::MakePageToken(TokenQuery(request), page.next_cursor));
  return result;
}

v1::Event WorkingGroupChanged(const WorkingGroup& group) {
  v1::Event event;
  *event.mutable_working_group_changed() = Encode(group);
  return event;
}

WorkingGroupEncoders StoreWorkingGroupEncoders() {
  return {
      .answer = [](const WorkingGroup& value) { return Encode(value).SerializeAsString(); },
      .changed =
          [](const WorkingGroup& value) { return WorkingGroupChanged(value).SerializeAsString(); },
  };
}

}  // namespace xinqiao::registry
