#include "libs/policy/rule_pack.h"

#include <algorithm>

namespace xinqiao::policy {
namespace {

template <typename T, typename Value>
bool EmptyOrHas(const std::vector<T>& values, const Value& value) {
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

bool Binds(const Subject& subject, const PostFacts& post) {
  return subject.of == Subject::Of::kPosts &&
         EmptyOrHas(subject.appointment_types, post.appointment_type) &&
         EmptyOrHas(subject.organization_kinds, post.organization_kind) &&
         (!subject.leadership_only || post.leadership) && EmptyOrHas(subject.titles, post.title);
}

bool IsOn(const RulePack& pack, SwitchKind kind) {
  return std::any_of(pack.switches.begin(), pack.switches.end(),
                     [&](const Switch& s) { return s.kind == kind && s.enabled; });
}

}  // namespace xinqiao::policy
