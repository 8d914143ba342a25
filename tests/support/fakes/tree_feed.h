// Brings what a fake store writes to the tree in memory, as registry's own feed
// does, but at once.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_TREE_FEED_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_TREE_FEED_H_

#include <gtest/gtest.h>

#include <utility>

#include "services/registry/app/organization_tree.h"
#include "tests/support/fakes/registry_encoders.h"
#include "tests/support/status_matchers.h"

namespace xinqiao::testing {

// `encoders` whose events are applied to `tree`, which outlives them, when they
// are encoded.
inline RegistryEncoders FeedTree(RegistryEncoders encoders, registry::OrganizationTree& tree) {
  using registry::OrganizationTree;
  const auto apply = [&tree](const OrganizationTree::Change& change) {
    EXPECT_THAT(tree.Apply(change), IsOk());
  };
  const auto post = [apply](const registry::Post& value) {
    apply({.posts = {{.post_id = value.post_id,
                      .organization_id = value.organization_id,
                      .validity = value.validity,
                      .title = value.title,
                      .appointment_type = value.appointment_type,
                      .leadership = value.leadership,
                      .rank_class = value.rank_class,
                      .administrator = value.administrator}}});
  };
  encoders.organizations.created =
      [apply, encode = encoders.organizations.created](const registry::Organization& value) {
        apply({.created = {value}});
        return encode(value);
      };
  encoders.organizations.many_youth_set =
      [apply, encode = encoders.organizations.many_youth_set](const registry::Organization& value) {
        apply({.many_youth = {{value.identity.organization_id, *value.identity.many_youth}}});
        return encode(value);
      };
  encoders.posts.created = [post, encode = encoders.posts.created](const registry::Post& value) {
    post(value);
    return encode(value);
  };
  encoders.posts.ended = [post, encode = encoders.posts.ended](const registry::Post& value) {
    post(value);
    return encode(value);
  };
  encoders.reorganizations.organization_created =
      [apply, encode = encoders.reorganizations.organization_created](
          const registry::Organization& value) {
        apply({.created = {value}});
        return encode(value);
      };
  encoders.reorganizations.organization_changed =
      [apply, encode = encoders.reorganizations.organization_changed](
          const registry::OrganizationHistory& value) {
        apply({.changed = {value}});
        return encode(value);
      };
  encoders.reorganizations.post_ended =
      [post, encode = encoders.reorganizations.post_ended](const registry::Post& value) {
        post(value);
        return encode(value);
      };
  return encoders;
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_TREE_FEED_H_
