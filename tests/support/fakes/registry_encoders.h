// How registry's values become bytes, and bytes that tests can read.

#ifndef XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_ENCODERS_H_
#define XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_ENCODERS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/calendar/period.h"
#include "services/registry/app/organization_store.h"
#include "services/registry/app/policy_store.h"
#include "services/registry/app/post_store.h"
#include "services/registry/app/reorganization_store.h"
#include "tests/support/fakes/post_encoders.h"

namespace xinqiao::testing {

// How registry's values become bytes.
struct RegistryEncoders {
  registry::OrganizationEncoders organizations;
  registry::ReorganizationEncoders reorganizations;
  registry::PostEncoders posts;
  registry::PolicyEncoders policies;
};

// "link [2016-03-01, 9999-12-31)".
inline std::string SecondaryLinkText(const registry::SecondaryLink& value) {
  return absl::StrCat("link ", ToString(value.validity));
}

inline registry::OrganizationEncoders OrganizationTextEncoders() {
  return {
      .answer =
          [](const registry::Organization& value) {
            return absl::StrCat("organization ", value.version.display_name, " in ",
                                value.identity.log);
          },
      .created =
          [](const registry::Organization& value) {
            return absl::StrCat("created ", value.version.display_name);
          },
      .many_youth_set =
          [](const registry::Organization& value) {
            return absl::StrCat("many youths ", value.version.display_name, ": ",
                                value.identity.many_youth->reason);
          },
      .link_answer = SecondaryLinkText,
      .link_created =
          [](const registry::SecondaryLink& value) {
            return absl::StrCat("created ", SecondaryLinkText(value));
          },
      .link_ended =
          [](const registry::SecondaryLink& value) {
            return absl::StrCat("ended ", SecondaryLinkText(value));
          },
  };
}

inline registry::ReorganizationEncoders ReorganizationTextEncoders() {
  const registry::OrganizationEncoders organizations = OrganizationTextEncoders();
  return {
      .answer =
          [](const registry::Reorganization& value) {
            return absl::StrCat(value.cancel_time.has_value() ? "cancelled " : "reorganization ",
                                value.content);
          },
      .organization_created = organizations.created,
      // "changed old [2015-09-01, 2018-01-01), new [2018-01-01, 9999-12-31) closed".
      .organization_changed =
          [](const registry::OrganizationHistory& value) {
            const auto version = [](std::string* out, const registry::OrganizationVersion& each) {
              absl::StrAppend(out, each.display_name, " ", ToString(each.validity),
                              each.closed ? " closed" : "");
            };
            return absl::StrCat("changed ", absl::StrJoin(value.versions, ", ", version));
          },
      .post_ended = PostTextEncoders().ended,
      .link_ended = organizations.link_ended,
      .guidance_ended = GuidanceTextEncoders().ended,
      .group_changed = WorkingGroupTextEncoders().changed,
  };
}

// "ended [2016-03-01, 2017-01-01)".
inline std::string RulePackEndText(const registry::PublishedRulePack& value) {
  return absl::StrCat("ended ", ToString(*value.in_force));
}

inline registry::PolicyEncoders PolicyTextEncoders() {
  const auto kind = [](const policy::ActivityKind& value) {
    return absl::StrCat("kind ", value.kind_id);
  };
  return {
      .kind_answer = kind,
      .kind_created =
          [kind](const policy::ActivityKind& value) { return "created " + kind(value); },
      .publication_answer =
          [](const registry::Publication& value) {
            return absl::StrCat("version ", value.rule_pack.version, " with ",
                                absl::StrJoin(value.warnings, ","));
          },
      .published =
          [](const registry::PublishedRulePack& value) {
            return absl::StrCat("published ", value.version);
          },
      .end_answer = RulePackEndText,
      .ended = RulePackEndText,
  };
}

// Bytes that tests can read.
inline RegistryEncoders RegistryTextEncoders() {
  return {.organizations = OrganizationTextEncoders(),
          .reorganizations = ReorganizationTextEncoders(),
          .posts = PostTextEncoders(),
          .policies = PolicyTextEncoders()};
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_ENCODERS_H_
