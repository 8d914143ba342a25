#include "services/registry/domain/working_group.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace xinqiao::registry {
namespace {

bool IsHeld(const std::vector<Post>& posts, const PostKey& key, absl::CivilDay day) {
  return std::any_of(posts.begin(), posts.end(), [&](const Post& post) {
    return post.organization_id == key.organization_id && post.post_id == key.post_id &&
           Contains(post.validity, day);
  });
}

absl::Status CheckOpen(const WorkingGroup& group) {
  if (group.validity.end == kOpenEnd) return absl::OkStatus();
  return errors::WorkingGroupEnded(group.validity.end);
}

// INVALID_FIELDS if `day`, which the field names, is before `first`.
absl::Status CheckNotBefore(absl::string_view field, absl::CivilDay day, absl::CivilDay first) {
  if (day >= first) return absl::OkStatus();
  return errors::WrongFields(
      {{.field = std::string(field),
        .description = absl::StrCat("is before the first day, ", absl::FormatCivilTime(first))}});
}

// Whether the post leads, or is a member on `day` or later.
bool Belongs(const WorkingGroup& group, const PostKey& post, absl::CivilDay day) {
  if (group.leader == post) return true;
  return std::any_of(group.members.begin(), group.members.end(),
                     [&](const WorkingGroupMember& member) {
                       return member.post == post && day < member.validity.end;
                     });
}

}  // namespace

absl::Status CheckWorkingGroup(const WorkingGroup& group, const WorkingGroupFacts& facts) {
  const absl::CivilDay day = group.validity.first;
  if (!facts.organization_stands) return errors::OrganizationNotValid(group.validity);
  if (!IsHeld(facts.posts, group.leader, day)) {
    return errors::PostNotValid(group.leader.post_id, day);
  }
  for (auto member = group.members.begin(); member != group.members.end(); ++member) {
    if (!IsHeld(facts.posts, member->post, member->validity.first)) {
      return errors::PostNotValid(member->post.post_id, member->validity.first);
    }
    const bool again = std::any_of(
        group.members.begin(), member,
        [&](const WorkingGroupMember& earlier) { return earlier.post == member->post; });
    if (again || member->post == group.leader) return errors::MemberExists();
  }
  return absl::OkStatus();
}

absl::StatusOr<WorkingGroup> AddMember(WorkingGroup group, const WorkingGroupMember& member,
                                       const std::optional<Post>& post) {
  const absl::CivilDay day = member.validity.first;
  RETURN_IF_ERROR(CheckOpen(group));
  RETURN_IF_ERROR(CheckNotBefore("valid_from", day, group.validity.first));
  if (!post.has_value() || !IsHeld({*post}, member.post, day)) {
    return errors::PostNotValid(member.post.post_id, day);
  }
  if (Belongs(group, member.post, day)) return errors::MemberExists();
  if (group.members.size() >= kGroupMembersMax) return errors::WorkingGroupFull(kGroupMembersMax);
  group.members.push_back(member);
  return group;
}

absl::StatusOr<WorkingGroup> RemoveMember(WorkingGroup group, const PostKey& post,
                                          absl::CivilDay valid_to) {
  RETURN_IF_ERROR(CheckOpen(group));
  const auto member =
      std::find_if(group.members.begin(), group.members.end(), [&](const WorkingGroupMember& each) {
        return each.post == post && each.validity.end == kOpenEnd;
      });
  if (member == group.members.end()) return errors::MemberNotFound();
  RETURN_IF_ERROR(CheckNotBefore("valid_to", valid_to, member->validity.first));
  member->validity.end = valid_to;
  return group;
}

absl::StatusOr<WorkingGroup> End(WorkingGroup group, absl::CivilDay valid_to) {
  RETURN_IF_ERROR(CheckOpen(group));
  RETURN_IF_ERROR(CheckNotBefore("valid_to", valid_to, group.validity.first));
  group.validity.end = valid_to;
  return WithMembersWithin(std::move(group));
}

WorkingGroup WithMembersWithin(WorkingGroup group) {
  for (WorkingGroupMember& member : group.members) {
    // Who was to join later never does.
    member.validity.end =
        std::max(member.validity.first, std::min(member.validity.end, group.validity.end));
  }
  return group;
}

}  // namespace xinqiao::registry
