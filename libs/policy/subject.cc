#include "libs/policy/subject.h"

#include <algorithm>

namespace xinqiao::policy {
namespace {

template <typename T, typename Value>
bool EmptyOrHas(const std::vector<T>& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

bool UnsetOrIs(const std::optional<bool>& condition, bool value) {
  return !condition.has_value() || *condition == value;
}

}  // namespace

bool Binds(const Subject& subject, const PostFacts& post) {
  return subject.of == Subject::Of::kPosts &&
         EmptyOrHas(subject.appointment_types, post.appointment_type) &&
         EmptyOrHas(subject.rank_classes, post.rank_class) &&
         EmptyOrHas(subject.organization_kinds, post.organization.kind) &&
         EmptyOrHas(subject.organization_levels, post.organization.level) &&
         UnsetOrIs(subject.leading_body, post.organization.leading_body) &&
         UnsetOrIs(subject.many_youth, post.organization.many_youth) &&
         (!subject.leadership_only || post.leadership) && EmptyOrHas(subject.titles, post.title);
}

bool Binds(const Subject& subject, const OrganizationFacts& organization) {
  return subject.of == Subject::Of::kOrganizations &&
         EmptyOrHas(subject.organization_kinds, organization.kind) &&
         EmptyOrHas(subject.organization_levels, organization.level) &&
         (!subject.leading_bodies_only || organization.leading_body);
}

}  // namespace xinqiao::policy
