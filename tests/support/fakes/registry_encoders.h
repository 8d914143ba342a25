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

namespace xinqiao::testing {

// How registry's values become bytes.
struct RegistryEncoders {
  registry::OrganizationEncoders organizations;
  registry::PostEncoders posts;
  registry::PolicyEncoders policies;
};

// Bytes that tests can read.
inline RegistryEncoders RegistryTextEncoders() {
  const auto post = [](const registry::Post& value) {
    return absl::StrCat("post ", value.title, " ", ToString(value.validity));
  };
  const auto kind = [](const policy::ActivityKind& value) {
    return absl::StrCat("kind ", value.kind_id);
  };
  return {
      .organizations = {.answer =
                            [](const registry::Organization& value) {
                              return absl::StrCat("organization ", value.display_name, " in ",
                                                  value.log);
                            },
                        .created =
                            [](const registry::Organization& value) {
                              return absl::StrCat("created ", value.display_name);
                            }},
      .posts = {.person_answer =
                    [](const registry::Person& value) {
                      return absl::StrCat("person ", value.person_id);
                    },
                .answer = post,
                .created = [post](const registry::Post& value) { return "created " + post(value); },
                .ended = [post](const registry::Post& value) { return "ended " + post(value); }},
      .policies = {
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
              }},
  };
}

}  // namespace xinqiao::testing

#endif  // XINQIAO_TESTS_SUPPORT_FAKES_REGISTRY_ENCODERS_H_
